/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * "Did you mean": the query as it was probably meant.
 */
#ifndef DATELINE_SEARCHER_QUERY_CORRECT_H
#define DATELINE_SEARCHER_QUERY_CORRECT_H

#include "searcher/query/parse.h"
#include "searcher/query/planner.h"

#include <stdbool.h>

/*
 * The query with words that the index hardly knows put right, as far as its
 * own words can do it; NULL when there is nothing to be put right. Freed by
 * the caller. found: the query finds something as it is. query: what tree was parsed from, valid UTF-8.
 */
char *correct_query(struct planner *planner, const char *query, const struct node *tree, bool found);

#endif
