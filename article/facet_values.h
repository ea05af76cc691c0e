/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which value of the whole index each entry of each part stands for
 * (article/facets.h), so that whoever counts values need not compare names.
 *
 * Stored in the newest shard's metadata under FACET_VALUES_KEY, written anew
 * with each commit; copies in older shards are history. A Zstandard frame with
 * content size and checksum. Unpacked, numbers are varints:
 *     values      how many are numbered, from 1, the most frequent first; then for each a byte: its kind
 *     parts       how many; then for each
 *         serial      of the part
 *         entries     how many; then for each
 *             value       below ENTITY_KINDS: an entity of that kind which stands in this entry and one document alone, and
 *                         has no number; else the value's number + ENTITY_KINDS - 1
 */
#ifndef DATELINE_ARTICLE_FACET_VALUES_H
#define DATELINE_ARTICLE_FACET_VALUES_H

#include "article/facets.h"
#include "text/buffer.h"

#define FACET_VALUES_KEY "dateline-values"

/* The entries of a part, on their way into the record. */
struct values_part {
	uint32_t serial;
	uint32_t *values; /* of each entry, from 0; the caller's */
	uint32_t count;
};

/* kinds and documents: of each value; an entity that one document has is left without a number. Adds the record to out. */
void facet_values_encode(struct buffer *out, const struct values_part *parts, size_t count, const uint8_t *kinds,
                         const uint64_t *documents, size_t values);

/* Where the values of a part's entries begin in the record. */
struct values_place {
	uint64_t serial, entries;
	size_t start;
};

/* The record unpacked; parts are asked for in any order. */
struct facet_values {
	struct buffer plain;
	const uint8_t *kinds; /* of the values, the first being 1 */
	uint32_t count;
	struct values_place *parts;
	size_t part_count;
};

/* 0; -1 when it is damaged. Released in any case. */
int facet_values_open(struct facet_values *values, const void *record, size_t length);
void facet_values_release(struct facet_values *values);

/*
 * The values of a part's entries. Those without a number get the next ones
 * behind *last, and their kinds are added to lone. False when the record has
 * no such part of so many entries.
 */
bool facet_values_part(const struct facet_values *values, uint32_t serial, uint32_t entries, uint32_t *list, uint32_t *last,
                       struct buffer *lone);

#endif
