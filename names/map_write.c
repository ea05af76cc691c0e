/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "names/map_inside.h"
#include "names/words.h"
#include "text/memory.h"
#include "text/stem.h"

#include <stdlib.h>
#include <string.h>

/* A name of the set, folded, with what it is shown as. */
struct member {
	unsigned kind;
	const char *name;
	char *folded;
	uint32_t group; /* of the record */
};

/* A group as it is written. */
struct written {
	unsigned kind;
	const char *name;
	char *folded;
	size_t members;
};

struct table_entry {
	uint64_t hash;
	uint32_t start;
};

struct writing {
	struct buffer *out; /* the record so far */
	struct analyzer *analyzer;
	struct member *members;
	size_t count;
	struct word_table keys; /* to the group of each name */
	struct written *groups;
	size_t group_count;
	struct table_entry *entries;
	size_t entry_count;
};

char *name_map_folded(struct analyzer *analyzer, const char *name)
{
	char folded[FOLDED_BYTES];

	return memory_copy(folded, analyzer_fold(analyzer, name, strlen(name), folded, sizeof folded));
}

/* ---- names to groups ---- */

static int compare_members(const void *a, const void *b)
{
	const struct member *left = a, *right = b;
	int order = (int)left->kind - (int)right->kind;

	if (order == 0)
		order = strcmp(left->name, right->name);
	return order != 0 ? order : strcmp(left->folded, right->folded);
}

/* Names that are not shown as what they are. */
static void list_members(struct writing *writing, const struct name_set *set, const struct name_groups *groups)
{
	for (size_t i = 0; i < set->count; i++) {
		const struct name_group *group = &groups->list[groups->of[i]];
		struct member member = {.kind = set->list[i].kind, .name = group->name};
		char *shown;

		if (!strcmp(set->list[i].name, group->name)) /* most names are shown as they are */
			continue;
		member.folded = name_map_folded(writing->analyzer, set->list[i].name);
		shown = name_map_folded(writing->analyzer, group->name);
		if (*member.folded && strcmp(member.folded, shown) != 0)
			writing->members[writing->count++] = member;
		else
			free(member.folded);
		free(shown);
	}
	if (writing->count > 0)
		qsort(writing->members, writing->count, sizeof *writing->members, compare_members);
}

static uint32_t *group_of(struct writing *writing, unsigned kind, const char *folded)
{
	char key[NAME_MAP_KEY_MAX];

	return word_table_add(&writing->keys, key, name_map_key(kind, folded, strlen(folded), key));
}

static uint32_t add_group(struct writing *writing, const struct member *first)
{
	char *folded = name_map_folded(writing->analyzer, first->name);
	uint32_t *group = group_of(writing, first->kind, folded);

	if (*group != WORD_TABLE_NONE) { /* a name of an earlier one, which takes them all */
		free(folded);
		return *group;
	}
	writing->groups[writing->group_count] = (struct written){.kind = first->kind, .name = first->name, .folded = folded};
	return *group = (uint32_t)writing->group_count++;
}

/* Each name is in one group: names that fold alike may come from two. */
static void assign(struct writing *writing)
{
	size_t kept = 0;

	for (size_t i = 0, end; i < writing->count; i = end) {
		const struct member first = writing->members[i];
		uint32_t group = add_group(writing, &first);

		for (end = i; end < writing->count && writing->members[end].kind == first.kind &&
		              !strcmp(writing->members[end].name, first.name); end++) {
			struct member member = writing->members[end];
			uint32_t *known = group_of(writing, member.kind, member.folded);

			if (*known != WORD_TABLE_NONE) {
				free(member.folded);
				continue;
			}
			*known = member.group = group;
			writing->groups[group].members++;
			writing->members[kept++] = member;
		}
	}
	writing->count = kept;
}

static int compare_groups(const void *a, const void *b)
{
	const struct member *left = a, *right = b;

	if (left->group != right->group)
		return left->group < right->group ? -1 : 1;
	return strcmp(left->folded, right->folded);
}

/* ---- writing ---- */

static void add_string(struct buffer *out, const char *string)
{
	buffer_add_varint(out, strlen(string));
	buffer_add_string(out, string);
}

