/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A whole glass database: the files and what goes into which.
 */
#ifndef DATELINE_SHIM_GLASS_SHARD_H
#define DATELINE_SHIM_GLASS_SHARD_H

#include "shim/glass_postings.h"
#include "shim/glass_table.h"
#include "shim/xapian.h"

/* How a version file starts: 14 bytes, and 2 more of the format's day (year - 2014 in 7 bits, month in 4, day in 5). */
#define GLASS_MAGIC "\x0f\rXapian Glass"
#define GLASS_FORMAT ((2016 - 2014) << 9 | 3 << 5 | 14)

/* Of a root's flags: there is no block. */
#define GLASS_ROOT_ABSENT 1

/* In what pieces lists are stored, in bytes. The library itself uses 2000 for both. */
struct glass_sizes {
	size_t posting_chunk;
	size_t value_chunk;
};

#define GLASS_POSTLIST "postlist.glass"

/*
 * Writes the shard's files into directory, which exists and is empty, and
 * syncs them and it. 0 or an errno (EOVERFLOW: the format cannot hold this
 * shard); then *failed is the path of the file that failed, to be freed.
 */
int glass_shard_write(const char *directory, const struct shim_shard *shard, const struct glass_sizes *sizes,
                      char **failed);

/*
 * The end of that, where the table of posting lists has been filled already:
 * finishes and releases it. The same results.
 */
int glass_shard_finish(const char *directory, struct glass_table *postlist, const struct glass_statistics *statistics,
                       char **failed);

#endif
