/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Words of the index that are spelled nearly as one that was typed.
 *
 * Slips are weighed: a letter beside the right one on the keyboard, a vowel for
 * another, two letters in turned order, one letter doubled or not are likelier
 * than others, and the first letter is seldom wrong (Damerau 1964; Kukich 1992,
 * "Techniques for automatically correcting words in text"). Accents are folded
 * away before.
 */
#ifndef DATELINE_SEARCHER_QUERY_SPELLING_H
#define DATELINE_SEARCHER_QUERY_SPELLING_H

#include "searcher/query/planner.h"
#include "text/stem.h"

#include <stddef.h>
#include <stdint.h>

#define SPELLINGS_MAX 24

struct spelling {
	char term[WORD_MAX]; /* as the index holds it: a stem, or a name */
	size_t length;
	uint32_t documents;
	double cost; /* of the slips that lead there, > 0 */
};

/* What slips turn one word into the other, both UTF-8; more than limit (at most 4) where that is exceeded. */
double spelling_cost(const char *one, size_t one_length, const char *other, size_t other_length, double limit);

/*
 * The terms nearest to a folded word, the cheapest first, then the most
 * frequent; the word itself is none of them. One slip is allowed in words of
 * four letters, two from six on, and none in shorter ones. An error in the
 * first three letters is found when it is the only one. prefix: that of the
 * field's terms. A few milliseconds at the most. Returns how many.
 */
size_t spelling_find(struct planner *planner, const char *prefix, const char *word, size_t length,
                     struct spelling list[SPELLINGS_MAX]);

/* All words that one slip in the first letters of a word of at most WORD_MAX bytes leads to; some come twice. */
void spelling_slips(const char *word, size_t length, size_t letters,
                    void (*visit)(void *context, const char *word, size_t length), void *context);

#endif
