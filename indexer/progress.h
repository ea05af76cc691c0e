/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The live line on a terminal: articles, bytes, rate, time left.
 */
#ifndef DATELINE_INDEXER_PROGRESS_H
#define DATELINE_INDEXER_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct progress {
	bool shown; /* a line stands on the terminal */
	bool wanted;
	double began, last; /* seconds */
};

void progress_begin(struct progress *progress, bool wanted);

/* Draws the line, at most five times a second. known: the bytes that are to be read, 0 when nobody can say. */
void progress_tick(struct progress *progress, uint64_t articles, uint64_t bytes, uint64_t known);

/* Says what is going on instead, such as "publishing". */
void progress_say(struct progress *progress, const char *what);

/* Takes the line away. */
void progress_end(struct progress *progress);

#endif
