/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * All days that a page of HTML shows or tells, each with the place where it does.
 */
#ifndef DATELINE_INDEXER_EXTRACT_DAY_SIGHTINGS_H
#define DATELINE_INDEXER_EXTRACT_DAY_SIGHTINGS_H

#include "indexer/extract/day/day_label.h"
#include "indexer/extract/head.h"
#include "indexer/extract/measure.h"
#include "text/date.h"

enum sighting_kind {
	SIGHTING_TEXT,
	SIGHTING_TIME,    /* of <time>, or the title of what is classed as a date */
	SIGHTING_ADDRESS, /* "/2025/06/02/" in the page's own */
	SIGHTING_TAG,     /* meta tags that mean now the day of publication, now that of the last change */
	SIGHTING_KIND_COUNT
};

struct sighting {
	struct date date;
	enum sighting_kind kind;
	enum day_label label;
	uint32_t block;     /* where it stands; the number of blocks when it stands in none */
	uint32_t start, end; /* of a SIGHTING_TEXT, in the block's text */
	uint32_t before;    /* where the date before it in that text ends, 0 for none */
	uint32_t place;     /* the same for blocks that look alike: those of a list; 0 for none */
	int score;
};

struct sightings {
	struct sighting *at;
	size_t count, capacity;
};

/* url: the page's address, NULL for none. */
void sightings_find(struct sightings *sightings, const struct measures *measures, const struct head *head, const char *url);
void sightings_release(struct sightings *sightings);

#define ADDRESS_BYTES 2000 /* a day stands in the first bytes of an address; longer ones are no address of an article */

/* How many numbers of a day, "2025/06/02" or "2025-06-02", the string begins with; a longer last number is none. */
unsigned address_day_read(const char *at, int parts[3]);

#endif
