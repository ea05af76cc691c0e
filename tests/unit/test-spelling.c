/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/query/spelling.h"

#include "searcher/query/correct.h"
#include "searcher/query/letters.h"
#include "tests/unit/small_index.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* ---- what slips cost ---- */

static void test_costs(void **state)
{
	static const struct {
		const char *intent, *one, *other;
		double expected;
	} cases[] = {
		{"the same", "umerov", "umerov", 0},
		{"sounds that are alike", "umerof", "umerov", 0.7},
		{"keys side by side", "peade", "peace", 0.7},
		{"keys far apart", "peage", "peale", 1},
		{"a vowel for another", "medensky", "medinsky", 0.7},
		{"two letters turned round", "medniski", "medinski", 0.7},
		{"one letter for two", "tarif", "tariff", 0.5},
		{"two letters for one", "tarriff", "tariff", 0.5},
		{"a letter left out", "ceasfire", "ceasefire", 1},
		{"the first letter is seldom wrong", "wedinsky", "medinsky", 1.3},
		{"nor left out", "edinsky", "medinsky", 1.3},
		{"two slips", "cesfire", "ceasefire", 2},
		{"another script", "москва", "масква", 1},
		{"more than the limit", "abcdef", "uvwxyz", 5},
		{"lengths far apart", "ab", "abcdefghijklmnop", 5},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		double cost = spelling_cost(cases[i].one, strlen(cases[i].one), cases[i].other, strlen(cases[i].other), 4);
		double back = spelling_cost(cases[i].other, strlen(cases[i].other), cases[i].one, strlen(cases[i].one), 4);

		if (fabs(fmin(cost, 5) - cases[i].expected) > 1e-9 || fabs(fmin(back, 5) - cases[i].expected) > 1e-9)
			fail_msg("%s: %g, %g", cases[i].intent, cost, back);
	}
}

/* ---- suggestions ---- */

static const struct small_article articles[] = {
	{"a", "Umerov in Istanbul", "Rustem Umerov spoke of a ceasefire. Umerov left Istanbul.", "Agency", ""},
	{"b", "Ceasefire talks", "The talks on prisoner exchanges went on in Istanbul.", "Agency", ""},
	{"c", "Perthes and others", "Volker Perthes wrote from Berlin. A ceasefire holds.", "Agency", ""},
	{"d", "Prisoners", "Prisoners came home. The exchange was the largest.", "Agency", ""},
	{"e", "A cease-fire", "One more cease-fire, and the children.", "Agency", ""},
};

static void ignore_warning(void *context, size_t column, const char *message)
{
	(void)context;
	(void)column;
	(void)message;
}

static void test_suggestions(void **state)
{
	static const struct {
		const char *intent, *query, *expected; /* NULL: none */
	} cases[] = {
		{"one word of two", "umerof ceasefire", "umerov ceasefire"},
		{"all is well", "umerov ceasefire", NULL},
		{"in the form that articles write", "prisonner exchnage", "prisoner exchange"},
		{"an error in the first letters", "mumerov istnabul", "umerov istanbul"},
		{"signs and brackets stay", "+umerof (\"prisonner exchange\" OR x)", "+umerov (\"prisoner exchange\" OR x)"},
		{"full stops stay", "Umerof, Istambul.", "umerov, istanbul."},
		{"what is not wanted is not looked at", "-umerof", NULL},
		{"short words are left alone", "umr tal", NULL},
		{"numbers are left alone", "12345 f16b", NULL},
		{"nothing is near", "qwertyuiop", NULL},
		{"a word written apart is known", "cease fire", NULL},
		{"accents are no error", "Ümerov", NULL},
		{"a field's value is no word", "source:umerof", NULL},
		{"in a title", "title:umerof", "title:umerov"},
		{"full-width letters are passed over", "ｕｍｅｒｏｆ", NULL},
		{"columns are characters", "çé umerof", "çé umerov"},
		{"a short word that an article holds is meant", "home", NULL},
		{"nothing", "", NULL},
	};
	struct small_index small;
	struct text_store *texts;

	(void)state;
	small_index_open(&small, articles, sizeof articles / sizeof *articles);
	texts = text_store_new(small.index);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct planner planner = {.index = small.index, .texts = texts, .analyzer = small.analyzer, .language = "en"};
		struct node *tree = query_parse(cases[i].query, strlen(cases[i].query), ignore_warning, NULL);
		char *suggestion = correct_query(&planner, cases[i].query, tree, true);

		if (!suggestion != !cases[i].expected || (suggestion && strcmp(suggestion, cases[i].expected) != 0))
			fail_msg("%s: %s", cases[i].intent, suggestion ? suggestion : "none");
		free(suggestion);
		node_free(tree);
	}
	text_store_free(texts);
	small_index_close(&small);
}

/* ---- exact letters ---- */

static void test_letters(void **state)
{
	static const struct {
		const char *intent, *text, *wanted;
		bool expected;
	} cases[] = {
		{"as it stands", "In Kiev, today", "Kiev", true},
		{"another case", "in kiev today", "Kiev", false},
		{"inside a word", "Kievan Rus", "Kiev", false},
		{"at the end of a word", "ZaKiev", "Kiev", false},
		{"the second one is it", "Kievan Kiev", "Kiev", true},
		{"marks around it", "(Kiev)", "Kiev", true},
		{"possessive", "Kiev's", "Kiev", true},
		{"an accent more", "Türkiye", "Turkiye", false},
		{"a letter with an accent behind it", "Kievé", "Kiev", false},
		{"over the end of a line", "New\nYork", "New York", true},
		{"white space of any length", "New York", "New   York", true},
		{"no white space", "NewYork", "New York", false},
		{"marks are letters too", "a R&D budget", "R&D", true},
		{"a mark at the end has no border", "C++11", "C++", true},
		{"ideographs have no borders", "记者从北京报道", "北京", true},
		{"nor has what stands beside them", "他用iPhone在北京报道", "iPhone", true},
		{"kana and their long sign", "東京タワーで", "タワー", true},
		{"not these", "记者从南京报道", "北京", false},
		{"longer than the text", "Ki", "Kiev", false},
		{"nothing", "Kiev", "", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (letters_stand_in(cases[i].text, cases[i].wanted) != cases[i].expected)
			fail_msg("%s", cases[i].intent);
}

/* A deadline that has passed: no article is looked into, and the query (here none) is not even run. */
static void test_late_letters(void **state)
{
	static const struct small_article article = {"a", "Kiev", "Kiev", "", ""};
	struct small_index small;
	struct letters letters = {0};
	struct shim_failure failure;

	(void)state;
	small_index_open(&small, &article, 1);
	assert_int_equal(letters_find(&letters, small.index, NULL, NULL, "Kiev", false, 1e-9, &failure), SHIM_TIMEOUT);
	assert_int_equal(letters.count, 0);
	letters_release(&letters);
	small_index_close(&small);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_costs),
		cmocka_unit_test(test_suggestions),
		cmocka_unit_test(test_letters),
		cmocka_unit_test(test_late_letters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
