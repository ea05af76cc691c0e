/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/invert/dictionary.h"

#include "text/bytes.h"
#include "text/memory.h"
#include "text/stem.h"

#include <endian.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

void dictionary_release(struct dictionary *dictionary)
{
	free(dictionary->entries);
	free(dictionary->table);
	buffer_release(&dictionary->arena);
	*dictionary = (struct dictionary){0};
}

static size_t place_of(const struct dictionary *dictionary, uint64_t hash)
{
	return hash >> 1 & (dictionary->table_size - 1);
}

static size_t next_place(const struct dictionary *dictionary, size_t at)
{
	return (at + 1) & (dictionary->table_size - 1);
}

static void grow_table(struct dictionary *dictionary)
{
	struct dictionary_slot *old = dictionary->table;
	size_t old_size = dictionary->table_size;

	dictionary->table_size = old_size ? old_size * 2 : 4096;
	dictionary->table = memory_zeroed(dictionary->table_size, sizeof *dictionary->table);
	memory_scattered(dictionary->table, dictionary->table_size * sizeof *dictionary->table);
	for (size_t i = 0; i < old_size; i++) {
		size_t at = place_of(dictionary, old[i].hash);

		if (old[i].number == 0)
			continue;
		while (dictionary->table[at].number)
			at = next_place(dictionary, at);
		dictionary->table[at] = old[i];
	}
	free(old);
}

static void add_entry(struct dictionary *dictionary, const char *prefix, const char *bytes, size_t length)
{
	size_t prefix_length = strlen(prefix);

	if (dictionary->count == dictionary->capacity) {
		dictionary->capacity = dictionary->capacity + dictionary->capacity / 2 + 1024;
		dictionary->entries = memory_resize(dictionary->entries, dictionary->capacity, sizeof *dictionary->entries);
	}
	dictionary->entries[dictionary->count++] = (struct dictionary_entry){
		(uint32_t)dictionary->arena.length, (uint32_t)(prefix_length + length)};
	buffer_add(&dictionary->arena, prefix, prefix_length);
	buffer_add(&dictionary->arena, bytes, length);
}

/* Takes the free slot at `at`, or another one when the table must grow for it. */
static struct dictionary_slot *add_slot(struct dictionary *dictionary, size_t at, uint64_t hash)
{
	if (dictionary->count * 3 >= dictionary->table_size * 2) {
		grow_table(dictionary);
		for (at = place_of(dictionary, hash); dictionary->table[at].number;)
			at = next_place(dictionary, at);
	}
	dictionary->table[at] = (struct dictionary_slot){.hash = hash, .number = (uint32_t)dictionary->count};
	return &dictionary->table[at];
}

/* The slot of what is told apart by that hash alone, which is even. */
static struct dictionary_slot *word_slot(struct dictionary *dictionary, const char *prefix, const char *bytes, size_t length,
                                         uint64_t hash)
{
	size_t at;

	if (dictionary->table_size == 0)
		grow_table(dictionary);
	for (at = place_of(dictionary, hash); dictionary->table[at].number; at = next_place(dictionary, at))
		if (dictionary->table[at].hash == hash)
			return &dictionary->table[at];
	add_entry(dictionary, prefix, bytes, length);
	return add_slot(dictionary, at, hash);
}

struct dictionary_slot *dictionary_word(struct dictionary *dictionary, const char *prefix, const char *bytes,
                                        size_t length, uint64_t hash)
{
	return word_slot(dictionary, prefix, bytes, length, hash & ~(uint64_t)1);
}

static bool slot_is(const struct dictionary *dictionary, const struct dictionary_slot *slot, const char *bytes, size_t length)
{
	const struct dictionary_entry *entry = &dictionary->entries[slot->number - 1];

	return entry->length == length && !memcmp(dictionary->arena.bytes + entry->start, bytes, length);
}

struct dictionary_slot *dictionary_term(struct dictionary *dictionary, const char *bytes, size_t length)
{
	uint64_t hash = term_hash(bytes, length) | 1;
	size_t at;

	if (dictionary->table_size == 0)
		grow_table(dictionary);
	for (at = place_of(dictionary, hash); dictionary->table[at].number; at = next_place(dictionary, at))
		if (dictionary->table[at].hash == hash && slot_is(dictionary, &dictionary->table[at], bytes, length))
			return &dictionary->table[at];
	add_entry(dictionary, "", bytes, length);
	return add_slot(dictionary, at, hash);
}

uint32_t *dictionary_join(struct dictionary *dictionary, const struct dictionary *other)
{
	uint32_t *numbers = memory_resize(NULL, other->count, sizeof *numbers);

	for (size_t i = 0; i < other->table_size; i++) {
		const struct dictionary_slot *slot = &other->table[i], *mine;
		const struct dictionary_entry *entry;

		if (slot->number == 0)
			continue;
		entry = &other->entries[slot->number - 1];
		if (slot->hash & 1)
			mine = dictionary_term(dictionary, other->arena.bytes + entry->start, entry->length);
		else
			mine = word_slot(dictionary, "", other->arena.bytes + entry->start, entry->length, slot->hash);
		numbers[slot->number - 1] = mine->number - 1;
	}
	return numbers;
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

	memcpy(&head, bytes, length < 8 ? length : 8);
	return be64toh(head);
}

static unsigned group_of(const struct dictionary *dictionary, const struct dictionary_entry *entry)
{
	const unsigned char *bytes = (const unsigned char *)dictionary->arena.bytes + entry->start;

	return (unsigned)bytes[0] << 8 | (entry->length > 1 ? bytes[1] : 0);
}

static int compare_keys(const void *left, const void *right)
{
	const struct sort_key *a = left, *b = right;

	if (a->head != b->head)
		return a->head < b->head ? -1 : 1;
	return bytes_compare(a->bytes, a->length, b->bytes, b->length);
}

/* Their first two bytes put terms into groups that the processor's cache holds while they are sorted. */
#define GROUPS 65536

/* The keys of all terms, group by group; ends[g]: where group g ends. */
static struct sort_key *group_keys(const struct dictionary *dictionary, uint32_t *ends)
{
	struct sort_key *keys = memory_resize(NULL, dictionary->count, sizeof *keys);
	uint32_t start = 0;

	memset(ends, 0, GROUPS * sizeof *ends);
	for (size_t i = 0; i < dictionary->count; i++)
		ends[group_of(dictionary, &dictionary->entries[i])]++;
	for (size_t i = 0; i < GROUPS; i++) {
		uint32_t count = ends[i];

		ends[i] = start;
		start += count;
	}
	for (size_t i = 0; i < dictionary->count; i++) {
		const struct dictionary_entry *entry = &dictionary->entries[i];
		const char *bytes = dictionary->arena.bytes + entry->start;

		keys[ends[group_of(dictionary, entry)]++] =
			(struct sort_key){head_of(bytes, entry->length), bytes, entry->length, (uint32_t)i};
	}
	return keys;
}

void dictionary_sort(struct dictionary *dictionary, struct shim_bytes **terms, uint32_t **places)
{
	uint32_t *ends = memory_resize(NULL, GROUPS, sizeof *ends), start = 0;
	struct sort_key *keys;

	free(dictionary->table);
	dictionary->table = NULL;
	dictionary->table_size = 0;
	keys = group_keys(dictionary, ends);
	for (size_t i = 0; i < GROUPS; i++) {
		qsort(keys + start, ends[i] - start, sizeof *keys, compare_keys);
		start = ends[i];
	}
	free(ends);
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
	       dictionary->table_size * sizeof *dictionary->table + dictionary->arena.length;
}
