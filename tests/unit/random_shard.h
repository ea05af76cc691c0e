/* SPDX-License-Identifier: GPL-2.0-or-later */
/* For tests: shards that are random, hostile and, from the same seed, the same. */
#ifndef DATELINE_TESTS_RANDOM_SHARD_H
#define DATELINE_TESTS_RANDOM_SHARD_H

#include "shim/xapian.h"

struct random_shard {
	struct shim_shard shard; /* what it points to is owned by this struct */
};

/*
 * 0 to 3000 documents; terms with zero bytes, of full length, of 0xff and such
 * that differ in their last byte; wdf of 0 to 70000; values and metadata of
 * one byte to many blocks.
 */
void random_shard_init(struct random_shard *random, uint64_t seed);
void random_shard_release(struct random_shard *random);

#endif
