/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Words and phrases near each other, in any order: "a NEAR/5 b".
 */
#ifndef DATELINE_ARTICLE_NEAR_H
#define DATELINE_ARTICLE_NEAR_H

#include "article/phrase.h"

/* Operands at the most. */
#define NEAR_MAX 6

struct near {
	struct phrase phrases[NEAR_MAX]; /* their fields are not looked at */
	size_t count;
	size_t distance; /* from the last word of one to the first of the next, at the most; 1: side by side */
	enum phrase_field field;
};

void near_release(struct near *near);

/* Adds an operand, an empty phrase to be filled; NULL when there are NEAR_MAX. */
struct phrase *near_add(struct near *near);

/*
 * Whether all operands stand near each other in a stream: there is an
 * occurrence of each, none overlaps another, and in some order each begins at
 * most distance words behind the last word of the one before it. Title and
 * body are apart. A damaged stream matches nothing, nor does a near without
 * operands. Time: occurrences of all operands times 2^operands, at the worst.
 */
bool stream_near(const struct near *near, const void *stream, size_t length);

#endif
