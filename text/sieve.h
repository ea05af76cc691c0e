/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which words of a text may come to one of a few terms, told by their first
 * two bytes: nine words of ten need then be neither kept nor stemmed.
 */
#ifndef DATELINE_TEXT_SIEVE_H
#define DATELINE_TEXT_SIEVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The first two bytes of a term, 0 for what it does not have. */
struct term_head {
	unsigned char first, second;
};

static inline struct term_head term_head(const char *term, size_t length)
{
	return (struct term_head){.first = length > 0 ? (unsigned char)term[0] : 0,
	                          .second = length > 1 ? (unsigned char)term[1] : 0};
}

/* All zero lets nothing through. */
struct sieve {
	uint32_t seconds[256]; /* by the first byte: a bit for each second one, of which 32 are told apart */
};

/* Lets through all folded words that may come to a term that begins so; kept: stemmer_keeps(), at least 1. */
void sieve_add(struct sieve *sieve, struct term_head head, unsigned kept);

/* word: folded. */
static inline bool sieve_passes(const struct sieve *sieve, const char *word, size_t length)
{
	struct term_head head = term_head(word, length);

	return sieve->seconds[head.first] >> (head.second & 31) & 1;
}

#endif
