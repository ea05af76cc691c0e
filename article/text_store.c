/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "article/schema.h"
#include "article/texts_block.h"
#include "text/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zstd.h>

/* Dictionaries at hand: some 100 kB each. An index that grew in more parts than this has them read again now and then. */
#define HELD_MAX 64

struct held_dictionary {
	size_t shard; /* in the index */
	unsigned char key[DICTIONARY_KEY];
	ZSTD_DDict *prepared; /* NULL: there is none, or it is damaged */
};

struct text_store {
	struct shim_index *index;
	struct held_dictionary held[HELD_MAX];
	size_t held_count, oldest;
	struct buffer block; /* the one that was opened last; empty: none */
	size_t block_shard;
	unsigned char block_key[BLOCK_KEY];
};

struct text_store *text_store_new(struct shim_index *index)
{
	struct text_store *store = memory_zeroed(1, sizeof *store);

	store->index = index;
	return store;
}

void text_store_free(struct text_store *store)
{
	if (!store)
		return;
	for (size_t i = 0; i < store->held_count; i++)
		ZSTD_freeDDict(store->held[i].prepared);
	buffer_release(&store->block);
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

/* The dictionary of a block's key, *prepared NULL when there is none. */
static enum shim_status find_dictionary(struct text_store *store, size_t shard, const unsigned char *block,
                                        const ZSTD_DDict **prepared, struct shim_failure *failure)
{
	unsigned char key[DICTIONARY_KEY] = {*DICTIONARY_PREFIX};
	struct held_dictionary *slot;
	struct shim_bytes bytes;
	enum shim_status status;

	memcpy(key + 1, block + 1, DICTIONARY_KEY - 1);
	for (size_t i = 0; i < store->held_count; i++) {
		if (store->held[i].shard == shard && !memcmp(store->held[i].key, key, sizeof key)) {
			*prepared = store->held[i].prepared;
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
	*prepared = slot->prepared;
	return SHIM_OK;
}

/* Opens the block of that key, unless it is open. */
static enum shim_status use_block(struct text_store *store, size_t shard, const unsigned char *key,
                                  struct shim_failure *failure)
{
	const ZSTD_DDict *dictionary = NULL;
	struct buffer packed = {0};
	struct shim_bytes bytes;
	enum shim_status status;

	if (store->block.length > 0 && store->block_shard == shard && !memcmp(store->block_key, key, BLOCK_KEY))
		return SHIM_OK;
	buffer_clear(&store->block);
	status = shim_index_metadata(store->index, shard, key, BLOCK_KEY, &bytes, failure);
	if (status == SHIM_NOT_FOUND)
		return damaged(failure, "the block of its text is missing");
	if (status != SHIM_OK)
		return status;
	if (block_wants_dictionary(bytes.bytes, bytes.length)) {
		buffer_add(&packed, bytes.bytes, bytes.length); /* asking for the dictionary ends what is borrowed */
		bytes.bytes = packed.bytes;
		status = find_dictionary(store, shard, key, &dictionary, failure);
		if (status == SHIM_OK && !dictionary)
			status = damaged(failure, "the dictionary of its text is missing or damaged");
	}
	if (status == SHIM_OK && block_open(&store->block, bytes.bytes, bytes.length, dictionary) != 0)
		status = damaged(failure, "the block of its text is damaged");
	buffer_release(&packed);
	store->block_shard = shard;
	memcpy(store->block_key, key, BLOCK_KEY);
	return status;
}

enum shim_status text_store_read(struct text_store *store, uint32_t document, char **text, struct shim_failure *failure)
{
	size_t shard = (document - 1) % shim_index_shards(store->index), length;
	unsigned char place[PLACE_LENGTH];
	struct shim_bytes value;
	enum shim_status status;
	const void *bytes;

	*text = NULL;
	status = shim_index_value(store->index, document, SLOT_PLACE, &value, failure);
	if (status != SHIM_OK)
		return status;
	if (value.length != PLACE_LENGTH || *(const char *)value.bytes != *BLOCK_PREFIX)
		return damaged(failure, "it does not say where its text is");
	memcpy(place, value.bytes, PLACE_LENGTH);
	status = use_block(store, shard, place, failure);
	if (status != SHIM_OK)
		return status;
	bytes = block_text(&store->block, place[BLOCK_KEY], &length);
	if (!bytes)
		return damaged(failure, "its text is not in the block where it should be");
	if (length > 0)
		*text = memory_copy(bytes, length);
	return SHIM_OK;
}
