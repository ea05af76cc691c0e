/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * By what a file, and the article in it, are known again in the next run.
 */
#ifndef DATELINE_INDEXER_READ_IDENTITY_H
#define DATELINE_INDEXER_READ_IDENTITY_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>

/* An article's id, owned by the caller: its path below SOURCE without a final ".gz", as valid UTF-8. */
char *identity_of_path(const char *below);

/* The part of a path below a directory, both absolute: "" for the directory itself; NULL when it is not below it. */
const char *path_below(const char *path, const char *directory);

/* Whether a path below this one, as identity_of_path took it, has this id. */
bool identity_below(const char *id, const char *directory);

/* Another number, never 0, after every change of the file that its status shows. */
uint64_t identity_stamp(const struct stat *status);

#endif
