/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What writing and reading texts share: the keys, and a block taken apart. See
 * article/texts.h for the format.
 */
#ifndef DATELINE_ARTICLE_TEXTS_BLOCK_H
#define DATELINE_ARTICLE_TEXTS_BLOCK_H

#include "article/texts.h"
#include "text/buffer.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

void block_key(unsigned char key[BLOCK_KEY], uint32_t shard, uint32_t number);
void dictionary_key(unsigned char key[DICTIONARY_KEY], uint32_t shard);

/* Set in the first byte of a block whose frames need the dictionary of its shard. */
#define BLOCK_DICTIONARY 0x80

/* A place in a block's texts, written one after the other, behind so many words of the text that it lies in. */
struct block_mark {
	size_t at, words;
};

/* What a block says before its frame, and the frame. */
struct block {
	size_t ends[BLOCK_TEXTS]; /* of each text */
	unsigned count;
	bool dictionary;          /* it needs that of its shard */
	struct block_mark *marks; /* owned; ascending */
	size_t mark_count;
	const void *frame;
	size_t frame_length;
};

/*
 * Into *block, which borrows the bytes; what it held before is overwritten but
 * for the memory. 0, or -1 when the block is damaged; one that claims to be
 * larger than any that is written is.
 */
int block_open(struct block *block, const void *bytes, size_t length);
void block_release(struct block *block);

/* Packs frames with content size and checksum, of that level of zstd's. The caller's, for ZSTD_freeCCtx. */
struct ZSTD_CCtx_s *frame_packer_new(int level);

/* A frame that stands alone, without a dictionary, appended to plain. 0, or -1 when it is damaged. */
int frame_open(struct buffer *plain, const void *frame, size_t length);

#endif
