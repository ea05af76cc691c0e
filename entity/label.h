/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a token is in a name: outside of any, or of a kind at the beginning,
 * inside, at the end of it, or a name alone (BILOU: Ratinov & Roth 2009).
 */
#ifndef DATELINE_ENTITY_LABEL_H
#define DATELINE_ENTITY_LABEL_H

#include "article/article.h"

#include <stdbool.h>
#include <stdint.h>

enum place_in_name {
	NAME_BEGIN,
	NAME_INSIDE,
	NAME_END,
	NAME_ALONE
};

#define LABEL_OUTSIDE 0
#define LABELS (1 + 4 * ENTITY_KINDS)

static inline uint8_t label_of(enum entity_kind kind, enum place_in_name place)
{
	return (uint8_t)(1 + 4 * (unsigned)kind + (unsigned)place);
}

/* Of a label that is not LABEL_OUTSIDE. */
static inline enum entity_kind label_kind(uint8_t label)
{
	return (enum entity_kind)((label - 1) / 4);
}

static inline enum place_in_name label_place(uint8_t label)
{
	return (enum place_in_name)((label - 1) % 4);
}

/* Whether the second may follow the first; before the first token and behind the last stands LABEL_OUTSIDE. */
static inline bool label_follows(uint8_t first, uint8_t second)
{
	bool open = first != LABEL_OUTSIDE && label_place(first) <= NAME_INSIDE;
	bool goes_on = second != LABEL_OUTSIDE && (label_place(second) == NAME_INSIDE || label_place(second) == NAME_END);

	return open ? goes_on && label_kind(first) == label_kind(second) : !goes_on;
}

#endif
