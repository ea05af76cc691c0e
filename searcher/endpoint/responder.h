/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a process that answers requests has at hand: the index as it was last
 * published, and the responses that it gave.
 */
#ifndef DATELINE_SEARCHER_ENDPOINT_RESPONDER_H
#define DATELINE_SEARCHER_ENDPOINT_RESPONDER_H

#include "searcher/endpoint/cache.h"
#include "searcher/endpoint/settings.h"
#include "searcher/search.h"

#include <stdbool.h>
#include <sys/stat.h>

/* Which publication of the index is open, or which table of names was read. */
struct stamp {
	dev_t device;
	ino_t inode;
	off_t size;
	struct timespec modified;
};

/* All zero but settings is closed and ready. */
struct responder {
	const struct settings *settings; /* borrowed */
	struct searcher *searcher;       /* NULL: not open */
	struct stamp stamp, names;
	uint32_t articles;
	bool counted; /* articles is known */
	bool stale;   /* another publication, or another table of names, is there and cannot be opened */
	struct cache cache;
	struct shim_failure failure; /* why the index cannot be used, when it cannot */
};

/* Opens the index, or another publication of it than the one that is open. False when there is none to answer from; it was reported. */
bool responder_refresh(struct responder *responder);
void responder_release(struct responder *responder);

/* Says in the server's log what failed last. */
void responder_report(const struct responder *responder);

#endif
