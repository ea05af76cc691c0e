/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "article/schema.h"
#include "article/texts_block.h"
#include "text/memory.h"
#include "text/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zstd.h>

/* Dictionaries at hand: some 100 kB each. An index that grew in more parts than this has them read again now and then. */
#define HELD_MAX 64

/* When no more than this is left of a block, it is unpacked to its end: that is faster than in two steps, and checked. */
#define REST_LEAST ((size_t)4 << 10)

struct held_dictionary {
	size_t shard; /* in the index */
	unsigned char key[DICTIONARY_KEY];
	ZSTD_DDict *prepared; /* NULL: there is none, or it is damaged */
};

struct text_store {
	struct shim_index *index;
	struct held_dictionary held[HELD_MAX];
	size_t held_count, oldest;
	ZSTD_DCtx *context;
	/* The block that was opened last. */
	struct buffer packed; /* empty: none */
	struct block block;   /* borrows from it */
	size_t block_shard;
	unsigned char block_key[BLOCK_KEY];
	const ZSTD_DDict *dictionary; /* its own, NULL: none */
	struct buffer plain;          /* what has been unpacked of its texts, in room for all */
	ZSTD_inBuffer input;          /* what was read of it to that end */
	/* The text that was opened last: bytes [start, end) of the block's. */
	size_t start, end;
	struct text_part *parts; /* of it */
};

struct text_store *text_store_new(struct shim_index *index)
{
	struct text_store *store = memory_zeroed(1, sizeof *store);

	store->index = index;
	store->context = ZSTD_createDCtx();
	if (!store->context)
		memory_resize(NULL, SIZE_MAX, 2); /* ends the program */
	return store;
}

void text_store_free(struct text_store *store)
{
	if (!store)
		return;
	for (size_t i = 0; i < store->held_count; i++)
		ZSTD_freeDDict(store->held[i].prepared);
	ZSTD_freeDCtx(store->context);
	buffer_release(&store->packed);
	block_release(&store->block);
	buffer_release(&store->plain);
	free(store->parts);
	free(store);
}

static enum shim_status damaged(struct shim_failure *failure, const char *what)
{
	if (failure) {
		failure->status = SHIM_CORRUPT;
		snprintf(failure->message, sizeof failure->message, "%s", what);
		snprintf(failure->hint, sizeof failure->hint, "index its source anew");
	}
	return SHIM_CORRUPT;
}

/* A slot for one more dictionary, empty. */
static struct held_dictionary *next_slot(struct text_store *store)
{
	struct held_dictionary *slot;

	if (store->held_count < HELD_MAX)
		return &store->held[store->held_count++];
	slot = &store->held[store->oldest];
	store->oldest = (store->oldest + 1) % HELD_MAX;
	ZSTD_freeDDict(slot->prepared);
	return slot;
}

/* The dictionary of the shard that a block was written to first; NULL when there is none or it is damaged. */
static enum shim_status find_dictionary(struct text_store *store, size_t shard, const unsigned char *block,
                                        struct shim_failure *failure)
{
	unsigned char key[DICTIONARY_KEY] = {*DICTIONARY_PREFIX};
	struct held_dictionary *slot;
	struct shim_bytes bytes;
	enum shim_status status;

	memcpy(key + 1, block + 1, DICTIONARY_KEY - 1);
	for (size_t i = 0; i < store->held_count; i++) {
		if (store->held[i].shard == shard && !memcmp(store->held[i].key, key, sizeof key)) {
			store->dictionary = store->held[i].prepared;
			return SHIM_OK;
		}
	}
	status = shim_index_metadata(store->index, shard, key, sizeof key, &bytes, failure);
	if (status != SHIM_OK && status != SHIM_NOT_FOUND)
		return status;
	slot = next_slot(store);
	slot->shard = shard;
	memcpy(slot->key, key, sizeof key);
	slot->prepared = status == SHIM_OK ? ZSTD_createDDict(bytes.bytes, bytes.length) : NULL;
	store->dictionary = slot->prepared;
	return SHIM_OK;
}

/* Takes apart the block of that key. */
static enum shim_status read_block(struct text_store *store, size_t shard, const unsigned char *key, struct shim_failure *failure)
{
	struct shim_bytes bytes;
	enum shim_status status = shim_index_metadata(store->index, shard, key, BLOCK_KEY, &bytes, failure);

	if (status == SHIM_NOT_FOUND)
		return damaged(failure, "the block of its text is missing");
	if (status != SHIM_OK)
		return status;
	buffer_add(&store->packed, bytes.bytes, bytes.length); /* asking for the dictionary ends what is borrowed */
	if (block_open(&store->block, store->packed.bytes, store->packed.length) != 0)
		return damaged(failure, "the block of its text is damaged");
	store->dictionary = NULL;
	if (!store->block.dictionary)
		return SHIM_OK;
	status = find_dictionary(store, shard, key, failure);
	if (status == SHIM_OK && !store->dictionary)
		status = damaged(failure, "the dictionary of its text is missing or damaged");
	return status;
}

