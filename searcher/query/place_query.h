/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Queries of the engine for places, each of which articles write in several ways.
 */
#ifndef DATELINE_SEARCHER_QUERY_PLACE_QUERY_H
#define DATELINE_SEARCHER_QUERY_PLACE_QUERY_H

#include "searcher/query/planner.h"
#include "searcher/query/wanted.h"
#include "searcher/query/ways.h"

#define VARIANT_WEIGHT 0.9 /* what another form of a name counts, of what the one as typed does */

/* One word. */
struct shim_query *term_query(const char *prefix, const char *word, size_t length);

/* A row of words, checked for its order; wanted keeps what the check borrows, here and below. */
struct shim_query *row_query(struct planner *planner, struct wanted *wanted, const char *prefix, enum phrase_field field,
                             const struct way *way);

/* One place in any of its ways, and all places of a phrase, wanted->phrase, in their order. */
struct shim_query *place_query(struct planner *planner, struct wanted *wanted, const char *prefix, enum phrase_field field,
                               const struct place *place);
struct shim_query *phrase_query(struct planner *planner, struct wanted *wanted, const char *prefix, const struct places *places);

/* What holds all places of a text, one or more, each in any of its ways, in any order. */
struct shim_query *places_query(struct planner *planner, const char *prefix, const struct places *places);

/* The places as a phrase of the heap, and one place's ways as forms of an element. */
struct phrase *places_phrase(const struct places *places, enum phrase_field field);
struct phrase *phrase_of_way(const struct way *way, enum phrase_field field);
void place_add_forms(struct phrase_element *element, const struct place *place);

/* As the engine weighs: a term that so many articles of all hold; places by their rarest word; a way if all its words are there. */
double rarity_of(double articles, double all);
double places_rarity(struct planner *planner, const char *prefix, const struct places *places);
double weight_of_way(struct planner *planner, const char *prefix, const struct way *way);

#endif
