/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/publish/names.h"

#include "article/facets.h"
#include "indexer/publish/files.h"
#include "indexer/publish/values.h"
#include "names/map.h"
#include "names/words.h"
#include "program/report.h"
#include "text/memory.h"
#include "text/tokens.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Of an entry that is no entity's. */
#define NO_NAME 0x7FFFFFFFu

/* Beside the number of an entry's name: the form is an acronym. */
#define AS_ACRONYM 0x80000000u

#define ACRONYM_MAX 8 /* letters */

/* Where the shards are named while they are read; a run that is killed leaves it to the next one to sweep. */
#define STUB INDEX_MANIFEST ".new"

/* The names of all shards, as they are gathered article by article. */
struct gathering {
	struct shim_index *index;
	const uint64_t *alive; /* bits, as shim_index_collect */
	struct word_table known; /* a kind's letter, a name and a NUL */
	size_t *starts;  /* of each name, where known has it */
	uint32_t *last;  /* of each name, the article that was last seen with it */
	uint32_t *counts; /* of each name, how many articles have it */
	size_t count, capacity;
	uint32_t *names; /* of each mention of a name by an article, in the order of the articles */
	uint32_t *articles;
	size_t pairs, pair_capacity;
	struct word_table expanded; /* two numbers of names, the longer first: to their place in acronyms */
	struct name_acronym *acronyms;
	size_t acronym_count;
	uint32_t article; /* the one that is being read, from 1 */
};

static void release(struct gathering *gathering)
{
	word_table_release(&gathering->known);
	free(gathering->starts);
	free(gathering->last);
	free(gathering->counts);
	free(gathering->names);
	free(gathering->articles);
	word_table_release(&gathering->expanded);
	free(gathering->acronyms);
}

/* ---- gathering ---- */

static uint32_t number_of(struct gathering *gathering, enum facet_kind kind, const char *name)
{
	char key[FACET_NAME_MAX + 2] = {(char)kind};
	size_t length = strlen(name), start = gathering->known.arena.length;
	uint32_t *number;

	if (kind >= FACET_SOURCE || length > FACET_NAME_MAX)
		return NO_NAME;
	memcpy(key + 1, name, length + 1);
	number = word_table_add(&gathering->known, key, length + 2);
	if (*number != WORD_TABLE_NONE)
		return *number;
	if (gathering->count == gathering->capacity) {
		gathering->capacity = gathering->capacity ? gathering->capacity * 2 : 1024;
		gathering->starts = memory_resize(gathering->starts, gathering->capacity, sizeof *gathering->starts);
		gathering->last = memory_resize(gathering->last, gathering->capacity, sizeof *gathering->last);
		gathering->counts = memory_resize(gathering->counts, gathering->capacity, sizeof *gathering->counts);
	}
	gathering->starts[gathering->count] = start;
	gathering->last[gathering->count] = gathering->counts[gathering->count] = 0;
	return *number = (uint32_t)gathering->count++;
}

/* Several forms of a name count once. */
static void add_pair(struct gathering *gathering, uint32_t name)
{
	if (name == NO_NAME || gathering->last[name] == gathering->article)
		return;
	gathering->last[name] = gathering->article;
	gathering->counts[name]++;
	if (gathering->pairs == gathering->pair_capacity) {
		gathering->pair_capacity = gathering->pair_capacity ? gathering->pair_capacity * 2 : 4096;
		gathering->names = memory_resize(gathering->names, gathering->pair_capacity, sizeof *gathering->names);
		gathering->articles = memory_resize(gathering->articles, gathering->pair_capacity, sizeof *gathering->articles);
	}
	gathering->names[gathering->pairs] = name;
	gathering->articles[gathering->pairs++] = gathering->article;
}

/* ---- acronyms ---- */

/* An organisation's name of several words, written as an acronym. */
static bool is_acronym(enum facet_kind kind, const char *name, const char *form, size_t length)
{
	if (kind != FACET_ORG || length < 2 || length > ACRONYM_MAX || !strchr(name, ' '))
		return false;
	for (size_t i = 0; i < length; i++)
		if (form[i] < 'A' || form[i] > 'Z')
			return false;
	return true;
}

/* The form as a name, which no article may have. */
static uint32_t number_of_form(struct gathering *gathering, const char *form, size_t length)
{
	char name[ACRONYM_MAX + 1] = {0};

	memcpy(name, form, length);
	return number_of(gathering, FACET_ORG, name);
}

