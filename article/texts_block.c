/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "article/texts_block.h"

#include <string.h>
#include <zstd.h>

/* One document may be as large as a source allows (64 MiB), on top of a nearly full block. */
#define BLOCK_UNPACKED_MAX ((size_t)160 << 20)

static void put_32(unsigned char *to, uint32_t number)
{
	for (int i = 0; i < 4; i++)
		to[i] = (unsigned char)(number >> (24 - 8 * i));
}

void block_key(unsigned char key[BLOCK_KEY], uint32_t shard, uint32_t number)
{
	key[0] = *BLOCK_PREFIX;
	put_32(key + 1, shard);
	put_32(key + 5, number);
}

void dictionary_key(unsigned char key[DICTIONARY_KEY], uint32_t shard)
{
	key[0] = *DICTIONARY_PREFIX;
	put_32(key + 1, shard);
}

bool block_wants_dictionary(const void *packed, size_t length)
{
	return ZSTD_getDictID_fromFrame(packed, length) != 0;
}

int block_open(struct buffer *plain, const void *packed, size_t length, const struct ZSTD_DDict_s *dictionary)
{
	unsigned long long size = ZSTD_getFrameContentSize(packed, length);
	ZSTD_DCtx *context;
	size_t got;

	/* Both of zstd's error values are beyond the bound. */
	if (size == 0 || size > BLOCK_UNPACKED_MAX)
		return -1;
	context = ZSTD_createDCtx();
	if (!context)
		return -1;
	buffer_reserve(plain, (size_t)size);
	got = ZSTD_decompress_usingDDict(context, plain->bytes + plain->length, (size_t)size, packed, length, dictionary);
	ZSTD_freeDCtx(context);
	if (got != size)
		return -1;
	plain->length += (size_t)size;
	return 0;
}

const void *block_text(const struct buffer *plain, unsigned index, size_t *length)
{
	const unsigned char *at = (const unsigned char *)plain->bytes, *end = at + plain->length;
	unsigned count = plain->length > 0 ? *at++ : 0;
	size_t before = 0, all = 0;

	*length = 0;
	if (index >= count)
		return NULL;
	for (unsigned i = 0; i < count; i++) {
		uint64_t size;

		if (varint_read(&at, end, &size) != 0 || size > BLOCK_UNPACKED_MAX)
			return NULL;
		if (i < index)
			before += (size_t)size;
		else if (i == index)
			*length = (size_t)size;
		all += (size_t)size;
	}
	return all == (size_t)(end - at) ? at + before : NULL;
}
