/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What can be counted of the blocks and elements of a page, before anything is
 * said of what they are.
 */
#ifndef DATELINE_INDEXER_EXTRACT_MEASURE_H
#define DATELINE_INDEXER_EXTRACT_MEASURE_H

#include "indexer/extract/markup.h"
#include "indexer/extract/phrases.h"

enum ending {
	ENDS_OPEN,
	ENDS_STOP,
	ENDS_QUESTION, /* and exclamation */
	ENDS_COLON,
	ENDS_ELLIPSIS,
	ENDS_COMMA,
	ENDS_DIGIT,
	ENDS_BRACKET,
	ENDING_COUNT
};

struct block_measure {
	uint32_t chars;     /* code points; an ideograph counts as three, since it says as much as a few letters */
	uint32_t words, capitals; /* and those of them that begin with a capital */
	uint32_t stops, commas;
	uint32_t digits;
	uint32_t prose;     /* chars, where it reads as running text; else 0 */
	uint32_t prose_before; /* prose of all blocks before it */
	uint32_t hash;      /* of its text */
	uint32_t ancestors; /* an enum tag of each element around it, a bit each */
	uint32_t classes_near, classes_far; /* of the three innermost elements and the inline ones; of those further out */
	uint16_t flags;     /* of it and all elements around it */
	uint16_t copies;    /* blocks of the same text before it */
	uint8_t ending;     /* enum ending */
	uint8_t link_share; /* 0..100 % of its bytes are links */
	bool has_date, has_bar, has_mark, lower; /* a date; | or »; ©, @ or http; begins with a small letter */
	bool has_title, has_digit;
	struct phrase_hits hits;
};

struct element_measure {
	uint32_t chars, linked, prose, blocks, prose_blocks;
	uint32_t score;  /* after Readability: what the paragraphs right inside and one level deeper are worth */
	uint32_t twins;  /* elements of its signature beside it, itself included */
	uint32_t tags, classes; /* of it and all elements around it */
	uint16_t flags;
};

struct measures {
	const struct markup *markup;
	struct block_measure *blocks;
	struct element_measure *elements;
	uint32_t core;      /* the innermost element that holds nearly all running text */
	uint32_t thick;     /* the innermost that is followed by going where most of it is */
	uint32_t candidate; /* the one of the greatest score */
	size_t title;       /* the block that is the headline; the number of blocks when there is none */
	size_t articles, mains, bodies; /* elements <article>, <main> and articleBody */
};

/* title: what the page says its headline is, or NULL. The markup and title are borrowed. */
void measures_init(struct measures *measures, const struct markup *markup, const struct phrases *phrases, const char *title);
void measures_release(struct measures *measures);

/* The elements around a block that do not hold the headline too: whatever those are called that do, they are the article's. */
struct surroundings {
	uint32_t classes, tags; /* a bit each, as in struct block_measure */
	uint8_t up;             /* how many elements these are */
};

struct surroundings surroundings_of(const struct markup *markup, size_t block, size_t title);

#endif
