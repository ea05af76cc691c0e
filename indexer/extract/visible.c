/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/extract/visible.h"

#include "article/article.h"
#include "indexer/extract/class_words.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* Blocks around the headline in which an article's own date and byline stand. */
#define NEAR_BEFORE 10
#define NEAR_BEHIND 12

/* A block that is a date, with what is said around one. */
#define DATE_CHARS 120
#define AUTHOR_BYTES 100
#define AUTHOR_WORDS 8

static bool is_plausible(const struct date *date)
{
	return date->precision >= DATE_DAY && date->year >= 1600 && date->year <= 2200;
}

/* How far a block lies from the headline as a date's place: 0 is best. Below it is nearer than above. */
static size_t distance(const struct measures *measures, size_t i)
{
	size_t title = measures->title < measures->markup->block_count ? measures->title : 0;

	return i >= title ? i - title : 2 * (title - i);
}

static bool is_near(const struct measures *measures, size_t i)
{
	size_t title = measures->title < measures->markup->block_count ? measures->title : 0;

	return i + NEAR_BEFORE >= title && i <= title + NEAR_BEHIND;
}

static bool date_in_block(struct date *date, const struct measures *measures, size_t i)
{
	const struct markup_block *block = &measures->markup->blocks[i];
	size_t start, end;

	return measures->blocks[i].has_date && measures->blocks[i].chars <= DATE_CHARS &&
	       date_find(date, markup_text(measures->markup, block), block->length, &start, &end) && is_plausible(date);
}

/* Whether a block is not the article's: comments, lists of others, legal notes have dates of their own. */
static bool is_foreign(const struct block_measure *block)
{
	const uint32_t foreign = UINT32_C(1) << CLASS_COMMENT | UINT32_C(1) << CLASS_RELATED | UINT32_C(1) << CLASS_FOOTER |
	                         UINT32_C(1) << CLASS_SIDEBAR;

	return (block->classes_near | block->classes_far) & foreign || block->ancestors & (1u << TAG_FOOTER | 1u << TAG_ASIDE) ||
	       block->hits.kinds & 1u << PHRASE_COPYRIGHT;
}

/* The <time> nearest to the headline. */
static bool from_times(struct date *found, const struct measures *measures, bool near)
{
	const struct markup *markup = measures->markup;
	size_t best = SIZE_MAX;

	for (size_t i = 0; i < markup->fact_count; i++) {
		const struct fact *fact = &markup->facts[i];
		size_t from, to, block = fact->block < markup->block_count ? fact->block : markup->block_count;
		struct date date;

		if (fact->kind != FACT_TIME || distance(measures, block) >= best || (near && !is_near(measures, block)))
			continue;
		if (block < markup->block_count && is_foreign(&measures->blocks[block]))
			continue;
		if ((date_parse(&date, fact_value(markup, fact), fact->length) ||
		     date_find(&date, fact_value(markup, fact), fact->length, &from, &to)) &&
		    is_plausible(&date)) {
			*found = date;
			best = distance(measures, block);
		}
	}
	return best != SIZE_MAX;
}

/* The date in a block nearest to the headline; classed: only in blocks that say they are dates. */
static bool from_blocks(struct date *found, const struct measures *measures, bool near, bool classed)
{
	size_t best = SIZE_MAX;

	for (size_t i = 0; i < measures->markup->block_count; i++) {
		const struct block_measure *block = &measures->blocks[i];
		bool says_so = block->flags & (MARKUP_TIME | MARKUP_NAMED) || block->classes_near >> CLASS_DATE & 1 ||
		               block->classes_near >> CLASS_META & 1 || block->hits.kinds & 1u << PHRASE_BYLINE;
		struct date date;

		if (distance(measures, i) >= best || (near && !is_near(measures, i)) || (classed && !says_so) || is_foreign(block))
			continue;
		if (date_in_block(&date, measures, i)) {
			*found = date;
			best = distance(measures, i);
		}
	}
	return best != SIZE_MAX;
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

void visible_date(struct date *date, const struct measures *measures, const char *url)
{
	if (from_times(date, measures, true) || from_blocks(date, measures, true, true) || from_blocks(date, measures, true, false) ||
	    from_address(date, url) || from_times(date, measures, false) || from_blocks(date, measures, false, true) ||
	    from_blocks(date, measures, false, false))
		return;
	*date = (struct date){0};
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
