/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Blocks while they are filled and packed. What they look like is said in
 * record.h. Apart from record.c, so that a program that only reads them is not
 * linked with libdeflate.
 */
#include "article/record.h"

#include "text/memory.h"

#include <stdlib.h>

/* Level 1: higher ones save a tenth of the bytes for two to three times the work. */
#define BLOCK_LEVEL 1

#if HAVE_LIBDEFLATE
#include <libdeflate.h>

/* Half the time of zlib's own level 1, and less bytes: where it is there, it packs. zlib reads what it writes. */
static void pack(struct block *block, struct buffer *out, const struct buffer *plain)
{
	size_t room;

	if (!block->packer)
		block->packer = libdeflate_alloc_compressor(BLOCK_LEVEL);
	if (!block->packer)
		memory_resize(NULL, SIZE_MAX, 2); /* ends the program */
	room = libdeflate_zlib_compress_bound(block->packer, plain->length);
	buffer_reserve(out, room);
	/* Cannot fail: the room is what it asks for. */
	out->length += libdeflate_zlib_compress(block->packer, plain->bytes, plain->length, out->bytes + out->length, room);
}

static void packer_free(void *packer)
{
	libdeflate_free_compressor(packer);
}
#else
#include <zlib.h>

static z_stream *packer_new(void)
{
	z_stream *zlib = memory_zeroed(1, sizeof *zlib);

	if (deflateInit(zlib, BLOCK_LEVEL) != Z_OK)
		memory_resize(NULL, SIZE_MAX, 2); /* ends the program */
	return zlib;
}

/* One state for all blocks: to set it up for each is a fifth of the work. */
static void pack(struct block *block, struct buffer *out, const struct buffer *plain)
{
	z_stream *zlib = block->packer ? block->packer : packer_new();
	uLong room = deflateBound(zlib, plain->length);

	block->packer = zlib;
	buffer_reserve(out, room);
	zlib->next_in = (Bytef *)plain->bytes;
	zlib->avail_in = (uInt)plain->length;
	zlib->next_out = (Bytef *)out->bytes + out->length;
	zlib->avail_out = (uInt)room;
	deflate(zlib, Z_FINISH); /* cannot fail: the room is what it asks for */
	out->length += zlib->total_out;
	deflateReset(zlib);
}

static void packer_free(void *packer)
{
	if (packer)
		deflateEnd(packer);
	free(packer);
}
#endif

void block_release(struct block *block)
{
	buffer_release(&block->texts);
	packer_free(block->packer);
	block->packer = NULL;
	block->count = 0;
}

bool block_full(const struct block *block)
{
	return block->count == BLOCK_TEXTS || block->texts.length >= BLOCK_FULL;
}

unsigned block_add(struct block *block, const void *text, size_t length)
{
	buffer_add(&block->texts, text, length);
	block->lengths[block->count] = length;
	return block->count++;
}

void block_pack(struct block *block, struct buffer *out)
{
	struct buffer plain = {0};

	buffer_add_byte(&plain, (char)block->count);
	for (unsigned i = 0; i < block->count; i++)
		buffer_add_varint(&plain, block->lengths[i]);
	buffer_add(&plain, block->texts.bytes, block->texts.length);
	buffer_add_varint(out, plain.length);
	pack(block, out, &plain);
	buffer_release(&plain);
	buffer_clear(&block->texts);
	block->count = 0;
}
