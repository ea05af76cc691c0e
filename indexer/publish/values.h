/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which value of the whole index each entry of its parts stands for: the
 * record that goes into the newest shard (article/facet_values.h).
 */
#ifndef DATELINE_INDEXER_PUBLISH_VALUES_H
#define DATELINE_INDEXER_PUBLISH_VALUES_H

#include "article/facet_values.h"
#include "names/map.h"
#include "names/words.h"
#include "text/tokens.h"

/* All zero but analyzer and map, both borrowed, is empty. */
struct value_list {
	struct analyzer *analyzer;
	const struct name_map *map; /* what names are shown as */
	struct word_table keys; /* kind and folded name, to the value */
	uint8_t *kinds;
	uint64_t *documents;
	size_t count, capacity;
	struct values_part *parts;
	size_t part_count;
	uint32_t filled; /* entries of the last part */
};

void value_list_release(struct value_list *list);

/* A part of so many entries, each of which is then given in order. */
void value_list_begin(struct value_list *list, uint32_t serial, uint32_t entries);
void value_list_add(struct value_list *list, enum facet_kind kind, const char *name, uint32_t documents);

void value_list_encode(const struct value_list *list, struct buffer *out);

#endif
