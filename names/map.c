/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "names/map_inside.h"

#include "names/words.h"
#include "text/memory.h"
#include "text/stem.h"
#include "text/utf8.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>

struct name_map {
	struct analyzer *analyzer;
	struct word_table keys; /* a kind's letter and a folded name, to a group */
	char **names; /* of each group */
	uint32_t *to; /* of each group, the one that it has become part of; itself */
	size_t count, capacity;
	struct buffer record; /* the only one so far, not taken apart; empty: all are, or there is none */
};

struct name_map *name_map_new(struct analyzer *analyzer)
{
	struct name_map *map = memory_zeroed(1, sizeof *map);

	map->analyzer = analyzer;
	return map;
}

void name_map_free(struct name_map *map)
{
	if (!map)
		return;
	for (size_t i = 0; i < map->count; i++)
		free(map->names[i]);
	free(map->names);
	free(map->to);
	buffer_release(&map->record);
	word_table_release(&map->keys);
	free(map);
}

/* ---- reading ---- */

static uint32_t find(const struct name_map *map, unsigned kind, const char *folded, size_t length)
{
	char key[NAME_MAP_KEY_MAX];

	return word_table_find(&map->keys, key, name_map_key(kind, folded, length, key));
}

static void set_group(struct name_map *map, unsigned kind, const char *folded, size_t length, uint32_t group)
{
	char key[NAME_MAP_KEY_MAX];

	if (length > 0)
		*word_table_add(&map->keys, key, name_map_key(kind, folded, length, key)) = group;
}

static uint32_t root(const struct name_map *map, uint32_t group)
{
	while (map->to[group] != group)
		group = map->to[group];
	return group;
}

static uint32_t new_group(struct name_map *map, const char *name, size_t length)
{
	if (map->count == map->capacity) {
		map->capacity = map->capacity ? map->capacity * 2 : 256;
		map->names = memory_resize(map->names, map->capacity, sizeof *map->names);
		map->to = memory_resize(map->to, map->capacity, sizeof *map->to);
	}
	map->names[map->count] = memory_copy(name, length);
	map->to[map->count] = (uint32_t)map->count;
	return (uint32_t)map->count++;
}

/* The group of a name that is shown as itself, made where there is none. */
static uint32_t group_of(struct name_map *map, unsigned kind, const char *name, size_t length)
{
	char folded[FOLDED_BYTES];
	size_t size = analyzer_fold(map->analyzer, name, length, folded, sizeof folded);
	uint32_t group = find(map, kind, folded, size);

	if (group != WORD_TABLE_NONE)
		return root(map, group);
	group = new_group(map, name, length);
	set_group(map, kind, folded, size, group);
	return group;
}

static bool read_string(const unsigned char **at, const unsigned char *end, const char **string, size_t *length)
{
	uint64_t size;

	if (varint_read(at, end, &size) != 0 || size > (size_t)(end - *at))
		return false;
	*string = (const char *)*at;
	*length = (size_t)size;
	*at += size;
	return true;
}

/* The head of a group: its kind, what it is shown as, which a zero byte ends, and how many members follow. */
static bool read_head(const unsigned char **at, const unsigned char *end, uint64_t *kind, const char **name, size_t *length,
                      uint64_t *members)
{
	if (varint_read(at, end, kind) != 0 || *kind > SURNAME || !read_string(at, end, name, length) || *at == end || **at)
		return false;
	++*at;
	return varint_read(at, end, members) == 0;
}

/* before: how many groups there were before this record. */
static bool read_group(struct name_map *map, const unsigned char **at, const unsigned char *end, size_t before)
{
	uint64_t kind, members;
	const char *string;
	size_t length;
	uint32_t group;

	if (!read_head(at, end, &kind, &string, &length, &members))
		return false;
	group = group_of(map, (unsigned)kind, string, length);
	for (uint64_t i = 0; i < members; i++) {
		uint32_t known;

		if (!read_string(at, end, &string, &length))
			return false;
		known = find(map, (unsigned)kind, string, length);
		if (known == WORD_TABLE_NONE)
			set_group(map, (unsigned)kind, string, length, group);
		else if (root(map, known) != root(map, group) && known < before)
			map->to[root(map, group)] = root(map, known);
	}
	return true;
}

