/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The blocks, titles and days of pages as tools/extraction/train-blocks.py, train-titles.py and train-days.py read them.
 *
 *	page-features [-w WEIGHTS] FILE...
 *
 * For each page a line "P FILE"; for each of its blocks a line "B BLOCK CONTEXT
 * FIRST SCORE TEXT": its features and those of the second pass in hexadecimal
 * digits, two each, and its scores by the model in WEIGHTS or the one that is built in. For each text that
 * may be the title a line "T TITLE SCORE TEXT", for each day that may be the article's "S DAY DATE TEXT". Before all, the features'
 * names and how many values each has: "F NAME VALUES", "C NAME VALUES", "H NAME VALUES" for those of titles, "D NAME VALUES" of days.
 */
#include "indexer/extract/day/day_features.h"
#include "indexer/extract/head.h"
#include "indexer/extract/judge.h"
#include "indexer/extract/title/title.h"
#include "indexer/read/charset.h"
#include "text/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const feature_names[] = {
#define NAME(name, values) #name,
	BLOCK_FEATURES(NAME)};
static const unsigned feature_values[] = {
#define VALUES(name, values) values,
	BLOCK_FEATURES(VALUES)};
static const char *const context_names[] = {CONTEXT_FEATURES(NAME)};
static const unsigned context_values[] = {CONTEXT_FEATURES(VALUES)};
static const char *const title_names[] = {TITLE_FEATURES(NAME)};
static const unsigned title_values[] = {TITLE_FEATURES(VALUES)};
static const char *const day_names[] = {DAY_FEATURES(NAME)};
static const unsigned day_values[] = {DAY_FEATURES(VALUES)};

static void print_row(const char *name, int count)
{
	for (int i = 0; i < count; i++)
		printf("D\t%s+%d\t2\n", name, i);
}

static void print_day_names(void)
{
	for (size_t i = 0; i < DAY_classes; i++)
		printf("D\t%s\t%u\n", day_names[i], day_values[i]);
	print_row("classes", CLASS_WORD_COUNT);
	print_row("own", CLASS_WORD_COUNT);
	print_row("tags", TAG_COUNT);
}

static void print_names(void)
{
	for (size_t i = 0; i < FEATURE_classes; i++)
		printf("F\t%s\t%u\n", feature_names[i], feature_values[i]);
	for (size_t i = 0; i < CLASS_WORD_COUNT; i++)
		printf("F\tclasses+%zu\t3\n", i);
	for (size_t i = 0; i < CONTEXT_COUNT; i++)
		printf("C\t%s\t%u\n", context_names[i], context_values[i]);
	for (size_t i = 0; i < TITLE_FEATURE_classes; i++)
		printf("H\t%s\t%u\n", title_names[i], title_values[i]);
	for (size_t i = 0; i < CLASS_WORD_COUNT; i++)
		printf("H\tclasses+%zu\t3\n", i);
	print_day_names();
}

static int16_t *find_row(struct judge_model *model, const char *pass, const char *name)
{
	for (size_t i = 0; i < CONTEXT_COUNT && !strcmp(pass, "context"); i++)
		if (!strcmp(context_names[i], name))
			return model->context[i];
	for (size_t i = 0; i < FEATURE_COUNT; i++) {
		char class[32];

		snprintf(class, sizeof class, "classes+%zu", i - FEATURE_classes);
		if (!strcmp(i < FEATURE_classes ? feature_names[i] : class, name))
			return !strcmp(pass, "first") ? model->first[i] : model->second[i];
	}
	fprintf(stderr, "page-features: no feature %s\n", name);
	exit(2);
}

static void load(struct judge_model *model, const char *path)
{
	FILE *file = fopen(path, "r");
	char line[8192];

	if (!file) {
		perror(path);
		exit(2);
	}
	while (fgets(line, sizeof line, file)) {
		char *pass = strtok(line, " \n"), *name = strtok(NULL, " \n"), *weight;
		int16_t *row;

		if (!name || pass[0] == '#')
			continue;
		row = find_row(model, pass, name);
		while ((weight = strtok(NULL, " \n")) != NULL)
			*row++ = (int16_t)atoi(weight);
	}
	fclose(file);
}

