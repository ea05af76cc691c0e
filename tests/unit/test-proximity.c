/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/query/proximity.h"

#include "tests/unit/letters.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

/* A query of the words a, b and c. */
static struct proximity three_words(double rarity)
{
	struct proximity proximity = {0};

	for (const char *word = "abc"; *word; word++) {
		proximity_word(&proximity, rarity);
		proximity_form(&proximity, letter_hash(*word));
	}
	return proximity;
}

static double weight_in(const struct proximity *proximity, const char *title, const char *body)
{
	struct buffer stream = stream_of(title, body);
	double weight = proximity_weight(proximity, stream.bytes, stream.length);

	buffer_release(&stream);
	return weight;
}

/* Two words of rarity 2 side by side: 2 to each, of which 2 / (2 + 2); half of both is taken. */
static void test_weights(void **state)
{
	static const struct {
		const char *intent, *title, *body;
		double expected;
	} cases[] = {
		{"side by side", "", "xabx", 0.5},
		{"in the other order", "", "xbax", 0.5},
		{"two apart count a quarter", "", "a1b", 0.2},
		{"as far as may be", "", "a1234b", 0.5 * 2 * 0.08 / 2.08},
		{"a word too far", "", "a12345b", 0},
		{"one word alone", "", "aaaa", 0},
		{"in the title", "ab", "x", 0.5},
		{"not across title and body", "a", "b", 0},
		{"three in a row: the middle one has two neighbours", "", "abc", 0.5 * (0.5 + 4.0 / 6 + 0.5)},
		{"again counts, but less", "", "ab12345ab", 0.5 * 2 * 4.0 / 6},
		{"nothing", "", "", 0},
	};

	struct proximity proximity = three_words(2);

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (fabs(weight_in(&proximity, cases[i].title, cases[i].body) - cases[i].expected) > 1e-9)
			fail_msg("%s: %g", cases[i].intent, weight_in(&proximity, cases[i].title, cases[i].body));
	assert_true(proximity_bound(&proximity) == 0.5 * 3);
	proximity_release(&proximity);
}

/* Sums of weights must not depend on the order of adding. */
static void test_multiples(void **state)
{
	struct proximity proximity = three_words(1.0 / 3);
	double weight = weight_in(&proximity, "", "abcbac");

	(void)state;
	assert_true(weight > 0);
	assert_true(ldexp(weight, 32) == round(ldexp(weight, 32)));
	proximity_release(&proximity);
}

static void test_damaged(void **state)
{
	struct proximity proximity = three_words(2), none = {0};

	(void)state;
	assert_true(proximity_weight(&proximity, "\x05", 1) == 0);
	assert_true(proximity_weight(&proximity, "", 0) == 0);
	assert_true(proximity_weight(&none, "\x00", 1) == 0);
	assert_true(proximity_bound(&none) == 0);
	proximity_release(&proximity);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_weights),
		cmocka_unit_test(test_multiples),
		cmocka_unit_test(test_damaged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
