/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Folding to the terminal's width, and that nothing an article holds can drive the terminal. */
#include "searcher/show/wrap.h"

#include "text/memory.h"
#include "text/utf8.h"
#include "text/visible.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define ON "\033[1;31m"
#define BOLD "\033[1m"
#define OFF "\033[m"

/* The line with its marks between { and }. */
static struct passage passage_of(const char *marked)
{
	struct passage passage = {.text = memory_new(strlen(marked) + 1), .marks = memory_zeroed(strlen(marked) + 1, sizeof(struct mark))};
	size_t length = 0;

	for (; *marked; marked++) {
		if (*marked == '{')
			passage.marks[passage.mark_count].start = length;
		else if (*marked == '}')
			passage.marks[passage.mark_count++].end = length;
		else
			passage.text[length++] = *marked;
	}
	passage.text[length] = '\0';
	return passage;
}

static char *wrapped(const char *marked, struct wrap wrap)
{
	struct passage passage = passage_of(marked);
	struct buffer out = {0};

	wrap.out = &out;
	wrap.mark_style = "1;31";
	wrap_passage(&wrap, &passage);
	wrap_end(&wrap);
	free(passage.text);
	free(passage.marks);
	return buffer_detach(&out);
}

static const struct {
	const char *intent, *text;
	struct wrap wrap;
	const char *expected;
} cases[] = {
	{"nothing is an empty line", "", {.width = 10}, "\n"},
	{"a line that just fits is not folded", "twelve chars", {.width = 12}, "twelve chars\n"},
	{"one column less folds it, and the space goes", "twelve chars", {.width = 11}, "twelve\nchars\n"},
	{"width 0 never folds", "one two three four five six", {.width = 0}, "one two three four five six\n"},
	{"later lines get the indent", "one two three", {.width = 7, .indent = 2}, "one two\n  three\n"},
	{"runs of white space are one space, and none at the sides", "  a \t b\r\n c  ", {.width = 20}, "a b c\n"},
	{"a word longer than a line is cut", "abcdefghij", {.width = 4}, "abcd\nefgh\nij\n"},
	{"a path longer than a line stays whole", "at dir/abcdefghij end", {.width = 6, .whole_words = true}, "at\ndir/abcdefghij\nend\n"},
	{"a width of one column still works", "ab 中", {.width = 1}, "a\nb\n中\n"},
	{"without colour marks are not shown", "a {b} c", {.width = 20}, "a b c\n"},
	{"a mark is coloured", "a {b} c", {.width = 20, .color = true}, "a " ON "b" OFF " c\n"},
	{"marks at both ends", "{a} b {c}", {.width = 20, .color = true}, ON "a" OFF " b " ON "c" OFF "\n"},
	{"marks side by side", "{ab}{cd}", {.width = 20, .color = true}, ON "abcd" OFF "\n"},
	{"a mark inside a word", "re{elect}ion", {.width = 20, .color = true}, "re" ON "elect" OFF "ion\n"},
	{"a phrase is one run of colour", "{eyes of} all", {.width = 20, .color = true}, ON "eyes of" OFF " all\n"},
	{"colour ends with the line and begins again after the indent", "the {eyes of} all",
	 {.width = 9, .indent = 2, .color = true}, "the " ON "eyes" OFF "\n  " ON "of" OFF " all\n"},
	{"a marked word that is cut is balanced too", "{abcdef}", {.width = 4, .color = true}, ON "abcd" OFF "\n" ON "ef" OFF "\n"},
	{"a style of its own around the marks", "a {b} c", {.width = 4, .color = true, .style = "1"},
	 BOLD "a " OFF ON "b" OFF "\n" BOLD "c" OFF "\n"},
	{"ideographs are two columns and fold anywhere", "停火谈判在伊斯坦布尔", {.width = 9}, "停火谈判\n在伊斯坦\n布尔\n"},
	{"no line begins with closing punctuation", "停火谈判。结束", {.width = 8}, "停火谈\n判。结束\n"},
	{"no line ends with an opening quotation mark", "停火谈《结束》", {.width = 8}, "停火谈\n《结束》\n"},
	{"a prolonged sound mark stays with its kana", "イスタンブール", {.width = 10}, "イスタン\nブール\n"},
	{"Latin words among ideographs stay whole", "在Istanbul谈判", {.width = 9}, "在\nIstanbul\n谈判\n"},
	{"marks in ideographs", "在{停火}谈判", {.width = 6, .color = true}, "在" ON "停火" OFF "\n谈判\n"},
	{"combining marks take no column and stay with their letter", "e\u0301e\u0301e\u0301", {.width = 2}, "e\u0301e\u0301\ne\u0301\n"},
	{"an emoji is two columns", "😀😀😀", {.width = 5}, "😀😀\n😀\n"},
	{"a sign shown as emoji is two columns", "\u2764\uFE0F\u2764\uFE0Fa", {.width = 4}, "\u2764\uFE0F\u2764\uFE0F\na\n"},
	{"a family of emoji is not torn", "a👨\u200D👩\u200D👧b", {.width = 4}, "a\n👨\u200D👩\u200D👧\nb\n"},
	{"a flag is not torn", "🇹🇷🇺🇦", {.width = 3}, "🇹🇷\n🇺🇦\n"},
	{"Arabic keeps its order, marks intact", "محادثات {وقف إطلاق} النار", {.width = 14, .color = true},
	 "محادثات " ON "وقف" OFF "\n" ON "إطلاق" OFF " النار\n"},
	{"Persian keeps its joiners", "می\u200Cخواهد", {.width = 20}, "می\u200Cخواهد\n"},
	{"an escape sequence loses its escape", "a\033[31mb\033]0;title\007c", {.width = 40}, "a [31mb ]0;title c\n"},
	{"the C1 form of it too", "a\xC2\x9B" "31mb", {.width = 40}, "a 31mb\n"},
	{"line and paragraph separators are spaces", "a\u2028b\u2029c\xC2\x85" "d", {.width = 40}, "a b c d\n"},
	{"direction controls go", "a\u202Etxt.exe\u202C b\u2066c\u2069", {.width = 40}, "atxt.exe bc\n"},
	{"and between spaces leave one", "a \u202E b", {.width = 40}, "a b\n"},
	{"soft hyphens go", "cease\u00ADfire", {.width = 40}, "ceasefire\n"},
	{"broken bytes are replaced", "a\xFF" "b\xE2\x82", {.width = 40}, "a\uFFFD" "b\uFFFD\n"},
};

