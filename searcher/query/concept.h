/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From a word or a phrase as typed to all ways in which articles write it.
 *
 * "ceasefire" is also "cease-fire" and "cease fire"; "Perthes" is itself and
 * not Perth; "US" is U.S. Which of these ways there are is asked of the index:
 * a way that no article uses costs nothing.
 */
#ifndef DATELINE_SEARCHER_QUERY_CONCEPT_H
#define DATELINE_SEARCHER_QUERY_CONCEPT_H

#include "searcher/query/parse.h"
#include "searcher/query/planner.h"
#include "searcher/query/wanted.h"

/* Words near each other, and words as exact letters: leaves of kind NODE_NEAR and NODE_EXACT. */
struct wanted near_concept(struct planner *planner, const struct node *node);
struct wanted exact_concept(struct planner *planner, const struct node *leaf);

/*
 * A leaf of the tree as what is wanted. Several words in one leaf ("RFE/RL")
 * are a phrase. next: the leaf right behind it when both are plain words, or
 * NULL; the two may be one word written apart ("cease fire").
 */
struct wanted concept_of(struct planner *planner, const struct node *leaf, const struct node *previous,
                         const struct node *next);

#endif
