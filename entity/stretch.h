/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A stretch of an article (all of it, unless it is very long) as sentences of
 * words, and what the stretch as a whole tells of each: how a word is written
 * elsewhere in it, what stood beside it there, what its lines look like.
 */
#ifndef DATELINE_ENTITY_STRETCH_H
#define DATELINE_ENTITY_STRETCH_H

#include "entity/pieces.h"
#include "entity/vocabulary.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum line_kind {
	LINE_PROSE,
	LINE_CAPITALS, /* no word of it in lower case, most in capitals: a headline, a name in a table */
	LINE_TITLE,    /* most words of it with a capital: a headline, a list of names */
	LINE_TABLE     /* numbers beside names: a result, a standing */
};

struct sentence {
	uint32_t first, count; /* its words in the stretch */
	uint8_t kind;          /* enum line_kind */
	bool title;            /* of the article's title, not of its text */
};

/* What is longer is no sentence, but a list without full stops: it is cut. */
#define SENTENCE_WORDS 250

#define MENTIONS_KEPT 6
#define RUN_LONGEST 8
#define FILTER_WORDS 64

/* What the stretch tells of a word with a capital. */
struct habit {
	uint64_t lower;        /* the word */
	bool lower_case;       /* it stands there in lower case too; and */
	bool inside;           /* with a capital behind the beginning of a sentence */
	uint8_t mention_count;
	uint8_t run, place;    /* length of the longest run of capitalised words that it stands in, and its place there */
	uint32_t run_start;    /* first word of that run */
	uint32_t mentions[MENTIONS_KEPT]; /* words of the stretch */
};

struct stretch {
	struct word_type **words;
	uint8_t *casings, *traits; /* theirs */
	uint32_t *lowers;        /* the high half of their `lower` */
	struct piece *pieces;    /* where they stand in the title or text */
	uint32_t *habits;        /* number in habit_list and 1; 0: no capital */
	uint32_t *sentence_of;
	uint8_t *runs;           /* length of the run of capitalised words around it */
	size_t word_count, word_capacity;
	struct sentence *sentences;
	size_t sentence_count, sentence_capacity;
	struct habit *habit_list;
	size_t habit_count, habit_capacity;
	size_t capital_count, sport_count; /* words with these traits */
	uint64_t habit_filter[FILTER_WORDS]; /* a bit by a few bits of `lower` of each habit */
	uint32_t *slots;         /* number in habit_list and 1, by `lower` */
	size_t slot_mask;
	uint8_t topic;           /* 0 to 2: how much of it is about sport */
};

void stretch_release(struct stretch *stretch); /* all zero is empty and ready */
void stretch_clear(struct stretch *stretch);

/* Adds a word to the last sentence. */
void stretch_add(struct stretch *stretch, struct word_type *word, struct piece piece);

/* Starts a sentence; one without words is none. */
void stretch_sentence(struct stretch *stretch, bool title);

/* Cuts a text into sentences of words, from and to these bytes. */
void stretch_cut(struct stretch *stretch, struct vocabulary *vocabulary, const char *text, size_t start, size_t end, bool title);

/* When all words are there: fills in what they tell of each other. */
void stretch_study(struct stretch *stretch);

#endif
