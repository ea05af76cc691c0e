/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * --check: every structure of an index, Xapian's and ours, against each other
 * and against the stored texts.
 */
#ifndef DATELINE_INDEXER_MAINTAIN_CHECK_H
#define DATELINE_INDEXER_MAINTAIN_CHECK_H

#include "article/state.h"
#include "indexer/maintain/findings.h"
#include "shim/xapian.h"

#include <stdint.h>

struct check_result {
	struct findings findings;
	uint64_t articles, shards;
};

void check_release(struct check_result *result);

/*
 * Looks through an index, at most a few times when a writer publishes
 * meanwhile. Faults are not failures: SHIM_OK whenever it could look.
 */
enum shim_status check_index(const char *index, struct check_result *result, struct shim_failure *failure);

/*
 * One shard by itself. shard: what the state record says of it, settled, or
 * NULL; what is wrong with dead articles alone is passed over.
 */
void check_shard(const char *directory, const struct state_shard *shard, struct findings *findings);

/* What the newest shard says of the names and facet values of all: names/map.h, article/facet_values.h. path: of the index. */
void check_records(const char *path, const char *newest, struct findings *findings);

#endif
