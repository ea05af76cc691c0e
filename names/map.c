/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "names/map.h"

#include "names/words.h"
#include "text/memory.h"

#include <stdlib.h>
#include <string.h>

#define FOLDED_BYTES 1024

/* ---- writing ---- */

/* A name of the set, folded, with what it is shown as. */
struct member {
	enum entity_kind kind;
	const char *name;
	char *folded;
};

static char *folded_of(struct analyzer *analyzer, const char *name)
{
	char folded[FOLDED_BYTES];

	return memory_copy(folded, analyzer_fold(analyzer, name, strlen(name), folded, sizeof folded));
}

static int compare_members(const void *a, const void *b)
{
	const struct member *left = a, *right = b;
	int order = (int)left->kind - (int)right->kind;

	if (order == 0)
		order = strcmp(left->name, right->name);
	return order != 0 ? order : strcmp(left->folded, right->folded);
}

static void add_string(struct buffer *out, const char *string)
{
	buffer_add_varint(out, strlen(string));
	buffer_add_string(out, string);
}

/* Names that are not shown as what they are; returns how many. */
static size_t list_members(struct analyzer *analyzer, const struct name_set *set, const struct name_groups *groups,
                           struct member *members)
{
	size_t count = 0;

	for (size_t i = 0; i < set->count; i++) {
		const struct name_group *group = &groups->list[groups->of[i]];
		struct member member = {set->list[i].kind, group->name, NULL};
		char *shown;

		if (!strcmp(set->list[i].name, group->name)) /* most names are shown as they are */
			continue;
		member.folded = folded_of(analyzer, set->list[i].name);
		shown = folded_of(analyzer, group->name);
		if (*member.folded && strcmp(member.folded, shown) != 0)
			members[count++] = member;
		else
			free(member.folded);
		free(shown);
	}
	return count;
}

static bool same_group(const struct member *a, const struct member *b)
{
	return a->kind == b->kind && !strcmp(a->name, b->name);
}

void name_map_encode(struct buffer *out, struct analyzer *analyzer, const struct name_set *set, const struct name_groups *groups)
{
	struct member *members = memory_resize(NULL, set->count, sizeof *members);
	size_t count = list_members(analyzer, set, groups, members), written = 0;

	qsort(members, count, sizeof *members, compare_members);
	for (size_t i = 0; i < count; i++)
		written += i == 0 || !same_group(&members[i], &members[i - 1]);
	buffer_add_varint(out, written);
	for (size_t i = 0, end; i < count; i = end) {
		size_t different = 0;

		for (end = i; end < count && same_group(&members[i], &members[end]); end++)
			different += end == i || strcmp(members[end].folded, members[end - 1].folded) != 0;
		buffer_add_varint(out, members[i].kind);
		add_string(out, members[i].name);
		buffer_add_varint(out, different);
		for (size_t j = i; j < end; j++)
			if (j == i || strcmp(members[j].folded, members[j - 1].folded) != 0)
				add_string(out, members[j].folded);
	}
	for (size_t i = 0; i < count; i++)
		free(members[i].folded);
	free(members);
}

/* ---- reading ---- */

struct name_map {
	struct analyzer *analyzer;
	struct word_table keys; /* a kind's letter and a folded name, to a group */
	char **names; /* of each group */
	uint32_t *to; /* of each group, the one that it has become part of; itself */
	size_t count, capacity;
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
	word_table_release(&map->keys);
	free(map);
}

static size_t key_of(enum entity_kind kind, const char *folded, size_t length, char key[FOLDED_BYTES + 1])
{
	if (length > FOLDED_BYTES)
		length = FOLDED_BYTES;
	key[0] = "pol"[kind];
	memcpy(key + 1, folded, length);
	return length + 1;
}

static uint32_t find(const struct name_map *map, enum entity_kind kind, const char *folded, size_t length)
{
	char key[FOLDED_BYTES + 1];

	return word_table_find(&map->keys, key, key_of(kind, folded, length, key));
}

