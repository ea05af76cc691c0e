/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A posting list is cut into chunks, an entry each. Their keys:
 *
 *     term                         the first chunk (glass_put_term)
 *     term "\0" first-id           each later one (glass_put_sortable)
 *
 * The first chunk's tag starts with three numbers (glass_put_number):
 *
 *     documents that have the term
 *     sum of its wdf
 *     first document id - 1
 *
 * and then, as every chunk's:
 *
 *     '1' in the last chunk of the list, '0' in the others
 *     number: last document id of this chunk - its first
 *     number: wdf of the first document
 *     for each further document two numbers: its id - the one before - 1, its wdf
 *
 * A chunk ends with the document that brings the part from the first wdf on to
 * the chunk size.
 *
 * The documents' lengths are such a list too, with the length as wdf. Its keys
 * are "\0\xe0" and "\0\xe0" first-id, and its first two numbers are 0.
 */
#include "shim/glass_postings.h"

#include "shim/glass_encode.h"
#include "shim/glass_layout.h"
#include "text/memory.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>

/*
 * The transposition is a counting sort by term that counts bytes: one pass
 * over all postings adds up how long each term's list will be, a second one
 * puts every posting, already packed, at the end of its list. While they are
 * collected lists hold number pairs: id - the one before - 1, wdf.
 */
struct list {
	uint32_t end;     /* in bytes; first the length of the list, then where its next posting goes */
	uint32_t last_id; /* of the last posting seen, 0 when there is none */
};

struct lists {
	struct list *list; /* one a term */
	unsigned char *bytes;
};

/* A part of a list that becomes one entry. */
struct glass_chunk {
	const unsigned char *body, *end; /* from the first wdf on */
	uint32_t first_id, last_id;
};

/* Both passes wait for the memory of terms in no order: it is asked for so many postings ahead. */
enum { AHEAD = 24, AHEAD_BYTES = 12 };

/*
 * As glass_put_number, for a number that is followed by another one: whether
 * it takes one byte or two cannot be foretold, so both are written without
 * asking and the next number overwrites the second.
 */
static unsigned char *put_gap(unsigned char *to, uint32_t gap)
{
	unsigned more = gap >= 0x80;

	if (gap >= 0x4000)
		return glass_put_number(to, gap);
	to[0] = (unsigned char)(gap | more << 7);
	to[1] = (unsigned char)(gap >> 7);
	return to + 1 + more;
}

static void list_put(struct lists *lists, struct list *list, uint32_t gap, uint32_t wdf)
{
	unsigned char *to = lists->bytes + list->end;

	to = put_gap(to, gap);
	to = glass_put_number(to, wdf);
	list->end = (uint32_t)(to - lists->bytes);
}

/* Measures the lists, or fills them: inlined, so that the question costs nothing in the loop. */
static inline __attribute__((always_inline)) void lists_pass(struct lists *lists, const struct shim_shard *shard,
                                                             bool fill)
{
	const struct shim_posting *postings = shard->postings;
	size_t total = shard->posting_start[shard->document_count], at = shard->posting_start[0];

	for (uint32_t document = 1; document <= shard->document_count; document++) {
		for (; at < shard->posting_start[document]; at++) {
			struct list *list = &lists->list[postings[at].term];
			uint32_t gap = document - list->last_id - 1, wdf = postings[at].wdf;

			if (at + AHEAD < total) {
				__builtin_prefetch(&lists->list[postings[at + AHEAD].term], 1);
				if (fill)
					__builtin_prefetch(lists->bytes + lists->list[postings[at + AHEAD_BYTES].term].end, 1);
			}
			if (fill)
				list_put(lists, list, gap, wdf);
			else
				list->end += glass_number_size(gap) + glass_number_size(wdf);
			list->last_id = document;
		}
	}
}

