/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The lines of a table that people edit: fields between tabs, # begins a
 * comment, empty lines count for nothing.
 */
#ifndef DATELINE_NAMES_LINES_H
#define DATELINE_NAMES_LINES_H

#include <stdbool.h>
#include <stddef.h>

#define LINE_FIELDS 64
#define LINE_BYTES 8192 /* of one line, in a file that is read */
#define TABLE_BYTES (16u << 20) /* of a whole file */

struct line_field {
	const char *bytes; /* without white space around it */
	size_t length;     /* > 0 */
};

/* Set at, end and file, the rest zero. */
struct lines {
	const char *at, *end;
	const char *file;
	size_t number; /* of the line, from 1 */
	struct line_field fields[LINE_FIELDS];
	size_t count;
};

/* The next line that holds something, its empty fields left out. A line that is no UTF-8, too long or of too many fields is named and passed over. */
bool lines_next(struct lines *lines);

/* Names the line; what is wrong, and what to do. */
void lines_complain(const struct lines *lines, const char *hint, const char *what);

/* A whole file, freed by the caller; NULL, and a message, when it cannot be read or is larger than TABLE_BYTES. */
char *table_read(const char *file, size_t *length);

#endif