/* An article writes the name so. */
static void add_acronym(struct gathering *gathering, uint32_t name, const char *form, size_t length)
{
	const uint32_t key[2] = {name, number_of_form(gathering, form, length)};
	uint32_t *place = word_table_add(&gathering->expanded, (const char *)key, sizeof key);

	if (*place == WORD_TABLE_NONE) {
		*place = (uint32_t)gathering->acronym_count;
		gathering->acronyms =
			memory_resize(gathering->acronyms, gathering->acronym_count + 1, sizeof *gathering->acronyms);
		gathering->acronyms[gathering->acronym_count++] = (struct name_acronym){.name = name, .acronym = key[1]};
	}
	gathering->acronyms[*place].documents++;
}

/* ---- articles ---- */

/* The number of an entry's name, marked where an article must say each time that it has the entry. */
static uint32_t take_entry(struct gathering *gathering, const struct facet_entry *entry)
{
	uint32_t number = number_of(gathering, entry->kind, entry->name);
	size_t length = strlen(entry->form);

	if (!is_acronym(entry->kind, entry->name, entry->form, length))
		return number;
	add_acronym(gathering, number, entry->form, length);
	return number | AS_ACRONYM;
}

/* numbers: of each entry of the part its name, UINT32_MAX where it is not known yet. */
static enum shim_status gather_article(struct gathering *gathering, struct facets *facets, uint32_t local, uint32_t *numbers,
                                       struct shim_failure *failure)
{
	struct facet_row row;
	enum shim_status status = facets_row(facets, local, &row, failure);

	gathering->article++;
	for (size_t i = 0; status == SHIM_OK && i < row.count; i++) {
		uint32_t *number = &numbers[row.entries[i]];
		const struct facet_entry *entry;

		if (*number == UINT32_MAX || *number & AS_ACRONYM) {
			status = facets_entry(facets, row.part, row.entries[i], &entry, failure);
			if (status == SHIM_OK)
				*number = take_entry(gathering, entry);
		}
		if (status == SHIM_OK)
			add_pair(gathering, *number & ~AS_ACRONYM);
	}
	return status;
}

static enum shim_status gather_part(struct gathering *gathering, struct facets *facets, const struct facet_part *part,
                                    struct shim_failure *failure)
{
	size_t shards = shim_index_shards(gathering->index);
	uint32_t *numbers = memory_resize(NULL, part->entries, sizeof *numbers);
	enum shim_status status = SHIM_OK;

	memset(numbers, 0xFF, part->entries * sizeof *numbers);
	for (uint32_t i = 0; i < part->documents && status == SHIM_OK; i++) {
		size_t document = (size_t)(part->first + i - 1) * shards + facets->shard + 1;

		if (gathering->alive[document >> 6] >> (document & 63) & 1)
			status = gather_article(gathering, facets, part->first + i, numbers, failure);
	}
	free(numbers);
	return status;
}

/* What was read of a shard is given back before the next one is. */
static enum shim_status gather_shard(struct gathering *gathering, size_t shard, struct shim_failure *failure)
{
	struct facets *facets;
	enum shim_status status = facets_open(&facets, gathering->index, shard, failure);

	if (status != SHIM_OK)
		return status;
	for (size_t i = 0; i < facets->count && status == SHIM_OK; i++)
		status = gather_part(gathering, facets, &facets->parts[i], failure);
	facets_close(facets);
	return status;
}

/* A shard that is still in memory. */
struct held {
	struct gathering *gathering;
	const struct state_shard *shard;
	uint32_t document; /* the last one that was visited */
	size_t dead;       /* so many of the dead are before it */
	bool alive;
};

static void visit_held(void *context, uint32_t document, enum facet_kind kind, const char *name, const char *form, size_t length)
{
	struct held *held = context;
	const struct state_shard *shard = held->shard;
	uint32_t number;

	if (document != held->document) {
		held->document = document;
		while (held->dead < shard->dead_count && shard->dead[held->dead] < document)
			held->dead++;
		held->alive = held->dead == shard->dead_count || shard->dead[held->dead] != document;
		held->gathering->article++;
	}
	if (!held->alive)
		return;
	number = number_of(held->gathering, kind, name);
	add_pair(held->gathering, number);
	if (is_acronym(kind, name, form, length))
		add_acronym(held->gathering, number, form, length);
}

/* ---- grouping ---- */