/* Afterwards the list of term t ends at list[t].end, where that of t + 1 starts. */
static void lists_collect(struct lists *lists, const struct shim_shard *shard)
{
	uint32_t total = 0;

	lists->list = memory_zeroed(shard->term_count, sizeof *lists->list);
	memory_scattered(lists->list, shard->term_count * sizeof *lists->list);
	lists_pass(lists, shard, false);
	for (size_t i = 0; i < shard->term_count; i++) {
		uint32_t length = lists->list[i].end;

		lists->list[i] = (struct list){.end = total};
		total += length;
	}
	lists->bytes = memory_new(total);
	memory_scattered(lists->bytes, total);
	lists_pass(lists, shard, true);
}

static struct glass_chunk *cutter_chunk(struct glass_cutter *cutter)
{
	if (cutter->count == cutter->capacity) {
		cutter->capacity = cutter->capacity * 2 + 16;
		cutter->chunks = memory_resize(cutter->chunks, cutter->capacity, sizeof *cutter->chunks);
	}
	return &cutter->chunks[cutter->count++];
}

static void cutter_cut(struct glass_cutter *cutter, const unsigned char *at, const unsigned char *end)
{
	uint32_t id = 0;

	cutter->count = 0;
	cutter->documents = 0;
	cutter->wdf_sum = 0;
	while (at < end) {
		struct glass_chunk *chunk = cutter_chunk(cutter);

		id += glass_get_number(&at) + 1;
		chunk->first_id = id;
		chunk->body = at;
		cutter->wdf_sum += glass_get_number(&at);
		cutter->documents++;
		while (at < end && (size_t)(at - chunk->body) < cutter->chunk_size) {
			id += glass_get_number(&at) + 1;
			cutter->wdf_sum += glass_get_number(&at);
			cutter->documents++;
		}
		chunk->last_id = id;
		chunk->end = at;
	}
}

/* start: what stands before the chunk's own part of the tag, already in cutter->tag. */
static void cutter_add_chunk(struct glass_cutter *cutter, const struct glass_chunk *chunk, unsigned char *start,
                             const unsigned char *key, const unsigned char *key_end)
{
	size_t length = (size_t)(chunk->end - chunk->body);
	unsigned char *to = start;

	*to++ = chunk == &cutter->chunks[cutter->count - 1] ? '1' : '0';
	to = glass_put_number(to, chunk->last_id - chunk->first_id);
	memcpy(to, chunk->body, length);
	to += length;
	glass_table_add(cutter->table, key, (size_t)(key_end - key), cutter->tag, (size_t)(to - cutter->tag));
}

/*
 * key has room for a document id behind key_length. The lengths' list has
 * neither totals nor the zero byte that ends a term in a key.
 */
static void cutter_add_list(struct glass_cutter *cutter, unsigned char *key, size_t key_length, bool is_term)
{
	unsigned char *key_end = key + key_length, *to = cutter->tag;

	to = glass_put_number(to, is_term ? cutter->documents : 0);
	to = glass_put_number(to, is_term ? cutter->wdf_sum : 0);
	to = glass_put_number(to, cutter->chunks[0].first_id - 1);
	cutter_add_chunk(cutter, &cutter->chunks[0], to, key, key_end);
	if (is_term)
		*key_end++ = 0;
	for (size_t i = 1; i < cutter->count; i++)
		cutter_add_chunk(cutter, &cutter->chunks[i], cutter->tag, key,
		                 glass_put_sortable(key_end, cutter->chunks[i].first_id));
}

static void fail_overflow(struct glass_table *table)
{
	if (!table->file.error)
		table->file.error = EOVERFLOW;
}

void glass_cutter_init(struct glass_cutter *cutter, struct glass_table *table, size_t chunk_size)
{
	*cutter = (struct glass_cutter){.table = table, .chunk_size = chunk_size};
	/* The totals, the chunk's head, and a body that one posting may carry beyond its size. */
	cutter->tag = memory_new(chunk_size + 3 * GLASS_NUMBER_MAX + 1 + 3 * GLASS_NUMBER32_MAX);
}

void glass_cutter_release(struct glass_cutter *cutter)
{
	free(cutter->tag);
	free(cutter->chunks);
}

