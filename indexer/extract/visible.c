/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/extract/visible.h"

#include "indexer/extract/address.h"
#include "indexer/extract/class_words.h"
#include "text/memory.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Elements around a date whose classes tell what it is of. */
#define NEAR_ELEMENTS 3

/* How far into a block its date is looked for: "Press release of 3 June 2025, Berlin - ..." */
#define DATELINE_BYTES 160
#define DAY_MINUTES (24 * 60)
#define ZONE_MOST (14 * 60) /* no zone is further from UTC */
#define DATE_ALONE_BYTES 40 /* a block that may be nothing but a date, with two digits for the year */
#define DATED_STEPS 20 /* being called a date is worth so many steps from the headline */
#define SIGHTINGS_MAX 1000 /* later ones are not looked at */
#define LISTED_DAYS 3     /* so many days in places that look alike are a list's */
#define OWN_STEPS 3       /* but so near to the headline stands the article's own */
#define LISTED_STEPS (5 * DATED_STEPS)

static bool is_plausible(const struct date *date)
{
	return date->precision >= DATE_DAY && date->year >= 1600 && date->year <= 2200;
}

/* Its markup says that a date stands here, or who wrote the article. */
static bool is_dated(const struct block_measure *block)
{
	const uint32_t classes = UINT32_C(1) << CLASS_DATE | UINT32_C(1) << CLASS_META | UINT32_C(1) << CLASS_AUTHOR;

	return block->flags & (MARKUP_TIME | MARKUP_NAMED) || block->classes_near & classes || block->hits.kinds & 1u << PHRASE_BYLINE;
}

/* Classes and tags around a block, up to the element that holds the headline too: whatever that is called, it is the article's. */
struct surroundings {
	uint32_t classes, tags;
};

static struct surroundings surroundings_of(const struct measures *measures, size_t i, size_t title)
{
	const struct markup *markup = measures->markup;
	struct surroundings around = {markup->blocks[i].classes, 0};
	uint32_t at = markup->blocks[i].element;
	bool beside = title < markup->block_count && markup->elements[at].parent == markup->elements[markup->blocks[title].element].parent;

	if (at && beside)
		at = markup->elements[at].parent;
	for (unsigned near = 0; at && !(markup->elements[at].first <= title && title < markup->elements[at].behind); near++) {
		if (near < NEAR_ELEMENTS)
			around.classes |= markup->elements[at].classes;
		around.tags |= UINT32_C(1) << markup->elements[at].tag;
		at = markup->elements[at].parent;
	}
	return around;
}

/* How little a block is the place of the article's date: steps from the headline, more of them upward, and what speaks against it. */
static size_t badness(const struct measures *measures, size_t i)
{
	const uint32_t foreign = UINT32_C(1) << CLASS_RELATED | UINT32_C(1) << CLASS_SIDEBAR | UINT32_C(1) << CLASS_TEASER;
	size_t count = measures->markup->block_count, title = measures->title < count ? measures->title : 0;
	size_t bad = DATED_STEPS + (i >= title ? i - title : 2 * (title - i));
	const struct block_measure *block;
	struct surroundings around;

	if (i >= count)
		return bad;
	block = &measures->blocks[i];
	around = surroundings_of(measures, i, title);
	if (around.classes >> CLASS_COMMENT & 1 || block->hits.kinds & 1u << PHRASE_COPYRIGHT)
		bad += 20 * DATED_STEPS;
	if (around.classes & foreign || around.tags & (1u << TAG_ASIDE | 1u << TAG_NAV) ||
	    (block->link_share > 60 && measures->markup->blocks[i].length > DATE_ALONE_BYTES))
		bad += 5 * DATED_STEPS;
	if (block->prose)
		bad += 3 * DATED_STEPS;
	if (block->hits.kinds & 1u << PHRASE_UPDATED)
		bad += DATED_STEPS;
	if (is_dated(block))
		bad -= DATED_STEPS;
	return bad;
}

