/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * --compact: the whole index as one small shard, without its dead articles and
 * with the average length taken anew. Every article is indexed again from its
 * stored text, so that is also how an index of another format is brought to
 * this program's.
 */
#ifndef DATELINE_INDEXER_MAINTAIN_COMPACT_H
#define DATELINE_INDEXER_MAINTAIN_COMPACT_H

#include "shim/xapian.h"

#include <stdint.h>

struct compact_summary {
	uint64_t articles, dead; /* kept; left out */
	uint64_t bytes_before, bytes_after;
};

/* SHIM_CORRUPT when an article cannot be read; the index is then as it was. */
enum shim_status compact_index(const char *index, struct compact_summary *summary, struct shim_failure *failure);

#endif
