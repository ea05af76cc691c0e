/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Numbers and strings as glass packs them. Each function writes at to and
 * returns the byte behind what it wrote; the caller has made sure of the room.
 */
#ifndef DATELINE_SHIM_GLASS_ENCODE_H
#define DATELINE_SHIM_GLASS_ENCODE_H

#include "text/bytes.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Longest packed number of 32 and of 64 bits. */
#define GLASS_NUMBER32_MAX 5
#define GLASS_NUMBER_MAX 10

/* Blocks and the version file: fixed width, most significant byte first. */
static inline unsigned char *glass_put16(unsigned char *to, unsigned number)
{
	to[0] = (unsigned char)(number >> 8);
	to[1] = (unsigned char)number;
	return to + 2;
}

static inline unsigned char *glass_put32(unsigned char *to, uint32_t number)
{
	return glass_put16(glass_put16(to, number >> 16), number & 0xffff);
}

/* Tags: groups of 7 bits, lowest first, the high bit set on all but the last. */
static inline unsigned char *glass_put_number(unsigned char *to, uint64_t number)
{
	while (number >= 0x80) {
		*to++ = (unsigned char)(number | 0x80);
		number >>= 7;
	}
	*to++ = (unsigned char)number;
	return to;
}

/* Reads such a number of at most 32 bits, which this program wrote itself. */
static inline uint32_t glass_get_number(const unsigned char **at)
{
	uint32_t number = *(*at)++;

	if (number < 0x80)
		return number;
	number &= 0x7f;
	for (unsigned shift = 7;; shift += 7) {
		unsigned char byte = *(*at)++;

		number |= (uint32_t)(byte & 0x7f) << shift;
		if (byte < 0x80)
			return number;
	}
}

/* How many bytes glass_put_number takes: 1 + a seventh of the highest bit's number, for which 37 / 256 is near enough. */
static inline unsigned glass_number_size(uint32_t number)
{
	unsigned highest = 31u - (unsigned)__builtin_clz(number | 1);

	return 1 + (highest * 37 >> 8);
}

/*
 * Document ids in keys, so that they sort as numbers do: most significant byte
 * first, and as many one bits on top as there are bytes beyond two (below
 * 2^15 two bytes, and one more for every seven bits more).
 */
static inline unsigned char *glass_put_sortable(unsigned char *to, uint32_t number)
{
	unsigned length = number < 1u << 15 ? 2 : number < 1u << 22 ? 3 : number < 1u << 29 ? 4 : 5;
	uint32_t rest = number;

	for (unsigned i = length; i-- > 1; rest >>= 8)
		to[i] = (unsigned char)rest;
	to[0] = (unsigned char)(rest | 0xffu << (10 - length));
	return to + length;
}

/* The order of keys and of values: bytewise, the shorter of two that begin alike first. */
static inline bool glass_below(const void *one, size_t length, const void *other, size_t other_length)
{
	return bytes_compare(one, length, other, other_length) < 0;
}

/* Terms in keys: a zero byte is followed by 0xff, so that "\0" can end the term. */
static inline unsigned char *glass_put_term(unsigned char *to, const void *term, size_t length)
{
	const unsigned char *from = term;

	if (!memchr(term, 0, length)) {
		memcpy(to, term, length);
		return to + length;
	}
	for (size_t i = 0; i < length; i++) {
		*to++ = from[i];
		if (!from[i])
			*to++ = 0xff;
	}
	return to;
}

#endif
