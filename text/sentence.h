/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Sentence borders of running text, as far as snippets and capitals need them.
 */
#ifndef DATELINE_TEXT_SENTENCE_H
#define DATELINE_TEXT_SENTENCE_H

#include <stddef.h>

/*
 * The end of the sentence that starts at offset start of text: behind its full
 * stop and closing quotes and the white space that follows, or at a blank
 * line, or at length. Abbreviations ("Mr.", "U.S.", "Jun.", initials) and
 * decimal points end none; 。！？ do. Always greater than start while start < length.
 */
size_t sentence_end(const char *text, size_t length, size_t start);

#endif
