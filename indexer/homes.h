/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which SOURCE each document of the old index was read from. Thread-safe: it
 * does not change.
 */
#ifndef DATELINE_INDEXER_HOMES_H
#define DATELINE_INDEXER_HOMES_H

#include "indexer/known.h"

#include <stdbool.h>
#include <stdint.h>

struct homes;

struct homes *homes_new(struct known *known, const char *const *sources, size_t count); /* those of this run */
void homes_free(struct homes *homes);

/* The absolute path, of which a long one is cut; NULL where it is not known. Borrowed. */
const char *homes_of(const struct homes *homes, uint32_t id);

/* Whether it was read from this SOURCE. */
bool homes_is(const struct homes *homes, uint32_t id, const char *origin);

/* Whether this run misses it when it goes: it was read from this SOURCE, or from another one of the run. */
bool homes_cover(const struct homes *homes, uint32_t id, const char *origin);

/* Whether two SOURCEs have nothing to do with each other: neither lies below the other, nor is standard input. */
bool origins_apart(const char *one, const char *other);

#endif
