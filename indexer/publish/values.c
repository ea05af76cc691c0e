/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/publish/values.h"

#include "article/schema.h"
#include "text/memory.h"

#include <stdlib.h>
#include <string.h>

void value_list_release(struct value_list *list)
{
	for (size_t i = 0; i < list->part_count; i++)
		free(list->parts[i].values);
	free(list->parts);
	free(list->kinds);
	free(list->documents);
	word_table_release(&list->keys);
	*list = (struct value_list){0};
}

void value_list_begin(struct value_list *list, uint32_t serial, uint32_t entries)
{
	list->parts = memory_resize(list->parts, list->part_count + 1, sizeof *list->parts);
	list->parts[list->part_count++] =
		(struct values_part){serial, memory_zeroed(entries, sizeof *list->parts->values), entries};
	list->filled = 0;
}

/* By which a searcher tells values apart: the kind, and what the name is shown as, folded. */
static size_t key_of(const struct value_list *list, enum facet_kind kind, const char *name, char key[FOLDED_MAX + 1])
{
	size_t length = strlen(name);
	const char *shown;

	key[0] = (char)kind;
	if (facet_is_code(kind)) {
		length = length < FOLDED_MAX ? length : FOLDED_MAX;
		memcpy(key + 1, name, length);
		return length + 1;
	}
	length = analyzer_fold(list->analyzer, name, length, key + 1, FOLDED_MAX);
	shown = kind < ENTITY_KINDS ? name_map_find(list->map, (enum entity_kind)kind, key + 1, length) : NULL;
	if (shown)
		length = analyzer_fold(list->analyzer, shown, strlen(shown), key + 1, FOLDED_MAX);
	return length + 1;
}

void value_list_add(struct value_list *list, enum facet_kind kind, const char *name, uint32_t documents)
{
	char key[FOLDED_MAX + 1];
	uint32_t *value = word_table_add(&list->keys, key, key_of(list, kind, name, key));

	if (list->count == list->capacity) {
		list->capacity = list->capacity * 2 + 1024;
		list->kinds = memory_resize(list->kinds, list->capacity, sizeof *list->kinds);
		list->documents = memory_resize(list->documents, list->capacity, sizeof *list->documents);
	}
	if (*value == WORD_TABLE_NONE) {
		*value = (uint32_t)list->count++;
		list->kinds[*value] = (uint8_t)kind;
		list->documents[*value] = 0;
	}
	list->documents[*value] += documents;
	list->parts[list->part_count - 1].values[list->filled++] = *value;
}

void value_list_encode(const struct value_list *list, struct buffer *out)
{
	facet_values_encode(out, list->parts, list->part_count, list->kinds, list->documents, list->count);
}
