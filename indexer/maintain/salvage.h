/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which shards a damaged index consists of, and which of their articles are
 * dead, as far as manifest and state records still tell.
 */
#ifndef DATELINE_INDEXER_MAINTAIN_SALVAGE_H
#define DATELINE_INDEXER_MAINTAIN_SALVAGE_H

#include "article/state.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct salvage {
	const char *index; /* borrowed */
	uint32_t *present; /* the shards that lie in the directory, newest first */
	size_t present_count;
	uint32_t *revived; /* those of them that can be read only by the copy of their version file */
	size_t revived_count;
	uint32_t next_serial; /* above every number that was ever given */
	/* What counts, newest first. documents is 0 and dead empty where nothing tells; they may be missing from the directory. */
	struct index_state state;
	bool exact; /* state is what was published, word for word */
	bool manifest_sound; /* the manifest names it already */
};

void salvage_release(struct salvage *salvage);

/* Looks at the directory; reads every shard's state record. */
void salvage_find(struct salvage *salvage, const char *index);

/* Where a shard can be read; freed by the caller. */
char *salvage_path(const struct salvage *salvage, uint32_t serial);

/* Takes away what reading revived shards needed, and what else is kept of them. */
void salvage_forget_revived(const struct salvage *salvage);

bool salvage_present(const struct salvage *salvage, uint32_t serial);

#endif
