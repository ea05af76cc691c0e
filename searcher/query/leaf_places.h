/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The places of a leaf's text: each word of it in all ways in which articles write it.
 */
#ifndef DATELINE_SEARCHER_QUERY_LEAF_PLACES_H
#define DATELINE_SEARCHER_QUERY_LEAF_PLACES_H

#include "article/phrase.h"
#include "searcher/query/parse.h"
#include "searcher/query/planner.h"
#include "searcher/query/ways.h"

#include <stdbool.h>

/* The terms' prefix of a leaf's field, and its part of the streams. */
const char *leaf_prefix(const struct node *leaf);
enum phrase_field leaf_field(const struct node *leaf);

/* For places_release. */
void places_of_leaf(struct planner *planner, const struct node *leaf, struct places *places);

/* Whether there is something to look for: no place is without a way. */
bool places_have_way(const struct places *places);

#endif
