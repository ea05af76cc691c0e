/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Several shards joined into one. What Xapian's compactor leaves as it is, a
 * list in as many pieces as there were shards, is cut anew: so an index that
 * grew in many runs is as small, and is searched as fast, as one that was written at
 * once.
 */
#ifndef DATELINE_SHIM_GLASS_MERGE_H
#define DATELINE_SHIM_GLASS_MERGE_H

#include "shim/glass_shard.h"

#include <stdbool.h>

/*
 * Joins as shim_shard_merge does, into directory, which exists and is empty.
 * *suited false: one of the sources is not as this module reads it, and nothing
 * that was written counts. Else 0 or an errno as from glass_shard_write.
 */
int glass_merge(const char *directory, const char *const *sources, size_t count, const struct glass_sizes *sizes,
                bool *suited, char **failed);

#endif
