/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The elements of HTML: which are lines of their own, and whose inside is no text.
 */
#ifndef DATELINE_INDEXER_EXTRACT_TAGS_H
#define DATELINE_INDEXER_EXTRACT_TAGS_H

#include "indexer/extract/markup.h"

struct tag_traits {
	uint8_t tag;    /* enum tag */
	uint8_t flags;  /* enum markup_flag of what is inside, as far as they fit a byte */
	bool skip;      /* nothing inside is seen as text: scripts, forms' fields, drawings */
	bool link;
	uint8_t breaks; /* 1: a line ends here, 2: a paragraph */
};

/* name: in lower case, as libxml2 gives it. */
const struct tag_traits *tag_find(const char *name);

#endif
