/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What somebody who types may want to type: names and words of the index that
 * begin so, whatever their case and accents.
 */
#ifndef DATELINE_SEARCHER_SUGGEST_H
#define DATELINE_SEARCHER_SUGGEST_H

#include "searcher/search.h"

#include <stddef.h>

#define SUGGESTIONS_MAX 10

enum suggestion_kind {
	SUGGESTION_PERSON,
	SUGGESTION_ORG,
	SUGGESTION_PLACE,
	SUGGESTION_SOURCE,
	SUGGESTION_WORD
};

struct suggestion {
	enum suggestion_kind kind;
	char *text; /* the whole query as it would be */
	uint32_t articles; /* that hold it */
};

/* Names before words, each the most frequent first. All zero is empty. */
struct suggestions {
	struct suggestion list[SUGGESTIONS_MAX];
	size_t count;
};

void suggestions_release(struct suggestions *suggestions);

/*
 * Completions of what is typed: of the whole as a name, and of its last word.
 * Fewer than two letters complete to nothing. An index that fails gives what
 * was found until then: nothing depends on it.
 */
void suggest(struct searcher *searcher, const char *typed, struct suggestions *suggestions);

#endif
