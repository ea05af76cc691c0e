/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/extract/day/page_date.h"

#include <stdlib.h>

/*
 * The best of a page's days is below this where none of them is the article's. Not 0, since fewer pages come without
 * metadata and without a day than the trainer has seen: of 18 such development pages that show days 16 are below -780.
 */
#define SCORE_LEAST (-5 * DAY_SCORE_UNIT / 2)

#define DAY_MINUTES (24 * 60)
#define ZONE_MOST (14 * 60) /* no zone is further from UTC */

#define FITS(name, values) _Static_assert((values) <= DAY_VALUES, #name " has more values than struct day_model");
DAY_FEATURES(FITS)

const struct day_model day_weights = {
#include "indexer/extract/day/weights.inc"
};

static int score_of(const struct day_context *context, size_t i)
{
	uint8_t values[DAY_FEATURE_COUNT];
	int score = 0;

	day_features(context, i, values);
	for (size_t k = 0; k < DAY_FEATURE_COUNT; k++)
		score += day_weights.weights[k][values[k]];
	return score;
}

/* The sighting that most likely is of the article's own day; NULL when none is. */
static const struct sighting *best_of(const struct sightings *sightings, const struct measures *measures, const struct head *head,
                                      const char *url)
{
	const struct sighting *best = NULL;
	struct day_context context;

	day_context_init(&context, measures, sightings, head, url);
	for (size_t i = 0; i < sightings->count; i++) {
		sightings->at[i].score = score_of(&context, i);
		if (!best || sightings->at[i].score > best->score)
			best = &sightings->at[i];
	}
	return best && best->score >= SCORE_LEAST ? best : NULL;
}

/* Whether it tells an hour, neither of the last change nor of a comment. */
static bool is_timed(const struct sighting *sighting)
{
	return sighting->date.precision >= DATE_MINUTE && sighting->label != LABEL_UPDATED && sighting->score >= SCORE_LEAST;
}

/* The best sighting of an hour of that day. */
static const struct sighting *hour_of(const struct sightings *sightings, uint32_t day)
{
	const struct sighting *best = NULL;

	for (size_t i = 0; i < sightings->count; i++) {
		const struct sighting *sighting = &sightings->at[i];

		if (is_timed(sighting) && date_day(&sighting->date) == day && (!best || sighting->score > best->score))
			best = sighting;
	}
	return best;
}

/* Whether it says of the same minute what the other one does not: its zone, its second. */
static bool says_more(const struct date *date, const struct date *than)
{
	if (date_day(date) != date_day(than) || date->precision < DATE_MINUTE || date->hour != than->hour || date->minute != than->minute)
		return false;
	return date->zone_known != than->zone_known ? date->zone_known : date->precision > than->precision;
}

/* Other places that tell the hour, second and zone of the same day add them. */
static struct date with_hour(const struct sightings *sightings, const struct sighting *best)
{
	const struct sighting *timed = is_timed(best) ? best : hour_of(sightings, date_day(&best->date));
	struct date date = timed ? timed->date : best->date;

	for (size_t i = 0; i < sightings->count; i++)
		if (says_more(&sightings->at[i].date, &date))
			date = sightings->at[i].date;
	return date;
}

/* ---- The reader's zone ---- */

/* Minutes from one instant to the other, both read as if they were of one zone. */
static int64_t minutes_between(struct date from, struct date to)
{
	from.zone_known = to.zone_known = false;
	from.second = to.second = 0;
	return (date_seconds(&to) - date_seconds(&from)) / 60;
}

/* Whether the date, in UTC, is the instant that is seen in a zone *east of it. */
static bool is_same_instant(const struct date *date, const struct date *seen, int64_t *east)
{
	*east = minutes_between(*date, *seen);
	if (seen->precision < DATE_MINUTE || *east < -ZONE_MOST || *east > ZONE_MOST || *east % 15 != 0)
		return false;
	return !seen->zone_known || seen->zone == *east;
}

/* Whether the page shows the same instant in its own zone; *date is moved there then. */
static bool move_to_zone(struct date *date, const struct sightings *sightings)
{
	const struct sighting *same = NULL;
	int64_t east, zone = 0;

	for (size_t i = 0; i < sightings->count; i++)
		if (is_same_instant(date, &sightings->at[i].date, &east) && (!same || sightings->at[i].score > same->score)) {
			same = &sightings->at[i];
			zone = east;
		}
	if (!same)
		return false;
	date->year = same->date.year;
	date->month = same->date.month;
	date->day = same->date.day;
	date->hour = same->date.hour;
	date->minute = same->date.minute;
	date->zone = (int)zone;
	return true;
}

/*
 * Moves a date in UTC to the zone of the page, as far as the dates that its reader sees tell
 * it: an evening in California is the next morning in UTC, and the article is of that evening.
 */
static void follow_reader(struct date *date, const struct sightings *sightings, const struct sighting *best)
{
	int64_t east;

	if (move_to_zone(date, sightings) || !best || date_day(date) == date_day(&best->date))
		return;
	east = minutes_between(*date, best->date);
	if (east >= -DAY_MINUTES - ZONE_MOST && east <= ZONE_MOST)
		*date = with_hour(sightings, best);
}

static bool is_utc(const struct date *date)
{
	return date->precision >= DATE_MINUTE && date->zone_known && date->zone == 0;
}

void page_date_find(struct date *date, const struct measures *measures, const struct head *head, const char *url)
{
	const struct sighting *best;
	struct sightings sightings;

	*date = head->published;
	if (date->precision != DATE_UNKNOWN && !is_utc(date))
		return;
	sightings_find(&sightings, measures, head, url);
	best = best_of(&sightings, measures, head, url);
	if (date->precision != DATE_UNKNOWN)
		follow_reader(date, &sightings, best);
	else if (best)
		*date = with_hour(&sightings, best);
	sightings_release(&sightings);
}
