/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * For tests only: the library's own way to build a shard, and everything that
 * a reader can see of two databases compared. No exception leaves; what goes
 * wrong is printed on stderr and counted.
 */
#ifndef DATELINE_TESTS_COMPARE_DATABASES_H
#define DATELINE_TESTS_COMPARE_DATABASES_H

#include "shim/xapian.h"

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Builds the shard with WritableDatabase and DB_NO_TERMLIST, in one commit. 0, or 1 when it throws. */
size_t api_write(const char *directory, const struct shim_shard *shard);

/* Adds documents of old and new terms, and metadata, in several commits; from the same seed the same. */
size_t api_update(const char *directory, uint32_t seed);

size_t api_compact(const char *from, const char *to);

/* How many faults Xapian's check finds. */
size_t api_check(const char *directory);

/*
 * How many differences there are in: counts and bounds; every term's
 * frequencies and wdf bound; every posting, read in order and by skips; every
 * document's length; every value and the slots' statistics; metadata; and what
 * queries answer, weights compared bit for bit.
 */
size_t compare_databases(const char *one, const char *other);

#ifdef __cplusplus
}
#endif

#endif
