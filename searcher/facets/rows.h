/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The rows of a facet column packed for counting: what a query costs is
 * reading them from memory.
 *
 * A row is 16-bit words: how many words follow that count; how many of values
 * that these have counted; of each kind of entity, how many values were left
 * out. Then these values, ascending: their numbers, or ROW_LONG and the number
 * in two words, the lower one first. Beside each value, and read for few of
 * them, is the entry that it stands for.
 */
#ifndef DATELINE_SEARCHER_FACETS_ROWS_H
#define DATELINE_SEARCHER_FACETS_ROWS_H

#include "article/article.h"
#include "searcher/facets/tally.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ROW_LONG 0xFFFF

/* Of a value that the row has under another entry before: its name is written in several ways. */
#define ROW_AGAIN 0x80000000u

struct packed_rows {
	size_t *starts; /* of each document, into words */
	uint32_t documents, capacity;
	uint16_t *words;
	uint32_t *entries; /* beside the words */
	size_t count, room;
};

/* What a row is packed from. */
struct row_value {
	uint32_t value, entry;
};

struct plain_row {
	struct row_value *list; /* to be sorted */
	size_t count;
	size_t lone[ENTITY_KINDS]; /* values that were left out */
};

void packed_rows_release(struct packed_rows *rows);

/* Adds the next document's row; false when no row can be so long. */
bool packed_rows_add(struct packed_rows *rows, struct plain_row *row);

/* Counts the values of a document's row, for which there is room. lone is added to. */
void packed_rows_count(const struct packed_rows *rows, uint32_t document, struct tallies *tallies, size_t lone[ENTITY_KINDS]);

/* Visits what the row has of the values whose bits are set, of which none is above last. */
typedef void row_visitor(void *context, uint32_t value, uint32_t entry);
void packed_rows_visit(const struct packed_rows *rows, uint32_t document, const uint64_t *bits, uint32_t last,
                       row_visitor *visit, void *context);

/* Asks for the memory in which its place, and then the row, will be looked at. */
static inline void packed_rows_fetch_place(const struct packed_rows *rows, uint32_t document)
{
	__builtin_prefetch(&rows->starts[document]);
}

static inline void packed_rows_fetch(const struct packed_rows *rows, uint32_t document)
{
	__builtin_prefetch(&rows->words[rows->starts[document]]);
}

#endif
