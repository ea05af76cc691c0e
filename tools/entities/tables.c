/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tools/entities/tables.h"

#include "entity/pieces.h"
#include "entity/vocabulary.h"
#include "program/report.h"
#include "text/buffer.h"
#include "text/memory.h"
#include "text/stem.h"
#include "text/utf8.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

/* What a table holds before it has its size: keys and values, a key once. */
struct pair {
	uint64_t key;
	uint64_t value;
};

struct pairs {
	struct pair *list;
	size_t count, capacity;
};

/* Slots per hundred keys: a fifth of them stay empty. */
#define SLOTS_PER_HUNDRED 125

static void pairs_add(struct pairs *pairs, uint64_t key, uint64_t value)
{
	if (pairs->count == pairs->capacity) {
		pairs->capacity = pairs->capacity ? pairs->capacity * 2 : 1 << 16;
		pairs->list = memory_resize(pairs->list, pairs->capacity, sizeof *pairs->list);
	}
	pairs->list[pairs->count++] = (struct pair){key, value};
}

static int compare_pairs(const void *a, const void *b)
{
	const struct pair *first = a, *second = b;

	return first->key < second->key ? -1 : first->key > second->key;
}

/* Values of one key become one: all their bits. */
static void pairs_join(struct pairs *pairs)
{
	size_t used = 0;

	qsort(pairs->list, pairs->count, sizeof *pairs->list, compare_pairs);
	for (size_t i = 0; i < pairs->count; i++) {
		if (used && pairs->list[used - 1].key == pairs->list[i].key)
			pairs->list[used - 1].value |= pairs->list[i].value;
		else
			pairs->list[used++] = pairs->list[i];
	}
	pairs->count = used;
}

/* Calls take for each line "key TAB value" of the file. */
static void each_line(const char *path, void (*take)(void *context, char *key, char *value), void *context)
{
	FILE *file = fopen(path, "r");
	char *line = NULL;
	size_t room = 0;
	ssize_t length;

	if (!file) {
		report(path, 0, NULL, "cannot be read: %s", strerror(errno));
		exit(2);
	}
	while ((length = getline(&line, &room, file)) > 0) {
		char *tab = strchr(line, '\t');

		line[strcspn(line, "\r\n")] = '\0';
		if (!tab)
			continue;
		*tab = '\0';
		take(context, line, tab + 1);
	}
	free(line);
	fclose(file);
}

/* The set of the names, separated by commas, in a list of names. */
static uint32_t set_of(char *names, const char *const *list, int count)
{
	uint32_t set = 0;

	for (char *name = strtok(names, ","); name; name = strtok(NULL, ","))
		for (int i = 0; i < count; i++)
			if (!strcmp(name, list[i]))
				set |= 1u << i;
	return set;
}

/* As entity/vocabulary.h has it: lower case, digits as 0. */
static uint64_t hash_lower(const char *bytes, size_t length)
{
	struct buffer lower = {0};
	const char *at = bytes, *end = bytes + length;
	uint64_t hash;

	while (at < end) {
		uint32_t code = utf8_next(&at, end);
		char out[4];

		code = code >= '0' && code <= '9' ? '0' : code == 0x2019 ? '\'' : code;
		buffer_add(&lower, out, utf8_write(out, (uint32_t)utf8proc_tolower((utf8proc_int32_t)code)));
	}
	hash = term_hash(lower.bytes, lower.length);
	buffer_release(&lower);
	return hash;
}

/* ---- phrases ---- */

static void take_phrase(void *context, char *key, char *value)
{
	struct pairs *pairs = context;
	uint32_t classes = set_of(value, model_phrase_classes, PHRASE_CLASSES);
	uint64_t hash = PHRASE_START;
	size_t at = 0, length = strlen(key);
	struct piece piece;
	bool more = classes && piece_next(key, length, &at, &piece);

	while (more) {
		hash = hash_pair(hash, hash_lower(key + piece.start, piece.end - piece.start));
		more = piece_next(key, length, &at, &piece);
		pairs_add(pairs, hash, more ? PHRASE_GOES_ON : classes);
	}
}

