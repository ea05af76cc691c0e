/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Date and author of a page of HTML from what its reader sees, for pages that
 * do not tell machines.
 */
#ifndef DATELINE_INDEXER_EXTRACT_VISIBLE_H
#define DATELINE_INDEXER_EXTRACT_VISIBLE_H

#include "indexer/extract/measure.h"
#include "text/date.h"

/*
 * The day in the address ("/2025/06/02/"); else of all blocks and <time> that hold
 * a date the one nearest below the headline, what is classed as a date before
 * others, comments and lists last. Unknown when none of them says a day. True when the
 * place is one for the article's own date.
 */
bool visible_date(struct date *date, const struct measures *measures, const char *url);

/*
 * Moves a date in UTC to the zone of the page, as far as the date that its reader sees
 * tells it: an evening in California is the next morning in UTC, and the article is of that evening.
 */
void visible_zone(struct date *date, const struct date *seen);
bool visible_zone_missing(const struct date *date); /* whether it is in UTC */

/* A block classed as an author's or that begins as a byline does, near the headline; else *author stays as it is. */
void visible_author(char **author, const struct measures *measures, const struct phrases *phrases);

#endif
