/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Writes a shard's table files directly, in the "glass" format that
 * xapian-core 1.4 reads (format number 2016-03-14, unchanged in every 1.4.x).
 *
 * Nine tenths of building an index through WritableDatabase is its
 * add_document; written in bulk from sorted postings the same shard takes a
 * thirtieth of that. The public API stays the reference: the tests build both
 * ways and compare everything, and shim_shard_write falls back to it where
 * the installed library does not read what this writes.
 */
#ifndef DATELINE_SHIM_BULK_H
#define DATELINE_SHIM_BULK_H

#include "shim/xapian.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * As shim_shard_write with SHIM_SINK_BULK. The shard's rules have been checked
 * by the caller. C, no Xapian inside. On failure leaves files behind in
 * directory for the caller to remove; errno tells in *failure.
 */
enum shim_status bulk_write(const char *directory, const struct shim_shard *shard, struct shim_failure *failure);

/*
 * Joins shards as shim_shard_merge does. *suited false: not all of them are as
 * they are read here; then directory is not there, the status is SHIM_OK, and
 * the library must do it. On failure leaves files behind in directory, too.
 */
enum shim_status bulk_merge(const char *directory, const char *const *sources, size_t count, bool *suited,
                            struct shim_failure *failure);

/*
 * Whether the library that is loaded reads what bulk_write writes: its own
 * empty database has our format number, and a two-document shard written in
 * bulk passes its check and reads back. About 1 ms; the answer is kept for
 * the process. Thread-safe.
 */
bool shim_bulk_works(void);

#ifdef __cplusplus
}
#endif

#endif
