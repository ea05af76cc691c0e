/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "article/word_set.h"

#include "article/stream.h"
#include "text/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct found {
	size_t at[512];
	unsigned numbers[512];
	size_t count;
	const unsigned char *start;
};

static void note(void *context, const unsigned char *at, unsigned number)
{
	struct found *found = context;

	assert_true(found->count < 512);
	found->at[found->count] = (size_t)(at - found->start);
	found->numbers[found->count++] = number;
}

static struct found find(const struct word_set *set, const unsigned char *bytes, size_t length)
{
	struct found found = {.start = bytes};

	word_set_find(set, bytes, bytes + length, note, &found);
	return found;
}

/* The same, word by word. */
static struct found find_slowly(const struct word_set *set, const unsigned char *bytes, size_t length)
{
	struct found found = {.start = bytes};

	for (size_t at = 0; at < length; at += bytes[at] < 0x80 ? 1 : 2) {
		unsigned word = bytes[at];

		if (word >= 0x80 && at + 1 == length)
			break;
		if (word >= 0x80)
			word = word << 8 | bytes[at + 1];
		for (size_t i = 0; i < set->count; i++)
			if (set->list[i].word == word)
				note(&found, bytes + at, set->list[i].number);
	}
	return found;
}

static void assert_same(const struct word_set *set, const unsigned char *bytes, size_t length)
{
	struct found found = find(set, bytes, length), expected = find_slowly(set, bytes, length);

	assert_int_equal(found.count, expected.count);
	assert_memory_equal(found.at, expected.at, found.count * sizeof *found.at);
	assert_memory_equal(found.numbers, expected.numbers, found.count * sizeof *found.numbers);
}

/* A second byte looks like a code, a second and the next first byte like a word of two. */
static void test_where_words_begin(void **state)
{
	static const unsigned char stream[] = {5, 0x85, 5, 0x90, 0x85, 0x91, 5, 5};
	struct word_set set = {0};
	struct found found;

	(void)state;
	word_set_add(&set, 5, 7);
	word_set_add(&set, 0x8591, 8);
	word_set_add(&set, 5, 9); /* keeps its number */
	found = find(&set, stream, sizeof stream);
	assert_int_equal(found.count, 2);
	assert_int_equal(found.at[0], 0);
	assert_int_equal(found.at[1], 7);
	assert_int_equal(found.numbers[1], 7);
	assert_same(&set, stream, sizeof stream);
	word_set_release(&set);
}

/* Few different bytes, so that all goes wrong that can; in memory of its exact length, for the sanitizer. */
static void test_random(void **state)
{
	static const unsigned char bytes[] = {1, 2, 0x81, 0x82, 0xff};

	(void)state;
	srand(1);
	for (size_t i = 0; i < 20000; i++) {
		struct word_set set = {0};
		size_t length = (size_t)rand() % 100, words = (size_t)rand() % 12;
		unsigned char *stream = memory_resize(NULL, length, 1);

		for (size_t j = 0; j < length; j++)
			stream[j] = bytes[(size_t)rand() % sizeof bytes];
		for (size_t j = 0; j < words; j++) {
			unsigned first = bytes[(size_t)rand() % sizeof bytes], second = bytes[(size_t)rand() % sizeof bytes];

			word_set_add(&set, (uint16_t)(first < 0x80 ? first : first << 8 | second), (uint16_t)j);
		}
		assert_same(&set, stream, length);
		free(stream);
		word_set_release(&set);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_where_words_begin),
		cmocka_unit_test(test_random),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
