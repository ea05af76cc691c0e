/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What one word of a query is in articles: itself, its stem in the index's first
 * language, and its stems in the others, which count in their articles alone.
 */
#ifndef DATELINE_SEARCHER_QUERY_READINGS_H
#define DATELINE_SEARCHER_QUERY_READINGS_H

#include "searcher/query/places.h"
#include "searcher/query/planner.h"

/* Adds the readings of a word (a token of its text in the first language) to its place. prefix: that of the field's terms. */
void add_first_readings(struct planner *planner, const char *prefix, struct place *place, const struct tokens *tokens,
                        const struct token *token);

/* Adds to all places of a text how the other languages read it. The analyzer's tokens are gone then. */
void add_other_readings(struct planner *planner, const char *prefix, const char *text, struct places *places);

/* A text in one language, good until the analyzer's next. */
const struct tokens *places_tokens(struct planner *planner, const char *language, const char *text);

#endif
