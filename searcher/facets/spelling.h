/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The ways in which the articles that were counted write one value.
 */
#ifndef DATELINE_SEARCHER_FACETS_SPELLING_H
#define DATELINE_SEARCHER_FACETS_SPELLING_H

#include "article/facets.h"

#include <stddef.h>
#include <stdint.h>

struct spelling {
	const char *name, *form; /* borrowed */
	uint32_t count;
};

/* All zero is empty. */
struct spellings {
	struct spelling *list;
	size_t count, capacity;
};

void spellings_release(struct spellings *spellings);

/* The entry's strings must outlive the spellings. count: articles that have it. */
void spellings_add(struct spellings *spellings, const struct facet_entry *entry, uint32_t count);

/* The most frequent name, ties by bytes; the caller frees it. */
char *spellings_name(struct spellings *spellings);

/* The forms, the most frequent first, ties by bytes, max at the most; a NULL behind the last. The caller frees them. */
char **spellings_forms(struct spellings *spellings, size_t max);

#endif
