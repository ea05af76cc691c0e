/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A stretch of a text as a passage, and where a text may be cut.
 */
#ifndef DATELINE_SEARCHER_SNIPPET_PASSAGE_H
#define DATELINE_SEARCHER_SNIPPET_PASSAGE_H

#include "searcher/snippet/hits.h"

/* Bytes of the white-space character at `at` (before end), no-break spaces included; 0: it is none. */
size_t white_space(const char *at, const char *end);

/*
 * Where a passage may begin at or behind `at`, at most at limit: at a word's
 * beginning, or where none is near, between two characters.
 */
size_t border_forward(const char *text, size_t at, size_t limit);

/* Where a passage may end at or before `at`, at least at limit; no white space stands before it. */
size_t border_backward(const char *text, size_t at, size_t limit);

/* Bytes [start, end) of the text, with the hits that lie in it marked, into out (all zero). */
void passage_make(struct passage *out, const char *text, size_t start, size_t end, const struct hits *hits);

#endif
