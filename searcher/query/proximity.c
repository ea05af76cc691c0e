/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/query/proximity.h"

#include "article/stream.h"
#include "text/buffer.h"

#include <math.h>

/* Words that are farther apart than so have nothing to do with each other. */
#define NEAR 5

/* What of it is added to a weight, and how soon more of the same is worth no more. HACKING.md has what it is worth. */
#define SHARE 0.5
#define SATURATION 2.0

void proximity_release(struct proximity *proximity)
{
	word_set_release(&proximity->forms);
	*proximity = (struct proximity){0};
}

void proximity_word(struct proximity *proximity, double weight)
{
	if (proximity->count < PROXIMITY_WORDS_MAX)
		proximity->weights[proximity->count++] = weight;
}

void proximity_form(struct proximity *proximity, uint64_t hash)
{
	word_set_add(&proximity->forms, stream_word(hash), (uint16_t)(proximity->count - 1));
}

double proximity_bound(const struct proximity *proximity)
{
	double weight = 0;

	for (size_t i = 0; i < proximity->count && proximity->count > 1; i++)
		weight += fmin(proximity->weights[i], 1);
	return SHARE * weight;
}

/* An article that is gone through. */
struct reading {
	const struct proximity *proximity;
	const unsigned char *body; /* of its stream */
	const unsigned char *last; /* word of the query that was met; NULL: none yet */
	unsigned last_word;
	double sums[PROXIMITY_WORDS_MAX];
};

/* Words from one place to another behind it; more than NEAR of them are not counted. */
static size_t distance(const unsigned char *from, const unsigned char *to)
{
	size_t words = 0;

	for (; from < to && words <= NEAR; words++)
		from += *from < 0x80 ? 1 : 2;
	return words;
}

/* Adds to each of two words what their nearness is worth. */
static void add_pair(struct reading *reading, unsigned one, unsigned other, size_t words)
{
	const double *weights = reading->proximity->weights;
	double nearness = 1.0 / (double)(words * words);

	reading->sums[other] += weights[one] * nearness;
	reading->sums[one] += weights[other] * nearness;
}

static void meet(void *context, const unsigned char *at, unsigned word)
{
	struct reading *reading = context;
	const unsigned char *last = reading->last;

	if (last && word != reading->last_word && at - last <= 2 * NEAR && (last >= reading->body || at < reading->body)) {
		size_t words = distance(last, at);

		if (words <= NEAR)
			add_pair(reading, word, reading->last_word, words);
	}
	reading->last = at;
	reading->last_word = word;
}

double proximity_weight(const struct proximity *proximity, const void *stream, size_t length)
{
	struct reading reading = {.proximity = proximity};
	const unsigned char *at = stream, *end = at + length;
	double weight = 0;
	uint64_t title;

	if (proximity->count < 2 || varint_read(&at, end, &title) != 0)
		return 0;
	reading.body = stream_skip(at, end, &title);
	word_set_find(&proximity->forms, at, end, meet, &reading);
	for (size_t i = 0; i < proximity->count; i++)
		weight += fmin(proximity->weights[i], 1) * reading.sums[i] / (reading.sums[i] + SATURATION);
	return ldexp(round(ldexp(SHARE * weight, 32)), -32);
}
