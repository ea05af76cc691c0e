/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The facet values of a whole index: what the entries of its parts
 * (article/facets.h) stand for, whichever part, article and spelling they come
 * from. Values are numbered from 1: as the last commit did it (article/facet_values.h),
 * or as they are met where there is no such record that holds. Read when they
 * are first asked for, and kept. One thread at a time.
 */
#ifndef DATELINE_SEARCHER_FACETS_CATALOG_H
#define DATELINE_SEARCHER_FACETS_CATALOG_H

#include "article/facets.h"
#include "names/map.h"
#include "searcher/facets/rows.h"
#include "shim/xapian.h"
#include "text/tokens.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct catalog;

/* All are borrowed; names: the user's own table, or NULL. Nothing is read yet. */
struct catalog *catalog_new(struct shim_index *index, struct analyzer *analyzer);
void catalog_set_names(struct catalog *catalog, const char *names); /* before anything is read */
void catalog_free(struct catalog *catalog);

/* What the names of the index are shown as, borrowed; NULL, with a failure, when the user's own table cannot be read. */
const struct name_map *catalog_map(struct catalog *catalog, struct shim_failure *failure);

/* What a document has: day, source and language, then people, organisations, places. Borrowed until the next is asked for. */
struct catalog_row {
	size_t shard, part;
	const uint32_t *entries; /* numbers of the part's entries */
	const uint32_t *values;  /* what each of them stands for, with ROW_AGAIN where it is there again */
	size_t count;
};

/* entities: false leaves people, organisations and places out, whose names need not be looked at then. */
enum shim_status catalog_row(struct catalog *catalog, uint32_t document, bool entities, struct catalog_row *row,
                             struct shim_failure *failure);

/*
 * To be called before rows are counted: when most of the index has been asked
 * for, reads the rest, numbers the values anew, the most frequent first, and
 * keeps the rows packed. Four values of ten stand in one document alone, and
 * are among the most frequent of nothing but a handful of documents: they are
 * left out of the packed rows, which hold values up to catalog_common.
 */
void catalog_settle(struct catalog *catalog);
bool catalog_settled(const struct catalog *catalog);

/* Where a document's packed row is, once the catalog is settled. */
struct catalog_place {
	size_t shard, part;
	const struct packed_rows *rows; /* of the part */
	uint32_t document;              /* in rows */
};

struct catalog_place catalog_find_row(const struct catalog *catalog, uint32_t document);

/* For whoever counts values: the catalog only keeps the memory. */
struct tallies *catalog_tallies(struct catalog *catalog);

/* Adds to an article what its document names. */
enum shim_status catalog_article(struct catalog *catalog, uint32_t document, struct article *article, struct shim_failure *failure);

uint32_t catalog_values(const struct catalog *catalog); /* the highest number so far */
uint32_t catalog_common(const struct catalog *catalog); /* the same of what packed rows hold */

enum facet_kind catalog_kind(const struct catalog *catalog, uint32_t value);
const uint8_t *catalog_kinds(const struct catalog *catalog); /* of all, from value 1; borrowed until the next value is met */

/* By which it is told from others of its kind: its name folded; borrowed until the next value is met. */
const char *catalog_key(struct catalog *catalog, uint32_t value);

/* The name of a value that several names are shown as, borrowed; NULL of others. */
const char *catalog_shown(struct catalog *catalog, uint32_t value);

/* The parts that have been read so far, and their entries; value 0 where nobody has asked for it. */
size_t catalog_shards(const struct catalog *catalog);
size_t catalog_parts(const struct catalog *catalog, size_t shard);
uint32_t catalog_entries(const struct catalog *catalog, size_t shard, size_t part);
uint32_t catalog_entry_value(const struct catalog *catalog, size_t shard, size_t part, uint32_t number);
enum shim_status catalog_entry(struct catalog *catalog, size_t shard, size_t part, uint32_t number,
                               const struct facet_entry **entry, struct shim_failure *failure);

/* Reads the parts of all shards, and what names are shown as; but not yet what their entries stand for. */
enum shim_status catalog_open(struct catalog *catalog, struct shim_failure *failure);

/* The columns of a shard whose parts were read. */
struct facets *catalog_facets(const struct catalog *catalog, size_t shard);

struct analyzer *catalog_analyzer(const struct catalog *catalog);

#endif
