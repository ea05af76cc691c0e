/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/query/dates.h"

#include "article/schema.h"
#include "text/date.h"
#include "text/memory.h"
#include "text/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const unsigned char month_days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

static unsigned days_in(unsigned year, unsigned month)
{
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return month == 2 && leap ? 29 : month_days[month - 1];
}

static bool written_date(struct period *period, const char *text)
{
	struct date date;

	if (!date_parse(&date, text, strlen(text)))
		return false;
	period->first = period->last = date_day(&date);
	if (date.precision == DATE_YEAR)
		period->last = (uint32_t)date.year * 10000 + 1231;
	else if (date.precision == DATE_MONTH)
		period->last = (uint32_t)(date.year * 10000 + date.month * 100) + days_in((unsigned)date.year, (unsigned)date.month);
	return true;
}

/* ---- days in words ---- */

enum unit {
	UNIT_DAY,
	UNIT_WEEK,
	UNIT_MONTH,
	UNIT_YEAR
};

static bool unit_of(enum unit *unit, const char *word)
{
	static const char *const units[] = {"day", "week", "month", "year"};

	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		size_t length = strlen(units[i]);

		*unit = (enum unit)i;
		if (!strncmp(word, units[i], length) && (!word[length] || !strcmp(word + length, "s")))
			return true;
	}
	return false;
}

/* Years beyond those that there are stop at the first and the last. */
static struct date moved(struct date date, enum unit unit, int by)
{
	int months = date.year * 12 + date.month - 1 + (unit == UNIT_YEAR ? 12 * by : by);

	if (unit == UNIT_DAY || unit == UNIT_WEEK) {
		date_add_days(&date, unit == UNIT_WEEK ? 7 * by : by);
		return date;
	}
	months = months < 12 ? 12 : months > 9999 * 12 + 11 ? 9999 * 12 + 11 : months;
	date.year = months / 12;
	date.month = months % 12 + 1;
	if (date.day > (int)days_in((unsigned)date.year, (unsigned)date.month))
		date.day = (int)days_in((unsigned)date.year, (unsigned)date.month);
	return date;
}

/* The week, month or year of the calendar that holds the day. */
static struct period calendar(struct date date, enum unit unit)
{
	int64_t days = date_seconds(&date) / 86400;
	uint32_t day, month = (uint32_t)(date.year * 10000 + date.month * 100);
	struct date monday = date;

	switch (unit) {
	case UNIT_DAY:
		day = date_day(&date);
		return (struct period){day, day};
	case UNIT_WEEK:
		date_add_days(&monday, -(int)((days % 7 + 10) % 7)); /* 1970-01-01 was a Thursday */
		date = monday;
		date_add_days(&date, 6);
		return (struct period){date_day(&monday), date_day(&date)};
	case UNIT_MONTH:
		return (struct period){month + 1, month + days_in((unsigned)date.year, (unsigned)date.month)};
	default:
		return (struct period){(uint32_t)date.year * 10000 + 101, (uint32_t)date.year * 10000 + 1231};
	}
}

/* "last 7 days", "past month": so long a time that ends today. */
static struct period time_until(struct date today, enum unit unit, int count)
{
	struct date first = moved(today, unit, -count);

	date_add_days(&first, 1);
	return (struct period){date_day(&first), date_day(&today)};
}

/* Up to three words, in lower case. */
static bool relative(struct period *period, const char *text, struct date today)
{
	static const char *const days[] = {"yesterday", "today", "tomorrow"};
	char first[16] = "", second[16] = "", third[16] = "", rest[2] = "";
	int words = sscanf(text, "%15s %15s %15s %1s", first, second, third, rest);
	int count = atoi(words == 3 && !strcmp(third, "ago") ? first : second);
	bool last = !strcmp(first, "last") || !strcmp(first, "previous"), past = !strcmp(first, "past");
	enum unit unit;

	for (int i = 0; i < 3 && words == 1; i++)
		if (!strcmp(first, days[i])) {
			*period = calendar(moved(today, UNIT_DAY, i - 1), UNIT_DAY);
			return true;
		}
	if (words == 2 && unit_of(&unit, second) && (last || !strcmp(first, "this"))) {
		*period = calendar(moved(today, unit, last ? -1 : 0), unit);
		return true;
	}
	if (words == 2 && unit_of(&unit, second) && past) {
		*period = time_until(today, unit, 1);
		return true;
	}
	if (words != 3 || count < 1 || count > 9999)
		return false;
	if ((last || past) && unit_of(&unit, third)) {
		*period = time_until(today, unit, count);
		return true;
	}
	if (!strcmp(third, "ago") && unit_of(&unit, second)) {
		*period = calendar(moved(today, unit, -count), unit == UNIT_DAY ? UNIT_DAY : unit);
		return true;
	}
	return false;
}

/* Dashes as hyphens, an ellipsis as two dots, letters small; false when it is longer than any date. */
static bool simplify(char *out, size_t size, const char *text)
{
	const char *end = text + strlen(text);
	size_t length = 0;

	while (text < end) {
		uint32_t code = utf8_next(&text, end);
		bool dash = (code >= 0x2010 && code <= 0x2015) || code == 0x2212;

		if (length + 4 >= size)
			return false;
		if (code == 0x2026)
			out[length++] = '.';
		if (code >= 'A' && code <= 'Z')
			code |= 0x20;
		length += utf8_write(out + length, dash ? '-' : code == 0x2026 ? '.' : code);
	}
	out[length] = '\0';
	return true;
}