/* The names, borrowed; what was needed for gathering alone is given back, for grouping takes as much memory again. */
static struct index_name *end_gathering(struct gathering *gathering)
{
	struct index_name *list;

	free(gathering->known.entries);
	gathering->known.entries = NULL;
	word_table_release(&gathering->expanded);
	free(gathering->last);
	gathering->last = NULL;
	list = memory_resize(NULL, gathering->count, sizeof *list);
	for (size_t i = 0; i < gathering->count; i++) {
		const char *key = gathering->known.arena.bytes + gathering->starts[i];

		list[i] = (struct index_name){(enum entity_kind)*key, key + 1};
	}
	return list;
}

/* Name by name, which articles have it. */
static void turn(struct gathering *gathering, uint32_t *starts, uint32_t *documents)
{
	starts[0] = 0;
	for (size_t i = 0; i < gathering->count; i++)
		starts[i + 1] = starts[i] + gathering->counts[i];
	for (size_t i = 0; i < gathering->pairs; i++)
		documents[starts[gathering->names[i]]++] = gathering->articles[i];
	for (size_t i = gathering->count; i > 0; i--) /* each is where the next one belongs */
		starts[i] = starts[i - 1];
	starts[0] = 0;
	free(gathering->names);
	free(gathering->articles);
	free(gathering->counts);
	gathering->names = gathering->articles = gathering->counts = NULL;
}

static void group(struct gathering *gathering, const char *file, struct buffer *record)
{
	struct index_name *list = end_gathering(gathering);
	uint32_t *starts = memory_resize(NULL, gathering->count + 1, sizeof *starts);
	uint32_t *documents = memory_resize(NULL, gathering->pairs, sizeof *documents);
	const struct name_set set = {list, gathering->count, starts, documents, gathering->acronyms, gathering->acronym_count};
	struct names *names = names_open(file, true);
	struct analyzer *analyzer = analyzer_new();
	struct name_groups groups;

	turn(gathering, starts, documents);
	if (names) {
		names_group(names, &set, &groups);
		name_map_encode(record, analyzer, &set, &groups);
		name_groups_release(&groups);
	}
	analyzer_free(analyzer);
	names_free(names);
	free(documents);
	free(starts);
	free(list);
}

/* ---- values ---- */

static void add_value(void *context, enum facet_kind kind, const char *name, uint32_t documents)
{
	value_list_add(context, kind, name, documents);
}

static enum shim_status add_part(struct value_list *list, struct facets *facets, size_t part, struct shim_failure *failure)
{
	uint32_t entries = facets->parts[part].entries;
	enum shim_status status = SHIM_OK;

	value_list_begin(list, facets->parts[part].serial, entries);
	for (uint32_t i = 0; i < entries && status == SHIM_OK; i++) {
		const struct facet_entry *entry;

		status = facets_entry(facets, part, i, &entry, failure);
		if (status == SHIM_OK)
			value_list_add(list, entry->kind, entry->name, entry->documents);
	}
	return status;
}

static enum shim_status add_shard(struct value_list *list, struct shim_index *index, size_t shard, struct shim_failure *failure)
{
	struct facets *facets;
	enum shim_status status = facets_open(&facets, index, shard, failure);

	if (status != SHIM_OK)
		return status;
	for (size_t i = 0; i < facets->count && status == SHIM_OK; i++)
		status = add_part(list, facets, i, failure);
	facets_close(facets);
	return status;
}

static void add_held(struct value_list *list, struct batch *batch)
{
	batch_pack(batch);
	for (size_t i = 0; i < batch_parts(batch); i++) {
		uint32_t entries, serial = batch_part(batch, i, &entries);

		value_list_begin(list, serial, entries);
		batch_visit_entries(batch, i, add_value, list);
	}
}

/* By the record of the names, if there is one. */
static enum shim_status number_values(struct shim_index *index, size_t shards, struct batch *batch, struct publish_record *record,
                                      struct shim_failure *failure)
{
	struct analyzer *analyzer = analyzer_new();
	struct name_map *map = name_map_new(analyzer);
	struct value_list list = {.analyzer = analyzer, .map = map};
	enum shim_status status = SHIM_OK;

	if (record->names.length > 0)
		name_map_add(map, record->names.bytes, record->names.length);
	for (size_t i = 0; i < shards && status == SHIM_OK; i++)
		status = add_shard(&list, index, i, failure);
	if (batch)
		add_held(&list, batch);
	if (status == SHIM_OK)
		value_list_encode(&list, &record->values);
	value_list_release(&list);
	name_map_free(map);
	analyzer_free(analyzer);
	return status;
}

