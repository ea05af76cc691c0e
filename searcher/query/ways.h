/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The ways in which one place of a phrase may be written: concept.h.
 */
#ifndef DATELINE_SEARCHER_QUERY_WAYS_H
#define DATELINE_SEARCHER_QUERY_WAYS_H

#include "searcher/query/languages.h"
#include "searcher/query/planner.h"
#include "text/stem.h"

#define WAY_WORDS 8
#define WAYS_MAX 24
#define PREFIX_WAYS_MAX 100 /* of "inter*" */
#define PLACES_MAX 256 /* words of one text; what follows them is left out, or a phrase of 64 kB takes half a gigabyte */

struct way_word {
	char term[WORD_MAX];
	size_t length;
	uint64_t hash; /* as it stands in streams */
	struct term_head head; /* of the term that has this hash */
};

/* Words that follow each other. What is said of languages is said of ways of one word. */
struct way {
	struct way_word words[WAY_WORDS];
	size_t count;
	bool foreign; /* no article of the first language has it so */
	language_set only; /* it counts in articles of these alone; 0: of any */
	language_set never; /* it does not count in articles of these, where it is another word */
	language_set idle; /* in articles of these it finds, and weighs next to nothing: there it is a function word */
};

struct place {
	struct way *list; /* room of them */
	size_t count, room;
	size_t variants; /* so many of the last of them are other forms of a name: searcher/query/variants.h */
	bool stop;
	bool compound; /* typed with its parts, which are its second way */
	char form[WORD_MAX]; /* the folded word as typed, when it is one */
	size_t form_length;
	size_t start, end; /* of the word, in what was typed */
};

struct places {
	struct place *list;
	size_t count;
};

void places_release(struct places *places);

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
 * said, those that most articles hold.
 */
void places_of_prefix(struct planner *planner, const char *prefix, const char *text, struct places *places);

/* The terms that are spelled nearly as the text, itself before all others, as ways of one place. */
void places_of_similar(struct planner *planner, const char *prefix, const char *text, struct places *places);

#endif
