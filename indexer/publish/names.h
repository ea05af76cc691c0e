/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which names of the articles that are to be published are one entity: the
 * record that goes into the newest shard (names/map.h).
 */
#ifndef DATELINE_INDEXER_PUBLISH_NAMES_H
#define DATELINE_INDEXER_PUBLISH_NAMES_H

#include "article/state.h"
#include "shim/xapian.h"
#include "text/buffer.h"

/*
 * Adds the record of all living articles of the shards, which lie in the
 * directory of the index; nothing when they name nobody. file: the user's own
 * table of names, or NULL. stub: a path in the directory to write to. An index
 * whose names cannot be read is published without the record, with a message.
 */
void publish_names(struct buffer *record, const char *stub, const struct state_shard *const *shards, size_t count,
                   const char *file);

#endif