/* A <time> within a block says what it is, even where the block does not. */
static size_t badness_of_time(const struct measures *measures, size_t i)
{
	size_t bad = badness(measures, i);

	return i < measures->markup->block_count && !is_dated(&measures->blocks[i]) ? bad - DATED_STEPS : bad;
}

/* The same for blocks whose elements, three levels of them, have the same tags and classes. */
static uint32_t place_of(const struct markup *markup, size_t i)
{
	uint32_t at = i < markup->block_count ? markup->blocks[i].element : NO_ELEMENT, place = 0;

	for (unsigned near = 0; at != NO_ELEMENT && near < NEAR_ELEMENTS; near++) {
		place = place * 31 + markup->elements[at].signature;
		at = markup->elements[at].parent;
	}
	return place;
}

static void add(struct sightings *sightings, const struct date *date, size_t badness, uint32_t place)
{
	if (!is_plausible(date) || sightings->count == SIGHTINGS_MAX)
		return;
	if (sightings->count == sightings->capacity) {
		sightings->capacity = sightings->capacity ? sightings->capacity * 2 : 16;
		sightings->at = memory_resize(sightings->at, sightings->capacity, sizeof *sightings->at);
	}
	sightings->at[sightings->count++] = (struct sighting){*date, badness, place};
}

static void add_times(struct sightings *sightings, const struct measures *measures, enum date_order order)
{
	const struct markup *markup = measures->markup;

	for (size_t i = 0; i < markup->fact_count; i++) {
		const struct fact *fact = &markup->facts[i];
		struct date date;
		size_t from, to;

		if (fact->kind == FACT_TIME && (date_parse_as(&date, fact_value(markup, fact), fact->length, order) ||
		                                date_find_as(&date, fact_value(markup, fact), fact->length, order, &from, &to)))
			add(sightings, &date, badness_of_time(measures, fact->block), place_of(markup, fact->block));
	}
}

/* Whether the words before a date say that it is of the last change. */
static bool says_updated(const struct phrases *phrases, const char *text, size_t length)
{
	size_t skip = strspn(text, " ,;|(-");

	return skip < length && phrases_find(phrases, text + skip, length - skip).kinds & 1u << PHRASE_UPDATED;
}

/* "Last change: 3 June 2025. Published: 2 June 2025": all dates at the block's beginning, each by the words before it. */
static void add_dates_of(struct sightings *sightings, const struct measures *measures, const struct phrases *phrases, size_t i,
                         enum date_order order)
{
	const struct markup_block *block = &measures->markup->blocks[i];
	const char *text = markup_text(measures->markup, block);
	size_t length = block->length < DATELINE_BYTES ? block->length : DATELINE_BYTES, at = 0, start, end, bad = badness(measures, i);
	bool updated = measures->blocks[i].hits.kinds & 1u << PHRASE_UPDATED;
	struct date date;

	for (; date_find_as(&date, text + at, length - at, order, &start, &end); at += end) {
		if (at && updated && !says_updated(phrases, text + at, start))
			bad -= bad < DATED_STEPS ? bad : DATED_STEPS;
		add(sightings, &date, bad + (at > 0), place_of(measures->markup, i));
		updated = updated && !at;
	}
	if (!at && block->length <= DATE_ALONE_BYTES && date_parse_as(&date, text, length, order))
		add(sightings, &date, bad, place_of(measures->markup, i));
}

/* ".../2025/06/02/...", ".../2025-06-02-..." */
static bool from_address(struct date *found, const char *url)
{
	for (; *url; url++) {
		int year, month, day, length = 0;
		char text[DATE_TEXT_MAX];

		if (*url != '/' && *url != '-' && *url != '_')
			continue;
		if (sscanf(url + 1, "%4d%*1[/-]%2d%*1[/-]%2d%n", &year, &month, &day, &length) != 3 || isdigit((unsigned char)url[1 + length]))
			continue;
		if (year < 1980 || year > 2200 || !length)
			continue;
		snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
		if (date_parse(found, text, strlen(text)))
			return true;
	}
	return false;
}

