/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The texts of a shard as they are stored: in small blocks, packed by Zstandard
 * (RFC 8878) with a dictionary that is made of the shard's own first texts.
 * What such a dictionary knows need not be said again in every block, so that
 * blocks of two or three articles pack better than large ones without it, and
 * one text is read by unpacking little more than itself.
 *
 * Everything lies in the shard's metadata, and shards that are joined keep the
 * entries of their parts:
 *
 * Block, key of 9 bytes: 'B', the number of the shard it was first written to (4
 * bytes big-endian), its number there (4 bytes big-endian):
 *     Zstandard frame with content size and checksum of
 *         count    1 byte
 *         lengths  count varints
 *         texts
 *
 * Dictionary, key of 5 bytes: 'Z' and the number of the shard. Frames that name
 * a dictionary id were packed with the one of their key's shard.
 *
 * Place (SLOT_PLACE): the block's key and the text's index in it, 10 bytes.
 */
#ifndef DATELINE_ARTICLE_TEXTS_H
#define DATELINE_ARTICLE_TEXTS_H

#include "shim/xapian.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define BLOCK_TEXTS 32 /* at most */
#define BLOCK_PREFIX "B"
#define BLOCK_KEY 9
#define DICTIONARY_PREFIX "Z"
#define DICTIONARY_KEY 5
#define PLACE_LENGTH 10

/* ---- writing ---- */

/* The texts of one shard to be. */
struct texts;

struct texts *texts_new(uint32_t serial);
void texts_free(struct texts *texts);

void texts_add(struct texts *texts, const char *text, size_t length); /* document after document */
size_t texts_memory(const struct texts *texts);                       /* bytes that they hold */

/* Packs what is left; before this the rest cannot be asked, after it nothing can be added. */
void texts_finish(struct texts *texts);

/* Where the text of a document is, counted from 0. */
void texts_place(const struct texts *texts, uint32_t document, unsigned char place[PLACE_LENGTH]);

/* The metadata entries, ascending by their keys; borrowed. */
size_t texts_entries(const struct texts *texts);
void texts_entry(const struct texts *texts, size_t entry, struct shim_bytes *key, struct shim_bytes *value);

/* ---- reading ---- */

/* Reads texts from an open index, with the dictionaries and the block that it used last at hand. One thread. */
struct text_store;

struct text_store *text_store_new(struct shim_index *index); /* borrows it */
void text_store_free(struct text_store *store);

/*
 * The text of a document, NULL when it is empty; owned by the caller.
 * SHIM_CORRUPT: *failure says which part is damaged or missing.
 */
enum shim_status text_store_read(struct text_store *store, uint32_t document, char **text, struct shim_failure *failure);

#endif
