/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/extract/day/day_features.h"

#include "indexer/extract/bucket.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define COUNT_OF(list) (sizeof(list) / sizeof *(list))

#define INNERMOST 3     /* elements whose classes tell what a date is of */
#define HEAD_BLOCKS 40  /* a page's first blocks: its name, the day on which it was looked at; */
#define HEAD_REACH 9    /* they stand so far above the headline, */
#define HEAD_UP 4       /* or so many elements apart */
#define OLD_YEARS 3
#define DATELINE_BYTES 40 /* a dateline's place and day */

void day_context_init(struct day_context *context, const struct measures *measures, const struct sightings *sightings,
                      const struct head *head, const char *url)
{
	*context = (struct day_context){.measures = measures, .sightings = sightings, .head = head, .url = url};
	for (size_t i = 0; i < sightings->count; i++) {
		uint32_t day = date_day(&sightings->at[i].date);

		if (!context->oldest || day < context->oldest)
			context->oldest = day;
		if (day > context->newest)
			context->newest = day;
	}
}

/* ---- Beside other days ---- */

/* How many other days, at most 3, are seen in places that look like this one. */
static uint8_t days_alike(const struct sightings *sightings, size_t i)
{
	uint32_t days[3], own = date_day(&sightings->at[i].date);
	uint8_t count = 0, k;

	for (size_t other = 0; other < sightings->count && count < COUNT_OF(days); other++) {
		uint32_t day = date_day(&sightings->at[other].date);

		if (sightings->at[other].place != sightings->at[i].place || day == own)
			continue;
		for (k = 0; k < count && days[k] != day; k++)
			;
		if (k == count)
			days[count++] = day;
	}
	return count;
}

/* How many other places, at most 3, tell the same day. */
static uint8_t same_day(const struct sightings *sightings, size_t i)
{
	const struct sighting *sighting = &sightings->at[i];
	uint8_t count = 0;

	for (size_t k = 0; k < sightings->count && count < 3; k++) {
		const struct sighting *other = &sightings->at[k];

		count += (other->block != sighting->block || other->kind != sighting->kind) && date_day(&other->date) == date_day(&sighting->date);
	}
	return count;
}

/* 0: there is no day to compare with; 1: not behind it, 2: behind it. */
static uint8_t behind(const struct date *date, const struct date *other)
{
	return other->precision < DATE_DAY ? 0 : date_day(date) <= date_day(other) ? 1 : 2;
}

/* "/2025/06/": 1 of that month, 2 of another one; "/2025/": 3 of another year. */
static uint8_t in_address(const struct date *date, const char *url)
{
	for (size_t i = 0; url && url[i] && i < ADDRESS_BYTES; i++) {
		unsigned count;
		int parts[3];

		if ((url[i] != '/' && url[i] != '-' && url[i] != '_') || (url[i + 1] != '1' && url[i + 1] != '2'))
			continue;
		count = address_day_read(url + i + 1, parts);
		if (count < 1 || parts[0] < 1990 || parts[0] > 2100)
			continue;
		if (count >= 2 && parts[1] >= 1 && parts[1] <= 12)
			return parts[0] == date->year && parts[1] == date->month ? 1 : 2;
		if (!isdigit((unsigned char)url[i + 5]))
			return parts[0] == date->year ? 0 : 3;
	}
	return 0;
}

static void of_date(const struct day_context *context, size_t i, uint8_t *values)
{
	const struct sighting *sighting = &context->sightings->at[i];
	const struct date *date = &sighting->date;
	uint32_t day = date_day(date);

	values[DAY_kind] = sighting->kind;
	values[sighting->kind == SIGHTING_TIME ? DAY_time_label : DAY_label] = sighting->label;
	values[DAY_clock] = date->precision < DATE_MINUTE ? 0 : date->zone_known ? 2 : 1;
	values[DAY_same] = same_day(context->sightings, i);
	values[DAY_rank] = context->oldest == context->newest ? 0 : day == context->newest ? 1 : day == context->oldest ? 2 : 3;
	values[DAY_age] = date->year < 1990 ? 3 : date->year + OLD_YEARS <= (int)(context->newest / 10000);
	values[DAY_in_address] = in_address(date, context->url);
	values[DAY_behind_modified] = behind(date, &context->head->modified);
	if (sighting->kind != SIGHTING_TAG)
		values[DAY_behind_tag] = behind(date, &context->head->dated);
}

/* ---- In the page ---- */

/* 0 none; 1 the headline; 2 to 10 below it, 11 to 17 above. */
static uint8_t distance_of(size_t i, size_t title)
{
	if (i == title)
		return 1;
	return i > title ? 2 + BUCKET(i - title, 2, 3, 4, 6, 9, 14, 24, 40) : 11 + BUCKET(title - i, 2, 3, 5, 9, 20, 40);
}

static bool says_nothing(const char *text, size_t length)
{
	while (length && (unsigned char)*text < 0x80 && !isalnum((unsigned char)*text)) {
		text++;
		length--;
	}
	return !length;
}

