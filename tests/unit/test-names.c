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
	static const char own[] = "# none\n  \"The\" Hague\tplace\t'Şırnak'\nSt. Ives \tplace\n";
	char *path = data_path("names.tsv");
	size_t length;
	char *text = table_read(path, &length);

	(void)state;
	assert_non_null(text);
	for (uint32_t i = 0; i < names_count(tables); i++)
		for (size_t j = 0; j < names_entry(tables, i)->count; j++)
			assert_mentions(text, length, names_entry(tables, i)->names[j], true);
	assert_mentions(text, length, "Griffith Observatory", false);
	assert_mentions(own, strlen(own), "hague", true);
	assert_mentions(own, strlen(own), "Sirnak", true);
	assert_mentions(own, strlen(own), "Saint Ives", true);
	assert_mentions(own, strlen(own), "Ives", false);
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
		cmocka_unit_test(check_mentions),
	};

	return cmocka_run_group_tests(tests, open_tables, close_tables);
}
