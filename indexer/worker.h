/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A worker of a run: documents from the queue into a shard of its own.
 */
#ifndef DATELINE_INDEXER_WORKER_H
#define DATELINE_INDEXER_WORKER_H

#include "indexer/average.h"
#include "indexer/invert/batch.h"
#include "indexer/ledger.h"
#include "indexer/publish/publisher.h"
#include "indexer/queue.h"
#include "indexer/run.h"
#include "indexer/vanished.h"

#include <stdatomic.h>

/* All workers together hold about this much before they write. */
#define WORKERS_MEMORY ((size_t)208 << 20)

/* What the workers of a run share. */
struct work {
	const struct run_options *options;
	struct publisher *publisher;
	struct ledger *ledger;
	const struct homes *homes;
	struct holders holders; /* what could not be read */
	uint64_t manner;        /* of this run's options: indexer/stamp.h */
	struct queue queue;
	struct average average;
	pthread_mutex_t held_mutex;
	struct index_state mixed; /* its stamps alone; guarded by held_mutex */
	struct batch **held; /* what the workers had in hand at the end: not written yet */
	size_t held_count;
	atomic_ullong articles; /* done so far, for the progress line */
	atomic_bool failed;     /* failure is set; everybody stops */
	pthread_mutex_t failure_mutex;
	struct shim_failure failure;
};

/* Thread function; context is the struct work. */
void *worker_run(void *context);

/* The next run reads a file with this stamp (of several articles) again, whatever articles say that have it. 0: none. */
void work_mix(struct work *work, uint64_t file);

/* Writes a batch as a shard of its own, and frees it. */
void work_write(struct work *work, struct batch *batch);

/* Stops the run for this reason, if it is the first. */
void work_fail(struct work *work, const struct shim_failure *failure);

#endif
