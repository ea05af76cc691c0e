/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/date.h"

#include <stdio.h>
#include <string.h>

#define DAY_SECONDS 86400
#define FIRST_ZONE_SECONDS (14 * 3600) /* no zone is further east */

/* Days since 1970-01-01, over eras of 400 years that begin in March so that the leap day comes last. */
static int64_t days_of(int year, int month, int day)
{
	int64_t shifted = year - (month <= 2);
	int64_t era = (shifted >= 0 ? shifted : shifted - 399) / 400;
	int64_t year_of_era = shifted - era * 400;
	int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

	return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

static void days_to(int64_t days, struct date *date)
{
	int64_t era, day_of_era, year_of_era, day_of_year, month;

	days += 719468;
	era = (days >= 0 ? days : days - 146096) / 146097;
	day_of_era = days - era * 146097;
	year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	month = (5 * day_of_year + 2) / 153;
	date->day = (int)(day_of_year - (153 * month + 2) / 5 + 1);
	date->month = (int)(month < 10 ? month + 3 : month - 9);
	date->year = (int)(year_of_era + era * 400 + (date->month <= 2));
}

int64_t date_seconds(const struct date *date)
{
	if (date->precision == DATE_UNKNOWN)
		return 0;
	return days_of(date->year, date->month, date->day) * DAY_SECONDS + date->hour * 3600 + date->minute * 60 +
	       date->second - (date->zone_known ? date->zone * 60 : 0);
}

uint32_t date_day(const struct date *date)
{
	if (date->precision == DATE_UNKNOWN)
		return 0;
	return (uint32_t)(date->year * 10000 + date->month * 100 + date->day);
}

bool date_is_future(const struct date *date, int64_t now)
{
	return date->precision != DATE_UNKNOWN && date_seconds(date) > now + (date->zone_known ? 0 : FIRST_ZONE_SECONDS);
}

void date_add_days(struct date *date, int days)
{
	const int64_t first = days_of(1, 1, 1), last = days_of(9999, 12, 31);
	int64_t moved;

	if (date->precision == DATE_UNKNOWN)
		return;
	moved = days_of(date->year, date->month, date->day) + days;
	if (moved < first)
		moved = first;
	if (moved > last)
		moved = last;
	*date = (struct date){.precision = DATE_DAY};
	days_to(moved, date);
}

/* Whether a language tag is this one, or one of its kind: "en-us-posix" of "en-us". */
static bool is_of(const char *language, const char *tag)
{
	size_t length = strlen(tag);

	return !strncmp(language, tag, length) && (language[length] == '\0' || language[length] == '-');
}

static bool is_of_any(const char *language, const char *const *tags)
{
	for (; *tags; tags++)
		if (is_of(language, *tags))
			return true;
	return false;
}

enum date_order date_order_of(const char *language)
{
	static const char *const month_first[] = {"en-us", "en-ph", NULL};
	/* These write the year first, or now so, now so. */
	static const char *const unknown[] = {"en-ca", "fr-ca", "zh", "ja", "ko", "hu", "lt", "mn", "fa", "sv", "eu", "af", NULL};

	if (!language || !*language || is_of_any(language, unknown))
		return DATE_ORDER_UNKNOWN;
	if (is_of_any(language, month_first))
		return DATE_MONTH_FIRST;
	return strcmp(language, "en") != 0 ? DATE_DAY_FIRST : DATE_ORDER_UNKNOWN;
}

static void format_zone(const struct date *date, char *out, size_t size)
{
	int east = date->zone < 0 ? -date->zone : date->zone;

	if (!date->zone_known)
		return;
	if (east == 0)
		snprintf(out, size, "Z");
	else
		snprintf(out, size, "%c%02d:%02d", date->zone < 0 ? '-' : '+', east / 60 % 100, east % 60);
}

char *date_format(const struct date *date, char out[DATE_TEXT_MAX])
{
	int used = 0;

	out[0] = '\0';
	if (date->precision >= DATE_YEAR)
		used = snprintf(out, DATE_TEXT_MAX, "%04d", date->year % 10000);
	if (date->precision >= DATE_MONTH)
		used += snprintf(out + used, DATE_TEXT_MAX - (size_t)used, "-%02d", date->month % 100);
	if (date->precision >= DATE_DAY)
		used += snprintf(out + used, DATE_TEXT_MAX - (size_t)used, "-%02d", date->day % 100);
	if (date->precision >= DATE_MINUTE)
		used += snprintf(out + used, DATE_TEXT_MAX - (size_t)used, "T%02d:%02d", date->hour % 100, date->minute % 100);
	if (date->precision >= DATE_SECOND)
		used += snprintf(out + used, DATE_TEXT_MAX - (size_t)used, ":%02d", date->second % 100);
	if (date->precision >= DATE_MINUTE)
		format_zone(date, out + used, DATE_TEXT_MAX - (size_t)used);
	return out;
}
