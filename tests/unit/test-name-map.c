/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "names/map.h"

#include "text/memory.h"

#include <setjmp.h>
#include <stdarg.h>
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
	const struct name_groups all = {of, groups, sizeof groups / sizeof *groups};

	name_map_encode(record, analyzer, &set, &all);
}

static void check(const struct name_map *map)
{
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
	assert_int_equal(name_map_add(map, record.bytes, record.length), 0);
	check(map);
	assert_int_equal(name_map_add(map, record.bytes, record.length), 0);
	check(map);
	name_map_free(map);
	buffer_release(&record);
	analyzer_free(analyzer);
}

/* A record that is cut short or changed gives right names, other ones or none. */
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
		name_map_add(map, copy, length);
		for (size_t j = 0; j < sizeof cases / sizeof *cases; j++)
			name_map_find(map, cases[j].kind, cases[j].folded, strlen(cases[j].folded));
		name_map_add(map, copy, length);
		name_map_free(map);
		free(copy);
	}
	buffer_release(&record);
	analyzer_free(analyzer);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_record), cmocka_unit_test(test_damage)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
