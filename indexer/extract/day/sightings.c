/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/extract/day/sightings.h"

#include "indexer/extract/address.h"
#include "text/memory.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How far into a block its date is looked for: "Press release of 3 June 2025, Berlin - ..." */
#define DATELINE_BYTES 160
#define DATE_ALONE_BYTES 40 /* a block that may be nothing but a date, with two digits for the year */
#define SIGHTINGS_MAX 1000  /* later ones are not looked at */
#define ALIKE_ELEMENTS 3    /* tags and classes of so many make a place */
#define LABEL_BLOCK_BYTES 28 /* a block may be nothing but the label of the date in the next one */

static bool is_plausible(const struct date *date)
{
	return date->precision >= DATE_DAY && date->year >= 1600 && date->year <= 2200;
}

/* The same for blocks whose elements, three levels of them, have the same tags and classes. */
static uint32_t place_of(const struct markup *markup, size_t i)
{
	uint32_t at = i < markup->block_count ? markup->blocks[i].element : NO_ELEMENT, place = 0;

	for (unsigned near = 0; at != NO_ELEMENT && near < ALIKE_ELEMENTS; near++) {
		place = place * 31 + markup->elements[at].signature;
		at = markup->elements[at].parent;
	}
	return place;
}

static void add(struct sightings *sightings, const struct sighting *sighting)
{
	if (!is_plausible(&sighting->date) || sightings->count == SIGHTINGS_MAX)
		return;
	if (sightings->count == sightings->capacity) {
		sightings->capacity = sightings->capacity ? sightings->capacity * 2 : 16;
		sightings->at = memory_resize(sightings->at, sightings->capacity, sizeof *sightings->at);
	}
	sightings->at[sightings->count++] = *sighting;
}

static void add_times(struct sightings *sightings, const struct measures *measures, enum date_order order)
{
	const struct markup *markup = measures->markup;

	for (size_t i = 0; i < markup->fact_count; i++) {
		const struct fact *fact = &markup->facts[i];
		struct sighting sighting = {.kind = SIGHTING_TIME, .block = fact->block, .place = place_of(markup, fact->block)};
		const char *name = fact_name(markup, fact);
		size_t from, to;

		if (fact->kind != FACT_TIME ||
		    !(date_parse_as(&sighting.date, fact_value(markup, fact), fact->length, order) ||
		      date_find_as(&sighting.date, fact_value(markup, fact), fact->length, order, &from, &to)))
			continue;
		sighting.label = strcasestr(name, "publi") || strcasestr(name, "pubdate") || strcasestr(name, "created") ? LABEL_PUBLISHED
		                 : strcasestr(name, "modified") || strcasestr(name, "updated")                           ? LABEL_UPDATED
		                                                                                                         : LABEL_NONE;
		add(sightings, &sighting);
	}
}

/* What is said before a date: in its own block, or by a block before it that says nothing else. */
static enum day_label label_of(const struct markup *markup, size_t i, size_t before, size_t start)
{
	const char *text = markup_text(markup, &markup->blocks[i]);
	const struct markup_block *label = i ? &markup->blocks[i - 1] : NULL;

	while (start > before && !isalnum((unsigned char)text[start - 1]) && (unsigned char)text[start - 1] < 0x80)
		start--;
	if (start > before || before || !label)
		return day_label_find(text + before, start - before);
	if (label->length > LABEL_BLOCK_BYTES && markup_text(markup, label)[label->length - 1] != ':')
		return LABEL_NONE;
	return day_label_find(markup_text(markup, label), label->length);
}

/* "Last change: 3 June 2025. Published: 2 June 2025": all dates at the block's beginning. */
static void add_dates_of(struct sightings *sightings, const struct measures *measures, size_t i, enum date_order order)
{
	const struct markup_block *block = &measures->markup->blocks[i];
	const char *text = markup_text(measures->markup, block);
	size_t length = block->length < DATELINE_BYTES ? block->length : DATELINE_BYTES, at = 0, start, end;
	struct sighting sighting = {.kind = SIGHTING_TEXT, .block = (uint32_t)i, .place = place_of(measures->markup, i)};

	for (; date_find_as(&sighting.date, text + at, length - at, order, &start, &end); at += end) {
		sighting.before = (uint32_t)at;
		sighting.start = (uint32_t)(at + start);
		sighting.end = (uint32_t)(at + end);
		sighting.label = label_of(measures->markup, i, at, at + start);
		add(sightings, &sighting);
	}
	if (!at && block->length <= DATE_ALONE_BYTES && date_parse_as(&sighting.date, text, length, order)) {
		sighting.end = (uint32_t)length;
		sighting.label = label_of(measures->markup, i, 0, 0);
		add(sightings, &sighting);
	}
}

unsigned address_day_read(const char *at, int parts[3])
{
	static const int most[] = {4, 2, 2};
	unsigned part = 0;

	for (; part < 3; part++) {
		int digits = 0;

		if (part > 0 && *at != '/' && *at != '-')
			break;
		at += part > 0;
		for (parts[part] = 0; digits < most[part] && isdigit((unsigned char)*at); digits++)
			parts[part] = parts[part] * 10 + (*at++ - '0');
		if (!digits)
			break;
	}
	return part == 3 && isdigit((unsigned char)*at) ? 2 : part;
}

/* ".../2025/06/02/...", ".../2025-06-02-..." */
static bool from_address(struct date *found, const char *url)
{
	for (size_t i = 0; url[i] && i < ADDRESS_BYTES; i++) {
		char text[DATE_TEXT_MAX];
		int parts[3];

		if (url[i] != '/' && url[i] != '-' && url[i] != '_')
			continue;
		if (address_day_read(url + i + 1, parts) != 3 || parts[0] < 1980 || parts[0] > 2200)
			continue;
		snprintf(text, sizeof text, "%04d-%02d-%02d", parts[0], parts[1], parts[2]);
		if (date_parse(found, text, strlen(text)))
			return true;
	}
	return false;
}

void sightings_find(struct sightings *sightings, const struct measures *measures, const struct head *head, const char *url)
{
	enum date_order order = date_order_of(head->language);
	uint32_t nowhere = (uint32_t)measures->markup->block_count;
	struct sighting address = {.kind = SIGHTING_ADDRESS, .block = nowhere};
	struct sighting tag = {.kind = SIGHTING_TAG, .block = nowhere, .date = head->dated};

	*sightings = (struct sightings){0};
	if (url && from_address(&address.date, address_original(url)))
		add(sightings, &address);
	add(sightings, &tag);
	add_times(sightings, measures, order);
	for (size_t i = 0; i < measures->markup->block_count; i++)
		if (measures->blocks[i].has_digit)
			add_dates_of(sightings, measures, i, order);
}

void sightings_release(struct sightings *sightings)
{
	free(sightings->at);
	*sightings = (struct sightings){0};
}
