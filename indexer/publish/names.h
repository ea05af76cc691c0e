/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which names of the articles that are to be published are one entity: the
 * record that goes into the newest shard (names/map.h).
 */
#ifndef DATELINE_INDEXER_PUBLISH_NAMES_H
#define DATELINE_INDEXER_PUBLISH_NAMES_H

#include "article/state.h"
#include "indexer/invert/batch.h"
#include "shim/xapian.h"
#include "text/buffer.h"

/* What is to be published. Set directory and file, the rest zero. */
struct publish_names {
	const char *directory; /* of the index, in which the shards lie */
	const char *file;      /* the user's own table of names, or NULL */
	const struct state_shard **shards; /* borrowed */
	size_t count;
	struct batch *batch; /* borrowed: a shard that is still in memory, or NULL; its columns are packed */
	const struct state_shard *held; /* and its dead */
};

void publish_names_add(struct publish_names *names, const struct state_shard *shard);
void publish_names_release(struct publish_names *names);

/* What belongs to the index as a whole, to be released by the caller. */
struct publish_record {
	struct buffer names;  /* names/map.h */
	struct buffer values; /* article/facet_values.h */
};

/*
 * Adds the records of all living articles; no names when they name nobody. An
 * index whose names cannot be read is published without the records, with a
 * message.
 */
void publish_names(const struct publish_names *names, struct publish_record *record);

#endif
