/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which function words of a query are names, and so to be looked for: May in
 * "Theresa May", "the Who".
 */
#ifndef DATELINE_SEARCHER_QUERY_FUNCTION_WORDS_H
#define DATELINE_SEARCHER_QUERY_FUNCTION_WORDS_H

#include "searcher/query/planner.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Whether a word of a query that is written with a capital (May, MIT) is a name for
 * that: not in a query all in capitals, not where it is the first, nor in a
 * headline; but in a name, which is short: "Will Smith".
 */
bool capitals_prove_name(const struct node *tree, const struct node *leaf);

/* Whether the index knows two words in a row as somebody's or something's name. */
bool is_known_name(struct planner *planner, const struct node *first, const struct node *second);

#endif
