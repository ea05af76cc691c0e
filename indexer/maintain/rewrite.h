/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Stored articles indexed again, by the way that new ones take: cut into terms,
 * gathered in a batch, written as a shard when the batch is full. So memory is
 * bounded whatever is rewritten.
 */
#ifndef DATELINE_INDEXER_MAINTAIN_REWRITE_H
#define DATELINE_INDEXER_MAINTAIN_REWRITE_H

#include "article/state.h"
#include "indexer/invert/batch.h"
#include "indexer/maintain/stored.h"
#include "indexer/publish/publisher.h"
#include "text/tokens.h"

#include <stddef.h>
#include <stdint.h>

/* A shard is rewritten when more than one in so many of its articles is dead. */
#define REWRITE_DEAD_SHARE 5

/* All zero but the first two. */
struct rewriter {
	struct publisher *publisher; /* borrowed */
	double average;              /* words of an article, > 0 */
	struct analyzer *analyzer;
	struct batch *batch; /* NULL while it is empty */
	struct state_shard *parts; /* the shards written, none of their articles dead */
	size_t part_count;
	uint64_t articles, words; /* taken so far */
};

/* Frees what the rewriter holds, its parts too where they were not taken. */
void rewriter_release(struct rewriter *rewriter);

enum shim_status rewriter_add(struct rewriter *rewriter, const struct article *article,
                              const struct provenance *provenance, struct shim_failure *failure);

/* Writes what is left. *parts is the caller's then. */
enum shim_status rewriter_end(struct rewriter *rewriter, struct state_shard **parts, size_t *count,
                              struct shim_failure *failure);

/* Adds the living articles of a published shard; one that cannot be read ends it as SHIM_CORRUPT. dead: settled. */
enum shim_status rewriter_add_shard(struct rewriter *rewriter, const struct state_shard *shard, struct shim_failure *failure);

/* Whether so much of a shard is dead that it is to be rewritten. */
bool shard_is_stale(const struct state_shard *shard);

/*
 * Rewrites each published shard that has become stale, for the publisher's next
 * commit, and the stale ones among the new parts (settled): *parts gets the
 * list that stands for them, which shards_free takes back.
 */
enum shim_status rewrite_stale(struct publisher *publisher, double average, const struct state_shard *fresh,
                               size_t fresh_count, struct state_shard **parts, size_t *count,
                               struct shim_failure *failure);

void shards_free(struct state_shard *shards, size_t count);

#endif
