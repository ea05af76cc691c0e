/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How near to each other a query's words stand in an article, as an addition
 * to its weight: after Büttcher, Clarke & Lushman 2006, "Term proximity scoring
 * for ad-hoc retrieval on very large text collections", from word streams.
 */
#ifndef DATELINE_SEARCHER_QUERY_PROXIMITY_H
#define DATELINE_SEARCHER_QUERY_PROXIMITY_H

#include "article/word_set.h"

#include <stddef.h>
#include <stdint.h>

#define PROXIMITY_WORDS_MAX 254 /* further ones count for nothing */

/* The words that should stand together. All zero is empty. */
struct proximity {
	double weights[PROXIMITY_WORDS_MAX]; /* rarity of each */
	size_t count;
	struct word_set forms; /* each with its word's number */
};

void proximity_release(struct proximity *proximity);

/* Adds a word with this rarity; its forms follow by proximity_form. */
void proximity_word(struct proximity *proximity, double weight);

/* A form of the last word, by its term_hash; that of an earlier word stays with it. */
void proximity_form(struct proximity *proximity, uint64_t hash);

/* Nearness is worth no more than this in any article. */
double proximity_bound(const struct proximity *proximity);

/*
 * What the nearness is worth in an article with this stream: 0 and more, at
 * most half of a word's rarity or of 1 a word, a multiple of 2^-32 as weights
 * are. A damaged stream is worth nothing.
 */
double proximity_weight(const struct proximity *proximity, const void *stream, size_t length);

#endif
