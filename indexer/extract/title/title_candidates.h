/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The texts of a page that may be its article's title.
 *
 * A page names its article several times: in JSON-LD, in Open Graph and other meta
 * tags, in <title>, in a heading. Each of them may hold more than the title: the site's name, the
 * section's, a kicker. So what bars and dashes part is a candidate too, in each run of neighbours.
 */
#ifndef DATELINE_INDEXER_EXTRACT_TITLE_TITLE_CANDIDATES_H
#define DATELINE_INDEXER_EXTRACT_TITLE_TITLE_CANDIDATES_H

#include "indexer/extract/head.h"
#include "indexer/extract/measure.h"
#include "indexer/extract/title/title_key.h"

#define TITLE_CANDIDATES_MAX 96
#define NO_TITLE_BLOCK SIZE_MAX

enum title_place {
	TITLE_IN_DATA,    /* JSON-LD */
	TITLE_IN_META,    /* Open Graph and its like */
	TITLE_IN_WINDOW,  /* <title> */
	TITLE_IN_HEADING, /* and other blocks that look like one */
	TITLE_PLACES
};

/* How much of a place's text a candidate is. */
enum title_part {
	TITLE_PART_NONE,
	TITLE_PART_WHOLE,
	TITLE_PART_BEGIN,
	TITLE_PART_MIDDLE,
	TITLE_PART_END,
	TITLE_PARTS
};

/* "<h1><span>Football</span> City wins the cup</h1>" */
enum title_kicker {
	TITLE_KICKER_NONE,
	TITLE_KICKER_WITH,   /* the heading with its kicker */
	TITLE_KICKER_BEHIND, /* what follows it */
	TITLE_KICKER_ALONE,
	TITLE_KICKERS
};

/* Texts of the same letters are one candidate. text is borrowed from head or measures. */
struct title_candidate {
	const char *text;
	size_t length;
	struct title_key key;
	size_t block;                /* that shows it best, NO_TITLE_BLOCK for none */
	uint8_t parts[TITLE_PLACES]; /* enum title_part */
	uint8_t kicker;              /* enum title_kicker */
};

struct title_candidates {
	struct title_candidate at[TITLE_CANDIDATES_MAX];
	size_t count;
};

/* 1, 2 or 3 for a block in such a heading, 4 for any other. */
unsigned title_rank(const struct block_measure *block);

/* What the page's head holds there; NULL for nothing, or when a bound of length or an unescaped quote has cut it. */
const char *title_at_place(const struct head *head, enum title_place place);

void title_candidates_find(struct title_candidates *candidates, const struct head *head, const struct measures *measures);

#endif
