/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is known of each word that a thread has met: looked up and taken apart
 * once, then found by its bytes.
 */
#ifndef DATELINE_ENTITY_VOCABULARY_H
#define DATELINE_ENTITY_VOCABULARY_H

#include "entity/model.h"
#include "entity/pieces.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How a word is written. */
enum casing {
	CASING_LOWER,
	CASING_CAPITAL,        /* Kiev */
	CASING_UPPER,          /* KIEV */
	CASING_MIXED,          /* McDonald */
	CASING_NUMBER,         /* no letter, a digit */
	CASING_SIGN,           /* neither */
	CASING_LOWER_NUMBER,   /* 30-day */
	CASING_INITIAL,        /* J. */
	CASING_LETTER,         /* J */
	CASING_ACRONYM,        /* U.S. */
	CASING_NUMBER_CAPITAL, /* 30-Year */
	CASING_INNER,          /* iPhone */
	CASING_BEFORE,         /* no word: before the first of a sentence */
	CASING_BEHIND          /* behind its last */
};

#define AFFIXES 4
#define OFFSETS 5 /* a word's features are weighed for the words up to two before and behind it */

/*
 * A word type; all numbers are hashes unless they say otherwise. What every word of a text is asked for comes first. Each
 * thread holds tens of thousands: what is asked for once, when the word is weighed, is not kept as a hash.
 */
struct word_type {
	uint64_t lower;
	uint32_t flags;      /* WORD_FLAG_ ... */
	uint32_t phrase;     /* mask of the one-word phrase */
	uint8_t casing;      /* enum casing */
	uint8_t traits;      /* TRAIT_ ... */
	uint8_t affix_count;
	uint8_t weighed;     /* bit n: scores[n] are there */
	uint8_t uses;        /* since the vocabulary last forgot words, up to USES_MANY */
	char head[AFFIXES], tail[AFFIXES]; /* the first and last bytes in lower case, as many as affix_count */
	uint16_t clusters[MODEL_CLUSTERS]; /* as the model has them, 0: none */
	uint64_t key;        /* of its bytes */
	uint64_t cluster;    /* the first of them; 0: none */
	uint64_t form;       /* as written, digits as 0 */
	uint64_t shape;      /* "Xxxx", "dd", at most 12 characters of it */
	uint64_t brief;      /* the same, runs as one: "Xx" */
	int16_t scores[OFFSETS][MODEL_ROW];
};

/* What a text is looked through for: each in a byte of its own kind, so that a line's words can be passed quickly. */
#define TRAIT_CAPITAL 1     /* a letter of it is upper case */
#define TRAIT_JOINS 2       /* may stand inside a name: of, the, de, al, ' */
#define TRAIT_SPORT 4
#define TRAIT_LOWER_CASE 8  /* the model knows it as written in lower case */

struct vocabulary;

struct vocabulary *vocabulary_new(const struct model *model); /* borrows it */
void vocabulary_free(struct vocabulary *vocabulary);

/* Before a new stretch of text: forgets the rarer words when they have become many. */
void vocabulary_begin(struct vocabulary *vocabulary);

/* The words of these pieces of a text; valid until the next vocabulary_begin. */
void vocabulary_words(struct vocabulary *vocabulary, const char *text, const struct piece *pieces, size_t count, struct word_type **words);

struct word_type *vocabulary_word(struct vocabulary *vocabulary, const char *bytes, size_t length);

/* What stands before and behind a sentence; valid as long as the vocabulary. */
struct word_type *vocabulary_before(struct vocabulary *vocabulary);
struct word_type *vocabulary_behind(struct vocabulary *vocabulary);

/* Two hashes to one, in this order; for what has several parts. */
static inline uint64_t hash_pair(uint64_t first, uint64_t second)
{
	uint64_t hash = first * 0x9E3779B97F4A7C15u + second + 0x7F4A7C15u;

	hash = (hash ^ hash >> 32) * 0xD6E8FEB86659FD93u;
	return hash ^ hash >> 32;
}

/* The hash of one of the word's clusters; 0: none. */
static inline uint64_t word_cluster(const struct word_type *word, unsigned number)
{
	return word->clusters[number] ? hash_pair((uint64_t)number + 1, word->clusters[number]) : 0;
}

/* Of a phrase, word by word: start with PHRASE_START, add each word's `lower`. */
#define PHRASE_START 7

#endif
