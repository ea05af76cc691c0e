/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * --recover: a damaged index brought back as far as it can be read.
 *
 * Where only the manifest is damaged it is written again. Else every article
 * that can be read is indexed again from its stored text into a new shard, the
 * newest of those with one id; shards that could not be read whole stay aside
 * as INDEX/lost-NNNNNN. Nothing is taken away before the new state is
 * published.
 */
#ifndef DATELINE_INDEXER_MAINTAIN_RECOVER_H
#define DATELINE_INDEXER_MAINTAIN_RECOVER_H

#include "indexer/maintain/findings.h"
#include "shim/xapian.h"

#include <stdbool.h>
#include <stdint.h>

struct recovery {
	struct findings lost; /* each article, or each shard of which nothing can be told */
	uint64_t kept, lost_articles;
	bool lost_unknown; /* more articles were lost than can be counted */
	bool sound;        /* there was nothing to mend */
};

void recovery_release(struct recovery *recovery);

/* SHIM_NOT_FOUND when there is nothing to recover from; the index is then as it was. */
enum shim_status recover_index(const char *index, struct recovery *recovery, struct shim_failure *failure);

#endif
