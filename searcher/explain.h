/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Why these results, and in this order.
 */
#ifndef DATELINE_SEARCHER_EXPLAIN_H
#define DATELINE_SEARCHER_EXPLAIN_H

#include "searcher/query/run.h"
#include "searcher/show/results.h"

/*
 * Fills in the results' terms, the weights of each result and, when there is
 * none, to_blame. The planner explained when it planned; the plan's clauses
 * are used up. Costs a match for each clause.
 */
enum shim_status explain(struct planner *planner, struct plan *plan, const struct run_options *options,
                         const struct feedback *feedback, struct results *results, struct shim_failure *failure);

#endif
