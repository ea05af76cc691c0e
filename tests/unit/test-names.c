/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "names/group.h"

#include "names/lines.h"
#include "names/person.h"
#include "names/spelling.h"
#include "program/data.h"
#include "tests/unit/name_pairs.h"
#include "tests/unit/name_tables.h"
#include "text/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct names *tables;

static int open_tables(void **state)
{
	(void)state;
	tables = name_tables_open();
	return tables ? 0 : -1;
}

static int close_tables(void **state)
{
	(void)state;
	names_free(tables);
	return 0;
}

/* ---- keys and skeletons ---- */

static void check_keys(void **state)
{
	static const struct {
		const char *intent, *name, *key;
	} cases[] = {
		{"as it is", "Vladimir Putin", "vladimir putin"},
		{"accents", "Çırağan", "ciragan"},
		{"an acronym with full stops", "U.S.", "us"},
		{"and more words", "the U.S. Supreme Court", "us supreme court"},
		{"initials apart", "George H. W. Bush", "george h w bush"},
		{"initials together", "George H.W. Bush", "george hw bush"},
		{"an apostrophe", "Sana'a", "sanaa"},
		{"a hyphen", "Kim Jong-un", "kim jong un"},
		{"and", "Johnson & Johnson", "johnson and johnson"},
		{"a saint", "St. Petersburg", "saint petersburg"},
		{"no saint", "Wall St.", "wall st"},
		{"an article in front", "The Hague", "hague"},
		{"nothing but an article", "The", ""},
		{"no letter", " - ", ""},
	};
	struct folder *folder = memory_zeroed(1, sizeof *folder);

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char key[NAME_KEY_MAX];
		size_t length = name_key(folder, cases[i].name, strlen(cases[i].name), key);

		if (length != strlen(cases[i].key) || memcmp(key, cases[i].key, length) != 0)
			fail_msg("%s: %.*s", cases[i].intent, (int)length, key);
	}
	free(folder);
}

/* ---- pairs ---- */

/* Whether two names, each in some articles and never together, come out as one. */
static bool same(const struct names *names, const struct name_pair *pair)
{
	enum { EACH = 5 };
	const struct index_name list[2] = {{pair->kind, pair->first}, {pair->kind, pair->second}};
	uint32_t documents[2 * EACH], starts[3] = {0, EACH, 2 * EACH};
	const struct name_set set = {.list = list, .count = 2, .starts = starts, .documents = documents};
	struct name_groups groups;
	bool one;

	for (uint32_t i = 0; i < 2 * EACH; i++)
		documents[i] = i + 1;
	names_group(names, &set, &groups);
	one = groups.of[0] == groups.of[1];
	name_groups_release(&groups);
	return one;
}

static size_t count_right(const struct names *names, const struct name_pair *pairs, size_t count)
{
	size_t right = 0;

	for (size_t i = 0; i < count; i++) {
		if (same(names, &pairs[i]) == pairs[i].same)
			right++;
		else
			print_message("not %s: %s, %s\n", pairs[i].same ? "one" : "two", pairs[i].first, pairs[i].second);
	}
	print_message("%zu of %zu right\n", right, count);
	return right;
}

static void check_first_pairs(void **state)
{
	(void)state;
	assert_true(count_right(tables, first_pairs, first_pair_count) * 100 >= 95 * first_pair_count);
}

static void check_second_pairs(void **state)
{
	(void)state;
	assert_true(count_right(tables, second_pairs, second_pair_count) * 100 >= 95 * second_pair_count);
}

static void check_third_pairs(void **state)
{
	(void)state;
	assert_true(count_right(tables, third_pairs, third_pair_count) * 100 >= 95 * third_pair_count);
}

