/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/facets/rows.h"

#include "text/memory.h"

#include <stdlib.h>

#define HEAD_WORDS (2 + ENTITY_KINDS)

void packed_rows_release(struct packed_rows *rows)
{
	free(rows->starts);
	free(rows->words);
	free(rows->entries);
	*rows = (struct packed_rows){0};
}

static void reserve(struct packed_rows *rows, size_t words)
{
	if (rows->documents == rows->capacity) {
		rows->capacity += rows->capacity / 2 + 1024;
		rows->starts = memory_resize(rows->starts, rows->capacity, sizeof *rows->starts);
	}
	if (rows->count + words > rows->room) {
		rows->room += rows->room / 2 + words + 4096;
		rows->words = memory_resize(rows->words, rows->room, sizeof *rows->words);
		rows->entries = memory_resize(rows->entries, rows->room, sizeof *rows->entries);
	}
}

static void add_word(struct packed_rows *rows, size_t word, uint32_t entry)
{
	rows->words[rows->count] = (uint16_t)word;
	rows->entries[rows->count++] = entry;
}

/* Returns how many words that makes. */
static size_t add_values(struct packed_rows *rows, const struct row_value *list, size_t count)
{
	size_t before = rows->count;

	for (size_t i = 0; i < count; i++) {
		uint32_t value = list[i].value & ~ROW_AGAIN;

		if (value < ROW_LONG) {
			add_word(rows, value, list[i].entry);
			continue;
		}
		add_word(rows, ROW_LONG, list[i].entry);
		add_word(rows, value & 0xFFFF, 0);
		add_word(rows, value >> 16, 0);
	}
	return rows->count - before;
}

/* What is there again behind the others. */
static int compare_values(const void *left, const void *right)
{
	const struct row_value *a = left, *b = right;

	if (a->value != b->value)
		return a->value < b->value ? -1 : 1;
	return (a->entry > b->entry) - (a->entry < b->entry);
}

bool packed_rows_add(struct packed_rows *rows, struct plain_row *row)
{
	size_t head = rows->count, plain = 0, first, again;

	if (row->count > 1)
		qsort(row->list, row->count, sizeof *row->list, compare_values);
	while (plain < row->count && !(row->list[plain].value & ROW_AGAIN))
		plain++;
	reserve(rows, HEAD_WORDS + 3 * row->count);
	rows->starts[rows->documents++] = head;
	add_word(rows, 0, 0);
	add_word(rows, 0, 0);
	for (size_t kind = 0; kind < ENTITY_KINDS; kind++)
		add_word(rows, row->lone[kind], 0);
	first = add_values(rows, row->list, plain);
	again = add_values(rows, row->list + plain, row->count - plain);
	rows->words[head] = (uint16_t)first;
	rows->words[head + 1] = (uint16_t)again;
	for (size_t kind = 0; kind < ENTITY_KINDS; kind++)
		if (row->lone[kind] > UINT16_MAX)
			return false;
	return first <= UINT16_MAX && again <= UINT16_MAX;
}

static inline const uint16_t *take_value(const uint16_t *at, uint32_t *value)
{
	*value = *at++;
	if (*value == ROW_LONG) {
		*value = at[0] | (uint32_t)at[1] << 16;
		at += 2;
	}
	return at;
}

void packed_rows_count(const struct packed_rows *rows, uint32_t document, struct tallies *tallies, size_t lone[ENTITY_KINDS])
{
	const uint16_t *head = rows->words + rows->starts[document], *at = head + HEAD_WORDS, *end = at + head[0];
	uint32_t value;

	for (size_t kind = 0; kind < ENTITY_KINDS; kind++)
		lone[kind] += head[2 + kind];
	while (at < end) {
		at = take_value(at, &value);
		tallies_count(tallies, value);
	}
}

static void visit_values(const struct packed_rows *rows, const uint16_t *at, const uint16_t *end, const uint64_t *bits,
                         uint32_t last, row_visitor *visit, void *context)
{
	while (at < end) {
		const uint32_t *entry = &rows->entries[at - rows->words];
		uint32_t value;

		at = take_value(at, &value);
		if (value > last)
			return;
		if (bits[value >> 6] >> (value & 63) & 1)
			visit(context, value, *entry);
	}
}

void packed_rows_visit(const struct packed_rows *rows, uint32_t document, const uint64_t *bits, uint32_t last,
                       row_visitor *visit, void *context)
{
	const uint16_t *head = rows->words + rows->starts[document], *first = head + HEAD_WORDS, *again = first + head[0];

	visit_values(rows, first, again, bits, last, visit, context);
	visit_values(rows, again, again + head[1], bits, last, visit, context);
}
