/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The words of the names that a shard's columns hold, by where they stand:
 * the chunks of words in article/facets.h.
 */
#ifndef DATELINE_INDEXER_INVERT_NAME_WORDS_H
#define DATELINE_INDEXER_INVERT_NAME_WORDS_H

#include "text/buffer.h"
#include "text/tokens.h"

#include <stddef.h>
#include <stdint.h>

/* A word in a chunk of entries. */
struct name_word {
	uint32_t hash, chunk;
};

/* All zero is empty. */
struct name_words {
	struct name_word *list;
	size_t count, capacity;
	size_t at; /* so many have been written */
};

void name_words_release(struct name_words *words);

/* The words of a name or form; chunk: never below that of the call before. */
void name_words_add(struct name_words *words, struct analyzer *analyzer, const char *name, size_t length, uint32_t chunk);

/* Adds the chunk of words of that number to out, of as many as the entries need: one after the other, the first being 0. */
void name_words_write(struct name_words *words, uint32_t entries, uint32_t number, struct buffer *out);

#endif