static bool one_period(struct period *period, const char *text, const struct date *today)
{
	return relative(period, text, *today) || written_date(period, text);
}

bool period_parse_on(struct period *period, const char *text, const struct date *today)
{
	struct period first = {0}, last = {0};
	char simple[160], *dots;

	if (!simplify(simple, sizeof simple, text))
		return false;
	dots = strstr(simple, "..");
	if (!dots)
		return one_period(period, simple, today);
	*dots = '\0';
	if ((simple[0] && !one_period(&first, simple, today)) || (dots[2] && !one_period(&last, dots + 2, today)))
		return false;
	*period = (struct period){first.first, last.last};
	return first.first != 0 || last.last != 0;
}

bool period_parse(struct period *period, const char *text)
{
	time_t now = time(NULL);
	struct tm local = {0};
	struct date today = {.precision = DATE_DAY};

	localtime_r(&now, &local);
	today.year = local.tm_year + 1900;
	today.month = local.tm_mon + 1;
	today.day = local.tm_mday;
	return period_parse_on(period, text, &today);
}

bool period_of_date(struct period *period, const char *text)
{
	return !strstr(text, "..") && period_parse(period, text);
}

/* Terms of one prefix that lie in a period, gathered as alternatives. */
struct gathering {
	struct shim_query **terms;
	size_t count;
	uint32_t first, last; /* as yyyymmdd */
	size_t prefix_length;
};

static void add_term(struct gathering *gathering, const void *term, size_t length)
{
	gathering->terms = memory_resize(gathering->terms, gathering->count + 1, sizeof(struct shim_query *));
	gathering->terms[gathering->count++] = shim_query_term(term, length);
}

/* The days that "2025", "202506" or "20250602" spans, from the first to the last it could hold. */
static bool span_of(const char *digits, size_t length, uint32_t *first, uint32_t *last)
{
	uint32_t number = 0;

	for (size_t i = 0; i < length; i++) {
		if (digits[i] < '0' || digits[i] > '9')
			return false;
		number = number * 10 + (uint32_t)(digits[i] - '0');
	}
	if (length != 4 && length != 8 && (length != 6 || number % 100 < 1 || number % 100 > 12))
		return false;
	*first = length == 4 ? number * 10000 + 101 : length == 6 ? number * 100 + 1 : number;
	*last = length == 4 ? number * 10000 + 1231 : length == 6 ? number * 100 + days_in(number / 100, number % 100) : number;
	return true;
}

static bool covers(const struct gathering *gathering, uint32_t first, uint32_t last)
{
	return (gathering->first == 0 || first >= gathering->first) && (gathering->last == 0 || last <= gathering->last);
}

/* Takes a term that lies wholly in the period. */
static bool visit_term(void *context, const void *term, size_t length, uint32_t documents)
{
	struct gathering *gathering = context;
	uint32_t first, last;

	(void)documents;
	if (span_of((const char *)term + gathering->prefix_length, length - gathering->prefix_length, &first, &last) &&
	    covers(gathering, first, last))
		add_term(gathering, term, length);
	return true;
}

static void gather(struct shim_index *index, struct gathering *gathering, const char *prefix, uint32_t number, unsigned digits,
                   struct shim_failure *failure)
{
	char start[32];

	gathering->prefix_length = strlen(prefix);
	if (digits > 0)
		snprintf(start, sizeof start, "%s%0*u", prefix, (int)digits, (unsigned)number);
	else
		snprintf(start, sizeof start, "%s", prefix);
	shim_index_terms(index, start, strlen(start), visit_term, gathering, failure);
}

/*
 * A year that the period cuts: its months that lie inside, and of the months
 * that it cuts, the days.
 */
static void gather_year(struct shim_index *index, struct gathering *gathering, uint32_t year, struct shim_failure *failure)
{
	gather(index, gathering, PREFIX_MONTH, year, 4, failure);
	for (uint32_t month = 1; month <= 12; month++) {
		uint32_t first = year * 10000 + month * 100 + 1, last = first - 1 + days_in(year, month);
		bool outside = (gathering->first && last < gathering->first) || (gathering->last && first > gathering->last);

		if (!outside && !covers(gathering, first, last))
			gather(index, gathering, PREFIX_DAY, year * 100 + month, 6, failure);
	}
}

static struct shim_query *alternatives(struct gathering *gathering)
{
	struct shim_query *query = shim_query_combine(SHIM_OR, gathering->terms, gathering->count);

	free(gathering->terms);
	return query;
}

struct shim_query *period_query(struct shim_index *index, struct period period, struct shim_failure *failure)
{
	struct gathering gathering = {.first = period.first, .last = period.last};
	uint32_t first_year = period.first / 10000, last_year = period.last / 10000;

	gather(index, &gathering, PREFIX_YEAR, 0, 0, failure);
	if (period.first && !covers(&gathering, first_year * 10000 + 101, first_year * 10000 + 1231))
		gather_year(index, &gathering, first_year, failure);
	if (period.last && last_year != first_year && !covers(&gathering, last_year * 10000 + 101, last_year * 10000 + 1231))
		gather_year(index, &gathering, last_year, failure);
	return alternatives(&gathering);
}

struct shim_query *dated_query(struct shim_index *index, struct shim_failure *failure)
{
	return period_query(index, (struct period){0, 0}, failure);
}
