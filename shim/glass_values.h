/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table's entries below the posting lists: metadata, and the documents' values. */
#ifndef DATELINE_SHIM_GLASS_VALUES_H
#define DATELINE_SHIM_GLASS_VALUES_H

#include "shim/glass_table.h"
#include "shim/xapian.h"

void glass_metadata_add(struct glass_table *table, const struct shim_shard *shard);

/* Values go into chunks that end with the value which makes them chunk_size bytes or more. */
void glass_values_add(struct glass_table *table, const struct shim_shard *shard, size_t chunk_size);

/* What the table says of a slot's values together. */
struct glass_value_range {
	uint32_t documents; /* that have one; 0: the rest does not count */
	struct shim_bytes least, greatest; /* borrowed */
};

void glass_value_range_count(struct glass_value_range *range, const struct shim_bytes *least, const struct shim_bytes *greatest,
                             uint32_t documents);
void glass_value_range_add(struct glass_table *table, unsigned slot, const struct glass_value_range *range);

#endif
