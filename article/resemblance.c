/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "article/resemblance.h"

#include "article/stream.h"
#include "text/buffer.h"

#include <endian.h>
#include <stdlib.h>
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
	for (; title > 0 && at < end; title--)
		at += *at < 0x80 ? 1 : 2;
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

static int compare_words(const void *a, const void *b)
{
	const uint16_t *left = a, *right = b;

	return (*left > *right) - (*left < *right);
}

/* The different rare words of an article, each kind ascending, where its words were. */
struct rare {
	uint16_t *title, *text;
	size_t title_count, text_count;
};

/* Of count words at list, into the first of them; how many. */
static size_t take_rare(uint16_t *list, size_t count)
{
	size_t rare = 0, kept = 0;

	for (size_t i = 0; i < count; i++)
		if (list[i] & STREAM_RARE)
			list[rare++] = list[i];
	qsort(list, rare, sizeof *list, compare_words);
	for (size_t i = 0; i < rare; i++)
		if (kept == 0 || list[i] != list[kept - 1])
			list[kept++] = list[i];
	return kept;
}

static struct rare rare_of(struct stream_words *words)
{
	struct rare rare = {.title = words->list, .text = words->list + words->title};

	rare.title_count = take_rare(rare.title, words->title);
	rare.text_count = take_rare(rare.text, words->count - words->title);
	return rare;
}

static bool holds(const uint16_t *list, size_t count, uint16_t word)
{
	return count > 0 && bsearch(&word, list, count, sizeof *list, compare_words);
}

/* Whether the one speaks of something that is in the title of the other. */
static bool is_about(const struct rare *one, const struct rare *title)
{
	for (size_t i = 0; i < title->title_count; i++)
		if (holds(one->text, one->text_count, title->title[i]) || holds(one->title, one->title_count, title->title[i]))
			return true;
	return false;
}

/* Of short texts from one pattern nine words in ten may be the same. */
static double share_needed(size_t rare)
{
	return rare < 70 ? 0.9 : 0.7;
}

static bool share_enough(const struct rare *a, const struct rare *b)
{
	size_t least = a->text_count < b->text_count ? a->text_count : b->text_count, common = 0, all = 0;

	for (size_t i = 0, j = 0; i < a->text_count || j < b->text_count; all++) {
		bool from_a = j == b->text_count || (i < a->text_count && a->text[i] <= b->text[j]);
		bool from_b = i == a->text_count || (j < b->text_count && b->text[j] <= a->text[i]);

		common += from_a && from_b;
		i += from_a;
		j += from_b;
	}
	return common > 0 && (double)common >= share_needed(least) * (double)all;
}

static bool words_are_copies(struct stream_words *one, struct stream_words *other)
{
	struct rare a = rare_of(one), b = rare_of(other);
	bool named = a.title_count > 0 && b.title_count > 0;

	return share_enough(&a, &b) && (!named || is_about(&a, &b) || is_about(&b, &a));
}

bool streams_are_copies(const void *a, size_t a_length, const void *b, size_t b_length)
{
	struct stream_words left, right;
	bool copies;

	if (stream_unpack(&left, a, a_length) != 0)
		return false;
	if (stream_unpack(&right, b, b_length) != 0) {
		stream_words_release(&left);
		return false;
	}
	copies = words_are_copies(&left, &right);
	stream_words_release(&left);
	stream_words_release(&right);
	return copies;
}
