/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A strict JSON scanner (RFC 8259) for objects of a few flat fields.
 *
 * It builds no tree: each member's value is shown where it stands, and only
 * what is wanted is unescaped. Ten times as fast as a library that makes a
 * value of everything, which a build of an index over JSON Lines would feel.
 * What it takes and refuses is tested against libjansson.
 *
 * The caller sees to it that the bytes are valid UTF-8.
 */
#ifndef DATELINE_INDEXER_READ_JSON_LINE_H
#define DATELINE_INDEXER_READ_JSON_LINE_H

#include "text/buffer.h"

#include <stdbool.h>
#include <stddef.h>

/* Arrays and objects inside one another; more is a fault. */
#define JSON_DEPTH_MAX 2048

enum json_kind {
	JSON_KIND_NONE,
	JSON_KIND_NULL,
	JSON_KIND_BOOLEAN,
	JSON_KIND_NUMBER,
	JSON_KIND_STRING,
	JSON_KIND_ARRAY,
	JSON_KIND_OBJECT
};

/* A value where it stands in the line: of a string, the bytes between its quotes; of others, all of it. */
struct json_value {
	enum json_kind kind;
	const char *bytes;
	size_t length;
	bool escaped; /* a string with backslashes */
};

struct json_scanner {
	const char *start, *at, *end;
	bool first;
	const char *fault; /* what is wrong at at; NULL for nothing */
};

/* Begins with an object that is all of the bytes but white space. False when they are none: see fault. */
bool json_begin(struct json_scanner *scanner, const char *bytes, size_t length);

/* The next member; false behind the last one, or at a fault, which may lie behind the object. */
bool json_member(struct json_scanner *scanner, struct json_value *key, struct json_value *value);

/* The same for a value that is an array. */
void json_begin_array(struct json_scanner *scanner, const struct json_value *array);
bool json_item(struct json_scanner *scanner, struct json_value *item);

/* Where the fault is, in code points from 1. */
size_t json_column(const struct json_scanner *scanner);

/*
 * Adds a string's characters to out. Control characters but tab and line ends
 * become spaces (\u0000 too), half a surrogate pair U+FFFD: text that is cut
 * in the middle of an emoji is still worth reading.
 */
void json_text(struct buffer *out, const struct json_value *string);

/* Whether a string is exactly this. */
bool json_is(const struct json_value *string, const char *what);

#endif
