/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * By what the next run knows that an article needs no new look: a number for
 * the file as it was (identity_stamp, its upper 40 bits; 0 for what has none,
 * such as standard input), and one for the options under which it was read and
 * stored, in 24 bits: other options would store it differently.
 */
#ifndef DATELINE_INDEXER_STAMP_H
#define DATELINE_INDEXER_STAMP_H

#include <stdint.h>

#define STAMP_MANNER_MASK ((UINT64_C(1) << 24) - 1)

static inline uint64_t stamp_of(uint64_t file, uint64_t manner)
{
	return (file & ~STAMP_MANNER_MASK) | (manner & STAMP_MANNER_MASK);
}

static inline uint64_t stamp_manner(uint64_t stamp)
{
	return stamp & STAMP_MANNER_MASK;
}

/* The number of a run's options. */
struct run_options;
uint64_t stamp_manner_of(const struct run_options *options);

/* Of an article whose file is to be read again. */
static inline uint64_t stamp_without_file(uint64_t stamp)
{
	return stamp_of(0, stamp);
}

#endif
