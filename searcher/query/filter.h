/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What narrows a query: source, language, author, date, and who or what an
 * article names.
 */
#ifndef DATELINE_SEARCHER_QUERY_FILTER_H
#define DATELINE_SEARCHER_QUERY_FILTER_H

#include "searcher/query/concept.h"
#include "searcher/query/parse.h"
#include "shim/xapian.h"

#include <stdbool.h>

/*
 * The articles whose field has a value that the text gives: never NULL, weight
 * as the terms' own, which is 0. Of a name, its whole folded: where the index
 * has no such name, names (and forms) that hold the text's words.
 */
struct shim_query *filter_query(struct planner *planner, enum node_field field, const char *text);

/* The planner's filters as one query; NULL when there are none. */
struct shim_query *filter_queries(struct planner *planner);

/*
 * Whether an article has many values of the field, so that each that is asked for
 * must hold. Of the other fields it has one, and several are alternatives.
 */
bool field_is_manifold(enum node_field field);

#endif
