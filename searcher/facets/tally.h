/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How many articles have each of many values. Most values stand in few of the
 * articles that are counted, and a processor's cache holds a byte for each of
 * them: what goes beyond a byte is kept apart.
 */
#ifndef DATELINE_SEARCHER_FACETS_TALLY_H
#define DATELINE_SEARCHER_FACETS_TALLY_H

#include <endian.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define TALLY_MAX 255

/* All zero is empty. */
struct tallies {
	uint8_t *small; /* 0: never counted */
	uint32_t *large;
	size_t capacity;
	uint32_t *spilled; /* the values that are in large */
	size_t spilled_count, spilled_capacity;
};

void tallies_release(struct tallies *tallies);

/* Values below that number can be counted then. */
void tallies_reserve(struct tallies *tallies, size_t values);

/* Forgets all counts and keeps the memory. */
void tallies_clear(struct tallies *tallies);

/* For tallies_count alone. */
void tallies_spill(struct tallies *tallies, uint32_t value);

static inline void tallies_count(struct tallies *tallies, uint32_t value)
{
	if (tallies->small[value] == TALLY_MAX)
		tallies_spill(tallies, value);
	tallies->small[value]++;
}

static inline uint32_t tallies_of(const struct tallies *tallies, uint32_t value)
{
	return tallies->small[value] + tallies->large[value];
}

/* The next value from this one on, below end, that was counted; end when there is none. */
static inline uint32_t tallies_next(const struct tallies *tallies, uint32_t value, uint32_t end)
{
	uint64_t eight;

	for (; value < end && end - value >= sizeof eight; value += sizeof eight) {
		memcpy(&eight, tallies->small + value, sizeof eight);
		if (eight)
			return value + (unsigned)__builtin_ctzll(le64toh(eight)) / 8;
	}
	while (value < end && tallies->small[value] == 0)
		value++;
	return value;
}

#endif
