/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A text while it is cut into words: what text/tokens.c, text/compounds.c and
 * text/words.c, which call each other in this order, know of it. For these alone.
 */
#ifndef DATELINE_TEXT_SCAN_H
#define DATELINE_TEXT_SCAN_H

#include "text/fold.h"
#include "text/readings.h"
#include "text/sieve.h"
#include "text/stem.h"
#include "text/tokens.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How a language treats what follows an apostrophe. */
enum apostrophe {
	APOSTROPHE_POSSESSIVE, /* 's comes off; other words are run together */
	APOSTROPHE_ELISION,    /* a short word before it is a word of its own */
	APOSTROPHE_SUFFIX      /* what follows is a case ending and comes off */
};

/* The place in a text. */
struct scan {
	struct folder *folder;
	struct tokens *tokens; /* their arena takes the forms; they themselves come later, from the readings */
	struct readings *readings;
	enum apostrophe apostrophe;
	bool query; /* capitals prove nothing */
	const struct sieve *sieve;   /* what words it does not let through become no tokens; NULL: all do */
	struct draft passed_over;    /* the last of these */
	const char *text, *at, *end;
	const char *last, *last_end; /* the last word or compound */
	enum token_field field;
	uint32_t position;
	bool fresh;    /* a sentence, a line or a quotation begins here: a capital proves nothing */
	bool headline; /* the line is none of running text */
	bool shouting; /* the line has no lower case letter */
};

/* What is known of a word that is being read. */
struct word {
	char form[WORD_MAX];
	size_t length;
	const char *start, *end;
	unsigned letters, upper, digits;
	bool capital; /* begins with an upper case letter */
	bool acronym; /* written with full stops */
	bool full;    /* WORD_MAX reached */
};

/* The folded character at `at` (not past the end), and where it ends. */
static inline const struct folded *scan_peek(const struct scan *scan, const char *at, const char **next, struct folded *scratch)
{
	uint32_t code = (unsigned char)*at;

	*next = at;
	if (code < 0x80)
		++*next;
	else
		code = fold_next(next, scan->end);
	return folder_look_up(scan->folder, code, scratch);
}

/* The class of the character at `at`; behind the end nothing but separators stand. */
enum character_class scan_class(const struct scan *scan, const char *at);

/* Capitals inside a sentence, of a word that is no word of the language, prove a name; elsewhere both readings wait. */
static inline enum reading reading_of(const struct scan *scan, bool capital)
{
	if (!capital || scan->query)
		return READ_STEM;
	return scan->fresh || scan->headline ? READ_EITHER : READ_NAME;
}

/* ---- text/words.c ---- */

/* Ready for a word that starts at start; the form's bytes are not cleared, they are written before they are read. */
void word_begin(struct word *word, const char *start);

/* Adds to the form of a word what still fits, up to a character's border. */
void word_append(struct word *word, const char *bytes, size_t length);

/* Reads one word without hyphens and moves behind it. False when none starts at scan->at. */
bool word_read(struct scan *scan, struct word *word);

/* Whether an apostrophe behind the word parts it from the next: l'Ukraine, jusqu'à, nell'Est, but aujourd'hui and O'Brien. */
bool word_elides(const struct scan *scan, const struct word *word);

/* ---- text/compounds.c ---- */

/* Read what starts at scan->at, a letter or digit or an ideograph, note it down and move behind it. */
void compound_read(struct scan *scan);
void ideographs_read(struct scan *scan);

/* ---- inline ---- */

static inline bool ascii_upper(char byte)
{
	return byte >= 'A' && byte <= 'Z';
}

static inline bool ascii_lower(char byte)
{
	return byte >= 'a' && byte <= 'z';
}

static inline bool ascii_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

static inline bool ascii_word(char byte)
{
	return ascii_lower(byte) || ascii_upper(byte) || ascii_digit(byte);
}

static inline bool word_class(enum character_class class)
{
	return class == CLASS_LETTER || class == CLASS_DIGIT;
}

#endif
