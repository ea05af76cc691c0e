/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "article/texts.h"

#include "article/texts_block.h"
#include "article/texts_cut.h"
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

/*
 * A frame is flushed when so many bytes have come since it was last: to unpack
 * its beginning alone. Texts take .7 % more by it.
 */
#define FLUSH_LEAST ((size_t)4 << 10)
#define FLUSH_ROOM 64 /* bytes that a flush may add to what cannot be packed */

/* Level 3 takes a third longer, a twentieth of a build, and makes texts 4 % smaller; level 1 makes them 4 % larger. */
#define LEVEL 2

struct packed_block {
	size_t start, length; /* in packed */
	uint32_t first;       /* its first document */
	unsigned char key[BLOCK_KEY];
};

/* A text that is in no block yet. */
struct waiting {
	size_t length;
	size_t cuts; /* of it; those of all stand in one list */
};

/* A part of a text begins at this offset, behind so many words: a mark. */
struct cut {
	size_t at, words;
};

struct texts {
	uint32_t serial;
	struct buffer plain;      /* of the texts that wait, one after the other */
	struct waiting *waiting;
	size_t waiting_count, waiting_capacity;
	struct cut *cuts;
	size_t cut_count, cut_capacity;
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
	texts->context = frame_packer_new(LEVEL);
	ZSTD_CCtx_setParameter(texts->context, ZSTD_c_dictIDFlag, 0); /* the block says so in a bit */
	return texts;
}

