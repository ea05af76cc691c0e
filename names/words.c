/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "names/words.h"

#include "text/memory.h"
#include "text/stem.h"

#include <stdlib.h>
#include <string.h>

void word_table_release(struct word_table *table)
{
	free(table->entries);
	buffer_release(&table->arena);
	*table = (struct word_table){0};
}

/* Where the string is, or belongs. */
static struct word_table_entry *place_of(const struct word_table *table, uint64_t hash, const char *string, size_t length)
{
	size_t at = hash & (table->places - 1);

	for (;; at = (at + 1) & (table->places - 1)) {
		struct word_table_entry *entry = &table->entries[at];

		if (entry->length == 0)
			return entry;
		if (entry->hash == hash && entry->length == length && !memcmp(table->arena.bytes + entry->start, string, length))
			return entry;
	}
}

static void grow(struct word_table *table)
{
	struct word_table_entry *old = table->entries;
	size_t places = table->places;

	table->places = places ? places * 2 : 64;
	table->entries = memory_zeroed(table->places, sizeof *table->entries);
	for (size_t i = 0; i < places; i++)
		if (old[i].length > 0) {
			size_t at = old[i].hash & (table->places - 1);

			while (table->entries[at].length > 0)
				at = (at + 1) & (table->places - 1);
			table->entries[at] = old[i];
		}
	free(old);
}

uint32_t *word_table_add(struct word_table *table, const char *string, size_t length)
{
	uint64_t hash = term_hash(string, length);
	struct word_table_entry *entry;

	if (2 * (table->count + 1) > table->places)
		grow(table);
	entry = place_of(table, hash, string, length);
	if (entry->length == 0) {
		*entry = (struct word_table_entry){hash, table->arena.length, (uint32_t)length, WORD_TABLE_NONE};
		buffer_add(&table->arena, string, length);
		table->count++;
	}
	return &entry->number;
}

uint32_t word_table_find(const struct word_table *table, const char *string, size_t length)
{
	const struct word_table_entry *entry;

	if (table->count == 0 || length == 0)
		return WORD_TABLE_NONE;
	entry = place_of(table, term_hash(string, length), string, length);
	return entry->length > 0 ? entry->number : WORD_TABLE_NONE;
}
