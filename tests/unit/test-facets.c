/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Facets of random articles against a count by hand: however the articles came
 * into the index, and whatever was done to it since.
 */
#include "searcher/search.h"

#include "tests/unit/indexing.h"
#include "text/buffer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#define ARTICLES 60
#define WORDS 4
#define NAMES 6
#define SPELLINGS 3

/* Names that are one when folded, and that no rule for names takes for another's. */
static const struct {
	enum facet_kind kind;
	const char *key;
	const char *spellings[SPELLINGS];
	const char *form; /* a way to write it that no other has; "" for none but the name */
} names[] = {
	{FACET_PERSON, "jane greenfield", {"Jane Greenfield", "Jane Greenfield", "JANE GREENFIELD"}, "Greenfield"},
	{FACET_PERSON, "ödön tóth", {"Ödön Tóth", "Odon Toth", "Ödön Toth"}, "Mr. Tóth"},
	{FACET_PERSON, "quincy abernathy", {"Quincy Abernathy", "Quincy Abernathy", "Quincy Abernathy"}, ""},
	{FACET_PLACE, "west harbour", {"West Harbour", "West Harbour", "West harbour"}, ""},
	{FACET_PLACE, "west", {"West", "West", "West"}, ""}, /* a word of another's name */
	{FACET_ORG, "bird watchers", {"Bird Watchers", "Bird-Watchers", "Bird Watchers"}, "Birders"},
};

static const char *const sources[] = {"AFP", "BBC", "BBC News", NULL};
static const char *const dates[] = {"2025-06-02", "2025-06-02T08:13:00Z", "2025-06", "2024", NULL, "2025-06-09"};
static const char *const date_values[] = {"2025-06-02", "2025-06-02", "2025-06", "2024", NULL, "2025-06-09"};
static const char *const words[WORDS] = {"apple", "brick", "cloud", "drum"};

struct model_article {
	bool alive;
	unsigned words; /* bits */
	unsigned names; /* bits */
	unsigned spelling;
	int source, date;
};

struct model {
	struct model_article list[2 * ARTICLES]; /* those of a second index behind those of the first */
	size_t count;
};

static uint32_t seed;

static unsigned random_below(unsigned limit)
{
	seed = seed * 1664525 + 1013904223;
	return (seed >> 8) % limit;
}

static struct model_article random_article(void)
{
	return (struct model_article){.alive = true,
	                              .words = random_below(1 << WORDS),
	                              .names = random_below(1 << NAMES),
	                              .spelling = random_below(SPELLINGS),
	                              .source = (int)random_below(4),
	                              .date = (int)random_below(6)};
}

/* ---- articles as lines of JSON ---- */

static void add_names(struct buffer *out, const struct model_article *article, enum facet_kind kind)
{
	const char *between = "";

	buffer_add_format(out, "\"%s\":[", facet_name(kind));
	for (unsigned i = 0; i < NAMES; i++) {
		if (names[i].kind != kind || !(article->names & 1u << i))
			continue;
		if (*names[i].form && article->spelling > 0)
			buffer_add_format(out, "%s{\"name\":\"%s\",\"forms\":[\"%s\",\"%s\"]}", between,
			                  names[i].spellings[article->spelling], names[i].form, names[i].spellings[article->spelling]);
		else
			buffer_add_format(out, "%s\"%s\"", between, names[i].spellings[article->spelling]);
		between = ",";
	}
	buffer_add_string(out, "]");
}

static void add_line(struct buffer *out, size_t id, const struct model_article *article)
{
	buffer_add_format(out, "{\"id\":\"%zu\",\"text\":\"Always", id);
	for (unsigned i = 0; i < WORDS; i++)
		if (article->words & 1u << i)
			buffer_add_format(out, " %s", words[i]);
	buffer_add_string(out, "\",");
	if (sources[article->source])
		buffer_add_format(out, "\"source\":\"%s\",", sources[article->source]);
	if (dates[article->date])
		buffer_add_format(out, "\"date\":\"%s\",", dates[article->date]);
	buffer_add_string(out, "\"language\":\"en\",\"entities\":{");
	for (int kind = 0; kind < ENTITY_KINDS; kind++) {
		add_names(out, article, (enum facet_kind)kind);
		buffer_add_string(out, kind + 1 < ENTITY_KINDS ? "," : "}}\n");
	}
}

/* Indexes articles of the model, new ones and such as were there before, in one run. */
static void run_some(struct model *model, const char *index, const char *directory, size_t first)
{
	struct buffer lines = {0};
	char *file;

	for (size_t i = 0; i < ARTICLES / 4; i++) {
		size_t id = first + random_below(ARTICLES);

		if (id >= model->count)
			model->count = id + 1;
		model->list[id] = random_article();
		add_line(&lines, id, &model->list[id]);
	}
	file = workplace_file(directory, "some.jsonl", lines.bytes);
	index_source(index, file, 1 + random_below(2));
	buffer_release(&lines);
	free(file);
}

