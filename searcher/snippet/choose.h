/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The best passages among the sentences and hits of a text, or of those parts
 * of it that have been read.
 */
#ifndef DATELINE_SEARCHER_SNIPPET_CHOOSE_H
#define DATELINE_SEARCHER_SNIPPET_CHOOSE_H

#include "searcher/snippet/hits.h"
#include "searcher/snippet/outline.h"

/* Choosing goes through all hits for each passage. */
#define PASSAGES_MAX 32

/* A passage that some hits ask for: from the sentence of the first to that of the last, cut when they are too long. */
struct window {
	uint32_t hits_start, hits_end; /* what it must hold */
	size_t from, to;               /* sentences */
	size_t start, end;             /* bytes */
	/* In the order in which windows are compared; a coverage of 0 is no window: */
	uint64_t fresh;    /* weight of its concepts that no passage has shown */
	uint64_t coverage; /* weight of its concepts */
	size_t breaks;     /* borders that it should not cross */
	bool mere;
	uint32_t span;     /* words from the first hit to the last */
};

struct chooser {
	const char *text;       /* borrowed; read where there are sentences */
	struct hits hits;       /* owned, as the outline is: the caller's to fill, before chooser_ready */
	struct outline outline;
	uint64_t *weights;      /* of each concept, in fixed point */
	bool *occurs;           /* concepts */
	uint64_t all;           /* weight of those that occur */
	uint32_t *seen;         /* the last window that each concept was seen in */
	uint32_t window;        /* number of the window */
	bool *shown;            /* concepts */
	struct mark taken[PASSAGES_MAX], sentences_taken[PASSAGES_MAX]; /* bytes of the passages made, and of the sentences they are from */
	size_t taken_count;
};

void chooser_init(struct chooser *chooser, const struct highlight *highlight);
void chooser_release(struct chooser *chooser);

/* Hits or sentences have changed. */
void chooser_ready(struct chooser *chooser);

/* The best window that overlaps no passage made. Needs an outline of all sentences that hits lie in. */
struct window choose_window(struct chooser *chooser);

/* The first sentence, one that is whole before others; false when all are excluded. */
bool choose_lead(struct chooser *chooser, struct window *lead);

/* Makes the passage of a window, with the sentences around it where it is short. Less than PASSAGES_MAX have been made. */
void chooser_take(struct chooser *chooser, const struct window *window, struct passage *out);

#endif
