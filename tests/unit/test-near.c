/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "article/near.h"

#include "tests/unit/letters.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Operands between commas, each as phrase_of has it. */
static struct near near_of(const char *operands, size_t distance)
{
	struct near near = {.distance = distance};

	while (*operands) {
		size_t length = strcspn(operands, ",");
		char pattern[80];

		memcpy(pattern, operands, length);
		pattern[length] = '\0';
		*near_add(&near) = phrase_of(pattern);
		operands += length + (operands[length] == ',');
	}
	return near;
}

static void test_near(void **state)
{
	static const struct {
		const char *intent, *title, *body, *operands;
		size_t distance;
		bool anywhere, in_title;
	} cases[] = {
		{"side by side", "", "xabx", "a,b", 1, true, false},
		{"in the other order", "", "xbax", "a,b", 1, true, false},
		{"as far as may be", "", "a12b", "a,b", 3, true, false},
		{"a word too far", "", "a123b", "a,b", 3, false, false},
		{"the second a is near", "", "a1234a1b", "a,b", 2, true, false},
		{"one is not there", "", "aaa", "a,b", 9, false, false},
		{"in the title", "ab", "x", "a,b", 1, true, true},
		{"not across", "a", "b", "a,b", 9, false, false},
		{"a phrase counts from its nearer end", "", "abc1d", "a b c,d", 2, true, false},
		{"a phrase before which it stands", "", "d1abc", "a b c,d", 2, true, false},
		{"a phrase with another order is none", "", "acb1d", "a b c,d", 9, false, false},
		{"phrases may not overlap", "", "abc", "a b,b c", 9, false, false},
		{"and need not", "", "abcab", "a b,b c", 1, true, false},
		{"a word twice is two", "", "xax", "a,a", 9, false, false},
		{"and may be", "", "axa", "a,a", 2, true, false},
		{"three in a row", "", "c1a1b", "a,b,c", 2, true, false},
		{"of three one is too far", "", "c12a1b", "a,b,c", 2, false, false},
		{"the one between them may be any", "", "a1b1c1d", "d,a,c,b", 2, true, false},
		{"the longer form is nearer", "", "ab12d", "a|ab,d", 3, true, false},
		{"the shorter form does not overlap", "", "abd", "a|ab,b d", 1, true, false},
		{"one operand is near itself", "", "xax", "a", 1, true, false},
		{"no operand", "a", "a", "", 1, false, false},
		{"six", "", "fedcba", "a,b,c,d,e,f", 1, true, false},
		{"no distance at all", "", "ab", "a,b", 0, false, false},
		{"any distance", "", "a1111111111111111b", "a,b", SIZE_MAX, true, false},
		{"nothing to look in", "", "", "a,b", 9, false, false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct near near = near_of(cases[i].operands, cases[i].distance);
		struct buffer stream = stream_of(cases[i].title, cases[i].body);

		if (stream_near(&near, stream.bytes, stream.length) != cases[i].anywhere)
			fail_msg("%s", cases[i].intent);
		near.field = PHRASE_IN_TITLE;
		if (stream_near(&near, stream.bytes, stream.length) != cases[i].in_title)
			fail_msg("%s, in the title", cases[i].intent);
		near_release(&near);
		buffer_release(&stream);
	}
}

static void test_damaged(void **state)
{
	struct near near = near_of("a,b", 3);

	(void)state;
	assert_false(stream_near(&near, "", 0));
	assert_false(stream_near(&near, "\0\x81", 2));
	assert_false(stream_near(&near, "\x03\x01\x01", 3));
	near_release(&near);
}

static void test_too_many_operands(void **state)
{
	struct near near = {0};

	(void)state;
	for (size_t i = 0; i < NEAR_MAX; i++)
		assert_non_null(near_add(&near));
	assert_null(near_add(&near));
	near_release(&near);
}

/* ---- against trying every row ---- */

static unsigned random_below(unsigned bound)
{
	static uint64_t state = 88172645463325252u;

	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (unsigned)(state % bound);
}

/* Whether some operand not in used goes on behind a row that ends before word end (SIZE_MAX: no row yet). */
static bool goes_on(const struct near *near, const char *text, unsigned used, size_t end)
{
	size_t count = strlen(text);

	if (used + 1 == 1u << near->count)
		return true;
	for (size_t i = 0; i < near->count; i++) {
		const struct phrase_form *forms = near->phrases[i].elements[0].forms;

		for (size_t j = 0; !(used >> i & 1) && j < near->phrases[i].elements[0].count; j++)
			for (size_t at = end == SIZE_MAX ? 0 : end; at + forms[j].count <= count; at++) {
				size_t same = 0;

				while (same < forms[j].count && letter_hash(text[at + same]) == forms[j].hashes[same])
					same++;
				if (same == forms[j].count && (end == SIZE_MAX || at - end < near->distance) &&
				    goes_on(near, text, used | 1u << i, at + same))
					return true;
			}
	}
	return false;
}

static void test_random(void **state)
{
	(void)state;
	for (int round = 0; round < 20000; round++) {
		struct near near = {.distance = random_below(5)};
		size_t count = random_below(14), operands = 1 + random_below(4);
		char text[16] = "";
		struct buffer stream;

		for (size_t i = 0; i < count; i++)
			text[i] = (char)('a' + random_below(5));
		for (size_t i = 0; i < operands; i++) {
			struct phrase_element *element = phrase_add(near_add(&near));

			for (unsigned j = 1 + random_below(2); j > 0; j--) {
				char form[3] = {(char)('a' + random_below(4)), (char)('a' + random_below(4)), 0};

				add_letters(element, form, 1 + random_below(2));
			}
		}
		stream = stream_of("", text);
		if (stream_near(&near, stream.bytes, stream.length) != goes_on(&near, text, 0, SIZE_MAX))
			fail_msg("round %d: %zu operands within %zu in \"%s\"", round, operands, near.distance, text);
		near_release(&near);
		buffer_release(&stream);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_near),
		cmocka_unit_test(test_damaged),
		cmocka_unit_test(test_too_many_operands),
		cmocka_unit_test(test_random),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
