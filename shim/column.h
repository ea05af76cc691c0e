/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The values of one slot as numbers, to sort by: 8 bytes a document, read in
 * one go and kept while the index is open; or, for a few, one by one.
 */
#ifndef DATELINE_SHIM_COLUMN_H
#define DATELINE_SHIM_COLUMN_H

#include "shim/index.h"

#include <cstdint>
#include <vector>

/* Ordered as the values are, bytewise, as far as these have at most 7 bytes; 0: none. */
uint64_t value_number(const struct shim_bytes &value);

struct number_column {
	unsigned slot;
	std::vector<uint64_t> numbers; /* by local id */
};

/* All of a local shard's. */
const std::vector<uint64_t> &shard_numbers(const shim_shard_handle &shard, unsigned slot);

/* One document's, by its local id. */
uint64_t shard_number(const shim_shard_handle &shard, unsigned slot, uint32_t document);

#endif