static void print_hexadecimal(const uint8_t *values, size_t count)
{
	for (size_t i = 0; i < count; i++)
		printf("%02x", values[i]);
	putchar('\t');
}

static void print_blocks(const struct judge_model *model, const struct measures *measures, const struct evidence *evidence)
{
	const struct markup *markup = measures->markup;
	size_t count = markup->block_count;
	int *scores = memory_zeroed(count, sizeof *scores), *first = memory_zeroed(count, sizeof *first);
	uint8_t *context = memory_zeroed(count, CONTEXT_COUNT);

	judge_blocks(model, measures, evidence, scores, first);
	features_of_context(measures, first, context);
	for (size_t i = 0; i < count; i++) {
		uint8_t values[FEATURE_COUNT];

		features_of_block(measures, evidence, i, values);
		fputs("B\t", stdout);
		print_hexadecimal(values, FEATURE_COUNT);
		print_hexadecimal(context + i * CONTEXT_COUNT, CONTEXT_COUNT);
		printf("%d\t%d\t%s\n", first[i], scores[i], markup_text(markup, &markup->blocks[i]));
	}
	free(scores);
	free(first);
	free(context);
}

/* As when a page is read, blocks are measured from the title that was chosen. */
static void print_titles(struct head *head, struct measures *measures)
{
	struct title_candidates *candidates = memory_new(sizeof *candidates);
	struct title_page *page = memory_new(sizeof *page);

	title_prepare(candidates, page, head, measures, head->url, &head->site);
	for (size_t i = 0; i < candidates->count; i++) {
		const struct title_candidate *candidate = &candidates->at[i];
		uint8_t values[TITLE_FEATURE_COUNT];

		title_features_of(page, candidates, i, values);
		fputs("T\t", stdout);
		print_hexadecimal(values, TITLE_FEATURE_COUNT);
		printf("%d\t%.*s\n", title_score(&title_weights, values), (int)candidate->length, candidate->text);
	}
	free(page);
	free(candidates);
	free(title_choose(head, measures, head->url, &head->site));
}

/* As pages are dated: the title is known. */
static void print_days(const struct head *head, const struct measures *measures)
{
	const struct markup *markup = measures->markup;
	struct sightings sightings;
	struct day_context context;

	sightings_find(&sightings, measures, head, head->url);
	day_context_init(&context, measures, &sightings, head, head->url);
	for (size_t i = 0; i < sightings.count; i++) {
		const struct sighting *sighting = &sightings.at[i];
		uint8_t values[DAY_FEATURE_COUNT];
		char date[DATE_TEXT_MAX];

		day_features(&context, i, values);
		fputs("S\t", stdout);
		print_hexadecimal(values, DAY_FEATURE_COUNT);
		printf("%s\t%s\n", date_format(&sighting->date, date),
		       sighting->block < markup->block_count ? markup_text(markup, &markup->blocks[sighting->block]) : "");
	}
	sightings_release(&sightings);
}

static void print_page(const struct judge_model *model, const char *path)
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
	printf("P\t%s\n", path);
	print_titles(&head, &measures);
	print_days(&head, &measures);
	print_blocks(model, &measures, &(struct evidence){head.description, head.body});
	measures_release(&measures);
	head_release(&head);
	markup_release(&markup);
	buffer_release(&page);
	buffer_release(&bytes);
}

int main(int count, char **arguments)
{
	static struct judge_model loaded;
	const struct judge_model *model = &judge_weights;
	int option;

	while ((option = getopt(count, arguments, "w:")) != -1) {
		if (option != 'w')
			return 2;
		load(&loaded, optarg);
		model = &loaded;
	}
	print_names();
	for (int i = optind; i < count; i++)
		print_page(model, arguments[i]);
	return 0;
}