/* ---- the whole ---- */

static enum shim_status gather_all(struct gathering *gathering, const struct publish_names *names, struct publish_record *record,
                                   struct shim_failure *failure)
{
	size_t shards = gathering->index ? shim_index_shards(gathering->index) : 0;
	struct held held = {.gathering = gathering, .shard = names->held};
	enum shim_status status = SHIM_OK;

	for (size_t i = 0; i < shards && status == SHIM_OK; i++)
		status = gather_shard(gathering, i, failure);
	if (names->batch)
		batch_visit_names(names->batch, visit_held, &held);
	if (status == SHIM_OK && gathering->count > 0)
		group(gathering, names->file, &record->names);
	if (status == SHIM_OK)
		status = number_values(gathering->index, shards, names->batch, record, failure);
	return status;
}

/* ---- the shards as one index ---- */

void publish_names_add(struct publish_names *names, const struct state_shard *shard)
{
	names->shards = memory_resize(names->shards, names->count + 1, sizeof *names->shards);
	names->shards[names->count++] = shard;
}

void publish_names_release(struct publish_names *names)
{
	free(names->shards);
	*names = (struct publish_names){0};
}

static bool write_stub(const char *stub, const struct publish_names *names)
{
	FILE *file = fopen(stub, "w");
	char name[SHARD_NAME_MAX];
	bool failed;

	if (!file)
		return false;
	for (size_t i = 0; i < names->count; i++)
		fprintf(file, "auto %s\n", state_shard_name(names->shards[i]->serial, name));
	failed = ferror(file) != 0;
	return fclose(file) == 0 && !failed;
}

static int compare_ids(const void *a, const void *b)
{
	uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;

	return (left > right) - (left < right);
}

/* The dead of each shard, as documents of all of them. */
static enum shim_status hide(struct shim_index *index, const struct publish_names *names, struct shim_failure *failure)
{
	uint32_t *ids = NULL;
	size_t used = 0;
	enum shim_status status;

	for (size_t i = 0; i < names->count; i++) {
		const struct state_shard *shard = names->shards[i];

		ids = memory_resize(ids, used + shard->dead_count, sizeof *ids);
		for (size_t j = 0; j < shard->dead_count; j++)
			ids[used++] = (uint32_t)((shard->dead[j] - 1) * names->count + i + 1);
	}
	if (used > 0)
		qsort(ids, used, sizeof *ids, compare_ids);
	status = used > 0 ? shim_index_hide(index, ids, used, failure) : SHIM_OK;
	free(ids);
	return status;
}

static enum shim_status open_shards(struct shim_index **index, const struct publish_names *names, struct shim_failure *failure)
{
	char *stub = path_join(names->directory, STUB);
	enum shim_status status = SHIM_IO;

	*failure = (struct shim_failure){SHIM_IO, "cannot write there", ""};
	if (write_stub(stub, names))
		status = shim_index_open(index, stub, failure);
	if (status == SHIM_OK)
		status = hide(*index, names, failure);
	remove(stub);
	free(stub);
	return status;
}

static enum shim_status find_alive(struct shim_index *index, uint64_t **alive, struct shim_failure *failure)
{
	struct shim_query *all = shim_query_all();
	uint32_t total;
	enum shim_status status;

	*alive = memory_zeroed((size_t)shim_index_last_document(index) / 64 + 1, sizeof **alive);
	status = shim_index_collect(index, all, 0, *alive, &total, failure);
	shim_query_free(all);
	return status;
}

void publish_names(const struct publish_names *names, struct publish_record *record)
{
	struct shim_index *index = NULL;
	struct shim_failure failure;
	uint64_t *alive = NULL;
	struct gathering gathering = {0};
	enum shim_status status = names->count > 0 ? open_shards(&index, names, &failure) : SHIM_OK;

	if (status == SHIM_OK && index)
		status = find_alive(index, &alive, &failure);
	if (status == SHIM_OK) {
		gathering.index = index;
		gathering.alive = alive;
		status = gather_all(&gathering, names, record, &failure);
	}
	release(&gathering);
	free(alive);
	shim_index_close(index);
	if (status != SHIM_OK) {
		report(names->directory, 0, failure.hint[0] ? failure.hint : NULL, "the names of the articles cannot be compared: %s",
		       failure.message);
		record->names.length = record->values.length = 0;
	}
}
