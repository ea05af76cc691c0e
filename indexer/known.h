/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the index knew before this run: which articles are there, and whether
 * they have changed. One handle a thread.
 */
#ifndef DATELINE_INDEXER_KNOWN_H
#define DATELINE_INDEXER_KNOWN_H

#include "shim/xapian.h"

#include <stdbool.h>
#include <stdint.h>

struct known;

/* *out stays NULL, and every question finds nothing, while the index holds no shard. */
enum shim_status known_open(struct known **out, const char *index, size_t shards, struct shim_failure *failure);
void known_close(struct known *known);

struct known_document {
	uint32_t id; /* in the whole index; 0: not there */
	uint64_t stamp, fingerprint;
};

struct known_document known_find(struct known *known, const char *id);

/* A document's id as its users know it, owned by the caller; NULL when it cannot be read. */
char *known_name(struct known *known, uint32_t id);

/* Calls visit for each SOURCE that documents were read from; of a long path its beginning and its hash. */
void known_origins(struct known *known, void (*visit)(void *context, const char *origin), void *context);

/*
 * Calls visit for each document that was read from a SOURCE; from a file with
 * several articles (its absolute path) when that had this stamp; from such a
 * file at any time, or, where below is set, from any such file below a directory.
 */
void known_from_origin(struct known *known, const char *origin, void (*visit)(void *context, uint32_t id), void *context);
void known_from_file(struct known *known, const char *file, uint64_t stamp, void (*visit)(void *context, uint32_t id), void *context);
void known_from_path(struct known *known, const char *path, bool below, void (*visit)(void *context, uint32_t id), void *context);

/* The file with several articles that a document was read from, of a long path its beginning and its hash; else NULL. Borrowed. */
const char *known_file(struct known *known, uint32_t id);

uint32_t known_last(const struct known *known); /* the highest id */

/* Where a document lies. */
size_t known_shard(const struct known *known, uint32_t id);
uint32_t known_local(const struct known *known, uint32_t id);

#endif
