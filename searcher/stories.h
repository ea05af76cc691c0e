/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Stories: an article and its copies, as several outlets print what an agency
 * sends. Found among the hits of a query when they are shown, so that nothing is
 * stored and the order of indexing does not matter.
 *
 * The first hit of a story leads it. A later hit is a copy of the first leader
 * whose text is nearly its own (article/resemblance.h) and was published within
 * STORIES_DAYS of it, as far as both dates are known. Copies are compared with
 * leaders alone, never chained.
 */
#ifndef DATELINE_SEARCHER_STORIES_H
#define DATELINE_SEARCHER_STORIES_H

#include "shim/xapian.h"

#include <stddef.h>
#include <stdint.h>

#define STORIES_DAYS 3

/* Hits behind these lead a story each: who reads on so far reads all. */
#define STORIES_HITS 500

struct story {
	size_t leader;  /* which hit */
	size_t *copies; /* which other hits, in their order */
	size_t count;
};

struct stories {
	struct story *list; /* in the order of their leaders */
	size_t count;
	size_t folded; /* copies of them all */
};

/*
 * The first `wanted` stories of hits, which begin with the very first, and what
 * copies of these there are among the hits. Fewer when the hits do not hold more.
 * Release them on failure too.
 */
enum shim_status stories_find(struct stories *stories, struct shim_index *index, const struct shim_hits *hits, size_t wanted,
                              struct shim_failure *failure);
void stories_release(struct stories *stories);

#endif
