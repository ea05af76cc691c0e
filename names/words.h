/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A table from strings to numbers, which keeps copies of the strings.
 */
#ifndef DATELINE_NAMES_WORDS_H
#define DATELINE_NAMES_WORDS_H

#include "text/buffer.h"

#include <stddef.h>
#include <stdint.h>

#define WORD_TABLE_NONE UINT32_MAX

struct word_table_entry {
	uint64_t hash;
	size_t start; /* in the arena */
	uint32_t length, number;
};

/* All zero is empty and ready. */
struct word_table {
	struct word_table_entry *entries; /* places is a power of two; length 0: free */
	size_t places, count;
	struct buffer arena;
};

void word_table_release(struct word_table *table);

/* The number of a string (not empty), to be read or set; WORD_TABLE_NONE when it is new. Good until the next addition. */
uint32_t *word_table_add(struct word_table *table, const char *string, size_t length);

/* WORD_TABLE_NONE when the string is not there. */
uint32_t word_table_find(const struct word_table *table, const char *string, size_t length);

#endif