/* What stands before the table. */
static int read_groups(struct name_map *map, const unsigned char *bytes, const unsigned char *end)
{
	const unsigned char *at = bytes;
	size_t before = map->count;
	uint64_t groups;

	if (varint_read(&at, end, &groups) != 0)
		return -1;
	for (uint64_t i = 0; i < groups; i++)
		if (!read_group(map, &at, end, before))
			return -1;
	return at == end ? 0 : -1;
}

/* ---- the table ---- */

#define SEEK_STEPWISE 8 /* so few entries are looked at one by one */

static uint64_t number_at(const unsigned char *at, unsigned bytes)
{
	uint64_t number = 0;

	while (bytes-- > 0)
		number = number << 8 | *at++;
	return number;
}

/* Where the table of a record begins and how many entries it has; false when it has none that fits. */
static bool table_of(const unsigned char *bytes, size_t length, size_t *start, size_t *count)
{
	if (length < START_BYTES)
		return false;
	*count = (size_t)number_at(bytes + length - START_BYTES, START_BYTES);
	if (*count > (length - START_BYTES) / ENTRY_BYTES)
		return false;
	*start = length - START_BYTES - *count * ENTRY_BYTES;
	return true;
}

static uint64_t hash_at(const unsigned char *entry)
{
	uint64_t hash;

	memcpy(&hash, entry, sizeof hash);
	return be64toh(hash);
}

/* The first of the entries from low on, below high, whose hash is not below. Hashes are spread evenly: few steps lead there. */
static size_t seek(const unsigned char *entries, size_t low, size_t high, uint64_t hash)
{
	uint64_t least = 0, most = UINT64_MAX;

	while (low < high) {
		size_t at = low + (size_t)((double)(high - low) * ((double)(hash - least) / ((double)(most - least) + 1)));
		uint64_t found;

		at = at < high ? at : high - 1;
		found = hash_at(entries + at * ENTRY_BYTES);
		if (found < hash) {
			low = at + 1;
			least = found;
		} else {
			high = at;
			most = found;
		}
		if (high - low < SEEK_STEPWISE)
			break;
	}
	while (low < high && hash_at(entries + low * ENTRY_BYTES) < hash)
		low++;
	return low;
}

/* Where the group of a key begins in the record that is not taken apart, and where groups end; NULL: it has none. */
static const unsigned char *look_up(const struct name_map *map, const char *key, size_t length, const unsigned char **end)
{
	const unsigned char *bytes = (const unsigned char *)map->record.bytes, *entry;
	uint64_t hash = term_hash(key, length), group;
	size_t table, count, at;

	if (!table_of(bytes, map->record.length, &table, &count))
		return NULL;
	at = seek(bytes + table, 0, count, hash);
	entry = bytes + table + at * ENTRY_BYTES;
	if (at == count || hash_at(entry) != hash)
		return NULL;
	group = number_at(entry + HASH_BYTES, START_BYTES);
	*end = bytes + table;
	return group < table ? bytes + group : NULL;
}

/* What a key is shown as by that record. */
static const char *shown_in_record(const struct name_map *map, const char *key, size_t length)
{
	const unsigned char *end, *at = look_up(map, key, length, &end);
	uint64_t kind, members;
	const char *name;

	return at && read_head(&at, end, &kind, &name, &length, &members) ? name : NULL;
}

static int take_apart(struct name_map *map, const void *record, size_t length)
{
	const unsigned char *bytes = record;
	size_t table, count;

	return table_of(bytes, length, &table, &count) ? read_groups(map, bytes, bytes + table) : -1;
}

/* What more is to be said about the names than one record does needs all of them at hand. */
static void take_record_apart(struct name_map *map)
{
	if (map->record.length > 0)
		take_apart(map, map->record.bytes, map->record.length);
	buffer_release(&map->record);
}

