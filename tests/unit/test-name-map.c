/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "names/map.h"

#include "text/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct index_name list[] = {
	{ENTITY_PERSON, "Volodymyr Zelensky"}, {ENTITY_PERSON, "Volodymyr Zelenskyy"}, {ENTITY_PERSON, "Zelenskiy"},
	{ENTITY_PERSON, "Kyiv"},               {ENTITY_PLACE, "Kiev"},                 {ENTITY_PLACE, "Kyiv"},
	{ENTITY_PLACE, "Çırağan"},             {ENTITY_PLACE, "Ciragan"},              {ENTITY_ORG, "NATO"},
};
static uint32_t of[] = {0, 0, 0, 1, 2, 2, 3, 3, 4};
static struct name_group groups[] = {{ENTITY_PERSON, "Volodymyr Zelensky", 0},
                                     {ENTITY_PERSON, "Kyiv", 3},
                                     {ENTITY_PLACE, "Kyiv", 5},
                                     {ENTITY_PLACE, "Çırağan", 6},
                                     {ENTITY_ORG, "NATO", 8}};

static struct surname_spelling surnames[] = {{"umerov", 9, 1}, {"umierov", 2, 1}, {"gaddafi", 7, 4}, {"gadhafi", 7, 4}, {"qaddafi", 1, 4}};

static const struct {
	const char *intent;
	enum entity_kind kind;
	const char *folded, *shown;
} cases[] = {
	{"another spelling", ENTITY_PERSON, "volodymyr zelenskyy", "Volodymyr Zelensky"},
	{"a surname alone", ENTITY_PERSON, "zelenskiy", "Volodymyr Zelensky"},
	{"the name itself", ENTITY_PERSON, "volodymyr zelensky", "Volodymyr Zelensky"},
	{"one kind's names are not another's", ENTITY_PERSON, "kiev", NULL},
	{"a place", ENTITY_PLACE, "kiev", "Kyiv"},
	{"names that differ in accents alone are of no record", ENTITY_PLACE, "ciragan", NULL},
	{"a name that stands for itself alone", ENTITY_ORG, "nato", NULL},
	{"an unknown one", ENTITY_PERSON, "vladimir medinsky", NULL},
	{"an empty one", ENTITY_PERSON, "", NULL},
};

static void encode(struct buffer *record, struct analyzer *analyzer)
{
	const struct name_set set = {.list = list, .count = sizeof list / sizeof *list};
	const struct name_groups all = {.of = of,
	                                .list = groups,
	                                .count = sizeof groups / sizeof *groups,
	                                .surnames = surnames,
	                                .surname_count = sizeof surnames / sizeof *surnames};

	name_map_encode(record, analyzer, &set, &all);
}

static void add_name(void *context, const char *folded, size_t length)
{
	buffer_add_format(context, "%.*s;", (int)length, folded);
}

/* In any order. */
static void check_visit(const struct name_map *map, bool surname, enum entity_kind kind, const char *folded, const char *expected)
{
	struct buffer found = {0};
	size_t length = 0;

	if (surname)
		name_map_visit_surname(map, folded, strlen(folded), add_name, &found);
	else
		name_map_visit(map, kind, folded, strlen(folded), add_name, &found);
	buffer_add_string(&found, "");
	for (const char *at = expected; *at; at += length) {
		char name[64];

		length = strcspn(at, ";") + 1;
		snprintf(name, sizeof name, "%.*s", (int)length, at);
		if (!strstr(found.bytes, name))
			fail_msg("%s: %s without %s", folded, found.bytes, name);
	}
	assert_int_equal(found.length, strlen(expected));
	buffer_release(&found);
}

static void check_visits(const struct name_map *map)
{
	check_visit(map, false, ENTITY_PERSON, "zelenskiy", "volodymyr zelensky;volodymyr zelenskyy;zelenskiy;");
	check_visit(map, false, ENTITY_PLACE, "kyiv", "kyiv;kiev;");
	check_visit(map, false, ENTITY_ORG, "nato", "");
	check_visit(map, false, ENTITY_PERSON, "umerov", "");
	check_visit(map, true, ENTITY_PERSON, "umierov", "umerov;umierov;");
	check_visit(map, true, ENTITY_PERSON, "gaddafi", "gaddafi;gadhafi;qaddafi;");
	check_visit(map, true, ENTITY_PERSON, "zelenskiy", "");
}

static void check(const struct name_map *map)
{
	check_visits(map);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *shown = name_map_find(map, cases[i].kind, cases[i].folded, strlen(cases[i].folded));

		if (!shown != !cases[i].shown || (shown && strcmp(shown, cases[i].shown) != 0))
			fail_msg("%s: %s", cases[i].intent, shown ? shown : "NULL");
	}
}

/* From its table, and taken apart to be joined with another one. */
static void test_record(void **state)
{
	struct analyzer *analyzer = analyzer_new();
	struct name_map *map = name_map_new(analyzer);
	struct buffer record = {0};

	(void)state;
	encode(&record, analyzer);
	assert_int_equal(name_map_check(analyzer, record.bytes, record.length), 0);
	assert_int_equal(name_map_add(map, record.bytes, record.length), 0);
	check(map);
	assert_int_equal(name_map_add(map, record.bytes, record.length), 0);
	check(map);
	name_map_free(map);
	buffer_release(&record);
	analyzer_free(analyzer);
}

static void ignore_name(void *context, const char *folded, size_t length)
{
	(void)context;
	assert_true(length == 0 || folded);
}

/* A record that is cut short or changed gives right names, other ones or none; who checks it is told. */
static void test_damage(void **state)
{
	struct analyzer *analyzer = analyzer_new();
	struct buffer record = {0};

	(void)state;
	encode(&record, analyzer);
	for (size_t i = 0; i < 2 * record.length; i++) {
		char *copy = memory_copy(record.bytes, record.length);
		size_t length = i < record.length ? i : record.length;
		struct name_map *map = name_map_new(analyzer);

		if (i >= record.length)
			copy[i - record.length] ^= (char)0xff;
		copy = memory_resize(copy, length, 1); /* so that what is read behind it is seen */
		if (name_map_check(analyzer, copy, length) == 0)
			fail_msg("byte %zu of %zu", i, record.length);
		name_map_add(map, copy, length);
		for (size_t j = 0; j < sizeof cases / sizeof *cases; j++)
			name_map_find(map, cases[j].kind, cases[j].folded, strlen(cases[j].folded));
		for (size_t j = 0; j < sizeof surnames / sizeof *surnames; j++)
			name_map_visit_surname(map, surnames[j].word, strlen(surnames[j].word), ignore_name, NULL);
		name_map_add(map, copy, length);
		name_map_free(map);
		free(copy);
	}
	buffer_clear(&record);
	name_map_encode_nothing(&record);
	assert_int_equal(name_map_check(analyzer, record.bytes, record.length), 0);
	buffer_release(&record);
	analyzer_free(analyzer);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_record), cmocka_unit_test(test_damage)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
