/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The texts of a shard as they are stored: in small blocks, packed by Zstandard
 * (RFC 8878) with a dictionary that is made of the shard's own first texts.
 * What such a dictionary knows need not be said again in every block, so that
 * blocks of two or three articles pack better than large ones without it, and
 * one text is read by unpacking little more than itself. Of a long text no more
 * than its beginning need be unpacked, and marks in it say which words of its
 * stream stand where.
 *
 * Everything lies in the shard's metadata, and shards that are joined keep the
 * entries of their parts:
 *
 * Block, key of 9 bytes: 'B', the number of the shard it was first written to (4
 * bytes big-endian), its number there (4 bytes big-endian):
 *     count    1 byte, of texts; and 0x80 where the dictionary of the key's shard is needed
 *     lengths  count varints
 *     marks    varint: how many follow, places inside of long texts, each
 *         bytes    varint: from the mark before, or from the start of the first text
 *         words    varint: of its text, from the mark before or the text's start on (article/stream.h)
 *     frame    Zstandard frame with content size and checksum of the texts, one
 *              after the other; flushed at some of the marks, so that what
 *              stands before these can be unpacked without the rest
 *
 * Dictionary, key of 5 bytes: 'Z' and the number of the shard.
 *
 * Place (SLOT_PLACE): the block's key and the text's index in it, 10 bytes.
 */
#ifndef DATELINE_ARTICLE_TEXTS_H
#define DATELINE_ARTICLE_TEXTS_H

#include "shim/xapian.h"
#include "text/tokens.h"

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

/* Document after document. tokens: of the text as an article's body; NULL: it need not be read in parts. */
void texts_add(struct texts *texts, const char *text, size_t length, const struct tokens *tokens);
size_t texts_memory(const struct texts *texts); /* bytes that they hold */

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

/* Bytes [start, end) of a text, behind so many of its words. */
struct text_part {
	size_t start, end;
	size_t words;
};

/* A text of which nothing need have been unpacked yet: its parts follow each other from 0 to length. An empty one has none. */
struct text_parts {
	size_t length;
	const struct text_part *list; /* borrowed from the store, until it is asked for another text */
	size_t count;
};

enum shim_status text_store_open(struct text_store *store, uint32_t document, struct text_parts *parts,
                                 struct shim_failure *failure);

/*
 * The text that was opened last, of which at least the first `end` bytes (at
 * most its length, where a part ends) are there; borrowed, until the next call
 * of any function. Only when its whole block has been unpacked is it known to
 * be what was stored; before that it is valid UTF-8.
 */
enum shim_status text_store_unpack(struct text_store *store, size_t end, const char **text, struct shim_failure *failure);

#endif
