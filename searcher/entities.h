/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Whom and what an index names, all of it: --entities.
 */
#ifndef DATELINE_SEARCHER_ENTITIES_H
#define DATELINE_SEARCHER_ENTITIES_H

#include "searcher/search.h"
#include "text/buffer.h"

enum entities_format {
	ENTITIES_TEXT, /* COUNT NAME (OTHER FORM, ...) */
	ENTITIES_JSON, /* {"version": 1, "entities": {"person": [{"value", "count", "forms"}]}} */
	ENTITIES_JSONL, /* {"kind", "value", "count", "forms"} a line */
	ENTITIES_TSV   /* KIND COUNT NAME FORM... between tabs */
};

struct entities_request {
	unsigned kinds;     /* bit 1 << enum facet_kind each */
	const char *prefix; /* what the name or one of its forms begins with, whatever its case and accents; NULL: any */
	size_t limit, offset; /* of each kind, the most frequent first */
	enum entities_format format;
};

/* Adds the list to out; *found: how many entities it has. */
enum shim_status entities_list(struct searcher *searcher, const struct search_options *options,
                               const struct entities_request *request, struct buffer *out, size_t *found,
                               struct shim_failure *failure);

#endif
