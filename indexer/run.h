/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One run of the indexer: from sources to a published index.
 *
 * This thread reads; workers parse, cut into terms and fill a batch each, which
 * they write as a shard when it is full and at the end; then what has vanished
 * is taken out, and all of it is published at once.
 */
#ifndef DATELINE_INDEXER_RUN_H
#define DATELINE_INDEXER_RUN_H

#include "indexer/entity/find.h"
#include "indexer/read/source.h"
#include "shim/xapian.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct run_options {
	const char *index;
	const char *const *sources;
	size_t source_count;
	enum source_format format;
	unsigned jobs;        /* workers, 1 or more */
	const char *language; /* ISO 639-1 of articles that do not say, or NULL: English words are stemmed */
	bool keep_boilerplate;
	const char *names; /* the user's own table of names, or NULL: names/table.h */
	const struct entity_knowledge *knowledge; /* NULL: no entities are looked for */
	bool keep_vanished;
	bool progress;        /* a live line on stderr */
	bool verbose;
};

struct run_summary {
	uint64_t documents, added, updated, unchanged, deleted, skipped, bytes, index_bytes;
	double seconds;
};

enum shim_status run_index(const struct run_options *options, struct run_summary *summary, struct shim_failure *failure);

#endif
