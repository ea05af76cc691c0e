/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The one writer of an index: what it publishes is seen at once and whole, or
 * not at all.
 *
 * Shards are written beside the published ones, under numbers that were never
 * used before; naming them in the manifest, which is replaced by rename(2),
 * publishes them. What a run that was killed left behind is named nowhere, and
 * the next one sweeps it away.
 */
#ifndef DATELINE_INDEXER_PUBLISH_PUBLISHER_H
#define DATELINE_INDEXER_PUBLISH_PUBLISHER_H

#include "article/state.h"
#include "indexer/invert/batch.h"
#include "shim/xapian.h"

struct publisher;

/*
 * Makes the directory when it is missing, takes the lock, reads the state,
 * sweeps. Refuses a directory that holds other things than an index.
 */
enum shim_status publisher_open(struct publisher **out, const char *directory, struct shim_failure *failure);

/*
 * For commands that mend what publisher_open refuses: locks an index that is
 * there and reads nothing. Before anything else the caller finds out under the
 * lock what is published and tells it with publisher_adopt, which takes *state,
 * leaves it empty, and sweeps. No shard numbered below spared is swept before
 * the first commit.
 */
enum shim_status publisher_open_unread(struct publisher **out, const char *directory, struct shim_failure *failure);
void publisher_adopt(struct publisher *publisher, struct index_state *state, uint32_t spared);

/* Lets go of the lock. What was not published is removed. */
void publisher_close(struct publisher *publisher);

const struct index_state *publisher_state(const struct publisher *publisher);

/* A file of several articles, of which some stay as an older version of it gave them, or are damaged: state_mix. */
void publisher_mix(struct publisher *publisher, uint64_t stamp);

/* A number for a new shard, thread-safe; and where it goes (freed by the caller). */
uint32_t publisher_serial(struct publisher *publisher);
char *publisher_path(const struct publisher *publisher, uint32_t serial);

/* Marks a published document as deleted, from the next commit on. One thread at a time. publisher_settle before the dead are read. */
void publisher_kill(struct publisher *publisher, size_t shard, uint32_t local);
void publisher_settle(struct publisher *publisher);

/*
 * In the next commit these new shards, which are taken over with the list,
 * stand where a published one stood; none: it goes without a successor.
 */
void publisher_replace(struct publisher *publisher, size_t shard, struct state_shard *parts, size_t count);

/* The user's own table of names (names/table.h), which counts in the commits that follow; NULL: none. */
void publisher_set_names(struct publisher *publisher, const char *file);

/* The average length is taken anew: what the next commit adds is all of it. */
void publisher_forget_lengths(struct publisher *publisher);

/* A new shard that is still in memory: what else the commit joins decides how it is written. */
struct unwritten {
	struct batch *batch; /* borrowed; can only be freed afterwards */
	double average;      /* as for batch_write */
};

/*
 * Publishes new shards (owned by the caller; their serial, documents and dead)
 * and what was killed. unwritten: which of them is not on disk yet, the one with
 * its batch's serial; or NULL. lengths and words are those of the new articles that
 * the average was taken from. The new shards and those old ones that are not
 * at least twice as large as all that is newer become one: so there are never
 * more than about log2(documents) shards, and an article is copied that often
 * at most.
 */
enum shim_status publisher_commit(struct publisher *publisher, const struct state_shard *parts, size_t count,
                                  const struct unwritten *unwritten, uint64_t lengths, uint64_t words,
                                  struct shim_failure *failure);

#endif