/* ---- what should be found ---- */

static bool matches(const struct model_article *article, unsigned any)
{
	return article->alive && (article->words & any) != 0;
}

static uint32_t count_name(const struct model *model, unsigned any, unsigned name)
{
	uint32_t count = 0;

	for (size_t i = 0; i < model->count; i++)
		count += matches(&model->list[i], any) && model->list[i].names >> name & 1;
	return count;
}

static uint32_t count_string(const struct model *model, unsigned any, enum facet_kind kind, const char *value)
{
	uint32_t count = 0;

	for (size_t i = 0; i < model->count; i++) {
		const struct model_article *article = &model->list[i];
		const char *has = kind == FACET_DATE ? date_values[article->date] : sources[article->source];

		count += matches(article, any) && has && !strcmp(has, value);
	}
	return count;
}

static bool is_spelling(unsigned name, const char *string)
{
	for (size_t i = 0; i < SPELLINGS; i++)
		if (!strcmp(names[name].spellings[i], string))
			return true;
	return !strcmp(names[name].form, string);
}

/* ---- what is found ---- */

static void ask(struct searcher *searcher, const char *query, const struct search_filter *filter, struct results *results)
{
	struct search_options options = {.limit = 3,
	                                 .filters = filter,
	                                 .filter_count = filter != NULL,
	                                 .facets = (1u << FACET_KINDS) - 1,
	                                 .facet_size = 100,
	                                 .timeline = TIMELINE_DAY,
	                                 .entities = true,
	                                 .count = true};
	struct shim_failure failure = {0};

	*results = (struct results){0};
	assert_int_equal(search(searcher, query, &options, results, &failure), SHIM_OK);
	assert_int_equal(results->facet_kinds, (1u << FACET_KINDS) - 1);
}

static uint32_t total(struct searcher *searcher, const char *query, const struct search_filter *filter)
{
	struct results results;
	uint32_t found;

	ask(searcher, query, filter, &results);
	found = results.total;
	results_release(&results);
	return found;
}

/* A value narrows to as many articles as it counts, as a filter and in the query; so does a form of it. */
static void assert_narrows(struct searcher *searcher, const char *query, enum facet_kind kind, const struct facet_value *value)
{
	static const enum node_field fields[FACET_KINDS] = {QUERY_PERSON, QUERY_ORG, QUERY_PLACE, QUERY_SOURCE, QUERY_LANGUAGE, QUERY_DATE};
	const struct search_filter filter = {fields[kind], value->value};
	char typed[256];

	if (kind != FACET_DATE) /* a month holds its days, which are values of their own */
		assert_int_equal(total(searcher, query, &filter), value->count);
	snprintf(typed, sizeof typed, "+(%s) %s:\"%s\"", query, facet_name(kind), value->value);
	if (kind != FACET_DATE)
		assert_int_equal(total(searcher, typed, NULL), value->count);
	for (char **form = value->forms; form && *form; form++) {
		snprintf(typed, sizeof typed, "+(%s) %s:\"%s\"", query, facet_name(kind), *form);
		assert_int_equal(total(searcher, typed, NULL), value->count);
	}
}

static const struct facet_value *value_of(const struct facet *facet, unsigned name)
{
	const struct facet_value *found = NULL;

	for (size_t i = 0; i < facet->count; i++)
		if (is_spelling(name, facet->list[i].value)) {
			assert_null(found); /* no value twice */
			found = &facet->list[i];
		}
	return found;
}

static void assert_names(struct searcher *searcher, const struct model *model, const char *query, unsigned any, const struct results *results)
{
	for (unsigned name = 0; name < NAMES; name++) {
		const struct facet_value *value = value_of(&results->facets[names[name].kind], name);
		uint32_t count = count_name(model, any, name);

		assert_int_equal(value ? value->count : 0, count);
		if (!value)
			continue;
		for (char **form = value->forms; *form; form++)
			assert_true(is_spelling(name, *form));
		assert_narrows(searcher, query, names[name].kind, value);
	}
}

static void assert_strings(struct searcher *searcher, const struct model *model, const char *query, unsigned any,
                           enum facet_kind kind, const struct results *results)
{
	const struct facet *facet = &results->facets[kind];

	for (size_t i = 0; i < facet->count; i++) {
		assert_int_equal(facet->list[i].count, count_string(model, any, kind, facet->list[i].value));
		assert_true(i == 0 || (kind == FACET_DATE ? strcmp(facet->list[i].value, facet->list[i - 1].value) > 0
		                                          : facet->list[i].count <= facet->list[i - 1].count));
		assert_narrows(searcher, query, kind, &facet->list[i]);
	}
}

/* Two days a week apart, and those between them without articles. */
static void assert_timeline(const struct model *model, unsigned any, const struct facet *timeline)
{
	for (size_t i = 0; i < timeline->count; i++)
		assert_int_equal(timeline->list[i].count, count_string(model, any, FACET_DATE, timeline->list[i].value));
	if (count_string(model, any, FACET_DATE, "2025-06-02") && count_string(model, any, FACET_DATE, "2025-06-09"))
		assert_int_equal(timeline->count, 8);
}