int name_map_add(struct name_map *map, const void *bytes, size_t length)
{
	size_t table, count;

	if (map->count == 0 && map->record.length == 0) {
		buffer_add(&map->record, bytes, length);
		return table_of(bytes, length, &table, &count) ? 0 : -1;
	}
	take_record_apart(map);
	return take_apart(map, bytes, length);
}

const char *name_map_find(const struct name_map *map, enum entity_kind kind, const char *folded, size_t length)
{
	char key[NAME_MAP_KEY_MAX];
	uint32_t group;

	if (length == 0)
		return NULL;
	length = name_map_key(kind, folded, length, key);
	if (map->record.length > 0)
		return shown_in_record(map, key, length);
	group = word_table_find(&map->keys, key, length);
	return group == WORD_TABLE_NONE ? NULL : map->names[root(map, group)];
}

/* ---- checking ---- */

static bool leads_to(const struct name_map *map, unsigned kind, const char *folded, size_t length, const unsigned char *group)
{
	char key[NAME_MAP_KEY_MAX];
	const unsigned char *end;

	return length == 0 || look_up(map, key, name_map_key(kind, folded, length, key), &end) == group;
}

/* Its names are found by the table: letters that have changed are not. */
static bool check_group(const struct name_map *map, const unsigned char **at, const unsigned char *end)
{
	const unsigned char *group = *at;
	char folded[FOLDED_BYTES];
	uint64_t kind, members;
	const char *name;
	size_t length;

	if (!read_head(at, end, &kind, &name, &length, &members) || !utf8_valid(name, length))
		return false;
	if (kind != SURNAME) {
		length = analyzer_fold(map->analyzer, name, length, folded, sizeof folded);
		name = folded;
	}
	if (!leads_to(map, (unsigned)kind, name, length, group))
		return false;
	for (; members > 0; members--)
		if (!read_string(at, end, &name, &length) || !leads_to(map, (unsigned)kind, name, length, group))
			return false;
	return true;
}

int name_map_check(struct analyzer *analyzer, const void *bytes, size_t length)
{
	struct name_map *map = name_map_new(analyzer);
	const unsigned char *at, *end;
	uint64_t groups = 0;
	size_t table, count;
	bool sound = name_map_add(map, bytes, length) == 0 && table_of(bytes, length, &table, &count);

	if (sound) {
		at = (const unsigned char *)map->record.bytes;
		end = at + table;
		sound = varint_read(&at, end, &groups) == 0;
		for (; sound && groups > 0; groups--)
			sound = check_group(map, &at, end);
		sound = sound && at == end;
	}
	name_map_free(map);
	return sound ? 0 : -1;
}

/* ---- the names of a group ---- */

static void visit_folded(const struct name_map *map, const char *name, size_t length, name_map_visitor *visit, void *context)
{
	char folded[FOLDED_BYTES];

	length = analyzer_fold(map->analyzer, name, length, folded, sizeof folded);
	if (length > 0)
		visit(context, folded, length);
}

static void visit_in_record(const struct name_map *map, const char *key, size_t length, name_map_visitor *visit, void *context)
{
	const unsigned char *end, *at = look_up(map, key, length, &end);
	uint64_t kind, members;
	const char *name;

	if (!at || !read_head(&at, end, &kind, &name, &length, &members))
		return;
	visit_folded(map, name, length, visit, context);
	for (; members > 0 && read_string(&at, end, &name, &length); members--)
		visit(context, name, length);
}

static void visit_names(const struct name_map *map, unsigned kind, const char *folded, size_t length, name_map_visitor *visit,
                        void *context)
{
	char key[NAME_MAP_KEY_MAX];
	uint32_t group;

	if (length == 0)
		return;
	length = name_map_key(kind, folded, length, key);
	if (map->record.length > 0) {
		visit_in_record(map, key, length, visit, context);
		return;
	}
	group = word_table_find(&map->keys, key, length);
	for (size_t i = 0; group != WORD_TABLE_NONE && i < map->keys.places; i++) {
		const struct word_table_entry *entry = &map->keys.entries[i];

		if (entry->length > 1 && root(map, entry->number) == root(map, group) && map->keys.arena.bytes[entry->start] == *key)
			visit(context, map->keys.arena.bytes + entry->start + 1, entry->length - 1);
	}
}

