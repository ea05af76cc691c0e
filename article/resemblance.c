/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "article/resemblance.h"

#include "article/stream.h"
#include "text/buffer.h"

#include <endian.h>
#include <string.h>

/* ---- runs of words ---- */

/* Bytes of a stream that make a run: three words, more or less. Wherever a word begins, the same words make the same runs. */
#define RUN_BYTES 5

static uint32_t hash_run(const unsigned char *bytes)
{
	uint64_t run;

	memcpy(&run, bytes, sizeof run);
	run = le64toh(run) << (64 - 8 * RUN_BYTES);
	return (uint32_t)(run * 0x9E3779B97F4A7C15u >> 32);
}

/* Into its place among those that are there, unless it is there. */
static void keep_hash(struct sketch *sketch, uint32_t hash)
{
	uint32_t at = sketch->count;

	while (at > 0 && sketch->hashes[at - 1] > hash)
		at--;
	if (at > 0 && sketch->hashes[at - 1] == hash)
		return;
	memmove(sketch->hashes + at + 1, sketch->hashes + at, (sketch->count - at) * sizeof *sketch->hashes);
	sketch->hashes[at] = hash;
	sketch->count++;
}

/* Should chance have sampled too many, the bound is lowered. */
static void sample(struct sketch *sketch, const unsigned char *bytes, size_t count)
{
	size_t runs = count - sizeof(uint64_t) + 1;

	sketch->bound = runs > RESEMBLANCE_SAMPLE ? (uint32_t)((uint64_t)UINT32_MAX * RESEMBLANCE_SAMPLE / runs) : UINT32_MAX;
	do {
		sketch->count = 0;
		for (size_t i = 0; i < runs && sketch->count < RESEMBLANCE_SAMPLE_MAX; i++) {
			uint32_t hash = hash_run(bytes + i);

			if (hash < sketch->bound)
				keep_hash(sketch, hash);
		}
	} while (sketch->count == RESEMBLANCE_SAMPLE_MAX && (sketch->bound /= 2) > 0);
}

void sketch_make(struct sketch *sketch, const void *stream, size_t length)
{
	const unsigned char *at = stream, *end = at + length;
	uint64_t title;

	*sketch = (struct sketch){0};
	if (varint_read(&at, end, &title) != 0)
		return;
	at = stream_skip(at, end, &title);
	if (at >= end || end - at < RESEMBLANCE_BYTES_MIN || (uint64_t)(end - at) > UINT32_MAX)
		return;
	sketch->bytes = (uint32_t)(end - at);
	sample(sketch, at, sketch->bytes < RESEMBLANCE_BYTES ? sketch->bytes : RESEMBLANCE_BYTES);
}

/*
 * Of two texts that have a third of all runs in common, one pair in seven hundred
 * has none of the sixteen that hash lowest; nearly all others need not be read on.
 */
#define FIRST_RUNS 16

bool sketches_resemble(const struct sketch *a, const struct sketch *b)
{
	uint32_t bound = a->bound < b->bound ? a->bound : b->bound, common = 0, all = 0;

	/* A third of all runs cannot be common where one text is three times as long. */
	if (!a->bytes || !b->bytes || a->bytes / 3 > b->bytes || b->bytes / 3 > a->bytes)
		return false;
	for (uint32_t i = 0, j = 0; all != FIRST_RUNS || common > 0; all++) {
		uint32_t left = i < a->count ? a->hashes[i] : UINT32_MAX, right = j < b->count ? b->hashes[j] : UINT32_MAX;

		if (left >= bound && right >= bound)
			break;
		common += left == right;
		i += left <= right;
		j += right <= left;
	}
	return common > 0 && common * 3 >= all;
}

/* ---- rare words ---- */

static bool bit_get(const uint64_t *bits, uint16_t word)
{
	return bits[word / 64] >> (word % 64) & 1;
}

void rare_words_take(struct rare_words *words, const void *stream, size_t length)
{
	struct stream_words unpacked;

	*words = (struct rare_words){0};
	if (stream_unpack(&unpacked, stream, length) != 0)
		return;
	for (size_t i = 0; i < unpacked.count; i++) {
		uint16_t word = unpacked.list[i] & (RARE_WORDS - 1);

		if (!(unpacked.list[i] & STREAM_RARE))
			continue;
		if (i >= unpacked.title) {
			words->count += !bit_get(words->text, word);
			words->text[word / 64] |= (uint64_t)1 << (word % 64);
		} else if (words->title_count < RARE_TITLE_MAX) {
			words->title[words->title_count++] = word;
		}
	}
	stream_words_release(&unpacked);
}

/* Whether the one speaks of something that is in the title of the other. */
static bool is_about(const struct rare_words *one, const struct rare_words *other)
{
	for (uint32_t i = 0; i < other->title_count; i++) {
		if (bit_get(one->text, other->title[i]))
			return true;
		for (uint32_t j = 0; j < one->title_count; j++)
			if (one->title[j] == other->title[i])
				return true;
	}
	return false;
}

/* Of short texts from one pattern nine words in ten may be the same. */
static double share_needed(uint32_t rare)
{
	return rare < 70 ? 0.9 : 0.7;
}

bool rare_words_agree(const struct rare_words *a, const struct rare_words *b)
{
	uint32_t common = 0, all, least = a->count < b->count ? a->count : b->count;

	for (size_t i = 0; i < RARE_WORDS / 64; i++)
		common += (uint32_t)__builtin_popcountll(a->text[i] & b->text[i]);
	all = a->count + b->count - common;
	if (common == 0 || common < share_needed(least) * all)
		return false;
	return a->title_count == 0 || b->title_count == 0 || is_about(a, b) || is_about(b, a);
}