static void set_group(struct name_map *map, enum entity_kind kind, const char *folded, size_t length, uint32_t group)
{
	char key[FOLDED_BYTES + 1];

	if (length > 0)
		*word_table_add(&map->keys, key, key_of(kind, folded, length, key)) = group;
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
static uint32_t group_of(struct name_map *map, enum entity_kind kind, const char *name, size_t length)
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

/* before: how many groups there were before this record. */
static bool read_group(struct name_map *map, const unsigned char **at, const unsigned char *end, size_t before)
{
	uint64_t kind, members;
	const char *string;
	size_t length;
	uint32_t group;

	if (varint_read(at, end, &kind) != 0 || kind >= ENTITY_KINDS || !read_string(at, end, &string, &length) ||
	    varint_read(at, end, &members) != 0)
		return false;
	group = group_of(map, (enum entity_kind)kind, string, length);
	for (uint64_t i = 0; i < members; i++) {
		uint32_t known;

		if (!read_string(at, end, &string, &length))
			return false;
		known = find(map, (enum entity_kind)kind, string, length);
		if (known == WORD_TABLE_NONE)
			set_group(map, (enum entity_kind)kind, string, length, group);
		else if (root(map, known) != root(map, group) && known < before)
			map->to[root(map, group)] = root(map, known);
	}
	return true;
}

int name_map_add(struct name_map *map, const void *bytes, size_t length)
{
	const unsigned char *at = bytes, *end = at + length;
	size_t before = map->count;
	uint64_t groups;

	if (varint_read(&at, end, &groups) != 0)
		return -1;
	for (uint64_t i = 0; i < groups; i++)
		if (!read_group(map, &at, end, before))
			return -1;
	return at == end ? 0 : -1;
}

const char *name_map_find(const struct name_map *map, enum entity_kind kind, const char *folded, size_t length)
{
	uint32_t group = length > 0 ? find(map, kind, folded, length) : WORD_TABLE_NONE;

	return group == WORD_TABLE_NONE ? NULL : map->names[root(map, group)];
}

/* ---- the user's word ---- */

/* The entry's first name is what it is shown as; its other names, with all that is shown as them, go along. */
static void merge(struct name_map *map, const struct names_entry *entry)
{
	const char *shown = entry->names[0];
	uint32_t group = group_of(map, entry->kind, shown, strlen(shown));

	free(map->names[group]);
	map->names[group] = memory_string(shown);
	for (size_t i = 1; i < entry->count; i++) {
		char folded[FOLDED_BYTES];
		size_t length = analyzer_fold(map->analyzer, entry->names[i], strlen(entry->names[i]), folded, sizeof folded);
		uint32_t other = find(map, entry->kind, folded, length);
		char *own = other == WORD_TABLE_NONE ? NULL : folded_of(map->analyzer, map->names[root(map, other)]);

		if (own && strlen(own) == length && !memcmp(own, folded, length) && root(map, other) != group)
			map->to[root(map, other)] = group;
		else
			set_group(map, entry->kind, folded, length, group);
		free(own);
	}
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

	if (left == WORD_TABLE_NONE || right == WORD_TABLE_NONE || root(map, left) != root(map, right))
		return;
	shown = folded_of(map->analyzer, map->names[root(map, right)]);
	first_goes = strlen(shown) == second_length && !memcmp(shown, second, second_length);
	if (first_goes)
		set_group(map, parted->kind, first, first_length, new_group(map, parted->first, strlen(parted->first)));
	else
		set_group(map, parted->kind, second, second_length, new_group(map, parted->second, strlen(parted->second)));
	free(shown);
}

void name_map_correct(struct name_map *map, const struct names *names)
{
	for (uint32_t i = 0; i < names_count(names); i++)
		merge(map, names_entry(names, i));
	for (size_t i = 0; i < names_parted_count(names); i++)
		part(map, names_parted(names, i));
}
