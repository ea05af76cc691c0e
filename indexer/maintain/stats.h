/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * --stats: the figures of an index.
 */
#ifndef DATELINE_INDEXER_MAINTAIN_STATS_H
#define DATELINE_INDEXER_MAINTAIN_STATS_H

#include "shim/xapian.h"

#include <stdbool.h>

/* Prints them as lines, or as one JSON object. */
enum shim_status print_stats(const char *index, bool json, struct shim_failure *failure);

#endif
