/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The facet columns of a batch on their way into its shard: article/facets.h.
 */
#ifndef DATELINE_INDEXER_INVERT_COLUMNS_H
#define DATELINE_INDEXER_INVERT_COLUMNS_H

#include "article/article.h"
#include "article/facets.h"
#include "indexer/invert/dictionary.h"
#include "text/buffer.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Nobody names so many: of an article that does, the rest stands in no column, and has no term. */
#define COLUMN_ENTITIES_MAX 1024

/* A piece of metadata of the shard. */
struct column_chunk {
	unsigned char key[BLOCK_KEY];
	size_t start, length; /* its bytes in packed */
};

/* All zero is empty and ready. */
struct columns {
	struct dictionary entries; /* the number of a name (4 bytes), form; no form: it is the name */
	struct dictionary names;   /* kind, name, NUL */
	struct column_entry *list; /* by number in entries - 1 */
	struct column_name *name_list; /* by number in names - 1 */
	size_t capacity, name_capacity;
	uint32_t *rows; /* of each document how many entries it has, then their numbers */
	size_t row_count, row_capacity;
	uint32_t documents;

	/* What columns_pack makes; the chunks in the order of their keys. */
	uint32_t *order; /* of each entry of the part, its number in entries - 1 */
	struct column_chunk *chunks;
	size_t chunk_count;
	struct buffer packed;
};

void columns_release(struct columns *columns);

/* Whether a name can stand in a column, and be narrowed by: it is not too long, and has letters or digits. */
struct analyzer;
bool columns_take(struct analyzer *analyzer, const char *name);

/* Adds the article's row. */
void columns_add(struct columns *columns, struct analyzer *analyzer, const struct article *article);

/* document: its local id, the first being `first`. form: not ended by a NUL. */
typedef void name_visitor(void *context, uint32_t document, enum facet_kind kind, const char *name, const char *form, size_t length);

/* Visits the names of each document, one for each of its forms; before columns_pack. */
void columns_visit(const struct columns *columns, uint32_t first, name_visitor *visit, void *context);

/* name: its number - 1 in names, which are a byte of its kind, its bytes and a NUL each. */
typedef void term_visitor(void *context, uint32_t document, uint32_t name);

/* The same for the names that are no singles, and so have terms. */
void columns_visit_terms(const struct columns *columns, uint32_t first, term_visitor *visit, void *context);

/* Makes the chunks for the shard of that serial, unless they are made; nothing can be added afterwards. */
void columns_pack(struct columns *columns, uint32_t serial);

/* The entries in their order, once they are packed. */
typedef void entry_visitor(void *context, enum facet_kind kind, const char *name, uint32_t documents);
void columns_visit_entries(const struct columns *columns, entry_visitor *visit, void *context);

/* The metadata entries that this makes, ascending by their keys; borrowed. */
size_t columns_entries(const struct columns *columns);
void columns_entry(const struct columns *columns, size_t entry, struct shim_bytes *key, struct shim_bytes *value);

size_t columns_memory(const struct columns *columns); /* bytes that it holds, and that packing it will take */

#endif
