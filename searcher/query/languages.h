/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The languages in which a query is read: those that the index is written in.
 */
#ifndef DATELINE_SEARCHER_QUERY_LANGUAGES_H
#define DATELINE_SEARCHER_QUERY_LANGUAGES_H

#include "shim/xapian.h"
#include "text/tokens.h"

#include <stddef.h>

#define QUERY_LANGUAGES_MAX ANALYZER_LANGUAGES

struct query_languages {
	char codes[QUERY_LANGUAGES_MAX][9]; /* that of most articles first; "en" where none is known */
	size_t count;                       /* 1 or more */
};

/* Languages of fewer than one article in 200 are left out: their forms would cost every query more than they give. */
void query_languages_find(struct query_languages *languages, struct shim_index *index);

#endif