static void test_cases(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *out = wrapped(cases[i].text, cases[i].wrap);

		if (strcmp(out, cases[i].expected) != 0)
			print_error("case: %s\n", cases[i].intent);
		assert_string_equal(out, cases[i].expected);
		free(out);
	}
}

static uint32_t next_random(uint32_t *seed)
{
	return *seed = *seed * 1664525u + 1013904223u;
}

/* Text of pieces that do harm alone or together. */
static void hostile_text(struct buffer *text, uint32_t *seed)
{
	static const char *const pieces[] = {"a", "word ", " ", "{", "中", "。", "e\u0301", "👨\u200D👩", "🇹", "\033[2J", "\u202E", "\xC3",
					     "\xF0\x9F", "\xC2\x85", "\t", "وقف ", "\u00AD", "\uFE0F", "\u200D", "\r\n", "\u0301", "한국"};
	bool open = false;

	for (uint32_t left = (next_random(seed) >> 16) % 40; left; left--) {
		const char *piece = pieces[(next_random(seed) >> 16) % (sizeof pieces / sizeof *pieces)];

		open ^= *piece == '{';
		buffer_add_string(text, *piece == '{' && !open ? "}" : piece);
	}
	buffer_add_string(text, open ? "}" : "");
}

/* Passes over the two sequences that the colours are made of; everything else that acts is a fault. */
static const char *pass_color(const char *at, bool *worn)
{
	if (!strncmp(at, OFF, strlen(OFF))) {
		assert_true(*worn);
		*worn = false;
		return at + strlen(OFF);
	}
	assert_memory_equal(at, ON, strlen(ON));
	assert_false(*worn);
	*worn = true;
	return at + strlen(ON);
}

static void check_harmless(const char *out)
{
	const char *end = out + strlen(out);
	bool worn = false;

	assert_true(utf8_valid(out, strlen(out)));
	while (out < end) {
		if (*out == '\n')
			assert_false(worn);
		if (*out == '\n')
			out++;
		else if (*out == '\033')
			out = pass_color(out, &worn);
		else
			assert_int_equal(character_effect(utf8_next(&out, end)), EFFECT_NONE);
	}
}

/* Whatever comes: sound UTF-8, nothing that acts, colours balanced in each line, and no letter lost to the folding. */
static void test_hostile(void **state)
{
	uint32_t seed = 7;

	(void)state;
	for (int round = 0; round < 3000; round++) {
		struct buffer text = {0};
		char *colored, *plain, *unfolded;

		hostile_text(&text, &seed);
		buffer_add_string(&text, "");
		colored = wrapped(text.bytes, (struct wrap){.width = (unsigned)round % 30, .indent = 1, .color = true});
		plain = wrapped(text.bytes, (struct wrap){.width = 1});
		unfolded = wrapped(text.bytes, (struct wrap){.width = 0});
		check_harmless(colored);
		check_harmless(plain);
		for (char *a = plain, *b = unfolded; *a || *b;) {
			a += strspn(a, " \n");
			b += strspn(b, " \n");
			assert_int_equal(*a, *b);
			if (*a)
				a++, b++;
		}
		free(colored);
		free(plain);
		free(unfolded);
		buffer_release(&text);
	}
}

/* Several texts in several styles fill one line. */
static void test_pieces(void **state)
{
	struct buffer out = {0};
	struct wrap wrap = {.out = &out, .width = 10, .indent = 1, .color = true, .style = "36"};

	(void)state;
	wrap_string(&wrap, "AFP · ");
	wrap.style = NULL;
	wrap_string(&wrap, "one two");
	wrap_end(&wrap);
	wrap_string(&wrap, "next");
	wrap_end(&wrap);
	assert_string_equal(out.bytes, "\033[36mAFP · " OFF "one\n two\nnext\n");
	buffer_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
		cmocka_unit_test(test_hostile),
		cmocka_unit_test(test_pieces),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
