/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "article/texts.h"

#include "article/texts_block.h"
#include "text/buffer.h"
#include "text/memory.h"

#include <stdlib.h>
#include <string.h>
#include <zdict.h>
#include <zstd.h>

/*
 * Of a sample, the first part is the dictionary, and all of it says how often
 * each symbol comes. To choose the best parts of a sample four times as large
 * (ZDICT_trainFromBuffer) takes seventy times as long, a sixth of a second a
 * shard, and makes blocks half a per cent smaller. A shard with fewer texts
 * does without, in larger blocks.
 */
#define SAMPLE ((size_t)128 << 10)
#define SAMPLE_PIECE ((size_t)1 << 10) /* of one article: many are worth more than a long one */
#define DICTIONARY_MAX ((size_t)64 << 10)
#define DICTIONARY_HEAD ((size_t)1 << 10) /* the symbols' frequencies take less */

/* Where articles are so long that this many bytes have not made a sample, what they gave must do. */
#define WAITING_MAX ((size_t)16 << 20)

/*
 * Bytes of text after which a block is closed. With a dictionary, blocks four
 * times as large save 1 % of the texts, and unpacking the neighbours of the ten
 * texts of a result page takes half as long again.
 */
#define BLOCK_FULL ((size_t)2 << 10)
#define BLOCK_FULL_ALONE ((size_t)64 << 10)

/* Level 3 takes a third longer, a twentieth of a build, and makes texts 4 % smaller; level 1 makes them 4 % larger. */
#define LEVEL 2

struct packed_block {
	size_t start, length; /* in packed */
	uint32_t first;       /* its first document */
	unsigned char key[BLOCK_KEY];
};

struct texts {
	uint32_t serial;
	struct buffer waiting; /* texts that are in no block yet */
	size_t *lengths;       /* of each of them */
	size_t waiting_count, waiting_capacity;
	size_t sample; /* bytes of them that a dictionary could be made of */
	bool sampled;  /* whether there is a dictionary has been settled */
	struct buffer dictionary;
	unsigned char dictionary_key[DICTIONARY_KEY];
	ZSTD_CCtx *context;
	ZSTD_CDict *prepared;
	struct buffer packed;
	struct packed_block *blocks;
	size_t block_count, block_capacity;
	uint32_t packed_documents;
};

struct texts *texts_new(uint32_t serial)
{
	struct texts *texts = memory_zeroed(1, sizeof *texts);

	texts->serial = serial;
	texts->context = ZSTD_createCCtx();
	if (!texts->context)
		memory_resize(NULL, SIZE_MAX, 2); /* ends the program */
	ZSTD_CCtx_setParameter(texts->context, ZSTD_c_compressionLevel, LEVEL);
	ZSTD_CCtx_setParameter(texts->context, ZSTD_c_checksumFlag, 1);
	return texts;
}

void texts_free(struct texts *texts)
{
	if (!texts)
		return;
	buffer_release(&texts->waiting);
	free(texts->lengths);
	buffer_release(&texts->dictionary);
	ZSTD_freeCCtx(texts->context);
	ZSTD_freeCDict(texts->prepared);
	buffer_release(&texts->packed);
	free(texts->blocks);
	free(texts);
}

/* ---- the dictionary ---- */

static size_t piece(size_t length)
{
	return length < SAMPLE_PIECE ? length : SAMPLE_PIECE;
}

/* The beginnings of the texts that wait, and the length of each. Returns how many. */
static size_t take_sample(const struct texts *texts, struct buffer *sample, size_t *lengths)
{
	size_t at = 0;

	for (size_t i = 0; i < texts->waiting_count; i++) {
		lengths[i] = piece(texts->lengths[i]);
		buffer_add(sample, texts->waiting.bytes + at, lengths[i]);
		at += texts->lengths[i];
	}
	return texts->waiting_count;
}

/* Texts from which nothing can be learned (all empty, all the same) are packed without a dictionary. */
static void make_dictionary(struct texts *texts)
{
	struct buffer sample = {0};
	size_t *lengths = memory_resize(NULL, texts->waiting_count, sizeof *lengths);
	size_t count = take_sample(texts, &sample, lengths), length;

	length = sample.length < DICTIONARY_MAX - DICTIONARY_HEAD ? sample.length : DICTIONARY_MAX - DICTIONARY_HEAD;
	length = ZDICT_finalizeDictionary(buffer_reserve(&texts->dictionary, DICTIONARY_MAX), DICTIONARY_MAX, sample.bytes, length,
	                                  sample.bytes, lengths, (unsigned)count,
	                                  (ZDICT_params_t){.compressionLevel = LEVEL});
	if (!ZDICT_isError(length)) {
		texts->dictionary.length = length;
		texts->prepared = ZSTD_createCDict(texts->dictionary.bytes, length, LEVEL);
	}
	if (texts->prepared)
		ZSTD_CCtx_refCDict(texts->context, texts->prepared);
	else
		buffer_clear(&texts->dictionary);
	dictionary_key(texts->dictionary_key, texts->serial);
	buffer_release(&sample);
	free(lengths);
}

