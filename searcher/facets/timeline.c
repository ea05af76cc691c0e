/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/facets/timeline.h"

#include "text/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DAY_SECONDS 86400

/* With TIMELINE_AUTO a unit is taken up to so many bars of it. */
#define AUTO_BARS 62

const char *timeline_unit_name(enum timeline_unit unit)
{
	static const char *const names[] = {"", "auto", "day", "week", "month", "year"};

	return names[unit];
}

void timeline_add(struct timeline *timeline, const char *date, uint32_t count)
{
	struct timeline_date added = {.count = count};

	if (!date_parse(&added.date, date, strlen(date)))
		return;
	if (timeline->count == timeline->capacity) {
		timeline->capacity = timeline->capacity * 2 + 64;
		timeline->list = memory_resize(timeline->list, timeline->capacity, sizeof *timeline->list);
	}
	timeline->list[timeline->count++] = added;
}

static bool is_precise(const struct date *date, enum timeline_unit unit)
{
	return unit == TIMELINE_YEAR || (unit == TIMELINE_MONTH ? date->precision >= DATE_MONTH : date->precision >= DATE_DAY);
}

/* Bars are numbered from some day on. Weeks begin on Mondays (ISO 8601); 1970 began on a Thursday. */
static int64_t bar_of(const struct date *date, enum timeline_unit unit)
{
	int64_t days = date_seconds(date) / DAY_SECONDS;

	switch (unit) {
	case TIMELINE_YEAR: return date->year;
	case TIMELINE_MONTH: return (int64_t)date->year * 12 + date->month - 1;
	case TIMELINE_WEEK: return days + 3 >= 0 ? (days + 3) / 7 : -((-(days + 3) + 6) / 7);
	default: return days;
	}
}

struct span {
	int64_t first, last;
	uint64_t inside, outside; /* articles that are and are not dated precisely enough */
};

static struct span span_of(const struct timeline *timeline, enum timeline_unit unit)
{
	struct span span = {.first = INT64_MAX, .last = INT64_MIN};

	for (size_t i = 0; i < timeline->count; i++) {
		const struct timeline_date *date = &timeline->list[i];
		int64_t bar = bar_of(&date->date, unit);

		if (!is_precise(&date->date, unit)) {
			span.outside += date->count;
			continue;
		}
		span.inside += date->count;
		span.first = bar < span.first ? bar : span.first;
		span.last = bar > span.last ? bar : span.last;
	}
	return span;
}

/* The shortest unit that gives a readable number of bars and leaves out less than a tenth of the articles. */
static enum timeline_unit best_unit(const struct timeline *timeline)
{
	for (enum timeline_unit unit = TIMELINE_DAY; unit < TIMELINE_YEAR; unit++) {
		struct span span = span_of(timeline, unit);

		if (span.outside * 9 <= span.inside && (span.inside == 0 || span.last - span.first < AUTO_BARS))
			return unit;
	}
	return TIMELINE_YEAR;
}

static struct date day_of(int64_t days)
{
	struct date date = {.precision = DATE_DAY, .year = 1970, .month = 1, .day = 1};

	date_add_days(&date, (int)days);
	return date;
}

/* The year of a week is that of its Thursday. */
static void name_week(int64_t week, char *name, size_t size)
{
	struct date thursday = day_of(week * 7), new_year = thursday;
	int64_t day;

	new_year.month = new_year.day = 1;
	day = (date_seconds(&thursday) - date_seconds(&new_year)) / DAY_SECONDS;
	snprintf(name, size, "%04d-W%02d", thursday.year, (int)(day / 7 + 1));
}

static void name_bar(int64_t bar, enum timeline_unit unit, char name[DATE_TEXT_MAX])
{
	struct date day;

	switch (unit) {
	case TIMELINE_YEAR:
		snprintf(name, DATE_TEXT_MAX, "%04d", (int)bar);
		break;
	case TIMELINE_MONTH:
		snprintf(name, DATE_TEXT_MAX, "%04d-%02d", (int)(bar / 12), (int)(bar % 12) + 1);
		break;
	case TIMELINE_WEEK:
		name_week(bar, name, DATE_TEXT_MAX);
		break;
	default:
		day = day_of(bar);
		date_format(&day, name);
	}
}

static void fill(const struct timeline *timeline, enum timeline_unit unit, const struct span *span, struct facet *bars)
{
	char name[DATE_TEXT_MAX];

	bars->count = bars->distinct = (size_t)(span->last - span->first) + 1;
	bars->list = memory_zeroed(bars->count, sizeof *bars->list);
	for (size_t i = 0; i < bars->count; i++) {
		name_bar(span->first + (int64_t)i, unit, name);
		bars->list[i].value = memory_string(name);
	}
	for (size_t i = 0; i < timeline->count; i++)
		if (is_precise(&timeline->list[i].date, unit))
			bars->list[bar_of(&timeline->list[i].date, unit) - span->first].count += timeline->list[i].count;
}

void timeline_end(struct timeline *timeline, enum timeline_unit unit, struct results *results)
{
	enum timeline_unit asked = unit == TIMELINE_AUTO ? best_unit(timeline) : unit;
	struct span span = span_of(timeline, asked);

	for (unit = asked; unit < TIMELINE_YEAR && span.inside > 0 && span.last - span.first >= TIMELINE_BARS_MAX;)
		span = span_of(timeline, ++unit);
	if (unit != asked)
		results_warn(results, 0, "too many %ss for a timeline; it is one of %ss", timeline_unit_name(asked),
		             timeline_unit_name(unit));
	if (span.outside > 0)
		results_warn(results, 0, "not in the timeline, as their %s is not known: %llu of the articles",
		             timeline_unit_name(unit == TIMELINE_WEEK ? TIMELINE_DAY : unit), (unsigned long long)span.outside);
	if (span.inside > 0)
		fill(timeline, unit, &span, &results->timeline);
	results->timeline_unit = unit;
	free(timeline->list);
	*timeline = (struct timeline){0};
}
