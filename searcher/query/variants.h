/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The other ways in which articles write a name that a query holds: Zelensky
 * for Zelenskyy, Kyiv for Kiev, United States for US.
 *
 * They come from the tables (names/table.h), and from what the index's own
 * articles write (names/map.h): other spellings of a surname, what an acronym
 * stands for, other forms of a name in full. A word that English writes in
 * lower case is taken for no name, unless it is a place's.
 */
#ifndef DATELINE_SEARCHER_QUERY_VARIANTS_H
#define DATELINE_SEARCHER_QUERY_VARIANTS_H

#include "searcher/query/ways.h"
#include "searcher/show/results.h"

struct variants;

/* file: the user's own table, or NULL. Tables are read when they are first needed. The index is borrowed. */
struct variants *variants_new(struct shim_index *index, const char *file);
void variants_free(struct variants *variants);

/* What was searched beside the words as typed. All zero is empty. */
struct also_list {
	struct also_searched *list;
	size_t count;
};

void also_list_release(struct also_list *also);

/*
 * Adds to the place of a plain word the ways in which the index has the other
 * forms of its name, or of the name that it makes with the word before or
 * behind it (NULL: there is none), and counts them in place->variants. Noted
 * down in the planner's list once for each name.
 */
void add_variants(struct planner *planner, const char *prefix, const char *previous, const char *word, const char *next,
                  struct place *place);

/* The same for a phrase: the ways in which articles write the name that all of it is go to the place, which has none yet. */
void add_phrase_variants(struct planner *planner, const char *prefix, const char *phrase, struct place *place);

#endif
