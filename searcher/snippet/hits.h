/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where a text holds what a query asks for.
 */
#ifndef DATELINE_SEARCHER_SNIPPET_HITS_H
#define DATELINE_SEARCHER_SNIPPET_HITS_H

#include "searcher/snippet/snippet.h"

/* One occurrence of a concept: bytes [start, end) of the text, a phrase from its first word to its last. */
struct hit {
	uint32_t start, end;
	uint32_t word;     /* the number of its first word in the text */
	uint32_t concept;  /* index in the highlight */
	uint32_t sentence; /* index of the sentence it starts in; left 0 here, choose.c fills it in */
};

/* Ordered by start; those of one concept may overlap. */
struct hits {
	struct hit *list; /* owned */
	size_t count, capacity;
};

/* A phrase without "any word" at its ends, which is nothing to be shown; borrows it. */
struct phrase phrase_shown(const struct phrase *phrase);

/* How many words an occurrence can have at the most. */
size_t phrase_longest(const struct phrase *phrase);

/* Has an analysis that has begun keep no more words than hits_find needs. */
void hits_sift(struct analyzer *analyzer, const struct highlight *highlight);

/* Where what was analysed begins in the text. */
struct origin {
	size_t start, word;
};

/*
 * Adds the occurrences in the tokens of one field, the only one that was analysed; of a body, it may be a part behind
 * those whose hits are there. Concepts of the title are not looked for in the body.
 */
void hits_find(struct hits *hits, const struct tokens *tokens, enum token_field field, const struct origin *origin,
               const struct highlight *highlight);
void hits_release(struct hits *hits);

#endif
