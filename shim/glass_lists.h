/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Posting lists and values of a glass shard, read forwards.
 * On disk: glass_postings.c, glass_values.c.
 */
#ifndef DATELINE_SHIM_GLASS_LISTS_H
#define DATELINE_SHIM_GLASS_LISTS_H

#include "shim/glass_read.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What is above it reads as this: nobody asks for more (shim/xapian.h, struct shim_hits). */
#define GLASS_WDF_MAX 127

/* One posting list. */
struct glass_list {
	struct glass_cursor cursor;
	unsigned char key[GLASS_KEY_MAX + 1 + 8]; /* the first chunk's, and what all later ones' start with */
	size_t key_length, prefix_length;
	uint32_t documents; /* how many have the term; 0 for the list of all */
	uint32_t id;        /* of the next posting, when there is one left in the chunk */
	uint32_t last_id;   /* of the chunk */
	bool last_chunk;
	const unsigned char *at, *end; /* in the chunk: from the wdf of the next posting on */
};

/* False when the shard does not hold the term, or on a fault. length 0: all documents. To be released in any case. */
bool glass_list_open(struct glass_list *list, const struct glass_reader *reader, const void *term, size_t length);
void glass_list_release(struct glass_list *list);

/* The next postings, up to capacity of them (more than 0); 0 at the end or on a fault. */
size_t glass_list_read(struct glass_list *list, uint32_t *ids, uint8_t *wdfs, size_t capacity);

/* Passes over the postings below target, which may be many at a time. */
void glass_list_skip(struct glass_list *list, uint32_t target);

/* The values in one slot. */
struct glass_column {
	struct glass_cursor cursor;
	unsigned char key[2 + 5]; /* what all its chunks' start with */
	size_t prefix_length;
	uint32_t asked, id;       /* the first value from document asked on is that of id, 0: there is none; asked 0: not known */
	const unsigned char *value; /* that value, until the next call */
	size_t length;
	const unsigned char *at, *end; /* in the chunk: from the value's length on */
};

void glass_column_open(struct glass_column *column, const struct glass_reader *reader, unsigned slot);
void glass_column_release(struct glass_column *column);

/* Whether a document has a value. Cheapest in ascending order. Fault: false. */
bool glass_column_at(struct glass_column *column, uint32_t document);

/* The first document from the given one on that has a value: column->id. False when there is none. */
bool glass_column_from(struct glass_column *column, uint32_t document);

#ifdef __cplusplus
}
#endif

#endif
