/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The words of a query's text, one place each, and the ways in which articles
 * may write each: what searcher/query/readings.h and ways.h fill in.
 */
#ifndef DATELINE_SEARCHER_QUERY_PLACES_H
#define DATELINE_SEARCHER_QUERY_PLACES_H

#include "searcher/query/languages.h"
#include "text/sieve.h"
#include "text/stem.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

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

/* Adds a place without any way, for WAYS_MAX of them; good until the next is added. */
struct place *places_add(struct places *places);

/* A new way without words, or NULL when there are enough. */
struct way *place_add_way(struct place *place);

/* Adds a word to a way, which may be NULL. */
void way_add_word(struct way *way, const char *term, size_t length, uint64_t hash);

/* Whether two ways are the same words, whatever the languages. */
bool ways_equal(const struct way *one, const struct way *other);

/* The way that is this one word (by its term_hash), or NULL. */
struct way *place_find_single(struct place *place, uint64_t hash);
void place_add_single(struct place *place, const char *term, size_t length, uint64_t hash); /* unless it is there */

#endif
