/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Periods of days, as queries give them and as the index's terms cover them.
 */
#ifndef DATELINE_SEARCHER_QUERY_DATES_H
#define DATELINE_SEARCHER_QUERY_DATES_H

#include "shim/xapian.h"
#include "text/date.h"

#include <stdbool.h>
#include <stdint.h>

/* First and last day, yyyymmdd, both included; 0: open on that side. Both 0: any day. */
struct period {
	uint32_t first, last;
};

/*
 * "2025", "2025-06", "2025-06-02", any other way to write a date, "today",
 * "yesterday", "tomorrow", "this week", "last month" (those of the calendar;
 * weeks begin on Monday), "last 7 days" (today is one of them), "3 weeks ago";
 * or two of these with ".." between, either of which may be missing. Dashes may
 * be of any script's. False for anything else. today: has a day; for the second
 * it is that of the clock, where the program runs.
 */
bool period_parse_on(struct period *period, const char *text, const struct date *today);
bool period_parse(struct period *period, const char *text);

/* The same but for two with ".." between: for --from and --to. */
bool period_of_date(struct period *period, const char *text);

/*
 * The articles of a period: whole years and months by their terms, the rest
 * by days. An article that is dated by its year alone is in a period that
 * holds the whole year.
 */
struct shim_query *period_query(struct shim_index *index, struct period period, struct shim_failure *failure);

/* The articles that have a date at all. */
struct shim_query *dated_query(struct shim_index *index, struct shim_failure *failure);

#endif
