/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What an article's word stream tells of its text before that is read: in
 * which parts the best passages may stand.
 *
 * A stream holds no more than half of each word's hash, one reading of it, and
 * no sentences, so what it promises may not be kept; nothing better is hidden.
 */
#ifndef DATELINE_SEARCHER_SNIPPET_SURVEY_H
#define DATELINE_SEARCHER_SNIPPET_SURVEY_H

#include "searcher/snippet/choose.h"

struct occurrence {
	uint32_t word, end; /* the first word, and the one behind the last */
	uint32_t concept;
};

struct survey {
	struct occurrence *list; /* owned; ascending by word */
	size_t count, capacity;
};

/* Where the body's words hold the concepts. A damaged stream holds nothing. */
void survey_make(struct survey *survey, const void *stream, size_t length, const struct highlight *highlight);
void survey_release(struct survey *survey);

/* The best that a window may be that begins in a stretch of words: fresh, coverage and span; 0: there is none. */
struct prospect {
	uint64_t fresh, coverage;
	uint32_t span;
	uint32_t last; /* the word that it must reach */
};

bool prospect_is_better(const struct prospect *one, const struct prospect *other);

/* Of the words [start, end), windows of so many words at most. The chooser knows what has been shown. */
struct prospect survey_prospect(const struct survey *survey, struct chooser *chooser, size_t start, size_t end, size_t most);

#endif