static uint32_t mask_number(uint32_t *masks, uint32_t *count, uint32_t mask)
{
	for (uint32_t i = 1; i < *count; i++)
		if (masks[i] == mask)
			return i;
	if (*count < 4096)
		masks[(*count)++] = mask;
	return *count - 1;
}

static void build_phrases(struct model *model, const char *path)
{
	struct pairs pairs = {0};
	uint32_t *masks = memory_zeroed(4096, sizeof *masks), *slots;
	uint32_t mask_count = 1;

	each_line(path, take_phrase, &pairs);
	pairs_join(&pairs);
	model->phrase_slots = (uint32_t)(pairs.count * SLOTS_PER_HUNDRED / 100 + 1);
	slots = memory_zeroed(model->phrase_slots, sizeof *slots);
	for (size_t i = 0; i < pairs.count; i++) {
		uint32_t slot = model_slot(pairs.list[i].key, model->phrase_slots);

		while (slots[slot])
			slot = slot + 1 < model->phrase_slots ? slot + 1 : 0;
		slots[slot] = (uint32_t)pairs.list[i].key >> 12 << 12 | mask_number(masks, &mask_count, (uint32_t)pairs.list[i].value);
	}
	model->phrases = slots;
	model->masks = masks;
	model->mask_count = mask_count;
	free(pairs.list);
}

/* ---- words ---- */

static void take_word(void *context, char *key, char *value)
{
	pairs_add(context, hash_lower(key, strlen(key)), set_of(value, model_word_flags, WORD_FLAGS));
}

static void build_lowers(struct model *model, const char *path)
{
	struct pairs pairs = {0};
	struct lower_entry *slots;

	each_line(path, take_word, &pairs);
	pairs_join(&pairs);
	model->lower_slots = (uint32_t)(pairs.count * SLOTS_PER_HUNDRED / 100 + 1);
	slots = memory_zeroed(model->lower_slots, sizeof *slots);
	for (size_t i = 0; i < pairs.count; i++) {
		uint32_t slot = model_slot(pairs.list[i].key, model->lower_slots);

		while (slots[slot].check)
			slot = slot + 1 < model->lower_slots ? slot + 1 : 0;
		slots[slot] = (struct lower_entry){(uint32_t)pairs.list[i].key, (uint32_t)pairs.list[i].value};
	}
	model->lowers = slots;
	free(pairs.list);
}

/* ---- clusters ---- */

struct cluster_file {
	struct pairs *pairs;
	unsigned shift;
};

/* Each file has 16 bits of a key's value. */
static void take_cluster(void *context, char *key, char *value)
{
	const struct cluster_file *file = context;

	pairs_add(file->pairs, term_hash(key, strlen(key)), (uint64_t)(strtoul(value, NULL, 10) + 1) << file->shift);
}

static void build_forms(struct model *model, const char *const *paths, size_t count)
{
	struct pairs pairs = {0};
	struct form_entry *slots;

	for (size_t i = 0; i < count && i < MODEL_CLUSTERS; i++)
		each_line(paths[i], take_cluster, &(struct cluster_file){&pairs, 16 * (unsigned)i});
	pairs_join(&pairs);
	model->form_slots = (uint32_t)(pairs.count * SLOTS_PER_HUNDRED / 100 + 1);
	slots = memory_zeroed(model->form_slots, sizeof *slots);
	for (size_t i = 0; i < pairs.count; i++) {
		uint32_t slot = model_slot(pairs.list[i].key, model->form_slots);

		while (slots[slot].check)
			slot = slot + 1 < model->form_slots ? slot + 1 : 0;
		slots[slot].check = (uint32_t)pairs.list[i].key;
		for (int j = 0; j < MODEL_CLUSTERS; j++)
			slots[slot].clusters[j] = (uint16_t)(pairs.list[i].value >> 16 * j);
	}
	model->forms = slots;
	free(pairs.list);
}

void tables_build(struct model *model, const char *directory, const char *const *clusters, size_t cluster_count)
{
	struct buffer path = {0};

	buffer_add_format(&path, "%s/phrases.tsv", directory);
	build_phrases(model, path.bytes);
	buffer_clear(&path);
	buffer_add_format(&path, "%s/words.tsv", directory);
	build_lowers(model, path.bytes);
	buffer_release(&path);
	build_forms(model, clusters, cluster_count);
}
