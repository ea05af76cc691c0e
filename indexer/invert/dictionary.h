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

/* Where a term is looked up: what is asked of it most lies here, four to a cache line. */
struct dictionary_slot {
	uint64_t hash;    /* its lowest bit says how the term is told apart: 0 by the hash alone */
	uint32_t number;  /* the term's, from 1; 0: free */
	uint32_t posting; /* the caller's, 0 at first */
};

struct dictionary_entry {
	uint32_t start, length; /* its bytes in the arena */
};

/* All zero is empty and ready. */
struct dictionary {
	struct dictionary_slot *table; /* table_size a power of two */
	size_t table_size;
	struct dictionary_entry *entries; /* that of number n is n - 1 */
	size_t count, capacity;
	struct buffer arena;
};

void dictionary_release(struct dictionary *dictionary);

/*
 * The slot of a word (prefix + bytes), added when it is new; good until the
 * next is added. hash: the same for the same prefix and bytes; words of the
 * same hash are taken for the same, of which a batch of a million has a chance
 * of one in ten million.
 */
struct dictionary_slot *dictionary_word(struct dictionary *dictionary, const char *prefix, const char *bytes,
                                        size_t length, uint64_t hash);

/* The same for what people may choose at will, such as an id: told apart by its bytes. No word is ever found by it. */
struct dictionary_slot *dictionary_term(struct dictionary *dictionary, const char *bytes, size_t length);

/* Asks for the memory in which a word of that hash will be looked up. */
static inline void dictionary_prefetch(const struct dictionary *dictionary, uint64_t hash)
{
	if (dictionary->table_size > 0)
		__builtin_prefetch(&dictionary->table[hash >> 1 & (dictionary->table_size - 1)]);
}

/*
 * Adds all terms of another dictionary. For each number - 1 there, its number
 * - 1 here; the caller's to free.
 */
uint32_t *dictionary_join(struct dictionary *dictionary, const struct dictionary *other);

/*
 * The terms in bytewise order (borrowed from the dictionary), and for each
 * number - 1 its place in that order. Both arrays are the caller's to free.
 * Nothing can be looked up afterwards: the table's memory is given back first.
 */
void dictionary_sort(struct dictionary *dictionary, struct shim_bytes **terms, uint32_t **places);

size_t dictionary_memory(const struct dictionary *dictionary); /* bytes in use */

#endif
