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
 * line, or at length. Abbreviations ("Mr.", "U.S.", "Jun. 3", initials), the
 * numbers of a list and decimal points end none, nor does a mark before a
 * lower-case letter; 。！？ end one without white space. "U.S." and its like
 * do when a function word with a capital follows ("in the U.S. The").
 * Always greater than start while start < length. A whole text takes linear
 * time when each sentence starts where the last one ended.
 */
size_t sentence_end(const char *text, size_t length, size_t start);

#endif
