/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/query/dates.h"

#include "article/schema.h"
#include "text/date.h"
#include "text/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const unsigned char month_days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

static unsigned days_in(unsigned year, unsigned month)
{
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return month == 2 && leap ? 29 : month_days[month - 1];
}

bool period_of_date(struct period *period, const char *text)
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

bool period_parse(struct period *period, const char *text)
{
	const char *dots = strstr(text, "..");
	struct period first = {0}, last = {0};
	char begin[64];

	if (!dots)
		return period_of_date(period, text);
	if ((size_t)(dots - text) >= sizeof begin)
		return false;
	memcpy(begin, text, (size_t)(dots - text));
	begin[dots - text] = '\0';
	if ((begin[0] && !period_of_date(&first, begin)) || (dots[2] && !period_of_date(&last, dots + 2)))
		return false;
	*period = (struct period){first.first, last.last};
	return first.first != 0 || last.last != 0;
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