void texts_free(struct texts *texts)
{
	if (!texts)
		return;
	buffer_release(&texts->plain);
	free(texts->waiting);
	free(texts->cuts);
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
		lengths[i] = piece(texts->waiting[i].length);
		buffer_add(sample, texts->plain.bytes + at, lengths[i]);
		at += texts->waiting[i].length;
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

/* Texts that follow each other and become a block. */
struct run {
	const char *bytes;
	const struct waiting *texts;
	unsigned count;
	const struct cut *cuts; /* of all of them */
};

static size_t run_length(const struct run *run)
{
	size_t length = 0;

	for (unsigned i = 0; i < run->count; i++)
		length += run->texts[i].length;
	return length;
}

static void write_head(struct texts *texts, const struct run *run, size_t cuts)
{
	struct buffer *out = &texts->packed;
	const struct cut *cut = run->cuts;
	size_t before = 0, last = 0;

	buffer_add_byte(out, (char)(run->count | (texts->prepared ? BLOCK_DICTIONARY : 0)));
	for (unsigned i = 0; i < run->count; i++)
		buffer_add_varint(out, run->texts[i].length);
	buffer_add_varint(out, cuts);
	for (unsigned i = 0; i < run->count; before += run->texts[i++].length) {
		size_t words = 0;

		for (size_t j = 0; j < run->texts[i].cuts; j++, cut++) {
			buffer_add_varint(out, before + cut->at - last);
			buffer_add_varint(out, cut->words - words);
			last = before + cut->at;
			words = cut->words;
		}
	}
}

/* Packs the bytes up to `end` of a frame that has been packed up to input->pos. Cannot fail: the room is what zstd asks for, and more. */
static void pack_until(struct texts *texts, ZSTD_outBuffer *out, ZSTD_inBuffer *input, size_t end, ZSTD_EndDirective directive)
{
	input->size = end;
	ZSTD_compressStream2(texts->context, out, input, directive);
}

static void write_frame(struct texts *texts, const struct run *run)
{
	const struct cut *cut = run->cuts;
	size_t length = run_length(run), before = 0, room = ZSTD_compressBound(length) + length / FLUSH_LEAST * FLUSH_ROOM;
	ZSTD_outBuffer out = {buffer_reserve(&texts->packed, room), room, 0};
	ZSTD_inBuffer input = {run->bytes, 0, 0};

	ZSTD_CCtx_setPledgedSrcSize(texts->context, length);
	for (unsigned i = 0; i < run->count; before += run->texts[i++].length)
		for (size_t j = 0; j < run->texts[i].cuts; j++, cut++)
			if (before + cut->at - input.pos >= FLUSH_LEAST)
				pack_until(texts, &out, &input, before + cut->at, ZSTD_e_flush);
	pack_until(texts, &out, &input, length, ZSTD_e_end);
	texts->packed.length += out.pos;
}

static void pack(struct texts *texts, const struct run *run, size_t cuts)
{
	struct packed_block *block;

	if (texts->block_count == texts->block_capacity) {
		texts->block_capacity = texts->block_capacity * 2 + 64;
		texts->blocks = memory_resize(texts->blocks, texts->block_capacity, sizeof *texts->blocks);
	}
	block = &texts->blocks[texts->block_count];
	*block = (struct packed_block){texts->packed.length, 0, texts->packed_documents, {0}};
	block_key(block->key, texts->serial, (uint32_t)texts->block_count++);
	write_head(texts, run, cuts);
	write_frame(texts, run);
	block->length = texts->packed.length - block->start;
	texts->packed_documents += run->count;
}

/* Forgets what has been packed: so many texts, bytes, cuts. */
static void forget(struct texts *texts, size_t count, size_t bytes, size_t cuts)
{
	texts->plain.length -= bytes;
	texts->waiting_count -= count;
	texts->cut_count -= cuts;
	if (texts->plain.length > 0)
		memmove(texts->plain.bytes, texts->plain.bytes + bytes, texts->plain.length);
	if (texts->waiting_count > 0)
		memmove(texts->waiting, texts->waiting + count, texts->waiting_count * sizeof *texts->waiting);
	if (texts->cut_count > 0)
		memmove(texts->cuts, texts->cuts + cuts, texts->cut_count * sizeof *texts->cuts);
}

/* Packs all full blocks of what waits; with all, the last one too. */
static void pack_waiting(struct texts *texts, bool all)
{
	size_t full = texts->prepared ? BLOCK_FULL : BLOCK_FULL_ALONE;
	size_t start = 0, first = 0, length = 0, first_cut = 0, cuts = 0;

	for (size_t i = 0; i < texts->waiting_count; i++) {
		struct run run;

		length += texts->waiting[i].length;
		cuts += texts->waiting[i].cuts;
		if (length < full && i + 1 - first < BLOCK_TEXTS && !(all && i + 1 == texts->waiting_count))
			continue;
		run = (struct run){texts->plain.bytes + start, texts->waiting + first, (unsigned)(i + 1 - first), texts->cuts + first_cut};
		pack(texts, &run, cuts);
		start += length;
		first_cut += cuts;
		first = i + 1;
		length = cuts = 0;
	}
	forget(texts, first, start, first_cut);
}

/* Notes where the text may be cut; returns in how many places. */
static size_t add_cuts(struct texts *texts, const char *text, size_t length, const struct tokens *tokens)
{
	size_t at = 0, count = 0;

	while (tokens && at < length && (at = text_cut(text, length, at)) < length) {
		if (texts->cut_count == texts->cut_capacity) {
			texts->cut_capacity = texts->cut_capacity * 2 + 64;
			texts->cuts = memory_resize(texts->cuts, texts->cut_capacity, sizeof *texts->cuts);
		}
		texts->cuts[texts->cut_count++] = (struct cut){at, words_before(tokens, at)};
		count++;
	}
	return count;
}

void texts_add(struct texts *texts, const char *text, size_t length, const struct tokens *tokens)
{
	if (texts->waiting_count == texts->waiting_capacity) {
		texts->waiting_capacity = texts->waiting_capacity * 2 + 64;
		texts->waiting = memory_resize(texts->waiting, texts->waiting_capacity, sizeof *texts->waiting);
	}
	buffer_add(&texts->plain, text, length);
	texts->waiting[texts->waiting_count++] = (struct waiting){length, add_cuts(texts, text, length, tokens)};
	texts->sample += piece(length);
	if (!texts->sampled && (texts->sample >= SAMPLE || texts->plain.length >= WAITING_MAX)) {
		make_dictionary(texts);
		texts->sampled = true;
	}
	if (texts->sampled)
		pack_waiting(texts, false);
}

size_t texts_memory(const struct texts *texts)
{
	return texts->plain.capacity + texts->packed.length + texts->block_count * sizeof *texts->blocks +
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
