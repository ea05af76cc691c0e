/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The ways in which one place of a phrase may be written: leaf_places.h.
 */
#ifndef DATELINE_SEARCHER_QUERY_WAYS_H
#define DATELINE_SEARCHER_QUERY_WAYS_H

#include "searcher/query/places.h"
#include "searcher/query/planner.h"

/* All places of a text: a word each; the whole of a compound is one place. prefix: that of the field's terms. */
void places_of(struct planner *planner, const char *prefix, const char *text, struct places *places);

/* Adds the way in which two neighbours are one word, when the index holds that, to the place; false when it does not. */
bool add_joined(struct planner *planner, const char *prefix, const struct place *first, const struct place *second,
                struct place *to);

/* Joins neighbours of a phrase that may be one word into one place. */
void join_neighbours(struct planner *planner, const char *prefix, struct places *places);

/*
 * What begins with the folded text, as ways of one place: the text as a word,
 * the terms that begin so, and where words are longer than their stems (peaceful
 * is kept as "peac") the stems of the lexicon's words. Past the bound, which is
 * said, those that most articles hold. Of a compound its words in a row, of
 * which the last begins so, and the whole.
 */
void places_of_prefix(struct planner *planner, const char *prefix, const char *text, struct places *places);

/* The terms that are spelled nearly as the text, itself before all others, as ways of one place. */
void places_of_similar(struct planner *planner, const char *prefix, const char *text, struct places *places);

#endif
