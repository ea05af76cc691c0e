/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "article/texts_block.h"

#include "text/memory.h"

#include <stdlib.h>
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

ZSTD_CCtx *frame_packer_new(int level)
{
	ZSTD_CCtx *packer = ZSTD_createCCtx();

	if (!packer)
		memory_resize(NULL, SIZE_MAX, 2); /* ends the program */
	ZSTD_CCtx_setParameter(packer, ZSTD_c_compressionLevel, level);
	ZSTD_CCtx_setParameter(packer, ZSTD_c_checksumFlag, 1);
	return packer;
}

int frame_open(struct buffer *plain, const void *frame, size_t length)
{
	unsigned long long size = ZSTD_getFrameContentSize(frame, length);

	/* Both of zstd's error values are beyond the bound. */
	if (size == 0 || size > BLOCK_UNPACKED_MAX)
		return -1;
	if (ZSTD_decompress(buffer_reserve(plain, (size_t)size), (size_t)size, frame, length) != size)
		return -1;
	plain->length += (size_t)size;
	return 0;
}

/* ---- a block's head ---- */

static int take_lengths(struct block *block, const unsigned char **at, const unsigned char *end)
{
	size_t all = 0;

	for (unsigned i = 0; i < block->count; i++) {
		uint64_t length;

		if (varint_read(at, end, &length) != 0 || length > BLOCK_UNPACKED_MAX - all)
			return -1;
		block->ends[i] = all += (size_t)length;
	}
	return 0;
}

/* A mark, behind the last one; text: the one that this lay in, and then the one that the mark lies in. */
static int take_mark(struct block *block, struct block_mark *last, unsigned *text, const unsigned char **at,
                     const unsigned char *end)
{
	size_t all = block->ends[block->count - 1];
	uint64_t bytes, words;

	if (varint_read(at, end, &bytes) != 0 || bytes == 0 || bytes >= all - last->at || varint_read(at, end, &words) != 0 ||
	    words > BLOCK_UNPACKED_MAX)
		return -1;
	last->at += (size_t)bytes;
	if (block->ends[*text] <= last->at)
		last->words = 0;
	while (block->ends[*text] <= last->at)
		++*text;
	last->words += (size_t)words;
	return 0;
}

static int take_marks(struct block *block, const unsigned char **at, const unsigned char *end)
{
	struct block_mark last = {0, 0};
	unsigned text = 0;
	uint64_t count;

	/* Each takes two bytes at least, so that what there is bounds how many there are. */
	if (varint_read(at, end, &count) != 0 || count > (size_t)(end - *at) / 2)
		return -1;
	block->mark_count = (size_t)count;
	if (count > 0)
		block->marks = memory_resize(block->marks, block->mark_count, sizeof *block->marks);
	for (size_t i = 0; i < block->mark_count; i++) {
		if (take_mark(block, &last, &text, at, end) != 0)
			return -1;
		block->marks[i] = last;
	}
	return 0;
}

int block_open(struct block *block, const void *bytes, size_t length)
{
	const unsigned char *at = bytes, *end = at + length;

	if (length == 0)
		return -1;
	block->dictionary = *at & BLOCK_DICTIONARY;
	block->count = *at++ & (BLOCK_DICTIONARY - 1u);
	if (block->count == 0 || block->count > BLOCK_TEXTS || take_lengths(block, &at, end) != 0 || take_marks(block, &at, end) != 0)
		return -1;
	block->frame = at;
	block->frame_length = (size_t)(end - at);
	return ZSTD_getFrameContentSize(at, block->frame_length) == block->ends[block->count - 1] ? 0 : -1;
}

void block_release(struct block *block)
{
	free(block->marks);
	*block = (struct block){0};
}
