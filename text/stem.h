/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Words to stems (libstemmer's Snowball stemmers), with a cache in front: the
 * words of news repeat, and a look-up costs a tenth of a stemmer's run.
 */
#ifndef DATELINE_TEXT_STEM_H
#define DATELINE_TEXT_STEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define WORD_MAX 64 /* bytes of a folded word; what is longer is cut at a character's border */

/* What is known of a folded word. */
struct stem {
	uint64_t hash;    /* term_hash of the stem */
	uint64_t form_hash; /* term_hash of the word itself */
	char bytes[WORD_MAX];
	uint8_t length;
	bool stop;        /* a function word: no help in finding an article */
	bool name_like;   /* the stem differs, and the word is not one that is written in lower case: text/lexicon.h */
};

struct stemmer;

/* language: "en" or another ISO 639-1 code that libstemmer knows; any other, or NULL, leaves words as they are. */
struct stemmer *stemmer_new(const char *language);
void stemmer_free(struct stemmer *stemmer);

/* word: folded, 1..WORD_MAX bytes. Good until the next call. */
const struct stem *stemmer_look_up(struct stemmer *stemmer, const char *word, size_t length);

/* 64 well mixed bits of a term, the same on every machine. */
uint64_t term_hash(const char *term, size_t length);

#endif
