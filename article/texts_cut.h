/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where a long text is marked, so that a snippet is cut from a part of it and
 * not from all: between two paragraphs, else two lines, two sentences, two
 * words.
 */
#ifndef DATELINE_ARTICLE_TEXTS_CUT_H
#define DATELINE_ARTICLE_TEXTS_CUT_H

#include "text/tokens.h"

#include <stddef.h>

#define PART_LEAST ((size_t)2 << 10)
#define PART_MOST ((size_t)4 << 10)

/* The end of the part that begins at offset `at` of a text (< length): length, or an offset behind which more than half a part follows. */
size_t text_cut(const char *text, size_t length, size_t at);

/* How many words of a text that was analysed as a body begin before the offset. */
size_t words_before(const struct tokens *tokens, size_t at);

#endif
