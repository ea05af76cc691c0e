/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a run has done with each article: which of several with one id is the
 * last, what of the old index was met again, what was added, changed, left.
 * Thread-safe.
 *
 * Which article of an id wins depends on the order of reading alone, never on
 * which worker was faster.
 */
#ifndef DATELINE_INDEXER_LEDGER_H
#define DATELINE_INDEXER_LEDGER_H

#include "article/state.h"
#include "indexer/homes.h"
#include "indexer/known.h"
#include "indexer/publish/publisher.h"
#include "indexer/read/source.h"

#include <stdbool.h>
#include <stdint.h>

struct ledger_counts {
	uint64_t added, updated, unchanged, deleted, skipped;
};

struct ledger;

struct ledger *ledger_new(struct publisher *publisher, const struct homes *homes, uint32_t last_known); /* borrows both */
void ledger_free(struct ledger *ledger);

/* An article that is in the index as it stands. False when another of the same id came before it in this run: add it. */
bool ledger_unchanged(struct ledger *ledger, const struct document *document, const char *id,
                      struct known_document old);

/*
 * An article that now stands in a new shard; old is what the index held of it
 * (id 0: nothing). same: that is no other article; it has moved to another file.
 */
void ledger_added(struct ledger *ledger, const struct document *document, const char *id, struct known_document old,
                  bool same, uint32_t serial, uint32_t local);

/* An article that is not to be used any more, says its source: it goes, unless a later one of its id comes. */
void ledger_withdrawn(struct ledger *ledger, const struct document *document, const char *id, struct known_document old);

/* An input in which no article could be read; what the index holds of it stays. */
void ledger_skipped(struct ledger *ledger);
void ledger_keep(struct ledger *ledger, uint32_t old);

/* A document of the index whose source has not changed; so many documents had been read before it. */
void ledger_left(struct ledger *ledger, uint32_t old, uint64_t before);

/* Whether the run has met this document of the old index in any way. */
bool ledger_met(struct ledger *ledger, uint32_t old);

/* Takes a document away that is gone from its source. */
void ledger_deleted(struct ledger *ledger, struct known *known, uint32_t old);

/*
 * When all has been read, and before anything is deleted: takes away what the
 * new articles replace, and the new articles that an unchanged one of the same
 * id, read after them, replaces. Shards in which nothing is left are forgotten.
 * Ids that two SOURCEs gave are said, all in one line.
 */
void ledger_settle(struct ledger *ledger, struct known *known);

/* A shard was written; then all of them, with their dead: borrowed. */
void ledger_shard(struct ledger *ledger, uint32_t serial, uint32_t documents);
const struct state_shard *ledger_shards(struct ledger *ledger, size_t *count);

/* All of them, in the order of that list, become one of the first one's serial. */
void ledger_join_shards(struct ledger *ledger);

struct ledger_counts ledger_counts(struct ledger *ledger);

#endif
