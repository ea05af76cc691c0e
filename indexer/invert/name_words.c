/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/invert/name_words.h"

#include "article/facets.h"
#include "article/schema.h"
#include "text/memory.h"

#include <stdlib.h>
#include <string.h>

void name_words_release(struct name_words *words)
{
	free(words->list);
	*words = (struct name_words){0};
}

static void add_word(struct name_words *words, uint32_t hash, uint32_t chunk)
{
	if (words->count == words->capacity) {
		words->capacity += words->capacity / 2 + 1024;
		words->list = memory_resize(words->list, words->capacity, sizeof *words->list);
	}
	words->list[words->count++] = (struct name_word){hash, chunk};
}

void name_words_add(struct name_words *words, struct analyzer *analyzer, const char *name, size_t length, uint32_t chunk)
{
	char folded[FOLDED_MAX];
	const char *end = folded + analyzer_fold(analyzer, name, length, folded, sizeof folded);

	for (const char *at = folded; at < end;) {
		const char *space = memchr(at, ' ', (size_t)(end - at)), *stop = space ? space : end;

		add_word(words, facet_word_hash(at, (size_t)(stop - at)), chunk);
		at = space ? space + 1 : end;
	}
}

static int compare_words(const void *left, const void *right)
{
	const struct name_word *a = left, *b = right;

	if (a->hash != b->hash)
		return a->hash < b->hash ? -1 : 1;
	return (a->chunk > b->chunk) - (a->chunk < b->chunk);
}

/* In order, each once. */
static void settle(struct name_words *words)
{
	size_t kept = 0;

	if (words->count > 0)
		qsort(words->list, words->count, sizeof *words->list, compare_words);
	for (size_t i = 0; i < words->count; i++)
		if (kept == 0 || compare_words(&words->list[i], &words->list[kept - 1]) != 0)
			words->list[kept++] = words->list[i];
	words->count = kept;
}

/* All places of one word; returns where the next begins. */
static size_t write_word(const struct name_words *words, size_t at, uint32_t gap, struct buffer *out)
{
	uint32_t last = 0;
	size_t end = at;

	while (end < words->count && words->list[end].hash == words->list[at].hash)
		end++;
	buffer_add_varint(out, (uint64_t)gap * 2 + (end - at > 1));
	if (end - at > 1)
		buffer_add_varint(out, end - at - 1);
	for (; at < end; at++) {
		buffer_add_varint(out, words->list[at].chunk - last);
		last = words->list[at].chunk;
	}
	return end;
}

void name_words_write(struct name_words *words, uint32_t entries, uint32_t number, struct buffer *out)
{
	unsigned low = FACET_WORD_BITS - facet_words_bits(entries);
	uint32_t last = number << low;

	if (number == 0)
		settle(words);
	buffer_add_byte(out, '\0');
	while (words->at < words->count && words->list[words->at].hash >> low == number) {
		uint32_t hash = words->list[words->at].hash;

		words->at = write_word(words, words->at, hash - last, out);
		last = hash;
	}
}
