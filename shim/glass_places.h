/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where in a shard's file the values of one slot lie, document by document: 12
 * bytes of memory each, and one pass over the slot, to read values from then on
 * without a way down the tree, and to have them fetched before they are needed.
 */
#ifndef DATELINE_SHIM_GLASS_PLACES_H
#define DATELINE_SHIM_GLASS_PLACES_H

#include "shim/glass_read.h"

#ifdef __cplusplus
extern "C" {
#endif

#include "text/buffer.h"

struct glass_places {
	const struct glass_reader *reader; /* borrowed */
	uint32_t *first; /* by document: 1 + the index of its value's first piece; 0: it has none */
	uint32_t last;   /* document */
	uint64_t *pieces; /* offset in the file << 16 | length << 1 | whether it is its value's last */
	size_t piece_count, piece_capacity;
};

/* 0, or -1 when the slot is damaged or larger than can be told: there is then nothing to release. */
int glass_places_read(struct glass_places *places, const struct glass_reader *reader, unsigned slot);
void glass_places_release(struct glass_places *places);

/*
 * A document's value, NULL when it has none, or with *fault set; good until
 * the next call with the same room, where what lies in pieces is joined.
 */
const unsigned char *glass_places_value(const struct glass_places *places, uint32_t document, struct buffer *room,
                                        size_t *length, enum glass_fault *fault);

/* Has a value's bytes brought near: it is to be read soon. */
void glass_places_expect(const struct glass_places *places, uint32_t document);

#ifdef __cplusplus
}
#endif

#endif