static void cutter_add(struct glass_cutter *cutter, unsigned char *key, size_t key_length, bool is_term,
                       const unsigned char *list, const unsigned char *end)
{
	cutter_cut(cutter, list, end);
	if (is_term && cutter->wdf_sum > UINT32_MAX)
		fail_overflow(cutter->table);
	cutter_add_list(cutter, key, key_length, is_term);
}

void glass_cutter_add_term(struct glass_cutter *cutter, unsigned char key[GLASS_KEY_MAX], size_t key_length,
                           const unsigned char *list, const unsigned char *end)
{
	cutter_add(cutter, key, key_length, true, list, end);
}

void glass_cutter_add_lengths(struct glass_cutter *cutter, const unsigned char *list, const unsigned char *end)
{
	unsigned char key[2 + GLASS_NUMBER32_MAX] = {0, GLASS_LENGTHS};

	cutter_add(cutter, key, 2, false, list, end);
}

void glass_statistics_count(struct glass_statistics *statistics, uint32_t length)
{
	if (length && (!statistics->length_lower_bound || length < statistics->length_lower_bound))
		statistics->length_lower_bound = length;
	if (length > statistics->length_upper_bound)
		statistics->length_upper_bound = length;
	statistics->total_length += length;
}

/* Packs all lengths as a list at to; returns its end. */
static unsigned char *lengths_pack(struct glass_table *table, const struct shim_shard *shard, unsigned char *to,
                                   struct glass_statistics *statistics)
{
	for (uint32_t document = 0; document < shard->document_count; document++) {
		uint64_t length = 0;

		for (size_t i = shard->posting_start[document]; i < shard->posting_start[document + 1]; i++) {
			uint32_t wdf = shard->postings[i].wdf;

			length += wdf;
			if (wdf > statistics->wdf_upper_bound)
				statistics->wdf_upper_bound = wdf;
		}
		if (length > UINT32_MAX) {
			fail_overflow(table);
			length = UINT32_MAX;
		}
		glass_statistics_count(statistics, (uint32_t)length);
		to = glass_put_number(to, 0);
		to = glass_put_number(to, length);
	}
	return to;
}

static void lengths_add(struct glass_cutter *cutter, const struct shim_shard *shard, struct glass_statistics *statistics)
{
	unsigned char *bytes = memory_new((size_t)shard->document_count * (1 + GLASS_NUMBER32_MAX));

	glass_cutter_add_lengths(cutter, bytes, lengths_pack(cutter->table, shard, bytes, statistics));
	free(bytes);
}

static void terms_add(struct glass_cutter *cutter, const struct shim_shard *shard)
{
	unsigned char key[GLASS_KEY_MAX];
	struct lists lists;
	uint32_t start = 0;

	if (shard->posting_start[shard->document_count] - shard->posting_start[0] > UINT32_MAX / (2 * GLASS_NUMBER32_MAX)) {
		fail_overflow(cutter->table); /* lists are measured in 32 bits: half the memory that is visited in no order */
		return;
	}
	lists_collect(&lists, shard);
	for (size_t i = 0; i < shard->term_count && !cutter->table->file.error; i++) {
		uint32_t end = lists.list[i].end;

		if (start == end)
			continue;
		glass_cutter_add_term(cutter, key,
		                      (size_t)(glass_put_term(key, shard->terms[i].bytes, shard->terms[i].length) - key),
		                      lists.bytes + start, lists.bytes + end);
		start = end;
	}
	free(lists.bytes);
	free(lists.list);
}

void glass_postings_add(struct glass_table *table, const struct shim_shard *shard, size_t chunk_size,
                        struct glass_statistics *statistics)
{
	struct glass_cutter cutter;

	*statistics = (struct glass_statistics){.documents = shard->document_count, .last_id = shard->document_count};
	if (!shard->document_count)
		return;
	glass_cutter_init(&cutter, table, chunk_size);
	lengths_add(&cutter, shard, statistics);
	terms_add(&cutter, shard);
	glass_cutter_release(&cutter);
}
