/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The terms of a batch, numbered in the order in which they are first seen.
 */
#ifndef DATELINE_INDEXER_INVERT_DICTIONARY_H
#define DATELINE_INDEXER_INVERT_DICTIONARY_H

#include "shim/xapian.h"
#include "text/buffer.h"

#include <stddef.h>
#include <stdint.h>

struct dictionary_entry {
	uint64_t hash;
	uint32_t start; /* of its bytes in the arena */
	uint32_t length;
	uint32_t document; /* of the last posting, from 1 */
	uint32_t posting;  /* where that posting lies among its document's */
};

/* All zero is empty and ready. */
struct dictionary {
	struct dictionary_entry *entries;
	size_t count, capacity;
	uint32_t *table; /* entry + 1; 0: free; table_size a power of two */
	size_t table_size;
	struct buffer arena;
};

void dictionary_release(struct dictionary *dictionary);

/*
 * The number of the term prefix + bytes; new ones are added. hash: any good
 * hash of prefix and bytes, always the same for the same term.
 */
uint32_t dictionary_get(struct dictionary *dictionary, const char *prefix, const char *bytes, size_t length, uint64_t hash);

/*
 * The terms in bytewise order (borrowed from the dictionary), and for each
 * number its place in that order. Both arrays are the caller's to free.
 */
void dictionary_sort(const struct dictionary *dictionary, struct shim_bytes **terms, uint32_t **places);

size_t dictionary_memory(const struct dictionary *dictionary); /* bytes in use */

#endif