/* The entities of a hit are those of its article. */
static void assert_hits(const struct model *model, const struct results *results)
{
	for (size_t i = 0; i < results->count; i++) {
		const struct article *article = &results->list[i].article;
		unsigned found = 0;

		for (size_t j = 0; j < article->entity_count; j++)
			for (unsigned name = 0; name < NAMES; name++)
				if ((int)names[name].kind == (int)article->entities[j].kind && is_spelling(name, article->entities[j].name))
					found |= 1u << name;
		assert_int_equal(found, model->list[strtoul(article->id, NULL, 10)].names);
	}
}

static void assert_answers(const struct model *model, const char *index)
{
	static const struct {
		const char *query;
		unsigned any;
	} queries[] = {{"apple", 1}, {"brick drum", 2 | 8}, {"apple brick cloud drum", 15}};
	struct searcher *searcher;
	struct shim_failure failure;

	assert_int_equal(searcher_open(&searcher, index, &failure), SHIM_OK);
	for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
		struct results results;
		uint32_t expected = 0;

		for (size_t j = 0; j < model->count; j++)
			expected += matches(&model->list[j], queries[i].any);
		ask(searcher, queries[i].query, NULL, &results);
		assert_int_equal(results.total, expected);
		assert_true(results.total_exact);
		assert_names(searcher, model, queries[i].query, queries[i].any, &results);
		assert_strings(searcher, model, queries[i].query, queries[i].any, FACET_SOURCE, &results);
		assert_strings(searcher, model, queries[i].query, queries[i].any, FACET_DATE, &results);
		assert_timeline(model, queries[i].any, &results.timeline);
		assert_hits(model, &results);
		results_release(&results);
	}
	searcher_close(searcher);
}

/* ---- the tests ---- */

/* Runs that add and change; shards are joined and rewritten on the way. */
static void test_runs(void **state)
{
	(void)state;
	for (seed = 1; seed <= 3; seed++) {
		uint32_t own = seed;
		char *directory = workplace_new(), *index = workplace_path(directory, "index");
		struct model model = {0};

		for (unsigned runs = 1 + 3 * own; runs > 0; runs--)
			run_some(&model, index, directory, 0);
		assert_int_equal(index_faults(index), 0);
		assert_answers(&model, index);
		index_compact(index);
		assert_int_equal(index_faults(index), 0);
		assert_answers(&model, index);
		workplace_remove(directory);
		free(index);
		seed = own;
	}
}

/* Articles that have vanished from a directory count no more. */
static void test_vanished(void **state)
{
	char *directory = workplace_new(), *index = workplace_path(directory, "index"), *folder = workplace_path(directory, "folder");
	struct model model = {0};

	(void)state;
	seed = 11;
	assert_int_equal(mkdir(folder, 0777), 0);
	for (size_t i = 0; i < 12; i++) {
		char name[32];
		struct buffer line = {0};

		snprintf(name, sizeof name, "%zu.jsonl", i);
		model.list[model.count++] = random_article();
		add_line(&line, i, &model.list[i]);
		free(workplace_file(folder, name, line.bytes));
		buffer_release(&line);
	}
	index_source(index, folder, 1);
	assert_answers(&model, index);
	for (size_t i = 0; i < 2; i++) { /* hidden first, then so many that the shard is rewritten */
		char *file = workplace_path(folder, i == 0 ? "3.jsonl" : "7.jsonl");

		remove(file);
		free(file);
		model.list[i == 0 ? 3 : 7].alive = false;
		if (i == 1) {
			file = workplace_path(folder, "8.jsonl");
			remove(file);
			free(file);
			model.list[8].alive = false;
		}
		index_source(index, folder, 1);
		assert_int_equal(index_faults(index), 0);
		assert_answers(&model, index);
	}
	workplace_remove(directory);
	free(folder);
	free(index);
}

/* A stub file that names two indexes. */
static void test_two_indexes(void **state)
{
	char *directory = workplace_new(), *first = workplace_path(directory, "a"), *second = workplace_path(directory, "b");
	char *stub;
	struct buffer lines = {0};
	struct model model = {0};

	(void)state;
	seed = 21;
	for (size_t i = 0; i < 3; i++) {
		run_some(&model, first, directory, 0);
		run_some(&model, second, directory, ARTICLES);
	}
	buffer_add_format(&lines, "auto %s\nauto %s\n", first, second);
	stub = workplace_file(directory, "both", lines.bytes);
	assert_answers(&model, stub);
	buffer_release(&lines);
	workplace_remove(directory);
	free(stub);
	free(second);
	free(first);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_runs),
		cmocka_unit_test(test_vanished),
		cmocka_unit_test(test_two_indexes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
