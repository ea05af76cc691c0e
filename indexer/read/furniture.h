/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which paragraphs of some pages of one site are the site's own.
 *
 * A paragraph is, when it stands in three different stories at least and in a
 * fair share of all. Pages of one title, or that share much of their text, are
 * one story, so that copies and later versions of an article keep what they have
 * in common. Lines that differ in their numbers and dates alone ("Updated 3 June
 * 2025", "12 comments") are the same one, where nothing else speaks for prose:
 * they have hardly another word, no end of a sentence and no currency, stand at
 * the rim of the text, and do so in half of all stories.
 */
#ifndef DATELINE_INDEXER_READ_FURNITURE_H
#define DATELINE_INDEXER_READ_FURNITURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define FURNITURE_PAGES 24 /* of a site that are compared; of more, those of the smallest ranks */

struct paragraph {
	const char *text; /* borrowed */
	size_t length;
	bool at_rim; /* one of the first or last few */
};

/* The paragraphs of an article's text, one after another. */
struct paragraph_reader {
	const char *at;
	size_t index, count;
};

void paragraph_begin(struct paragraph_reader *reader, const char *text);
bool paragraph_next(struct paragraph_reader *reader, struct paragraph *paragraph);

/* What a paragraph is known by: its bytes, and what is left of it without numbers and dates. Each 0 for none. */
struct paragraph_keys {
	uint64_t exact, pattern;
};

struct paragraph_keys paragraph_keys(const struct paragraph *paragraph);

/* Pages while they are compared. All zero is ready. */
struct furniture {
	struct surveyed *pages;
	size_t count;
};

/* rank: a hash of the page's name, so that those that are compared are spread over all. title may be NULL. */
void furniture_add(struct furniture *furniture, uint64_t rank, const char *title, const char *text);
bool furniture_wants(const struct furniture *furniture, uint64_t rank); /* false: furniture_add would leave it out */
void furniture_release(struct furniture *furniture);

/* Calls found with the key of each paragraph that is the site's, exact or pattern. */
void furniture_find(struct furniture *furniture, void (*found)(void *context, uint64_t key), void *context);

#endif
