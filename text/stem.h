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

/*
 * What is known of a folded word. No stem is a function word but that of one:
 * cans are not "can", and what a Spanish stemmer would make of "sea" is not "se".
 */
struct stem {
	uint64_t hash;    /* term_hash of the stem */
	uint64_t form_hash; /* term_hash of the word itself */
	char bytes[WORD_MAX];
	uint8_t length;
	bool stop;        /* a function word: no help in finding an article */
	bool name_like;   /* the stem differs, and the word is not one that is written in lower case: text/lexicon.h */
};

/* The same, as the word's first `kept` bytes and an ending; it lasts as struct stem does. */
struct ending {
	uint64_t hash; /* term_hash of the stem */
	const char *bytes;
	uint8_t kept, length; /* length 0: the stem is the beginning of the word */
	bool stop, name_like;
};

struct stemmer;

/*
 * Of a name-like word: whether it may be a short surname that ends as an
 * inflected word does, whose stem is another name or word: Perthes and Perth,
 * Manning and man. Its form is a term of every article that holds it, in lower
 * case too, where its stem is one beside it.
 */
bool stem_misleads(const char *word, size_t length);

/*
 * How many letters at the beginning of a word its stem is sure to have, 0 to 2,
 * but that y may become i: stems have suffixes taken off, of some languages
 * prefixes too.
 */
unsigned stemmer_keeps(const struct stemmer *stemmer);

/* Whether there are stems in the language. */
bool stemmer_knows(const char *language);

/* language: "en" or another ISO 639-1 code that libstemmer knows; any other, or NULL, leaves words as they are. */
struct stemmer *stemmer_new(const char *language);
void stemmer_free(struct stemmer *stemmer);

/* word: folded, 1..WORD_MAX bytes. Good until the next call. */
const struct stem *stemmer_look_up(struct stemmer *stemmer, const char *word, size_t length);

/*
 * The same for a word whose term_hash is known already. A stemmer_prefetch some
 * words ahead hides that the cache is larger than the processor's own.
 */
struct ending stemmer_find(struct stemmer *stemmer, const char *word, size_t length, uint64_t hash);
void stemmer_prefetch(const struct stemmer *stemmer, uint64_t hash);

/* 64 well mixed bits of a term, the same on every machine. */
uint64_t term_hash(const char *term, size_t length);

/* term_hash of ASCII letters, as it is of them in lower case. */
uint64_t term_hash_letters(const char *letters, size_t length);

#endif
