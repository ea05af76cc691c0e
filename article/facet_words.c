/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where the words of names stand: article/facets.h. */
#include "article/facets_inside.h"
#include "text/buffer.h"
#include "text/memory.h"
#include "text/stem.h"

#include <stdlib.h>
#include <string.h>

/* More words of one name narrow no further. */
#define WORDS_ASKED 4

unsigned facet_words_bits(uint32_t entries)
{
	unsigned bits = 0;

	while (bits < FACET_WORD_BITS && entries >> bits > FACET_WORD_ENTRIES)
		bits++;
	return bits;
}

uint32_t facet_word_hash(const char *word, size_t length)
{
	return (uint32_t)(term_hash(word, length) >> (64 - FACET_WORD_BITS));
}

static enum shim_status read_words(struct facets *facets, struct facet_part *part, uint32_t number, const struct buffer **words,
                                   struct shim_failure *failure)
{
	enum shim_status status = SHIM_OK;

	if (!part->words)
		part->words = memory_zeroed((size_t)1 << facet_words_bits(part->entries), sizeof *part->words);
	if (part->words[number].length == 0)
		status = facets_read_chunk(facets, *FACET_WORDS_PREFIX, part->serial, number, &part->words[number], failure);
	*words = &part->words[number];
	return status;
}

static bool take(const unsigned char **at, const unsigned char *end, uint64_t limit, uint64_t *number)
{
	return varint_read(at, end, number) == 0 && *number <= limit;
}

/* The chunks of entries that a word stands in are marked, when there is something to mark them in. */
static bool read_places(const unsigned char **at, const unsigned char *end, uint64_t chunks, bool several, uint64_t *marks)
{
	uint64_t chunk = 0, count = 0, step;

	if (several && !take(at, end, chunks, &count))
		return false;
	for (uint64_t i = 0; i <= count; i++) {
		if (!take(at, end, chunks, &step) || (chunk += step) >= chunks)
			return false;
		if (marks)
			marks[chunk / 64] |= (uint64_t)1 << chunk % 64;
	}
	return true;
}

/* Marks the chunks that hold the word. */
static enum shim_status mark_word(struct facets *facets, size_t part, uint32_t hash, uint64_t *marks, struct shim_failure *failure)
{
	struct facet_part *of = &facets->parts[part];
	unsigned low = FACET_WORD_BITS - facet_words_bits(of->entries);
	uint64_t chunks = facet_entry_chunks(of->entries), found = 0, wanted = hash & ((1u << low) - 1), gap = 0;
	const struct buffer *words;
	const unsigned char *at, *end;
	enum shim_status status = read_words(facets, of, hash >> low, &words, failure);

	if (status != SHIM_OK)
		return status;
	at = (const unsigned char *)words->bytes + 1;
	end = (const unsigned char *)words->bytes + words->length;
	while (at < end && found <= wanted) {
		bool sound = take(&at, end, 2u << FACET_WORD_BITS, &gap);

		found += gap >> 1;
		if (!sound || !read_places(&at, end, chunks, gap & 1, found == wanted ? marks : NULL))
			return facets_damaged(facets, failure, "the words of a facet column do not hold what they should");
	}
	return SHIM_OK;
}

enum shim_status facets_find_words(struct facets *facets, size_t part, const char *folded, size_t length, uint64_t **out,
                                   struct shim_failure *failure)
{
	size_t words = facet_entry_chunks(facets->parts[part].entries) / 64 + 1, asked = 0;
	uint64_t *all = memory_zeroed(words, sizeof *all), *marks = memory_resize(NULL, words, sizeof *marks);
	const char *end = folded + length;
	enum shim_status status = SHIM_OK;

	for (const char *at = folded; at < end && asked < WORDS_ASKED && status == SHIM_OK; asked++) {
		const char *space = memchr(at, ' ', (size_t)(end - at)), *stop = space ? space : end;

		memset(marks, 0, words * sizeof *marks);
		status = mark_word(facets, part, facet_word_hash(at, (size_t)(stop - at)), marks, failure);
		for (size_t i = 0; i < words; i++)
			all[i] = asked == 0 ? marks[i] : all[i] & marks[i];
		at = space ? space + 1 : end;
	}
	free(marks);
	if (status != SHIM_OK) {
		free(all);
		all = NULL;
	}
	*out = all;
	return status;
}
