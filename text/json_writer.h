/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * JSON written piece by piece (RFC 8259): members keep their order, no tree is
 * built, nothing can be invalid UTF-8.
 *
 * The key is NULL for an element of an array and for the outermost value.
 * Characters that act on a terminal, end a line somewhere or turn the direction
 * of what follows are written as \u escapes, so that the output is safe to look
 * at and a line a value stays one line, while every reader gets them back.
 */
#ifndef DATELINE_TEXT_JSON_WRITER_H
#define DATELINE_TEXT_JSON_WRITER_H

#include "text/buffer.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Set out and one_line, the rest zero. */
struct json_writer {
	struct buffer *out; /* borrowed */
	bool one_line;      /* else each member and element on a line of its own, indented */
	unsigned depth;
	bool follows; /* the next value needs a comma before it */
};

/* bracket: '{' or '[', closed by '}' or ']'. */
void json_write_open(struct json_writer *writer, const char *key, char bracket);
void json_write_close(struct json_writer *writer, char bracket);

/* NULL gives null. */
void json_write_string(struct json_writer *writer, const char *key, const char *string);
void json_write_bytes(struct json_writer *writer, const char *key, const char *bytes, size_t length);

/* As buffer_add_decimal. */
void json_write_decimal(struct json_writer *writer, const char *key, double number, unsigned decimals);
void json_write_integer(struct json_writer *writer, const char *key, uint64_t number);
void json_write_boolean(struct json_writer *writer, const char *key, bool truth);

#endif
