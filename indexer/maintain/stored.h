/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The articles of one shard, read back with where they came from: all that is
 * needed to index them again.
 *
 * A shard may be damaged anywhere; each article that can be read is read.
 */
#ifndef DATELINE_INDEXER_MAINTAIN_STORED_H
#define DATELINE_INDEXER_MAINTAIN_STORED_H

#include "article/article.h"
#include "article/facets.h"
#include "article/record.h"
#include "article/schema.h"
#include "article/texts.h"
#include "indexer/invert/batch.h"
#include "shim/xapian.h"

#include <stdbool.h>
#include <stdint.h>

struct stored;

/* The directory of one shard. */
enum shim_status stored_open(struct stored **out, const char *directory, struct shim_failure *failure);
void stored_close(struct stored *stored);

struct shim_index *stored_index(struct stored *stored); /* the shard alone, its local ids the documents */
uint32_t stored_last(const struct stored *stored);      /* the highest local id */

/*
 * A document's article (empty before; the caller releases it). NULL, or what is
 * wrong (until the next call), with *article holding what could be read.
 */
const char *stored_article(struct stored *stored, uint32_t local, struct article *article);

/* The parts of its text, borrowed until another is read; -1 when they cannot be had: *parts is empty. */
int stored_parts(struct stored *stored, uint32_t local, struct text_parts *parts);

/* The shard's columns, borrowed; NULL when they are damaged. */
struct facets *stored_facets(struct stored *stored);

/* Adds the entities of a document to its article. NULL, or what is wrong. */
const char *stored_entities(struct stored *stored, uint32_t local, struct article *article);

/*
 * Where it came from; borrowed until the shard is closed. False when not all of
 * it could be read: then stamp and fingerprint are 0, and a run that meets the
 * article takes it anew.
 */
bool stored_provenance(struct stored *stored, uint32_t local, struct provenance *provenance);

/* What BM25 takes for its length, by the stream; 0 when that cannot be read. */
uint64_t stored_words(struct stored *stored, uint32_t local);

/* A document's value; -1 when it cannot be read. *value: until the next call. */
int stored_value(struct stored *stored, uint32_t local, enum value_slot slot, struct shim_bytes *value);

#endif
