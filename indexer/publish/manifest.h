/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * INDEX/XAPIANDB as publishing writes it: which shards count, newest first.
 * Readers take any Xapian stub file; here a line that is none of ours is named.
 */
#ifndef DATELINE_INDEXER_PUBLISH_MANIFEST_H
#define DATELINE_INDEXER_PUBLISH_MANIFEST_H

#include "article/state.h"
#include "text/buffer.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct manifest {
	struct buffer text; /* as it stands in the file */
	uint32_t *serials;
	size_t count;
	size_t strange; /* the first line that is none of ours, from 1; 0: all are */
};

void manifest_release(struct manifest *manifest);

/* 0; -1 when it cannot be read, and errno says why. */
int manifest_read(struct manifest *manifest, const char *index);

/* Replaces the file by one that names the shards of state. */
enum shim_status manifest_write(const char *index, const struct index_state *state, struct shim_failure *failure);

bool manifest_names(const struct manifest *manifest, uint32_t serial);

#endif
