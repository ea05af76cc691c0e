/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Articles that were indexed from a directory and are not there any more. They
 * are taken out of the index, but for those that a file which could not be
 * read had given before: they may still be in there.
 */
#ifndef DATELINE_INDEXER_VANISHED_H
#define DATELINE_INDEXER_VANISHED_H

#include "indexer/known.h"
#include "indexer/ledger.h"

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

/* A file that could not be read whole, or a directory that could not be listed. */
struct holder {
	char *file;  /* as the user would name it */
	char *place; /* its absolute path */
	bool below;  /* what was below it is held, too */
	size_t held; /* articles that it holds back */
};

struct holders {
	struct holder *list;
	size_t count, capacity;
	pthread_mutex_t mutex;
};

void holders_init(struct holders *holders);
void holders_release(struct holders *holders);

/* Copies both. Thread-safe. */
void holders_add(struct holders *holders, const char *file, const char *place, bool below);

/* Names on stderr each that holds an article back. */
void holders_say(const struct holders *holders);

/*
 * Takes out what the run has not met of the articles that were read from this
 * directory (its absolute path), and is not held back. verbose: names each.
 */
void vanished_delete(struct ledger *ledger, struct known *known, const char *origin, struct holders *holders, bool verbose);

#endif
