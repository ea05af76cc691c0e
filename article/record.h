/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * An article as it is stored: a small record, so that a list of results is
 * shown without unpacking anything, and its text in a block with others.
 *
 * Record (SLOT_RECORD): fields in any order, each
 *     tag      1 byte
 *     length   varint
 *     bytes    valid UTF-8
 * with the tags i id, t title, u url, s source, a author, l language, d date
 * (as date_format), k keyword (repeated). A reader passes over tags that it
 * does not know.
 *
 * Block: up to BLOCK_TEXTS texts, since neighbours compress each other:
 *     size     varint, bytes of what follows when unpacked
 *     zlib stream (RFC 1950) of
 *         count    1 byte
 *         lengths  count varints
 *         texts
 * stored in the shard's metadata under a key of 9 bytes: 'B', the number of
 * the shard it was first written to (4 bytes big-endian), its number there
 * (4 bytes big-endian). Shards that are joined keep the keys of their parts.
 *
 * Place (SLOT_PLACE): the key and the text's index in the block, 10 bytes.
 */
#ifndef DATELINE_ARTICLE_RECORD_H
#define DATELINE_ARTICLE_RECORD_H

#include "article/article.h"
#include "text/buffer.h"

#include <stddef.h>
#include <stdint.h>

#define BLOCK_TEXTS 32
#define BLOCK_FULL 65536 /* bytes of text after which a block is closed early */
#define BLOCK_KEY 9
#define PLACE_LENGTH 10

void record_encode(struct buffer *out, const struct article *article); /* without its text */

/* 0, or -1 when the bytes are damaged; *article (empty before) then holds what could be read. */
int record_decode(struct article *article, const void *bytes, size_t length);

struct libdeflate_compressor;

/* A block that is being filled. All zero is empty and ready. */
struct block {
	struct libdeflate_compressor *packer; /* made when it is first needed */
	struct buffer texts;
	size_t lengths[BLOCK_TEXTS];
	unsigned count;
};

void block_release(struct block *block);
bool block_full(const struct block *block);

/* Adds a text and returns its index in the block, which must not be full. */
unsigned block_add(struct block *block, const void *text, size_t length);

/* Packs any bytes as the texts of a block are, appended to out. *packer: NULL at first; libdeflate frees it. */
void block_deflate(struct libdeflate_compressor **packer, struct buffer *out, const void *bytes, size_t length);

/* Appends the packed block to out and empties it. */
void block_pack(struct block *block, struct buffer *out);

/* letter: 'B'; other things that are stored by shard and number have others: article/facets.h. */
void block_key(unsigned char key[BLOCK_KEY], char letter, uint32_t shard, uint32_t number);

/*
 * A packed block's count, lengths and texts, appended to plain, which is
 * empty. 0, or -1 when the block is damaged. A block that claims to be larger
 * than any that is written is damaged.
 */
int block_open(struct buffer *plain, const void *packed, size_t length);

/* Of an opened block: how many texts it says it has; one of them, NULL when it is not there or the lengths do not add up. */
unsigned block_count(const struct buffer *plain);
const void *block_text(const struct buffer *plain, unsigned index, size_t *length);

/* The text at index of a packed block, appended to out. 0, or -1 when the block is damaged or holds no such text. */
int block_unpack(struct buffer *out, const void *packed, size_t length, unsigned index);

#endif
