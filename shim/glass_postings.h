/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Posting lists: a shard's documents hold terms, its table holds for each
 * term its documents.
 */
#ifndef DATELINE_SHIM_GLASS_POSTINGS_H
#define DATELINE_SHIM_GLASS_POSTINGS_H

#include "shim/glass_table.h"
#include "shim/xapian.h"

/* What the version file says of all documents together. */
struct glass_statistics {
	uint64_t total_length;
	uint32_t length_lower_bound; /* of the documents that are not empty; 0 when all are */
	uint32_t length_upper_bound;
	uint32_t wdf_upper_bound;
};

/*
 * Adds the documents' lengths and then the posting lists of all terms in
 * chunks of chunk_size bytes. Takes 8 bytes a term and about 3 a posting.
 * A wdf sum above 32 bits, of a document or a term, is the error EOVERFLOW.
 */
void glass_postings_add(struct glass_table *table, const struct shim_shard *shard, size_t chunk_size,
                        struct glass_statistics *statistics);

#endif
