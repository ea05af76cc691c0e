/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The order of keys, terms and names: bytewise, the shorter of two that begin alike first. */
#ifndef DATELINE_TEXT_BYTES_H
#define DATELINE_TEXT_BYTES_H

#include <stddef.h>
#include <string.h>

/* Below, at or above 0, as memcmp. */
static inline int bytes_compare(const void *a, size_t a_length, const void *b, size_t b_length)
{
	int order = memcmp(a, b, a_length < b_length ? a_length : b_length);

	return order ? order : (a_length > b_length) - (a_length < b_length);
}

#endif
