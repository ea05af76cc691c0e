/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Headers of lines "Name: value", as HTTP (RFC 9112) and WARC (ISO 28500) write
 * them; lines end in CR LF or, as many writers have it, in LF alone.
 */
#ifndef DATELINE_INDEXER_READ_HEADER_H
#define DATELINE_INDEXER_READ_HEADER_H

#include <stdbool.h>
#include <stddef.h>

/* Bytes of something bigger, borrowed. */
struct span {
	const char *bytes;
	size_t length;
};

/* Where the header at the beginning of the bytes ends, its blank line included; 0 when it does not. */
size_t header_end(const char *bytes, size_t length);

/* The first field of this name (any case), without white space around its value. False when there is none. */
bool header_find(struct span header, const char *name, struct span *value);

/* Whether the value is the word, in any case; its parameters behind a semicolon do not count. */
bool header_is(struct span value, const char *word);

/* The parameter of a value ("charset" of "text/html; charset=utf-8"), without quotes. */
bool header_parameter(struct span value, const char *name, struct span *parameter);

/* A length in decimal, the whole of value; false for anything else, and beyond 2^62. */
bool header_number(struct span value, unsigned long long *number);

#endif
