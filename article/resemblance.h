/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Whether two articles are nearly the same text, by their word streams: a sample
 * of the runs of words that each is made of (A. Broder, "On the resemblance and
 * containment of documents", 1997), sampled by a bound on their hashes, so that of
 * two texts the same runs are sampled.
 *
 * Texts made from one pattern, as reports of markets and matches are, have most
 * runs in common and are different all the same: what differs is names and
 * numbers. So their rare words must be the same too.
 */
#ifndef DATELINE_ARTICLE_RESEMBLANCE_H
#define DATELINE_ARTICLE_RESEMBLANCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Texts whose stream is shorter, some eighty words, have nothing to go by. Titles do not count: each outlet writes its own. */
#define RESEMBLANCE_BYTES_MIN 128

/* Runs are sampled of so much of a stream, some 650 words. */
#define RESEMBLANCE_BYTES 1024

/* Of how many, about. */
#define RESEMBLANCE_SAMPLE 64
#define RESEMBLANCE_SAMPLE_MAX 128

/* How many rare words there are in all, as a stream tells them apart. */
#define RARE_WORDS 32768
#define RARE_TITLE_MAX 32

struct sketch {
	uint32_t bytes; /* of the text's stream; 0: too few, or it is damaged. Resembles nothing */
	uint32_t bound; /* what is sampled hashes below it */
	uint32_t count;
	uint32_t hashes[RESEMBLANCE_SAMPLE_MAX]; /* ascending, all different */
};

void sketch_make(struct sketch *sketch, const void *stream, size_t length);

/* Whether a third of all runs of the two are common to both: an estimate, the same whichever comes first. */
bool sketches_resemble(const struct sketch *a, const struct sketch *b);

/* The different rare words of an article: a bit for each that its text holds, and those of its title. */
struct rare_words {
	uint64_t text[RARE_WORDS / 64];
	uint32_t count; /* of the text's */
	uint32_t title_count;
	uint16_t title[RARE_TITLE_MAX]; /* without STREAM_RARE, the first of them */
};

/* All zero (no words) where the stream is damaged. */
void rare_words_take(struct rare_words *words, const void *stream, size_t length);

/*
 * Whether two articles whose sketches resemble each other are one text, by the
 * share of their rare words that both hold, of short texts nearly all; and one
 * must hold a word of the other's title: copies have titles of their own, but two
 * entries of a gazetteer differ in the name that is their title.
 */
bool rare_words_agree(const struct rare_words *a, const struct rare_words *b);

#endif
