/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Words that the best articles for a query share: they say what a long query
 * is about better than its own words do. Rocchio's method (1971, "Relevance
 * feedback in information retrieval") over impacts, where an article counts the
 * less the more the best one outweighs it: a query that has one clear answer
 * is left alone.
 */
#ifndef DATELINE_SEARCHER_QUERY_FEEDBACK_H
#define DATELINE_SEARCHER_QUERY_FEEDBACK_H

#include "searcher/query/concept.h"
#include "shim/xapian.h"
#include "text/stem.h"

#include <stddef.h>
#include <stdint.h>

#define FEEDBACK_TERMS 30
#define FEEDBACK_ARTICLES 10 /* that are learned from, at the most */

struct feedback_term {
	char term[WORD_MAX];
	size_t length;
	uint32_t documents; /* articles that hold it */
	double factor;      /* of its weight, beside 1 for a word of the query; > 0 */
};

/* All zero is empty; heaviest first; nothing to release. */
struct feedback {
	struct feedback_term list[FEEDBACK_TERMS];
	size_t count;
};

/*
 * What the first of the hits, best first, have in common. repeats: how often
 * the query says its most frequent word; rarity: of its words together, which
 * what is added never outweighs. Articles whose text
 * cannot be read are passed over: whoever shows them says so. The analyzer's
 * last analysis is lost.
 */
enum shim_status feedback_learn(struct feedback *feedback, struct planner *planner, const struct shim_hits *hits, double repeats, double rarity,
                                struct shim_failure *failure);

/* What tells one article from others: factor 1 for the heaviest word. SHIM_CORRUPT when its text cannot be read. */
enum shim_status feedback_of_article(struct feedback *feedback, struct planner *planner, uint32_t document,
                                     struct shim_failure *failure);

/* The terms as alternatives; NULL when there are none. */
struct shim_query *feedback_query(const struct feedback *feedback);

/* The query with the terms beside it: they add weight, and find nothing of themselves. Takes over the query. */
struct shim_query *feedback_apply(const struct feedback *feedback, struct shim_query *query);

#endif
