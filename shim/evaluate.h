/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which documents of one shard match a query, as bits, without any ranking:
 * ten times cheaper than to let Xapian's matcher count.
 */
#ifndef DATELINE_SHIM_EVALUATE_H
#define DATELINE_SHIM_EVALUATE_H

#include "shim/index.h"
#include "shim/query.h"

#include <chrono>
#include <cstdint>
#include <vector>

/* When to stop; looked at only now and then, as asking for the time costs more than a posting. */
class deadline
{
	std::chrono::steady_clock::time_point end;
	bool limited = false;
	bool over = false;
	unsigned calls = 0;

public:
	deadline() = default;
	explicit deadline(double seconds);
	bool is_set() const { return limited; }
	bool is_over() const { return over; } /* as passed() last found */
	bool passed(); /* once true, true for ever */
};

/* Thrown where a deadline has passed and what was done so far is of no use. */
struct deadline_passed {
};

/* Document d is bit d & 63 of word d >> 6. */
using bit_words = std::vector<uint64_t>;

inline bool bit_get(const bit_words &bits, uint32_t document)
{
	return bits[document >> 6] >> (document & 63) & 1;
}

inline void bit_set(bit_words &bits, uint32_t document)
{
	bits[document >> 6] |= (uint64_t)1 << (document & 63);
}

uint32_t bit_count(const bit_words &bits);

/* The first set document from `from` on, 0 when there is none. */
uint32_t bit_next(const bit_words &bits, uint32_t from);

/* Local ids of the shard's documents that match, checks included; room for the shard's last id. Throws deadline_passed. */
bit_words evaluate(const shim_shard_handle &shard, const shim_query &query, deadline &end);

#endif
