/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/invert/dictionary.h"

#include "text/memory.h"

#include <stdlib.h>
#include <string.h>

void dictionary_release(struct dictionary *dictionary)
{
	free(dictionary->entries);
	free(dictionary->table);
	buffer_release(&dictionary->arena);
	*dictionary = (struct dictionary){0};
}

static void grow_table(struct dictionary *dictionary)
{
	size_t size = dictionary->table_size ? dictionary->table_size * 2 : 4096;
	uint32_t *table = memory_zeroed(size, sizeof *table);

	for (size_t i = 0; i < dictionary->count; i++) {
		size_t at = dictionary->entries[i].hash & (size - 1);

		while (table[at])
			at = (at + 1) & (size - 1);
		table[at] = (uint32_t)(i + 1);
	}
	free(dictionary->table);
	dictionary->table = table;
	dictionary->table_size = size;
}

static uint32_t add_entry(struct dictionary *dictionary, const char *prefix, const char *bytes, size_t length, uint64_t hash)
{
	size_t prefix_length = strlen(prefix);

	if (dictionary->count == dictionary->capacity) {
		dictionary->capacity = dictionary->capacity * 2 + 1024;
		dictionary->entries = memory_resize(dictionary->entries, dictionary->capacity, sizeof *dictionary->entries);
	}
	dictionary->entries[dictionary->count] = (struct dictionary_entry){
		.hash = hash, .start = (uint32_t)dictionary->arena.length, .length = (uint32_t)(prefix_length + length)};
	buffer_add(&dictionary->arena, prefix, prefix_length);
	buffer_add(&dictionary->arena, bytes, length);
	return (uint32_t)dictionary->count++;
}

static bool entry_is(const struct dictionary *dictionary, const struct dictionary_entry *entry, const char *prefix,
                     const char *bytes, size_t length)
{
	const char *term = dictionary->arena.bytes + entry->start;
	size_t prefix_length = entry->length - length;

	return entry->length >= length && !strncmp(prefix, term, prefix_length) && prefix[prefix_length] == '\0' &&
	       !memcmp(term + prefix_length, bytes, length);
}

uint32_t dictionary_get(struct dictionary *dictionary, const char *prefix, const char *bytes, size_t length, uint64_t hash)
{
	size_t at;

	if (dictionary->count * 2 >= dictionary->table_size)
		grow_table(dictionary);
	at = hash & (dictionary->table_size - 1);
	while (dictionary->table[at]) {
		uint32_t number = dictionary->table[at] - 1;
		const struct dictionary_entry *entry = &dictionary->entries[number];

		if (entry->hash == hash && entry_is(dictionary, entry, prefix, bytes, length))
			return number;
		at = (at + 1) & (dictionary->table_size - 1);
	}
	dictionary->table[at] = (uint32_t)(dictionary->count + 1);
	return add_entry(dictionary, prefix, bytes, length, hash);
}

/* The first eight bytes of a term decide most comparisons: as a number, highest byte first. */
struct sort_key {
	uint64_t head;
	const char *bytes;
	uint32_t length, number;
};

static uint64_t head_of(const char *bytes, size_t length)
{
	uint64_t head = 0;

	for (size_t i = 0; i < 8; i++)
		head = head << 8 | (i < length ? (unsigned char)bytes[i] : 0);
	return head;
}

static int compare_keys(const void *left, const void *right)
{
	const struct sort_key *a = left, *b = right;
	size_t common = a->length < b->length ? a->length : b->length;
	int order;

	if (a->head != b->head)
		return a->head < b->head ? -1 : 1;
	order = memcmp(a->bytes, b->bytes, common);
	if (order == 0)
		order = (a->length > b->length) - (a->length < b->length);
	return order;
}

void dictionary_sort(const struct dictionary *dictionary, struct shim_bytes **terms, uint32_t **places)
{
	struct sort_key *keys = memory_resize(NULL, dictionary->count, sizeof *keys);

	for (size_t i = 0; i < dictionary->count; i++) {
		const struct dictionary_entry *entry = &dictionary->entries[i];
		const char *bytes = dictionary->arena.bytes + entry->start;

		keys[i] = (struct sort_key){head_of(bytes, entry->length), bytes, entry->length, (uint32_t)i};
	}
	qsort(keys, dictionary->count, sizeof *keys, compare_keys);
	*terms = memory_resize(NULL, dictionary->count, sizeof **terms);
	*places = memory_resize(NULL, dictionary->count, sizeof **places);
	for (size_t i = 0; i < dictionary->count; i++) {
		(*terms)[i] = (struct shim_bytes){keys[i].bytes, keys[i].length};
		(*places)[keys[i].number] = (uint32_t)i;
	}
	free(keys);
}

size_t dictionary_memory(const struct dictionary *dictionary)
{
	/* Sorting adds a key, a term and a place for each entry. */
	return dictionary->count * (sizeof *dictionary->entries + sizeof(struct sort_key) + sizeof(struct shim_bytes) + 4) +
	       dictionary->table_size * 4 + dictionary->arena.length;
}
