/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A person's name in its parts, and whether two names may be one person's.
 */
#ifndef DATELINE_NAMES_PERSON_H
#define DATELINE_NAMES_PERSON_H

#include "names/forenames.h"
#include "names/spelling.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PERSON_WORDS 8

enum person_suffix {
	SUFFIX_NONE,
	SUFFIX_JUNIOR,
	SUFFIX_SENIOR,
	SUFFIX_SECOND,
	SUFFIX_THIRD,
	SUFFIX_FOURTH,
	SUFFIX_NUMERAL /* and the numeral, of others */
};

/*
 * Words are folded; titles in front are left out, and particles (al, bin, von)
 * behind the first word. Word 0 is the forename when there are two or more, the
 * last one the surname.
 */
struct person_name {
	char text[NAME_KEY_MAX]; /* the words, one behind the other */
	uint8_t start[PERSON_WORDS + 1]; /* of each word, and the end of the last */
	bool initial[PERSON_WORDS];
	uint8_t count; /* 0: none, or more words than a name has */
	uint8_t suffix; /* enum person_suffix */
	bool run; /* its initials in front are written together, without full stops: JR */
	uint8_t numeral; /* a ruler's, which is word 1: Henry V; 0: none */
};

void person_parse(struct person_name *person, struct folder *folder, const char *name, size_t length);

static inline const char *person_word(const struct person_name *person, size_t word)
{
	return person->text + person->start[word];
}

static inline size_t person_word_length(const struct person_name *person, size_t word)
{
	return (size_t)(person->start[word + 1] - person->start[word]);
}

/* How many of the name's bytes are titles in front of it, and white space behind them: "President Vladimir Putin". Less than all. */
size_t person_titles(struct folder *folder, const char *name, size_t length);

/* Whether a name is nothing but what stands behind one: "Jr.", "Sr.", "III". */
bool person_suffix_alone(struct folder *folder, const char *name, size_t length);

/* Whether a name alone is nobody's: titles and suffixes ("Lord Mayor", "Jr."), a deity's, a faith's, or bare letters. */
bool person_nobody(struct folder *folder, const char *name, size_t length);

/*
 * How many bytes at the end of a name that is no person's belong to the title
 * behind it: " Press" of "White House Press" before " Secretary".
 */
size_t person_title_opening(struct folder *folder, const char *name, size_t length, const char *behind, size_t behind_length);

/* In what two names that may be one person's differ. 0: in nothing. */
enum person_difference {
	DIFFERS_SPELLING = 1,      /* surnames of one skeleton */
	DIFFERS_VOWEL = 2,         /* surnames of the same consonants, one vowel another */
	DIFFERS_SLIP = 4,          /* surnames, by one letter */
	DIFFERS_FORENAME = 8,      /* one forename written in two ways, or a short form of it */
	DIFFERS_FORENAME_SLIP = 16, /* by one letter, and one of them is no known forename */
	DIFFERS_INITIAL = 32,      /* one has the forename's initial only */
	DIFFERS_MIDDLE = 64,       /* one has names between forename and surname */
	DIFFERS_LENGTH = 128       /* one has another forename in front or another surname behind */
};

/* True when they may be one person's; both have two words or more. */
bool person_compare(const struct forenames *forenames, const struct person_name *a, const struct person_name *b,
                    unsigned *differences);

/* Whether the last words of both may be one surname; what they differ in is added to differences. */
bool person_surnames_alike(const struct person_name *a, const struct person_name *b, unsigned *differences);

/* Whether both have names between forename and surname, and these are different: H. W. and W. */
bool person_conflict(const struct forenames *forenames, const struct person_name *a, const struct person_name *b);

#endif