/* What a numeral is behind a forename. */
static void check_rulers(void **state)
{
	static const struct name_pair pairs[] = {
		{ENTITY_PERSON, false, "Henry V", "Henry IV"},
		{ENTITY_PERSON, false, "Pope Pius IX", "Pope Pius X"},
		{ENTITY_PERSON, false, "Louis XIV of France", "Louis XV of France"},
		{ENTITY_PERSON, false, "Henry V of Ardland", "Henry VI of Ardland"},
		{ENTITY_PERSON, false, "Emperor Charles V", "Karl V"},
		{ENTITY_PERSON, false, "John Roe IX", "John Roe X"},
		{ENTITY_PERSON, true, "Emperor Charles IV", "CHARLES IV"},
		{ENTITY_PERSON, true, "Mohammed VI", "Mohamed VI"},
		{ENTITY_PERSON, true, "Henry V", "Henry V of Ardland"},
		{ENTITY_PERSON, true, "John V. Lindsay", "John Lindsay"},
		{ENTITY_PERSON, true, "John V Lindsay", "John Vliet Lindsay"},
		{ENTITY_PERSON, true, "Malcolm X", "MALCOLM X"},
		{ENTITY_PERSON, true, "IV Petrov", "I. V. Petrov"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		if (same(tables, &pairs[i]) != pairs[i].same)
			fail_msg("not %s: %s, %s", pairs[i].same ? "one" : "two", pairs[i].first, pairs[i].second);
}

/* Of organisations: an acronym that is a word asks for its capitals; the United States are the US. */
static void check_organisations(void **state)
{
	static const struct name_pair pairs[] = {
		{ENTITY_ORG, false, "The Who", "World Health Organization"},
		{ENTITY_ORG, false, "the Who", "WHO"},
		{ENTITY_ORG, true, "The Who", "the Who"},
		{ENTITY_ORG, true, "THE WHO", "World Health Organization"},
		{ENTITY_ORG, true, "Nato", "NATO"},
		{ENTITY_ORG, true, "U.S. Census Bureau", "United States Census Bureau"},
		{ENTITY_ORG, true, "US Census Bureau", "U. S. Census Bureau"},
		{ENTITY_ORG, true, "Census Bureau of the United States", "US Census Bureau"},
		{ENTITY_ORG, true, "United States Supreme Court", "Supreme Court of the United States"},
		{ENTITY_ORG, true, "United States Steel Corporation", "U.S. Steel"},
		{ENTITY_ORG, false, "Census Bureau", "United States Census Bureau"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		if (same(tables, &pairs[i]) != pairs[i].same)
			fail_msg("not %s: %s, %s", pairs[i].same ? "one" : "two", pairs[i].first, pairs[i].second);
}

/* ---- names alone ---- */

enum { WORLD_NAMES = 64, WORLD_ARTICLES = 64 };

/* The names of some articles: "P" a person's, "O" an organisation's, "L" a place's; and what their long names are written as. */
struct world {
	char names[WORLD_NAMES][64];
	struct index_name list[WORLD_NAMES];
	size_t count;
	bool has[WORLD_NAMES][WORLD_ARTICLES];
	struct name_acronym acronyms[WORLD_NAMES];
	size_t acronym_count;
};

static uint32_t world_name(struct world *world, enum entity_kind kind, const char *name, size_t length)
{
	for (size_t i = 0; i < world->count; i++)
		if (world->list[i].kind == kind && strlen(world->names[i]) == length && !memcmp(world->names[i], name, length))
			return (uint32_t)i;
	memcpy(world->names[world->count], name, length);
	world->list[world->count] = (struct index_name){kind, world->names[world->count]};
	return (uint32_t)world->count++;
}

/* "P Ann Roe;O Long Name=LN": of one article. Returns the first. */
static uint32_t world_article(struct world *world, uint32_t article, const char *text, size_t length)
{
	uint32_t first = UINT32_MAX;

	for (const char *end = text + length, *stop; text < end; text = stop + 1) {
		enum entity_kind kind = *text == 'P' ? ENTITY_PERSON : *text == 'O' ? ENTITY_ORG : ENTITY_PLACE;
		const char *acronym;
		uint32_t name;

		stop = memchr(text, ';', (size_t)(end - text));
		if (!stop)
			stop = end;
		acronym = memchr(text, '=', (size_t)(stop - text));
		name = world_name(world, kind, text + 2, (size_t)((acronym ? acronym : stop) - text) - 2);
		world->has[name][article] = true;
		if (first == UINT32_MAX)
			first = name;
		if (acronym)
			world->acronyms[world->acronym_count++] =
				(struct name_acronym){name, world_name(world, kind, acronym + 1, (size_t)(stop - acronym) - 1), 1};
	}
	return first;
}

/* Whether the first name of the first article and the first of the second are one, in articles between "|". */
static bool world_joins(const char *articles)
{
	static struct world world;
	uint32_t starts[WORLD_NAMES + 1] = {0}, documents[WORLD_NAMES * WORLD_ARTICLES], count = 0, first[2] = {0};
	struct name_set set = {.list = world.list, .starts = starts, .documents = documents, .acronyms = world.acronyms};
	struct name_groups groups;
	bool one;

	world = (struct world){0};
	for (uint32_t article = 1; *articles; article++) {
		size_t length = strcspn(articles, "|");
		uint32_t name = world_article(&world, article, articles, length);

		if (article <= 2)
			first[article - 1] = name;
		articles += length + (articles[length] == '|');
	}
	for (size_t i = 0; i < world.count; i++) {
		for (uint32_t article = 1; article < WORLD_ARTICLES; article++)
			if (world.has[i][article])
				documents[count++] = article;
		starts[i + 1] = count;
	}
	set.count = world.count;
	set.acronym_count = world.acronym_count;
	names_group(tables, &set, &groups);
	one = groups.of[first[0]] == groups.of[first[1]];
	name_groups_release(&groups);
	return one;
}

#define TEN(article) article "|" article "|" article "|" article "|" article "|" article "|" article "|" article "|" article "|" article
#define OTHERS "|L Oslo;P Ann Roe|L Lima;P Bo Doe|L Quito;O Acme|L Bonn;O Emca"

/* What an article has without the full name, another article says only where they speak of one matter, or many do. */
static void check_alone(void **state)
{
	static const struct {
		const char *intent, *articles;
		bool one;
	} cases[] = {
		{"a surname, the same people and places", "P Rustem Halimov;P Otto Bek;L Odemia|P Halimov;P Otto Bek;L Odemia" OTHERS, true},
		{"other ones", "P Rustem Halimov;P Otto Bek;L Odemia|P Halimov;P Cy Zed;L Rome" OTHERS, false},
		{"nothing else at all", "P Rustem Halimov|P Halimov" OTHERS, false},
		{"what everybody names says nothing", "P Rustem Halimov;L Odemia|P Halimov;L Odemia|" TEN("L Odemia"), false},
		{"whom many articles name is known", "P Rustem Halimov|P Halimov|" TEN("P Rustem Halimov") "|" TEN("P Rustem Halimov"), true},
		{"not as seldom", "P Rustem Halimov|P Halimov|" TEN("P Rustem Halimov"), false},
		{"a forename somewhere", "P Rustem Barro;P Otto Bek;L Odemia|P Barro;P Otto Bek;L Odemia|P Barro Bek" OTHERS, false},
		{"a known forename", "P Rustem Kevin;P Otto Bek;L Odemia|P Kevin;P Otto Bek;L Odemia" OTHERS, false},
		{"two who are called so", "P Rustem Halimov;P Otto Bek;L Odemia|P Halimov;P Otto Bek;L Odemia|P Boris Halimov" OTHERS, false},
		{"an acronym, the same people and places", "O Harbour Board=HBO;P Otto Bek;L Odemia|O HBO;P Otto Bek;L Odemia" OTHERS, true},
		{"other people", "O Harbour Board=HBO;P Otto Bek;L Odemia|O HBO;P Cy Zed;L Rome" OTHERS, false},
		{"initials in one word, other people", "P Jessamyn West;P Otto Bek;L Odemia|P JR West;P Cy Zed;L Rome" OTHERS, false},
		{"nothing else at all", "P Jessamyn West|P JR West" OTHERS, false},
		{"the same people", "P James West;P Otto Bek;L Odemia|P JR West;P Otto Bek;L Odemia" OTHERS, true},
		{"an initial with a full stop", "P Jessamyn West|P J. West" OTHERS, true},
		{"a surname that is another besides", "P Edward Teller;L Odemia|P Edward Tyler;L Rome" OTHERS, false},
		{"the same people", "P Edward Teller;P Otto Bek;L Odemia|P Edward Tyler;P Otto Bek;L Odemia" OTHERS, true},
		{"neither forename nor surname is the same", "P James Russell Lowell;L Odemia|P Jim Lovell;L Rome" OTHERS, false},
		{"a surname that others have", "P Rustem Halimov;L Odemia|P Rustem Haliemov;L Rome|P Rustem Halimov|P Bo Haliemov|P Bo Haliemov|P Cy Haliemov|P Cy Haliemov" OTHERS, false},
		{"that nobody has", "P Rustem Halimov;L Odemia|P Rustem Haliemov;L Rome" OTHERS, true},
		{"in small letters it is none", "O Harbour Board=HBO;P Otto Bek;L Odemia|O Hbo;P Otto Bek;L Odemia" OTHERS, false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (world_joins(cases[i].articles) != cases[i].one)
			fail_msg("%s: %s", cases[i].intent, cases[i].one ? "two" : "one");
}

/* ---- the table, unread ---- */

static void assert_mentions(const char *text, size_t length, const char *name, bool mentioned)
{
	static struct folder folder;
	char key[NAME_KEY_MAX];
	size_t size = name_key(&folder, name, strlen(name), key);

	if (names_mentioned(text, length, &folder, key, size) != mentioned)
		fail_msg("%s is %s", name, mentioned ? "not found" : "found");
}

/* A glance at the table's text finds every name that reading it does. */
static void check_mentions(void **state)
{
	static const char own[] = "# none\n  \"The\" Hague\tplace\t'Şırnak'\nSt. Ives \tplace\t?SIV\nAlone\tplace\n";
	char *path = data_path("names.tsv");
	size_t length;
	char *text = table_read(path, &length);

	(void)state;
	assert_non_null(text);
	for (uint32_t i = 0; i < names_count(tables); i++)
		for (size_t j = 0; j < names_entry(tables, i)->count; j++)
			assert_mentions(text, length, names_entry(tables, i)->names[j], names_entry(tables, i)->count > 1);
	assert_mentions(text, length, "Griffith Observatory", false);
	assert_mentions(own, strlen(own), "hague", true);
	assert_mentions(own, strlen(own), "Sirnak", true);
	assert_mentions(own, strlen(own), "Saint Ives", true);
	assert_mentions(own, strlen(own), "SIV", true);
	assert_mentions(own, strlen(own), "Ives", false);
	assert_mentions(own, strlen(own), "Alone", false);
	assert_mentions("", 0, "Ives", false);
	free(text);
	free(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(check_keys),
		cmocka_unit_test(check_first_pairs),
		cmocka_unit_test(check_second_pairs),
		cmocka_unit_test(check_third_pairs),
		cmocka_unit_test(check_rulers),
		cmocka_unit_test(check_organisations),
		cmocka_unit_test(check_alone),
		cmocka_unit_test(check_mentions),
	};

	return cmocka_run_group_tests(tests, open_tables, close_tables);
}
