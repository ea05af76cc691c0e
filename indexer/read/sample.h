/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Some files of each directory, spread over all of it: those whose names have the smallest hashes.
 *
 * So the choice does not depend on the order of names, and when files are added or taken away, most of it stays.
 */
#ifndef DATELINE_INDEXER_READ_SAMPLE_H
#define DATELINE_INDEXER_READ_SAMPLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sample;

/* A name as a number; those of names that differ in a digit are as far apart as any. */
uint64_t sample_rank(const char *name, size_t length);

/*
 * Walks the paths: files of each directory at the most, of so many directories that their files have about so many
 * bytes. avoid as in walk_open. Says nothing of what is wrong.
 */
struct sample *sample_new(const char *const *paths, size_t count, const char *avoid, size_t files, uint64_t bytes);
void sample_free(struct sample *sample);

/* Whether a file is in it: origin, the absolute path of the SOURCE; id, as identity_of_path gives it. */
bool sample_has(const struct sample *sample, const char *origin, const char *id);

#endif
