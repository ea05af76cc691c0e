/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From files to articles, and every bad input named: what was read and what was
 * said on stderr is one transcript, compared whole.
 */
#ifndef DATELINE_TESTS_UNIT_TRANSCRIPT_H
#define DATELINE_TESTS_UNIT_TRANSCRIPT_H

#include "indexer/read/source.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* cmocka's setup and teardown: a new directory that is the current one, so that paths are short and the same everywhere. */
int enter_directory(void **state);
int leave_directory(void **state);

void write_bytes(const char *path, const char *bytes, size_t length);
void write_file(const char *path, const char *text);
void add_bytes(const char *path, const char *bytes, size_t length);
void add_gzip(const char *path, const char *text); /* adds a gzip member to the file */
size_t file_size(const char *path);

struct run {
	const char *const *paths;
	size_t count;
	struct source_options options;
	bool parse;   /* articles rather than documents */
	size_t skips; /* calls of skipped */
	uint64_t read, known, first_known;
};

void check_run(struct run *run, size_t skips, const char *expected);

/* The documents of one SOURCE; its articles, with a line feed shown as |. */
void check_documents(const char *path, size_t skips, const char *expected);
void check_articles(const char *path, enum source_format format, size_t skips, const char *expected);

#endif
