/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Articles on their way into a shard: one worker fills one batch, in memory,
 * and writes it as one shard.
 *
 * Ranking is BM25F (Robertson, Zaragoza & Taylor 2004, "Simple BM25 Extension
 * to Multiple Weighted Fields") baked in: what BM25 makes of a term's frequency
 * and the article's length is stored as the posting's wdf, 1..IMPACT_MAX, so that
 * answering asks for no length. The average length must be known for that
 * when the shard is written, not before.
 */
#ifndef DATELINE_INDEXER_INVERT_BATCH_H
#define DATELINE_INDEXER_INVERT_BATCH_H

#include "article/article.h"
#include "indexer/invert/columns.h"
#include "shim/xapian.h"
#include "text/tokens.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define IMPACT_MAX 127
#define IMPACT_K1 1.2
#define IMPACT_B 0.75
#define IMPACT_TITLE 2 /* a word of the title counts as so many of the body */

struct batch;

/* serial: that of the shard that it becomes; stored blocks carry it. */
struct batch *batch_new(uint32_t serial);
void batch_free(struct batch *batch);

/* Where an article comes from, as its filter terms and fingerprint say. */
struct provenance {
	const char *origin;   /* absolute path of the SOURCE */
	const char *file;     /* absolute path of the file, where it holds several articles; else NULL */
	uint64_t stamp;       /* indexer/stamp.h */
	uint64_t fingerprint; /* article_fingerprint */
};

/* The tokens of an article's title and body (borrowed until the analyzer is used again), and how many words BM25 takes them for. */
const struct tokens *article_tokens(struct analyzer *analyzer, const struct article *article);
uint64_t tokens_weigh(const struct tokens *tokens);

/* Adds an article and its tokens; returns its local id, from 1. */
uint32_t batch_add(struct batch *batch, const struct article *article, const struct tokens *tokens,
                   struct analyzer *analyzer, const struct provenance *provenance);

/*
 * Adds another batch's documents behind those of this one, so that both are
 * written as one shard; frees the other. What is stored under a batch's serial
 * keeps it.
 */
void batch_join(struct batch *batch, struct batch *other);

uint32_t batch_serial(const struct batch *batch);
uint32_t batch_documents(const struct batch *batch);
size_t batch_memory(const struct batch *batch); /* bytes that it holds, and that writing it will take */

/*
 * Writes the shard into directory. average: words of an article, > 0. entries:
 * count pairs of a key and a value that go into its metadata beside what the
 * documents need. The batch can only be freed afterwards.
 */
enum shim_status batch_write(struct batch *batch, double average, const struct shim_bytes *entries, size_t count,
                             const char *directory, struct shim_failure *failure);

/* Packs the facet columns, which batch_write does else, so that their entries can be visited. */
void batch_pack(struct batch *batch);
size_t batch_parts(const struct batch *batch);

/* A packed part's serial, and how many entries it has. */
uint32_t batch_part(const struct batch *batch, size_t part, uint32_t *entries);
void batch_visit_entries(const struct batch *batch, size_t part, entry_visitor *visit, void *context);

/* Visits what the documents name, in their order; names are borrowed from the batch, which has not been written. */
void batch_visit_names(const struct batch *batch, name_visitor *visit, void *context);

#endif
