/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Dates with the precision that is known.
 *
 * A news page says "Jun 03, 2025", "June 2", "2025-06-02T08:13:00Z" or
 * "ISTANBUL Jun 02, 2025 - 11:13 am GMT+3"; none of them says more than it says.
 * Proleptic Gregorian calendar, years 1 to 9999 (ISO 8601).
 */
#ifndef DATELINE_TEXT_DATE_H
#define DATELINE_TEXT_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum date_precision {
	DATE_UNKNOWN, /* nothing else in the struct counts */
	DATE_YEAR,
	DATE_MONTH,
	DATE_DAY,
	DATE_MINUTE,
	DATE_SECOND
};

struct date {
	enum date_precision precision;
	int year, month, day;     /* 1..9999, 1..12, 1..31; what is beyond the precision is 1 */
	int hour, minute, second; /* 0..23, 0..59, 0..60; what is beyond the precision is 0 */
	bool zone_known;
	int zone; /* minutes east of UTC, -1440..1440, 0 when not known */
};

/* Which number comes first in 02/06/2025. */
enum date_order { DATE_ORDER_UNKNOWN, DATE_DAY_FIRST, DATE_MONTH_FIRST };

/* Long enough for every date written out and its NUL. */
#define DATE_TEXT_MAX 32

/*
 * The whole string as a date: ISO 8601 ("2025", "2025-06", "2025-06-02",
 * "20250602", "02.06.25", "2025-06-02T11:13+03:00", a space for the T), RFC 2822 ("Mon, 2
 * Jun 2025 11:13:00 +0300"), or as newspapers write it ("Jun 03, 2025",
 * "3 June 2025", "Jun 02, 2025 - 11:13 am GMT+3", "Monday, June 2, 2025, 5 p.m.
 * EDT"). Surrounding white space is allowed. False, and *date unknown, for
 * anything else, impossible dates (30 February) included.
 */
bool date_parse(struct date *date, const char *string, size_t length);

/*
 * The first date inside a line of text; its bytes are [*start, *end). A day
 * needs its month and year beside it: "June 3" alone is none, nor are "June 2025"
 * and "2025", which date_parse takes. *date unknown
 * and false when there is none.
 */
bool date_find(struct date *date, const char *line, size_t length, size_t *start, size_t *end);

/* The same, where the order of 02/06/2025 is known; without it, such a date is none. */
bool date_parse_as(struct date *date, const char *string, size_t length, enum date_order order);
bool date_find_as(struct date *date, const char *line, size_t length, enum date_order order, size_t *start, size_t *end);

/*
 * The order in which a language (BCP 47 in lower case, or NULL) writes it. English alone does not
 * tell; with a region ("en-us", "en-gb") it does.
 */
enum date_order date_order_of(const char *language);

/*
 * "2025", "2025-06", "2025-06-02", "2025-06-02T08:13Z", "2025-06-02T11:13:05+03:00",
 * without zone when it is not known; "" when the date is unknown. Returns out.
 */
char *date_format(const struct date *date, char out[DATE_TEXT_MAX]);

/*
 * Seconds since 1970-01-01T00:00:00Z of the date's first instant; a date
 * without zone is taken as UTC. Order by this is the order of time.
 */
int64_t date_seconds(const struct date *date);

/* The day in which that instant lies in the date's own zone, as the reader of the page sees it: yyyymmdd, 0 when unknown. */
uint32_t date_day(const struct date *date);

/*
 * Whether it lies behind now (seconds, as date_seconds). Without a zone it may be of the
 * one where the day begins first: a date is in the future when it is so everywhere.
 */
bool date_is_future(const struct date *date, int64_t now);

/* Moves *date by days, with its precision cut to DATE_DAY; clamped to years 1..9999. */
void date_add_days(struct date *date, int days);

#endif
