/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reads the entries of a shard's postlist table in the order of their keys, by
 * reading the file from its start to its end.
 *
 * That is possible where leaves lie in the file in the order of their keys and
 * nothing that was replaced lies between them: in what glass_shard.c writes, and in
 * what Xapian's compactor does. The version file says whether it is so; what is not
 * as it says is found while reading, by the latest when entries have been
 * counted. Such a shard is for the library to read, which knows all there may be.
 */
#ifndef DATELINE_SHIM_GLASS_READ_H
#define DATELINE_SHIM_GLASS_READ_H

#include "shim/glass_table.h"
#include "text/buffer.h"

#include <stdbool.h>
#include <stdint.h>

struct glass_reader {
	int descriptor;
	uint64_t entries; /* that the version file promises */
	uint32_t documents, last_id;
	unsigned char *blocks;
	size_t block_count, block; /* in memory, and the next of them */
	const unsigned char *directory, *directory_end; /* of the leaf at hand */
	uint64_t found;

	bool ended; /* nothing more */
	bool bad;   /* the shard cannot be read in this way; ended too */
	unsigned char key[GLASS_KEY_MAX];
	size_t key_length;
	struct buffer tag;
};

/* False when the shard cannot be read in this way (or at all); release it in any case. */
bool glass_reader_open(struct glass_reader *reader, const char *directory);
void glass_reader_release(struct glass_reader *reader);

/* Goes to the next entry: its key and tag, until the next call. At the end sets ended. */
void glass_reader_next(struct glass_reader *reader);

#endif