void name_map_visit(const struct name_map *map, enum entity_kind kind, const char *folded, size_t length, name_map_visitor *visit,
                    void *context)
{
	visit_names(map, kind, folded, length, visit, context);
}

void name_map_visit_surname(const struct name_map *map, const char *folded, size_t length, name_map_visitor *visit, void *context)
{
	visit_names(map, SURNAME, folded, length, visit, context);
}

/* ---- the user's word ---- */

/* The entry's first name is what it is shown as; its other names, with all that is shown as them, go along. */
static void merge(struct name_map *map, const struct names_entry *entry)
{
	const char *shown = entry->names[0];
	uint32_t group = group_of(map, entry->kind, shown, strlen(shown));

	free(map->names[group]);
	map->names[group] = memory_string(shown);
	for (size_t i = 1; i < entry->sure; i++) {
		char folded[FOLDED_BYTES];
		size_t length = analyzer_fold(map->analyzer, entry->names[i], strlen(entry->names[i]), folded, sizeof folded);
		uint32_t other = find(map, entry->kind, folded, length);
		char *own = other == WORD_TABLE_NONE ? NULL : name_map_folded(map->analyzer, map->names[root(map, other)]);

		if (own && strlen(own) == length && !memcmp(own, folded, length) && root(map, other) != group)
			map->to[root(map, other)] = group;
		else
			set_group(map, entry->kind, folded, length, group);
		free(own);
	}
}

/* The last word of a folded name. */
static size_t surname_of(const char *folded, size_t length, const char **word)
{
	const char *space = memrchr(folded, ' ', length);

	*word = space ? space + 1 : folded;
	return length - (size_t)(*word - folded);
}

/* What is said of two persons holds for their surnames where these were taken for one. */
static void part_surnames(struct name_map *map, const char *first, size_t first_length, const char *second, size_t second_length)
{
	uint32_t left, right;

	first_length = surname_of(first, first_length, &first);
	second_length = surname_of(second, second_length, &second);
	left = find(map, SURNAME, first, first_length);
	right = find(map, SURNAME, second, second_length);
	if (left != WORD_TABLE_NONE && right != WORD_TABLE_NONE && root(map, left) == root(map, right) &&
	    (first_length != second_length || memcmp(first, second, first_length) != 0))
		set_group(map, SURNAME, second, second_length, new_group(map, second, second_length));
}

/* The second stands for itself; or the first, where the second is what both are shown as. */
static void part(struct name_map *map, const struct names_parted *parted)
{
	char first[FOLDED_BYTES], second[FOLDED_BYTES];
	size_t first_length = analyzer_fold(map->analyzer, parted->first, strlen(parted->first), first, sizeof first);
	size_t second_length = analyzer_fold(map->analyzer, parted->second, strlen(parted->second), second, sizeof second);
	uint32_t left = find(map, parted->kind, first, first_length), right = find(map, parted->kind, second, second_length);
	char *shown;
	bool first_goes;

	if (parted->kind == ENTITY_PERSON)
		part_surnames(map, first, first_length, second, second_length);
	if (left == WORD_TABLE_NONE || right == WORD_TABLE_NONE || root(map, left) != root(map, right))
		return;
	shown = name_map_folded(map->analyzer, map->names[root(map, right)]);
	first_goes = strlen(shown) == second_length && !memcmp(shown, second, second_length);
	if (first_goes)
		set_group(map, parted->kind, first, first_length, new_group(map, parted->first, strlen(parted->first)));
	else
		set_group(map, parted->kind, second, second_length, new_group(map, parted->second, strlen(parted->second)));
	free(shown);
}

void name_map_correct(struct name_map *map, const struct names *names)
{
	take_record_apart(map);
	for (uint32_t i = 0; i < names_count(names); i++)
		merge(map, names_entry(names, i));
	for (size_t i = 0; i < names_parted_count(names); i++)
		part(map, names_parted(names, i));
}
