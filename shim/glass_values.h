/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table's entries below the posting lists: metadata, and the documents' values. */
#ifndef DATELINE_SHIM_GLASS_VALUES_H
#define DATELINE_SHIM_GLASS_VALUES_H

#include "shim/glass_table.h"
#include "shim/xapian.h"

void glass_metadata_add(struct glass_table *table, const struct shim_shard *shard);

/* Values go into chunks that end with the value which makes them chunk_size bytes or more. */
void glass_values_add(struct glass_table *table, const struct shim_shard *shard, size_t chunk_size);

#endif