static void add_head(struct buffer *out, unsigned kind, const char *name, size_t members)
{
	buffer_add_varint(out, kind);
	add_string(out, name);
	buffer_add_byte(out, '\0');
	buffer_add_varint(out, members);
}

static void add_entry(struct writing *writing, unsigned kind, const char *folded, size_t start)
{
	char key[NAME_MAP_KEY_MAX];

	writing->entries[writing->entry_count++] =
		(struct table_entry){term_hash(key, name_map_key(kind, folded, strlen(folded), key)), (uint32_t)start};
}

static void write_groups(struct writing *writing)
{
	size_t at = 0;

	for (uint32_t i = 0; i < writing->group_count; i++) {
		const struct written *group = &writing->groups[i];
		size_t start = writing->out->length;

		if (group->members == 0)
			continue;
		add_head(writing->out, group->kind, group->name, group->members);
		add_entry(writing, group->kind, group->folded, start);
		for (; at < writing->count && writing->members[at].group == i; at++) {
			add_string(writing->out, writing->members[at].folded);
			add_entry(writing, group->kind, writing->members[at].folded, start);
		}
	}
}

static void write_surnames(struct writing *writing, const struct name_groups *groups)
{
	const struct surname_spelling *list = groups->surnames;

	for (size_t i = 0, end; i < groups->surname_count; i = end) {
		size_t start = writing->out->length;

		for (end = i; end < groups->surname_count && list[end].set == list[i].set; end++)
			add_entry(writing, SURNAME, list[end].word, start);
		add_head(writing->out, SURNAME, list[i].word, end - i - 1);
		for (size_t j = i + 1; j < end; j++)
			add_string(writing->out, list[j].word);
	}
}

static size_t count_groups(const struct writing *writing, const struct name_groups *groups)
{
	size_t count = 0;

	for (size_t i = 0; i < writing->group_count; i++)
		count += writing->groups[i].members > 0;
	for (size_t i = 0; i < groups->surname_count; i++)
		count += i == 0 || groups->surnames[i].set != groups->surnames[i - 1].set;
	return count;
}

static int compare_entries(const void *a, const void *b)
{
	const struct table_entry *left = a, *right = b;

	return left->hash != right->hash ? (left->hash > right->hash) - (left->hash < right->hash)
	                                 : (left->start > right->start) - (left->start < right->start);
}

static void write_table(struct writing *writing)
{
	if (writing->entry_count > 0)
		qsort(writing->entries, writing->entry_count, sizeof *writing->entries, compare_entries);
	for (size_t i = 0; i < writing->entry_count; i++) {
		buffer_add_number(writing->out, writing->entries[i].hash, HASH_BYTES);
		buffer_add_number(writing->out, writing->entries[i].start, START_BYTES);
	}
	buffer_add_number(writing->out, writing->entry_count, START_BYTES);
}

static void release(struct writing *writing)
{
	for (size_t i = 0; i < writing->count; i++)
		free(writing->members[i].folded);
	for (size_t i = 0; i < writing->group_count; i++)
		free(writing->groups[i].folded);
	free(writing->members);
	free(writing->groups);
	free(writing->entries);
	word_table_release(&writing->keys);
}

void name_map_encode(struct buffer *out, struct analyzer *analyzer, const struct name_set *set, const struct name_groups *groups)
{
	struct buffer record = {0};
	struct writing writing = {.out = &record, .analyzer = analyzer};

	writing.members = memory_resize(NULL, set->count, sizeof *writing.members);
	list_members(&writing, set, groups);
	writing.groups = memory_resize(NULL, writing.count, sizeof *writing.groups);
	assign(&writing);
	if (writing.count > 0)
		qsort(writing.members, writing.count, sizeof *writing.members, compare_groups);
	writing.entries = memory_resize(NULL, writing.count + writing.group_count + groups->surname_count, sizeof *writing.entries);
	buffer_add_varint(&record, count_groups(&writing, groups));
	write_groups(&writing);
	write_surnames(&writing, groups);
	write_table(&writing);
	buffer_add(out, record.bytes, record.length);
	release(&writing);
	buffer_release(&record);
}

void name_map_encode_nothing(struct buffer *out)
{
	buffer_add_varint(out, 0);
	buffer_add_number(out, 0, START_BYTES);
}
