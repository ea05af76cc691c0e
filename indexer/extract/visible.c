/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/extract/visible.h"

#include "article/article.h"
#include "indexer/extract/class_words.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* Blocks around the headline in which an article's own date and byline stand. */
#define NEAR_ELEMENTS 3
#define NEAR_BEFORE 10
#define NEAR_BEHIND 12

/* How far into a block its date is looked for: "Press release of 3 June 2025, Berlin - ..." */
#define DATELINE_BYTES 160
#define DAY_MINUTES (24 * 60)
#define ZONE_MOST (14 * 60) /* no zone is further from UTC */
#define DATE_ALONE_BYTES 40 /* a block that may be nothing but a date, with two digits for the year */
#define DATED_STEPS 20 /* being called a date is worth so many steps from the headline */
#define AUTHOR_BYTES 100
#define AUTHOR_WORDS 8

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

/* The best date that was seen so far; a worse place that tells the hour of the same day adds it. */
struct choice {
	struct date date;
	size_t badness;
};

static void consider(struct choice *choice, const struct date *date, size_t badness)
{
	bool same_day = choice->date.precision != DATE_UNKNOWN && date_day(&choice->date) == date_day(date);

	if (!is_plausible(date))
		return;
	if (same_day ? date->precision > choice->date.precision : badness < choice->badness)
		choice->date = *date;
	if (badness < choice->badness)
		choice->badness = badness;
}

static void consider_times(struct choice *choice, const struct measures *measures)
{
	const struct markup *markup = measures->markup;

	for (size_t i = 0; i < markup->fact_count; i++) {
		const struct fact *fact = &markup->facts[i];
		struct date date;
		size_t from, to;

		if (fact->kind == FACT_TIME && (date_parse(&date, fact_value(markup, fact), fact->length) ||
		                                date_find(&date, fact_value(markup, fact), fact->length, &from, &to)))
			consider(choice, &date, badness_of_time(measures, fact->block));
	}
}

static void consider_blocks(struct choice *choice, const struct measures *measures)
{
	for (size_t i = 0; i < measures->markup->block_count; i++) {
		const struct markup_block *block = &measures->markup->blocks[i];
		size_t length = block->length < DATELINE_BYTES ? block->length : DATELINE_BYTES, start, end;
		struct date date;

		const char *text = markup_text(measures->markup, block);

		if (measures->blocks[i].has_digit &&
		    (date_find(&date, text, length, &start, &end) || (block->length <= DATE_ALONE_BYTES && date_parse(&date, text, length))))
			consider(choice, &date, badness(measures, i));
	}
}

static bool is_near(const struct measures *measures, size_t i)
{
	size_t title = measures->title < measures->markup->block_count ? measures->title : 0;

	return i + NEAR_BEFORE >= title && i <= title + NEAR_BEHIND;
}

/* Comments, lists of others and legal notes have authors of their own. */
static bool is_foreign(const struct block_measure *block)
{
	const uint32_t foreign = UINT32_C(1) << CLASS_COMMENT | UINT32_C(1) << CLASS_RELATED | UINT32_C(1) << CLASS_FOOTER |
	                         UINT32_C(1) << CLASS_SIDEBAR;

	return block->classes_near & foreign || block->ancestors & (1u << TAG_FOOTER | 1u << TAG_ASIDE) ||
	       block->hits.kinds & 1u << PHRASE_COPYRIGHT;
}

/* ".../2025/06/02/...", ".../2025-06-02-..." */
static bool from_address(struct date *found, const char *url)
{
	for (; url && *url; url++) {
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

bool visible_date(struct date *date, const struct measures *measures, const char *url)
{
	struct choice choice = {.badness = SIZE_MAX};
	struct date address;

	if (from_address(&address, url))
		consider(&choice, &address, 0);
	consider_times(&choice, measures);
	consider_blocks(&choice, measures);
	*date = choice.date;
	return date->precision != DATE_UNKNOWN && choice.badness <= DATED_STEPS;
}

/* Minutes from one instant to the other, both read as if they were of one zone. */
static int64_t minutes_between(struct date from, struct date to)
{
	from.zone_known = to.zone_known = false;
	return (date_seconds(&to) - date_seconds(&from)) / 60;
}

bool visible_zone_missing(const struct date *date)
{
	return date->precision >= DATE_MINUTE && date->zone_known && date->zone == 0;
}

void visible_zone(struct date *date, const struct date *seen)
{
	int64_t east;

	if (!visible_zone_missing(date) || date_day(date) == date_day(seen))
		return;
	east = minutes_between(*date, *seen);
	if (seen->precision >= DATE_MINUTE && !seen->zone_known && east % 15 == 0 && east >= -ZONE_MOST && east <= ZONE_MOST) {
		*date = *seen;
		date->zone_known = true;
		date->zone = (int)east;
	} else if (east >= -DAY_MINUTES - ZONE_MOST && east <= ZONE_MOST) {
		*date = *seen;
	}
}

void visible_author(char **author, const struct measures *measures, const struct phrases *phrases)
{
	const struct markup *markup = measures->markup;

	for (size_t i = 0; i < markup->block_count; i++) {
		const struct block_measure *block = &measures->blocks[i];
		const char *text = markup_text(markup, &markup->blocks[i]);
		size_t length = markup->blocks[i].length, behind, from, to;
		bool byline = block->hits.kinds & 1u << PHRASE_BYLINE;
		struct date date;

		if (!is_near(measures, i) || i == measures->title || length > AUTHOR_BYTES || is_foreign(block) ||
		    !(byline || block->classes_near >> CLASS_AUTHOR & 1))
			continue;
		behind = phrases_find(phrases, text, length).behind;
		if (block->has_date && date_find(&date, text, length, &from, &to) && from >= behind)
			length = from;
		while (length > behind && strchr(" ,-|", text[length - 1]))
			length--;
		if (length <= behind || block->words > AUTHOR_WORDS || block->capitals < 1)
			continue;
		article_set(author, text + behind, length - behind);
		if (*author)
			return;
	}
}
