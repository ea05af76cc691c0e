/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Characters to the form in which they are compared: compatibility forms
 * unified (NFKC, Unicode TR 15), case folded, accents removed, and the letters
 * that decomposition leaves alone (ı ł ø đ ß æ œ ð þ ...) written in ASCII, so
 * that Çırağan, Ciragan and CIRAGAN are one.
 */
#ifndef DATELINE_TEXT_FOLD_H
#define DATELINE_TEXT_FOLD_H

#include <stdint.h>

enum character_class {
	CLASS_UNSEEN,     /* not looked up yet; never returned */
	CLASS_SEPARATOR,  /* ends a word */
	CLASS_LETTER,
	CLASS_DIGIT,
	CLASS_MARK,       /* an accent or a format character: belongs to the word, adds nothing */
	CLASS_IDEOGRAPH,  /* of a script that puts no spaces between words: indexed in pairs */
	CLASS_CURRENCY,
	CLASS_HYPHEN,     /* joins words when it stands between them; an en dash does too */
	CLASS_APOSTROPHE,
	CLASS_FULL_STOP,  /* ends a sentence */
	CLASS_OPENING     /* opens a quotation, a bracket or, as a dash, what somebody says */
};

/*
 * The next character, as utf8_next; and where a text writes in two what folding
 * would not put together again (й, Hangul, voiced kana), both as one.
 */
uint32_t fold_next(const char **at, const char *end);

#define FOLD_MAX 18 /* bytes of the longest folded form that is kept */

struct folded {
	uint8_t class;
	uint8_t upper;  /* it was an upper case or title case letter */
	uint8_t length; /* of bytes; 0 for all but letters, digits and ideographs */
	char bytes[FOLD_MAX];
};

/* Looks a character up in Unicode's tables; slow, see struct folder. */
struct folded fold_character(uint32_t code);

/* A cache of fold_character for the scripts that news is written in. All zero is ready; one thread at a time. */
#define FOLDER_CODES 0x2600
struct folder {
	struct folded known[FOLDER_CODES];
};

const struct folded *folder_look_up(struct folder *folder, uint32_t code, struct folded *scratch);

#endif
