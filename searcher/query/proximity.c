/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/query/proximity.h"

#include "article/stream.h"
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

/* Adds to each word what its neighbours in words[start, end) are worth. */
static void gather(const struct proximity *proximity, const uint16_t *words, size_t start, size_t end, double *sums)
{
	size_t last_at = 0;
	uint8_t last = 0;

	for (size_t i = start; i < end; i++) {
		uint8_t word = proximity->words[words[i]];

		if (word == 0)
			continue;
		if (last != 0 && last != word && i - last_at <= NEAR) {
			double nearness = 1.0 / (double)((i - last_at) * (i - last_at));

			sums[word - 1] += proximity->weights[last - 1] * nearness;
			sums[last - 1] += proximity->weights[word - 1] * nearness;
		}
		last = word;
		last_at = i;
	}
}

double proximity_weight(const struct proximity *proximity, const void *stream, size_t length)
{
	double sums[PROXIMITY_WORDS_MAX] = {0}, weight = 0;
	struct stream_words words;

	if (proximity->count < 2 || stream_unpack(&words, stream, length) != 0)
		return 0;
	gather(proximity, words.list, 0, words.title, sums);
	gather(proximity, words.list, words.title, words.count, sums);
	stream_words_release(&words);
	for (size_t i = 0; i < proximity->count; i++)
		weight += fmin(proximity->weights[i], 1) * sums[i] / (sums[i] + SATURATION);
	return ldexp(round(ldexp(SHARE * weight, 32)), -32);
}
