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

/* Calls visit for each document that was read from a SOURCE, or from a file with several articles of that stamp. */
void known_from_origin(struct known *known, const char *origin, void (*visit)(void *context, uint32_t id), void *context);
void known_with_stamp(struct known *known, uint64_t stamp, void (*visit)(void *context, uint32_t id), void *context);

uint32_t known_last(const struct known *known); /* the highest id */

/* Where a document lies. */
size_t known_shard(const struct known *known, uint32_t id);
uint32_t known_local(const struct known *known, uint32_t id);

#endif
