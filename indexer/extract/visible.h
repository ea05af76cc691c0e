/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The date of a page of HTML from what its reader sees, for pages that do not
 * tell machines, and for those that tell them in the time of Greenwich.
 */
#ifndef DATELINE_INDEXER_EXTRACT_VISIBLE_H
#define DATELINE_INDEXER_EXTRACT_VISIBLE_H

#include "indexer/extract/measure.h"
#include "text/date.h"

/* A day that the page shows. */
struct sighting {
	struct date date;
	size_t badness; /* how little it stands where an article's own date does */
	uint32_t place; /* the same for dates that stand alike: those of a list */
};

struct sightings {
	struct sighting *at;
	size_t count, capacity;
};

/*
 * All days in the address ("/2025/06/02/"; NULL for none), in blocks and in <time>: the nearer below the
 * headline the better, what is classed as a date before others, lists and comments last. order:
 * how the page writes 02/06/2025.
 */
void sightings_find(struct sightings *sightings, const struct measures *measures, const struct phrases *phrases, const char *url,
                    enum date_order order);
void sightings_release(struct sightings *sightings);

/* The best of them; unknown when there is none. True when its place is one for the article's own date. */
bool visible_date(struct date *date, const struct sightings *sightings);

/*
 * Moves a date in UTC to the zone of the page, as far as the dates that its reader sees tell
 * it: an evening in California is the next morning in UTC, and the article is of that evening.
 */
void visible_zone(struct date *date, const struct sightings *sightings);
bool visible_zone_missing(const struct date *date); /* whether it is in UTC */

#endif