/* How many days, up to LISTED_DAYS, are seen in places like this one's. */
static unsigned days_alike(const struct sightings *sightings, uint32_t place)
{
	uint32_t days[LISTED_DAYS];
	unsigned count = 0, k;

	for (size_t i = 0; i < sightings->count && count < LISTED_DAYS; i++) {
		uint32_t day = date_day(&sightings->at[i].date);

		if (sightings->at[i].place != place)
			continue;
		for (k = 0; k < count && days[k] != day; k++)
			;
		if (k == count)
			days[count++] = day;
	}
	return count;
}

static void put_lists_last(struct sightings *sightings)
{
	for (size_t i = 0; i < sightings->count; i++) {
		struct sighting *sighting = &sightings->at[i];

		if (sighting->place && sighting->badness > OWN_STEPS && days_alike(sightings, sighting->place) >= LISTED_DAYS)
			sighting->badness += LISTED_STEPS;
	}
}

void sightings_find(struct sightings *sightings, const struct measures *measures, const struct phrases *phrases, const char *url,
                    enum date_order order)
{
	struct date address;

	*sightings = (struct sightings){0};
	if (url && from_address(&address, address_original(url)))
		add(sightings, &address, 0, 0);
	add_times(sightings, measures, order);
	for (size_t i = 0; i < measures->markup->block_count; i++)
		if (measures->blocks[i].has_digit)
			add_dates_of(sightings, measures, phrases, i, order);
	put_lists_last(sightings);
}

void sightings_release(struct sightings *sightings)
{
	free(sightings->at);
	*sightings = (struct sightings){0};
}

/* A worse place that tells the hour of the same day adds it. */
bool visible_date(struct date *date, const struct sightings *sightings)
{
	const struct sighting *best = NULL;

	*date = (struct date){0};
	for (size_t i = 0; i < sightings->count; i++)
		if (!best || sightings->at[i].badness < best->badness)
			best = &sightings->at[i];
	if (!best)
		return false;
	*date = best->date;
	for (size_t i = 0; i < sightings->count; i++)
		if (sightings->at[i].date.precision > date->precision && date_day(&sightings->at[i].date) == date_day(date))
			*date = sightings->at[i].date;
	return best->badness <= DATED_STEPS;
}

/* Minutes from one instant to the other, both read as if they were of one zone. */
static int64_t minutes_between(struct date from, struct date to)
{
	from.zone_known = to.zone_known = false;
	from.second = to.second = 0;
	return (date_seconds(&to) - date_seconds(&from)) / 60;
}

bool visible_zone_missing(const struct date *date)
{
	return date->precision >= DATE_MINUTE && date->zone_known && date->zone == 0;
}

/* Whether the date, in UTC, is the instant that is seen in a zone *east of it. */
static bool is_same_instant(const struct date *date, const struct date *seen, int64_t *east)
{
	*east = minutes_between(*date, *seen);
	if (seen->precision < DATE_MINUTE || *east < -ZONE_MOST || *east > ZONE_MOST || *east % 15 != 0)
		return false;
	return !seen->zone_known || seen->zone == *east;
}

void visible_zone(struct date *date, const struct sightings *sightings)
{
	const struct sighting *same = NULL;
	struct date seen;
	int64_t east, zone = 0;

	if (!visible_zone_missing(date))
		return;
	for (size_t i = 0; i < sightings->count; i++)
		if (is_same_instant(date, &sightings->at[i].date, &east) && (!same || sightings->at[i].badness < same->badness)) {
			same = &sightings->at[i];
			zone = east;
		}
	if (same) {
		date->year = same->date.year;
		date->month = same->date.month;
		date->day = same->date.day;
		date->hour = same->date.hour;
		date->minute = same->date.minute;
		date->zone = (int)zone;
		return;
	}
	if (!visible_date(&seen, sightings) || date_day(date) == date_day(&seen))
		return;
	east = minutes_between(*date, seen);
	if (east >= -DAY_MINUTES - ZONE_MOST && east <= ZONE_MOST)
		*date = seen;
}
