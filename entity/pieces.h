/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Text to the pieces that the tagger looks at, cut as treebanks cut English,
 * since that is how the texts are cut that it learns from: punctuation alone,
 * "Kiev" "'s", "do" "n't", but "U.S.", "Mr.", "Jong-un", "O'Brien", "6,000" and
 * "AT&T" whole. These are no index terms: text/tokens.h makes those.
 */
#ifndef DATELINE_ENTITY_PIECES_H
#define DATELINE_ENTITY_PIECES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes [start, end) of the text: never empty, never part of a character. */
struct piece {
	uint32_t start, end;
};

/*
 * The first piece at or behind offset *at of a text of valid UTF-8 (under 4
 * GiB), and moves *at behind it; false when only white space is left.
 */
bool piece_next(const char *text, size_t length, size_t *at, struct piece *piece);

#endif
