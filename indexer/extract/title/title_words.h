/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The words of titles as sets of hashes, to see how many of them two texts share.
 */
#ifndef DATELINE_INDEXER_EXTRACT_TITLE_TITLE_WORDS_H
#define DATELINE_INDEXER_EXTRACT_TITLE_TITLE_WORDS_H

#include <stddef.h>
#include <stdint.h>

#define TITLE_WORDS_MAX 40 /* later words are not looked at */
#define WORD_SIEVE_BITS 8192

/* Words of two letters and more, folded, in the order of the text. */
struct title_words {
	uint32_t hashes[TITLE_WORDS_MAX];
	size_t count;
};

/* The words of a longer text, as a sieve that lets in a few that are none of them (Bloom 1970). */
struct word_sieve {
	uint64_t bits[WORD_SIEVE_BITS / 64];
};

/* Bytes that are neither letters nor digits part words, so that a path of an address has them too. */
void title_words_of(struct title_words *words, const char *text, size_t length);
size_t title_words_shared(const struct title_words *words, const struct title_words *with);

void word_sieve_add(struct word_sieve *sieve, const char *text, size_t length);
size_t word_sieve_shared(const struct word_sieve *sieve, const struct title_words *words);

#endif
