/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Numbers as small ones, for features of learned models.
 */
#ifndef DATELINE_INDEXER_EXTRACT_BUCKET_H
#define DATELINE_INDEXER_EXTRACT_BUCKET_H

#include <stddef.h>
#include <stdint.h>

static inline uint8_t bucket_of(uint64_t number, const uint32_t *limits, size_t count)
{
	uint8_t found = 0;

	while (found < count && number >= limits[found])
		found++;
	return found;
}

/* How many of the limits, in rising order, the number reaches. */
#define BUCKET(number, ...) \
	bucket_of((number), (const uint32_t[]){__VA_ARGS__}, sizeof((const uint32_t[]){__VA_ARGS__}) / sizeof(uint32_t))

#endif
