/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "article/resemblance.h"

#include "text/buffer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Words first..first + count - 1 of a made-up language, but every `every`th is another; each fourth is a frequent one. */
static void add_words(struct buffer *stream, unsigned first, unsigned count, unsigned every, unsigned other)
{
	for (unsigned i = first; i < first + count; i++) {
		unsigned word = every && i % every == 0 ? i * 7919 + other : i * 104729;

		if (i % 4 == 0) {
			buffer_add_byte(stream, (char)(word % 127));
		} else {
			buffer_add_byte(stream, (char)(0x80 | (word >> 8 & 0x7F)));
			buffer_add_byte(stream, (char)word);
		}
	}
}

static const struct {
	const char *intent;
	unsigned count[2]; /* words of the two */
	unsigned every;    /* words that differ in the second */
	unsigned more;     /* words of its own at its end */
	bool copies;
	bool named; /* the first's title is a word that stands in neither text */
} cases[] = {
	{"the same", {300, 300}, 0, 0, true, false},
	{"the same, short", {100, 100}, 0, 0, true, false},
	{"too short", {60, 60}, 0, 0, false, false},
	{"one word in twenty is another", {300, 300}, 20, 0, true, false},
	{"one in three", {300, 300}, 3, 0, false, false},
	{"of a short text one in nine: a pattern", {90, 90}, 9, 0, false, false},
	{"a fifth more", {300, 300}, 0, 60, true, false},
	{"twice as long", {300, 300}, 0, 300, false, false},
	{"the first half", {300, 150}, 0, 0, false, false},
	{"long", {5000, 5000}, 30, 0, true, false},
	{"another name in the title", {300, 300}, 0, 0, false, true},
	{"nothing", {0, 300}, 0, 0, false, false},
};

static void test_copies(void **state)
{
	/* A title without a rare word, and two of one word that is rare. */
	static const unsigned char titles[3][3] = {{1, 0x05}, {1, 0xFF, 0xFE}, {1, 0xFF, 0xFD}};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buffer a = {0}, b = {0};
		struct sketch sketches[2];
		struct rare_words words[2];

		buffer_add(&a, titles[cases[i].named], cases[i].named ? 3 : 2);
		buffer_add(&b, titles[2], 3);
		add_words(&a, 1000, cases[i].count[0], 0, 0);
		add_words(&b, 1000, cases[i].count[1], cases[i].every, 31);
		add_words(&b, 90000, cases[i].more, 0, 0);
		sketch_make(&sketches[0], a.bytes, a.length);
		sketch_make(&sketches[1], b.bytes, b.length);
		rare_words_take(&words[0], a.bytes, a.length);
		rare_words_take(&words[1], b.bytes, b.length);
		if ((sketches_resemble(&sketches[0], &sketches[1]) && rare_words_agree(&words[0], &words[1])) != cases[i].copies)
			fail_msg("%s", cases[i].intent);
		assert_int_equal(sketches_resemble(&sketches[0], &sketches[1]), sketches_resemble(&sketches[1], &sketches[0]));
		assert_int_equal(rare_words_agree(&words[0], &words[1]), rare_words_agree(&words[1], &words[0]));
		buffer_release(&a);
		buffer_release(&b);
	}
}

/* One word over and over: a single run, and no more hashes than there is room for. */
static void test_monotony(void **state)
{
	struct buffer stream = {0};
	struct sketch sketch;

	(void)state;
	buffer_add_byte(&stream, 0);
	for (size_t i = 0; i < 10000; i++)
		buffer_add_byte(&stream, 5);
	sketch_make(&sketch, stream.bytes, stream.length);
	assert_true(sketch.count <= 1);
	assert_true(sketches_resemble(&sketch, &sketch) == (sketch.count == 1));
	buffer_release(&stream);
}

/* Streams that end in the middle of a word or a number, or whose title is longer than they are. */
static void test_damage(void **state)
{
	struct buffer stream = {0};
	struct sketch sketch;
	struct rare_words words;

	(void)state;
	buffer_add_byte(&stream, 3);
	add_words(&stream, 0, 100, 0, 0);
	for (size_t length = 0; length <= stream.length; length++) {
		char *copy = malloc(length + 1); /* no byte more, for who watches over it */

		memcpy(copy, stream.bytes, length);
		copy = realloc(copy, length ? length : 1);
		sketch_make(&sketch, copy, length);
		rare_words_take(&words, copy, length);
		free(copy);
	}
	sketch_make(&sketch, "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", 11);
	assert_int_equal(sketch.bytes, 0);
	rare_words_take(&words, "\x09\x90", 2);
	assert_int_equal(words.count + words.title_count, 0);
	assert_false(rare_words_agree(&words, &words));
	buffer_release(&stream);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_copies), cmocka_unit_test(test_monotony), cmocka_unit_test(test_damage)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