/* Makes ready to unpack the block, from its beginning. */
static void begin_frame(struct text_store *store)
{
	store->input = (ZSTD_inBuffer){store->block.frame, store->block.frame_length, 0};
	ZSTD_DCtx_reset(store->context, ZSTD_reset_session_only);
	ZSTD_DCtx_refDDict(store->context, store->dictionary);
	buffer_clear(&store->plain);
	buffer_reserve(&store->plain, store->block.ends[store->block.count - 1] + 1);
}

/* Opens the block of that key, unless it is open. */
static enum shim_status use_block(struct text_store *store, size_t shard, const unsigned char *key,
                                  struct shim_failure *failure)
{
	enum shim_status status;

	if (store->packed.length > 0 && store->block_shard == shard && !memcmp(store->block_key, key, BLOCK_KEY))
		return SHIM_OK;
	buffer_clear(&store->packed);
	status = read_block(store, shard, key, failure);
	if (status == SHIM_OK)
		begin_frame(store);
	else
		buffer_clear(&store->packed);
	store->block_shard = shard;
	memcpy(store->block_key, key, BLOCK_KEY);
	return status;
}

/* The parts of the opened text: from one mark that lies in it to the next. Returns how many. */
static size_t take_parts(struct text_store *store)
{
	const struct block *block = &store->block;
	struct text_part part = {0, store->end - store->start, 0};
	size_t count = 0;

	store->parts = memory_resize(store->parts, block->mark_count + 1, sizeof *store->parts);
	for (size_t i = 0; i < block->mark_count && block->marks[i].at < store->end; i++) {
		if (block->marks[i].at <= store->start)
			continue;
		store->parts[count] = part;
		store->parts[count++].end = part.start = block->marks[i].at - store->start;
		part.words = block->marks[i].words;
	}
	if (part.end > 0)
		store->parts[count++] = part;
	return count;
}

enum shim_status text_store_open(struct text_store *store, uint32_t document, struct text_parts *parts,
                                 struct shim_failure *failure)
{
	size_t shard = (document - 1) % shim_index_shards(store->index), count;
	unsigned char place[PLACE_LENGTH];
	struct shim_bytes value;
	enum shim_status status = shim_index_value(store->index, document, SLOT_PLACE, &value, failure);

	*parts = (struct text_parts){0};
	if (status != SHIM_OK)
		return status;
	if (value.length != PLACE_LENGTH || *(const char *)value.bytes != *BLOCK_PREFIX)
		return damaged(failure, "it does not say where its text is");
	memcpy(place, value.bytes, PLACE_LENGTH);
	status = use_block(store, shard, place, failure);
	if (status != SHIM_OK)
		return status;
	if (place[BLOCK_KEY] >= store->block.count)
		return damaged(failure, "its text is not in the block where it should be");
	store->start = place[BLOCK_KEY] > 0 ? store->block.ends[place[BLOCK_KEY] - 1] : 0;
	store->end = store->block.ends[place[BLOCK_KEY]];
	count = take_parts(store);
	*parts = (struct text_parts){store->end - store->start, store->parts, count};
	return SHIM_OK;
}

/* Unpacks the block until so many bytes of its texts are there; to the frame's end, checksum and all, when these are all. */
static int unpack_until(struct text_store *store, size_t end)
{
	size_t all = store->block.ends[store->block.count - 1], left = 1;
	ZSTD_outBuffer output = {store->plain.bytes, end, store->plain.length};

	while (output.pos < end || (end == all && left > 0 && store->input.pos < store->input.size)) {
		size_t before = output.pos + store->input.pos;

		left = ZSTD_decompressStream(store->context, &output, &store->input);
		if (ZSTD_isError(left) || output.pos + store->input.pos == before)
			return -1;
	}
	store->plain.length = output.pos;
	return end < all || left == 0 ? 0 : -1;
}

/* As far as there is no checksum yet, what was unpacked is looked at: everything that is given away is valid UTF-8. */
static int unpack_more(struct text_store *store, size_t wanted)
{
	size_t all = store->block.ends[store->block.count - 1], before = store->plain.length;

	if (unpack_until(store, all - wanted < REST_LEAST ? all : wanted) != 0)
		return -1;
	return store->plain.length == all || utf8_valid(store->plain.bytes + before, store->plain.length - before) ? 0 : -1;
}

enum shim_status text_store_unpack(struct text_store *store, size_t end, const char **text, struct shim_failure *failure)
{
	size_t wanted = store->start + end;

	*text = NULL;
	if (wanted > store->plain.length && unpack_more(store, wanted) != 0) {
		buffer_clear(&store->packed); /* no more of it */
		return damaged(failure, "the block of its text is damaged");
	}
	*text = store->plain.bytes + store->start;
	return SHIM_OK;
}

enum shim_status text_store_read(struct text_store *store, uint32_t document, char **text, struct shim_failure *failure)
{
	struct text_parts parts;
	const char *bytes;
	enum shim_status status = text_store_open(store, document, &parts, failure);

	*text = NULL;
	if (status != SHIM_OK || parts.length == 0)
		return status;
	status = text_store_unpack(store, parts.length, &bytes, failure);
	if (status == SHIM_OK)
		*text = memory_copy(bytes, parts.length);
	return status;
}
