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
	uint32_t documents, last_id;
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

/* Counts one document's length. */
void glass_statistics_count(struct glass_statistics *statistics, uint32_t length);

struct glass_chunk;

/* Cuts one list after the other into chunks and adds them. */
struct glass_cutter {
	struct glass_table *table;
	size_t chunk_size;
	struct glass_chunk *chunks; /* of the list at hand */
	size_t count, capacity;
	uint32_t documents;
	uint64_t wdf_sum;
	unsigned char *tag; /* room for one chunk */
};

void glass_cutter_init(struct glass_cutter *cutter, struct glass_table *table, size_t chunk_size);
void glass_cutter_release(struct glass_cutter *cutter);

/*
 * Lists are number pairs (glass_put_number): id - the one before - 1, wdf; at
 * least one, ids and wdf of 32 bits. key: the term as glass_put_term has it, with
 * room behind it. A wdf sum above 32 bits is the error EOVERFLOW.
 */
void glass_cutter_add_term(struct glass_cutter *cutter, unsigned char key[GLASS_KEY_MAX], size_t key_length,
                           const unsigned char *list, const unsigned char *end);
void glass_cutter_add_lengths(struct glass_cutter *cutter, const unsigned char *list, const unsigned char *end);

#endif
