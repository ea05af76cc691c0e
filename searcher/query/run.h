/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The articles that a plan finds, in the order in which they are shown.
 *
 * By relevance: the engine's weight; for the first RUN_RERANKED articles what
 * the nearness of the query's words is worth; for a long query of plain words,
 * before that, for the first RUN_REWEIGHED what the words are worth that its
 * best articles share.
 */
#ifndef DATELINE_SEARCHER_QUERY_RUN_H
#define DATELINE_SEARCHER_QUERY_RUN_H

#include "searcher/query/feedback.h"
#include "searcher/query/plan.h"

#include <stdbool.h>
#include <stdint.h>

#define RUN_RERANKED 50  /* by the nearness of the words */
#define RUN_REWEIGHED 200 /* by the words that the best share */

/* A query of fewer different words says itself what it is about. */
#define RUN_FEEDBACK_WORDS 5

enum sort_order {
	SORT_RELEVANCE,
	SORT_NEWEST,
	SORT_OLDEST
};

struct run_options {
	uint32_t limit, offset;
	enum sort_order order;
	bool count;     /* the exact total is wanted; else a lower bound will do */
	double deadline; /* of clock_seconds(); 0: none */
	double half_life; /* seconds: run_recency; 0: age does not count */
	int64_t now;      /* from which age is counted, as date_seconds */
};

/*
 * What a weight is multiplied by for its article's age: 1 for the newest, 3/4
 * after one half-life, never under 1/2, which is that of an article without a
 * date. date: its value in SLOT_DATE.
 */
double run_recency(const struct run_options *options, const void *date, size_t length);

/*
 * Readies a plan for its runs, once. again: the plan of the same query once more,
 * where articles are sorted from the oldest, else it is not looked at. feedback:
 * the words that are added, by this or by a run, for who explains the ranking.
 */
enum shim_status run_prepare(struct planner *planner, struct plan *plan, struct plan *again, const struct run_options *options,
                             struct feedback *feedback, struct shim_failure *failure);

/* One run of as many as it takes, of the order and the deadline that the plan was readied for. */
enum shim_status run_plan(struct planner *planner, const struct plan *plan, const struct plan *again,
                          const struct run_options *options, struct shim_hits *hits, struct feedback *feedback,
                          struct shim_failure *failure);

#endif
