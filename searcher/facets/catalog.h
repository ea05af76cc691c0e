/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The facet values of a whole index: what the entries of its parts
 * (article/facets.h) stand for, whichever part, article and spelling they come
 * from. Values are numbered from 1 as they are met; read when they are first
 * asked for, and kept. One thread at a time.
 */
#ifndef DATELINE_SEARCHER_FACETS_CATALOG_H
#define DATELINE_SEARCHER_FACETS_CATALOG_H

#include "article/facets.h"
#include "shim/xapian.h"
#include "text/tokens.h"

#include <stddef.h>
#include <stdint.h>

struct catalog;

/* All are borrowed; names: the user's own table, or NULL. Nothing is read yet. */
struct catalog *catalog_new(struct shim_index *index, struct analyzer *analyzer);
void catalog_set_names(struct catalog *catalog, const char *names); /* before anything is read */
void catalog_free(struct catalog *catalog);

/* What a document has; borrowed as long as the catalog lives. */
struct catalog_row {
	size_t shard, part;
	const uint32_t *entries; /* numbers of the part's entries */
	size_t count;
	uint32_t *values; /* of each entry of the part its value, 0: not known yet, ask catalog_value */
};

enum shim_status catalog_row(struct catalog *catalog, uint32_t document, struct catalog_row *row, struct shim_failure *failure);

/* Adds to an article what its document names. */
enum shim_status catalog_article(struct catalog *catalog, uint32_t document, struct article *article, struct shim_failure *failure);

/* The value of an entry of the row's part. */
enum shim_status catalog_value(struct catalog *catalog, const struct catalog_row *row, uint32_t entry, uint32_t *value,
                               struct shim_failure *failure);

uint32_t catalog_values(const struct catalog *catalog); /* the highest number so far */
enum facet_kind catalog_kind(const struct catalog *catalog, uint32_t value);

/* By which it is told from others of its kind: its name folded; borrowed until the next value is met. */
const char *catalog_key(const struct catalog *catalog, uint32_t value);

/* The name of a value that several names are shown as, borrowed; NULL of others. */
const char *catalog_shown(const struct catalog *catalog, uint32_t value);

/* The parts that have been read so far, and their entries; value 0 where nobody has asked for it. */
size_t catalog_shards(const struct catalog *catalog);
size_t catalog_parts(const struct catalog *catalog, size_t shard);
uint32_t catalog_entries(const struct catalog *catalog, size_t shard, size_t part);
uint32_t catalog_entry_value(const struct catalog *catalog, size_t shard, size_t part, uint32_t number);
enum shim_status catalog_entry(struct catalog *catalog, size_t shard, size_t part, uint32_t number,
                               const struct facet_entry **entry, struct shim_failure *failure);

/* Reads the parts of all shards. */
enum shim_status catalog_read(struct catalog *catalog, struct shim_failure *failure);

/*
 * Visits the folded names of each value of a kind that text names: those whose
 * name it is, or what their names are shown as; where there is none, those with such a form; where there is none
 * either, those with a name or form that holds it as whole words. So what
 * narrows by a value's own name finds just what was counted for it.
 */
enum shim_status catalog_find(struct catalog *catalog, enum facet_kind kind, const char *text,
                              void (*visit)(void *context, const char *name), void *context, struct shim_failure *failure);

#endif
