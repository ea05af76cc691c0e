/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Matches over time.
 */
#ifndef DATELINE_SEARCHER_FACETS_TIMELINE_H
#define DATELINE_SEARCHER_FACETS_TIMELINE_H

#include "searcher/show/results.h"
#include "text/date.h"

#include <stddef.h>
#include <stdint.h>

/* More bars nobody reads: the next longer unit is taken instead. */
#define TIMELINE_BARS_MAX 1000

struct timeline_date {
	struct date date;
	uint32_t count;
};

/* All zero is empty. */
struct timeline {
	struct timeline_date *list;
	size_t count, capacity;
};

/* date: a day, a month or a year, as date_format writes them; count: articles of that date. */
void timeline_add(struct timeline *timeline, const char *date, uint32_t count);

/*
 * Fills the bars of results, without gaps from the first that has articles to
 * the last, and releases the timeline. What is dated less precisely than the
 * bars is in none; a warning says how many.
 */
void timeline_end(struct timeline *timeline, enum timeline_unit unit, struct results *results);

/* "day", "week", "month", "year" */
const char *timeline_unit_name(enum timeline_unit unit);

#endif
