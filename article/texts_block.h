/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What writing and reading texts share: the keys, and a block unpacked. See
 * article/texts.h for the format.
 */
#ifndef DATELINE_ARTICLE_TEXTS_BLOCK_H
#define DATELINE_ARTICLE_TEXTS_BLOCK_H

#include "article/texts.h"
#include "text/buffer.h"

void block_key(unsigned char key[BLOCK_KEY], uint32_t shard, uint32_t number);
void dictionary_key(unsigned char key[DICTIONARY_KEY], uint32_t shard);

struct ZSTD_DDict_s;

/* Whether a packed block wants the dictionary of its shard. */
bool block_wants_dictionary(const void *packed, size_t length);

/*
 * A packed block's count, lengths and texts, appended to plain, which is
 * empty. 0, or -1 when the block is damaged, or wants a dictionary and gets
 * NULL or another. A block that claims to be larger than any that is written
 * is damaged.
 */
int block_open(struct buffer *plain, const void *packed, size_t length, const struct ZSTD_DDict_s *dictionary);

/* Of an opened block: one of its texts, NULL when it is not there or the lengths do not add up. */
const void *block_text(const struct buffer *plain, unsigned index, size_t *length);

#endif