/* "3 June 2025 - The ferry", "(3 June 2025) The ferry", "DUBLIN, 3 June 2025 (Agency) -": what stands behind a dateline's date. */
static bool ends_dateline(const char *text, size_t length, const char *signs)
{
	while (length && *text == ' ') {
		text++;
		length--;
	}
	return length && (strchr(signs, *text) || (length >= 3 && (!memcmp(text, "\u2013", 3) || !memcmp(text, "\u2014", 3))));
}

/* "Published: 3 June 2025" is no running text, whatever its length. */
static bool is_labelled(const char *text, size_t start)
{
	while (start && text[start - 1] == ' ')
		start--;
	return start && text[start - 1] == ':';
}

/* Which part of its block's text a date is; 5 and more in running text, 5 and 6 where that begins with it. */
static uint8_t where_of(const struct measures *measures, const struct sighting *sighting)
{
	const struct markup_block *block = &measures->markup->blocks[sighting->block];
	const char *text = markup_text(measures->markup, block), *behind = text + sighting->end;
	size_t left = block->length - sighting->end;
	bool begins = says_nothing(text, sighting->start), ends = says_nothing(behind, left);

	if (begins && ends)
		return 1;
	if (!measures->blocks[sighting->block].prose || is_labelled(text, sighting->start))
		return begins ? 2 : ends ? 3 : 4;
	if (begins)
		return ends_dateline(behind, left, "-:|/).,") ? 5 : 6;
	if (sighting->start < DATELINE_BYTES && ends_dateline(behind, left, "-(/|"))
		return 7;
	return 8 + BUCKET(sighting->start, 15, 40, 100);
}

static void of_text(const struct measures *measures, const struct sighting *sighting, uint8_t *values)
{
	const struct block_measure *block = &measures->blocks[sighting->block];

	values[DAY_where] = where_of(measures, sighting);
	if (!block->prose)
		values[DAY_length] = 1 + BUCKET(measures->markup->blocks[sighting->block].length, 12, 20, 35, 60, 100, 200);
	values[DAY_nth] = sighting->before > 0;
	values[DAY_in_time] = (block->flags & MARKUP_TIME) != 0;
	values[DAY_mark] = block->has_mark;
}

static void of_elements(const struct measures *measures, const struct sighting *sighting, size_t title, uint8_t *values)
{
	const struct markup *markup = measures->markup;
	const struct block_measure *block = &measures->blocks[sighting->block];
	struct surroundings around = surroundings_of(markup, sighting->block, title);
	uint32_t at = markup->blocks[sighting->block].element, own = markup->blocks[sighting->block].classes;
	uint8_t up = around.up < 6 ? around.up : 6;

	for (unsigned near = 0; at && near < INNERMOST; near++, at = markup->elements[at].parent)
		own |= markup->elements[at].classes;
	values[DAY_side_up] = sighting->block > title ? up : 7 + up;
	if (sighting->block < title && sighting->block < HEAD_BLOCKS && (up >= HEAD_UP || title - sighting->block >= HEAD_REACH))
		values[DAY_head_day] = sighting->date.precision < DATE_MINUTE ? 1 : 2;
	for (int word = 0; word < CLASS_WORD_COUNT; word++) {
		values[DAY_classes + word] = around.classes >> word & 1;
		values[DAY_own + word] = own >> word & 1;
	}
	for (int tag = 0; tag < TAG_COUNT; tag++)
		values[DAY_tags + tag] = around.tags >> tag & 1;
	values[DAY_named] = (block->flags & MARKUP_NAMED) != 0;
	values[DAY_apart] = (block->flags & MARKUP_ASIDE) != 0;
	values[DAY_hidden] = (block->flags & MARKUP_HIDDEN) != 0;
}

static void of_block(const struct measures *measures, const struct sighting *sighting, uint8_t *values)
{
	size_t count = measures->markup->block_count, title = measures->title < count ? measures->title : 0;
	const struct block_measure *block = &measures->blocks[sighting->block];
	uint32_t prose = measures->elements[0].prose;

	values[DAY_distance] = distance_of(sighting->block, title);
	values[DAY_prose_before] = prose ? 1 + BUCKET(block->prose_before * UINT64_C(100) / prose, 1, 20, 60, 90, 100) : 0;
	values[DAY_twins] = BUCKET(measures->elements[measures->markup->blocks[sighting->block].element].twins, 2, 3, 6);
	values[DAY_linked] = BUCKET(block->link_share, 1, 40, 95);
	values[DAY_byline] = block->hits.kinds >> PHRASE_BYLINE & 1;
	values[DAY_copyright] = block->hits.kinds >> PHRASE_COPYRIGHT & 1;
	if (sighting->kind == SIGHTING_TEXT)
		of_text(measures, sighting, values);
	of_elements(measures, sighting, title, values);
}

void day_features(const struct day_context *context, size_t i, uint8_t values[DAY_FEATURE_COUNT])
{
	const struct sighting *sighting = &context->sightings->at[i];

	memset(values, 0, DAY_FEATURE_COUNT);
	of_date(context, i, values);
	if (sighting->block >= context->measures->markup->block_count)
		return;
	values[DAY_alike] = days_alike(context->sightings, i);
	of_block(context->measures, sighting, values);
}