/* ---- blocks ---- */

/* Packs texts that follow each other. */
static void pack(struct texts *texts, const char *bytes, const size_t *lengths, unsigned count)
{
	struct buffer plain = {0};
	struct packed_block *block;
	size_t length = 0, room;

	buffer_add_byte(&plain, (char)count);
	for (unsigned i = 0; i < count; i++) {
		buffer_add_varint(&plain, lengths[i]);
		length += lengths[i];
	}
	buffer_add(&plain, bytes, length);
	if (texts->block_count == texts->block_capacity) {
		texts->block_capacity = texts->block_capacity * 2 + 64;
		texts->blocks = memory_resize(texts->blocks, texts->block_capacity, sizeof *texts->blocks);
	}
	block = &texts->blocks[texts->block_count];
	*block = (struct packed_block){texts->packed.length, 0, texts->packed_documents, {0}};
	block_key(block->key, texts->serial, (uint32_t)texts->block_count++);
	room = ZSTD_compressBound(plain.length);
	buffer_reserve(&texts->packed, room);
	/* Cannot fail: the room is what zstd asks for. */
	block->length = ZSTD_compress2(texts->context, texts->packed.bytes + texts->packed.length, room, plain.bytes, plain.length);
	texts->packed.length += block->length;
	texts->packed_documents += count;
	buffer_release(&plain);
}

/* Packs all full blocks of what waits; with all, the last one too. */
static void pack_waiting(struct texts *texts, bool all)
{
	size_t full = texts->prepared ? BLOCK_FULL : BLOCK_FULL_ALONE;
	size_t start = 0, first = 0, length = 0;

	for (size_t i = 0; i < texts->waiting_count; i++) {
		length += texts->lengths[i];
		if (length < full && i + 1 - first < BLOCK_TEXTS && !(all && i + 1 == texts->waiting_count))
			continue;
		pack(texts, texts->waiting.bytes + start, texts->lengths + first, (unsigned)(i + 1 - first));
		start += length;
		first = i + 1;
		length = 0;
	}
	if (length > 0)
		memmove(texts->waiting.bytes, texts->waiting.bytes + start, length);
	texts->waiting.length = length;
	texts->waiting_count -= first;
	memmove(texts->lengths, texts->lengths + first, texts->waiting_count * sizeof *texts->lengths);
}

void texts_add(struct texts *texts, const char *text, size_t length)
{
	if (texts->waiting_count == texts->waiting_capacity) {
		texts->waiting_capacity = texts->waiting_capacity * 2 + 64;
		texts->lengths = memory_resize(texts->lengths, texts->waiting_capacity, sizeof *texts->lengths);
	}
	buffer_add(&texts->waiting, text, length);
	texts->lengths[texts->waiting_count++] = length;
	texts->sample += piece(length);
	if (!texts->sampled && (texts->sample >= SAMPLE || texts->waiting.length >= WAITING_MAX)) {
		make_dictionary(texts);
		texts->sampled = true;
	}
	if (texts->sampled)
		pack_waiting(texts, false);
}

size_t texts_memory(const struct texts *texts)
{
	return texts->waiting.capacity + texts->packed.length + texts->block_count * sizeof *texts->blocks +
	       (texts->prepared ? 16 * DICTIONARY_MAX : 0); /* with its tables */
}

void texts_finish(struct texts *texts)
{
	texts->sampled = true;
	pack_waiting(texts, true);
}

void texts_place(const struct texts *texts, uint32_t document, unsigned char place[PLACE_LENGTH])
{
	size_t low = 0, high = texts->block_count;

	while (high - low > 1) { /* the last block that does not begin behind the document */
		size_t middle = low + (high - low) / 2;

		if (texts->blocks[middle].first <= document)
			low = middle;
		else
			high = middle;
	}
	memcpy(place, texts->blocks[low].key, BLOCK_KEY);
	place[BLOCK_KEY] = (unsigned char)(document - texts->blocks[low].first);
}

size_t texts_entries(const struct texts *texts)
{
	return texts->block_count + (texts->dictionary.length > 0);
}

void texts_entry(const struct texts *texts, size_t entry, struct shim_bytes *key, struct shim_bytes *value)
{
	const struct packed_block *block = &texts->blocks[entry];

	if (entry == texts->block_count) {
		*key = (struct shim_bytes){texts->dictionary_key, DICTIONARY_KEY};
		*value = (struct shim_bytes){texts->dictionary.bytes, texts->dictionary.length};
		return;
	}
	*key = (struct shim_bytes){block->key, BLOCK_KEY};
	*value = (struct shim_bytes){texts->packed.bytes + block->start, block->length};
}
