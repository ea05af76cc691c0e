/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The terms of a glass shard that begin alike, in their order, where they lie.
 * On disk: glass_postings.c.
 */
#ifndef DATELINE_SHIM_GLASS_TERMS_H
#define DATELINE_SHIM_GLASS_TERMS_H

#include "shim/glass_read.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Good until the next call, when glass_terms_next said true: */
struct glass_terms {
	unsigned char term[GLASS_KEY_MAX];
	size_t length;
	uint32_t documents; /* that have it */

	/* The rest is its own. */
	struct glass_cursor cursor;
	unsigned char prefix[GLASS_KEY_MAX];
	size_t prefix_length;
};

/* Before the first of the terms that begin so: 1 byte and more. To be released in any case. */
void glass_terms_open(struct glass_terms *terms, const struct glass_reader *reader, const void *prefix, size_t length);
void glass_terms_release(struct glass_terms *terms);

/* False at the end or on a fault, which is the cursor's. */
bool glass_terms_next(struct glass_terms *terms);

#ifdef __cplusplus
}
#endif

#endif
