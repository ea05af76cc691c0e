/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What pages say around their articles, in the languages of the web: one table.
 *
 * The table is read without case and at the beginnings of words. No outlet is
 * named in it but the agencies, whose names stand under the copy of others.
 */
#ifndef DATELINE_INDEXER_EXTRACT_PHRASES_H
#define DATELINE_INDEXER_EXTRACT_PHRASES_H

#include <stddef.h>
#include <stdint.h>

enum phrase_kind {
	PHRASE_NAVIGATION, /* a whole line: "Accessibility links" */
	PHRASE_SHARE,      /* a whole line: "Facebook", "No Image", "Advertisement" */
	PHRASE_TAIL,       /* a whole line that heads what follows an article: "Comments" */
	PHRASE_TEASER,     /* a whole line, or before a colon: "Read more", "Related" */
	PHRASE_NOTICE,     /* anywhere in a line: "privacy policy"; articles may speak of it too */
	PHRASE_APPEAL,     /* anywhere in a line: "by signing up", said to the reader; "all rights reserved" */
	PHRASE_READER,     /* anywhere in a line: "your" */
	PHRASE_COPYRIGHT,  /* begins a line */
	PHRASE_SOURCE,     /* begins a line: "Source:" */
	PHRASE_BYLINE,     /* begins a line: "by" */
	PHRASE_UPDATED,    /* begins a line: "Last update" */
	PHRASE_KEYWORDS,   /* begins a line: "Keywords" */
	PHRASE_AGENCY      /* a whole line: "AFP" */
};

/* Which kinds a line shows, a bit each: 1u << kind. */
struct phrase_hits {
	unsigned kinds;
	unsigned notices; /* how many phrases of notices, and PHRASE_APPEAL_WEIGHT for each appeal */
	size_t behind;    /* where the phrase that begins the line ends, white space and a colon included; 0 for none */
};

#define PHRASE_APPEAL_WEIGHT 3

#define PHRASE_BUCKETS 1024

/*
 * An index over the table, of a few kB; read by any number of threads. Chains
 * of phrases by their first two characters: all of them for a line's begin,
 * notices, appeals and words to the reader for the places within it. -1 ends a chain.
 */
struct phrases {
	int16_t first[PHRASE_BUCKETS];
	int16_t within[PHRASE_BUCKETS];
	int16_t next_first[512];
	int16_t next_within[512];
};

void phrases_init(struct phrases *phrases);
struct phrase_hits phrases_find(const struct phrases *phrases, const char *text, size_t length);

#endif
