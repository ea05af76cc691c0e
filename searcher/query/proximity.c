/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/query/proximity.h"

#include "article/stream.h"
#include "text/buffer.h"
#include "text/memory.h"

#include <math.h>
#include <stdlib.h>

/* Words that are farther apart than so have nothing to do with each other. */
#define NEAR 5

/* What of it is added to a weight, and how soon more of the same is worth no more. HACKING.md has what it is worth. */
#define SHARE 0.5
#define SATURATION 2.0

#define STREAM_WORD_VALUES 65536

void proximity_release(struct proximity *proximity)
{
	free(proximity->words);
	*proximity = (struct proximity){0};
}

void proximity_word(struct proximity *proximity, double weight)
{
	if (!proximity->words)
		proximity->words = memory_zeroed(STREAM_WORD_VALUES, 1);
	if (proximity->count < PROXIMITY_WORDS_MAX)
		proximity->weights[proximity->count++] = weight;
}

void proximity_form(struct proximity *proximity, uint64_t hash)
{
	uint8_t *word = &proximity->words[stream_word(hash)];

	if (*word == 0)
		*word = (uint8_t)proximity->count;
}

/* The last word of the query that was met in the field at hand. */
struct neighbour {
	size_t at;
	uint8_t word; /* 0: none yet */
};

/* Adds to each of two words what their nearness is worth. */
static void add_pair(const struct proximity *proximity, struct neighbour one, struct neighbour other, double *sums)
{
	size_t distance = other.at - one.at;
	double nearness = 1.0 / (double)(distance * distance);

	sums[other.word - 1] += proximity->weights[one.word - 1] * nearness;
	sums[one.word - 1] += proximity->weights[other.word - 1] * nearness;
}

/* Over the packed words (article/stream.h), the first of which are the title's: unpacked first, they would take three times as long. */
static void gather(const struct proximity *proximity, const unsigned char *at, const unsigned char *end, uint64_t title, double *sums)
{
	struct neighbour last = {0, 0};

	/* Whether a word takes one byte or two cannot be foretold, so nothing is asked but whether the last one is cut off. */
	for (size_t i = 0; at < end; i++) {
		unsigned pair = (unsigned)at[0] << 8 | (end - at > 1 ? at[1] : 0u), rare = pair >> 15;
		struct neighbour here = {i, proximity->words[pair >> (rare ? 0 : 8)]};

		if (rare && end - at < 2)
			return;
		at += 1 + rare;
		if (i == title)
			last.word = 0;
		if (here.word == 0)
			continue;
		if (last.word != 0 && last.word != here.word && i - last.at <= NEAR)
			add_pair(proximity, last, here, sums);
		last = here;
	}
}

double proximity_weight(const struct proximity *proximity, const void *stream, size_t length)
{
	double sums[PROXIMITY_WORDS_MAX] = {0}, weight = 0;
	const unsigned char *at = stream, *end = at + length;
	uint64_t title;

	if (proximity->count < 2 || varint_read(&at, end, &title) != 0)
		return 0;
	gather(proximity, at, end, title, sums);
	for (size_t i = 0; i < proximity->count; i++)
		weight += fmin(proximity->weights[i], 1) * sums[i] / (sums[i] + SATURATION);
	return ldexp(round(ldexp(SHARE * weight, 32)), -32);
}
