/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The languages in which a query is read: those that the index is written in.
 *
 * A word is its stem in articles of that stem's language alone, and a word like
 * others in articles of languages of which it is no function word. Which
 * languages these are is told by sets: bit n stands for the nth of the list.
 */
#ifndef DATELINE_SEARCHER_QUERY_LANGUAGES_H
#define DATELINE_SEARCHER_QUERY_LANGUAGES_H

#include "shim/xapian.h"
#include "text/stem.h"
#include "text/tokens.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define QUERY_LANGUAGES_MAX ANALYZER_LANGUAGES

typedef uint32_t language_set;

struct query_languages {
	char codes[QUERY_LANGUAGES_MAX][9]; /* that of most articles first; "en" where none is known */
	uint32_t articles[QUERY_LANGUAGES_MAX];
	size_t count;           /* 1 or more */
	language_set letters[2]; /* those that inflect words of Latin letters, and of others; the first is in both */
	struct stemmer *stemmers[QUERY_LANGUAGES_MAX]; /* NULL until they are asked */
	unsigned asked[QUERY_LANGUAGES_MAX];           /* how often languages_may_hold was */
	uint64_t *words[QUERY_LANGUAGES_MAX];          /* of a language of few articles, by stream_word; NULL: not known */
};

/*
 * All that the index has an article in, however rare: a word that stands in it is
 * looked for as that language has it. Released in the end.
 */
void query_languages_find(struct query_languages *languages, struct shim_index *index);
void query_languages_release(struct query_languages *languages);

/* Those that may read a text otherwise than its letters say; *plain: they cut it into the same words. */
language_set languages_of_text(const struct query_languages *languages, const char *text, bool *plain);

/* The stem of a folded word in one of them, by its number; good until the next call for it. */
const struct stem *languages_stem(struct query_languages *languages, size_t language, const char *word, size_t length);

/*
 * Whether a word (by its term_hash) may stand in the articles of a language. Where these are
 * few, and the language has been asked often enough to make it worth while, they are read once
 * and most words that they lack are known from then on: those cost a query nothing more.
 */
bool languages_may_hold(struct query_languages *languages, struct shim_index *index, size_t language, uint64_t hash);

/* Those of which the folded word is a function word. */
language_set languages_that_pass_over(const struct query_languages *languages, const char *word, size_t length);

/* In how many articles of these languages something stands that stands in so many of all. */
uint32_t languages_bound(const struct query_languages *languages, language_set set, uint32_t articles);

/* All but the first. */
language_set languages_but_first(const struct query_languages *languages);

/* The articles of these languages; not of none. */
struct shim_query *languages_query(const struct query_languages *languages, language_set set);

#endif
