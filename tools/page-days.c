/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The days that pages show, as tools/train-days.py reads them.
 *
 *	page-days FILE...
 *
 * For each page a line "P FILE PUBLISHED MODIFIED"; for each of its sightings a line "S DATE KIND VALUES TEXT": its
 * features in hexadecimal digits, two each, and the text in which it stands.
 * Before all, the features' names and how many values each has: "F NAME VALUES".
 */
#include "indexer/extract/day_features.h"
#include "indexer/extract/head.h"
#include "indexer/read/charset.h"

#include <stdio.h>
#include <stdlib.h>

static void print_names(void)
{
#define PRINT(name, values) printf("F\t" #name "\t%d\n", (int)(values));
	DAY_FEATURES(PRINT)
	for (int i = 0; i < CLASS_WORD_COUNT; i++)
		printf("F\tclasses+%d\t2\n", i);
	for (int i = 0; i < CLASS_WORD_COUNT; i++)
		printf("F\town+%d\t2\n", i);
	for (int i = 0; i < TAG_COUNT; i++)
		printf("F\ttags+%d\t2\n", i);
}

static void print_sighting(const struct day_context *context, size_t i)
{
	const struct sighting *sighting = &context->sightings->at[i];
	const struct markup *markup = context->measures->markup;
	uint8_t values[DAY_FEATURE_COUNT];
	char date[DATE_TEXT_MAX];

	day_features(context, i, values);
	printf("S\t%s\t%d\t", date_format(&sighting->date, date), sighting->kind);
	for (size_t k = 0; k < DAY_FEATURE_COUNT; k++)
		printf("%02x", values[k]);
	printf("\t%.*s\n", 160, sighting->block < markup->block_count ? markup_text(markup, &markup->blocks[sighting->block]) : "");
}

static void print_days(const char *path, const struct measures *measures, const struct head *head)
{
	struct sightings sightings;
	struct day_context context;
	char published[DATE_TEXT_MAX], modified[DATE_TEXT_MAX];

	sightings_find(&sightings, measures, head, head->url);
	day_context_init(&context, measures, &sightings, head, head->url);
	printf("P\t%s\t%s\t%s\n", path, date_format(&head->published, published), date_format(&head->modified, modified));
	for (size_t i = 0; i < sightings.count; i++)
		print_sighting(&context, i);
	sightings_release(&sightings);
}

static void print_page(const char *path)
{
	FILE *file = fopen(path, "rb");
	struct buffer bytes = {0}, page = {0};
	struct phrases phrases;
	struct markup markup;
	struct measures measures;
	struct head head;
	char chunk[65536];
	size_t length;

	if (!file) {
		perror(path);
		exit(2);
	}
	while ((length = fread(chunk, 1, sizeof chunk, file)) > 0)
		buffer_add(&bytes, chunk, length);
	fclose(file);
	buffer_add(&page, "", 0);
	charset_decode(&page, bytes.bytes ? bytes.bytes : "", bytes.length, NULL);
	phrases_init(&phrases);
	markup_read(&markup, page.bytes, page.length);
	head_read(&head, &markup);
	measures_init(&measures, &markup, &phrases, head_title(&head));
	print_days(path, &measures, &head);
	measures_release(&measures);
	head_release(&head);
	markup_release(&markup);
	buffer_release(&page);
	buffer_release(&bytes);
}

int main(int count, char **arguments)
{
	print_names();
	for (int i = 1; i < count; i++)
		print_page(arguments[i]);
	return 0;
}
