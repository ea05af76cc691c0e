/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/sentence.h"

#include "text/buffer.h"
#include "text/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Each sentence of the text followed by '|'; the text's own white space is kept. */
static void test_borders(void **state)
{
	static const struct {
		const char *intent, *text, *expected;
	} cases[] = {
		{"nothing", "", ""},
		{"one sentence without a full stop", "They met", "They met|"},
		{"full stops", "They met. They ate.", "They met. |They ate.|"},
		{"other marks", "Who? Me! Both?! Yes", "Who? |Me! |Both?! |Yes|"},
		{"closing quotes belong to the sentence", "\"We met.\" (So they say.) Yes.", "\"We met.\" |(So they say.) |Yes.|"},
		{"curly quotes", "\xE2\x80\x9CWe met.\xE2\x80\x9D \xE2\x80\x9CYes.\xE2\x80\x9D", "\xE2\x80\x9CWe met.\xE2\x80\x9D |\xE2\x80\x9CYes.\xE2\x80\x9D|"},
		{"a quotation in a sentence", "\"Stop!\" he said. \"Why?\" - they asked.", "\"Stop!\" he said. |\"Why?\" - they asked.|"},
		{"lower case of other scripts", "\xC2\xAB\xD0\xA1\xD1\x82\xD0\xBE\xD0\xB9!\xC2\xBB \xE2\x80\x94 \xD1\x81\xD0\xBA\xD0\xB0\xD0\xB7\xD0\xB0\xD0\xBB.",
		 "\xC2\xAB\xD0\xA1\xD1\x82\xD0\xBE\xD0\xB9!\xC2\xBB \xE2\x80\x94 \xD1\x81\xD0\xBA\xD0\xB0\xD0\xB7\xD0\xB0\xD0\xBB.|"},
		{"a blank line ends what has no full stop", "The title\n\nThey met.", "The title\n\n|They met.|"},
		{"and what an abbreviation ends", "By J. Doe Jr.\n\nthey met", "By J. Doe Jr.\n\n|they met|"},
		{"a single line feed is white space", "They\nmet.\nThey ate.", "They\nmet.\n|They ate.|"},
		{"numbers and names of hosts", "It cost 1.5 at example.com today.", "It cost 1.5 at example.com today.|"},
		{"titles", "Mr. Smith, Gen. Kalin and Dr. Who met.", "Mr. Smith, Gen. Kalin and Dr. Who met.|"},
		{"a title in a quotation", "\xE2\x80\x9CMr. Smith met.\xE2\x80\x9D", "\xE2\x80\x9CMr. Smith met.\xE2\x80\x9D|"},
		{"initials, of other scripts too", "J. A. Smith and \xC3\x87. Demir met.", "J. A. Smith and \xC3\x87. Demir met.|"},
		{"a capital at the end", "It was plan B. The end.", "It was plan B. |The end.|"},
		{"acronyms", "The U.S. Senate met at 3 p.m. Tuesday in Washington, D.C. Yes.", "The U.S. Senate met at 3 p.m. Tuesday in Washington, D.C. Yes.|"},
		{"acronyms that end a sentence", "He left the U.S. The Senate met. \"It is 3 p.m.\" \"He is late.\"",
		 "He left the U.S. |The Senate met. |\"It is 3 p.m.\" |\"He is late.\"|"},
		{"firms", "Acme Inc. Chairman Roe met Acme Co. They talked.", "Acme Inc. Chairman Roe met Acme Co. |They talked.|"},
		{"months and numbers", "On Jun. 3 he chose No. 5, p. 7. He said no. Then he left.",
		 "On Jun. 3 he chose No. 5, p. 7. |He said no. |Then he left.|"},
		{"an abbreviation's letters at the end of a word", "It was a piano. Dramatic! Was it a demo\xC3\xA9" "co. Yes.",
		 "It was a piano. |Dramatic! |Was it a demo\xC3\xA9" "co. |Yes.|"},
		{"a list", "1. They met. 2. They ate.", "1. They met. |2. They ate.|"},
		{"a year is none", "It was 2025. They met.", "It was 2025. |They met.|"},
		{"dots", "Well ... they met... Then\xE2\x80\xA6 Yes\xE2\x80\xA6 and no.", "Well ... they met... |Then\xE2\x80\xA6 |Yes\xE2\x80\xA6 and no.|"},
		{"no-break space", "They met.\xC2\xA0They ate.", "They met.\xC2\xA0|They ate.|"},
		{"ideographic marks need no space", "\xE4\xBC\x9A\xE3\x80\x82\xE9\xA3\x9F\xEF\xBC\x81\xE3\x80\x8D\xE9\xA3\x9F",
		 "\xE4\xBC\x9A\xE3\x80\x82|\xE9\xA3\x9F\xEF\xBC\x81\xE3\x80\x8D|\xE9\xA3\x9F|"},
		{"Arabic", "\xD9\x87\xD9\x84\xD8\x9F \xD9\x86\xD8\xB9\xD9\x85. \xD9\x84\xD8\xA7", "\xD9\x87\xD9\x84\xD8\x9F |\xD9\x86\xD8\xB9\xD9\x85. |\xD9\x84\xD8\xA7|"},
		{"Hindi", "\xE0\xA4\xB9\xE0\xA4\xBE\xE0\xA5\xA4 \xE0\xA4\xA8", "\xE0\xA4\xB9\xE0\xA4\xBE\xE0\xA5\xA4 |\xE0\xA4\xA8|"},
		{"white space alone", " \n\n ", " \n\n |"},
		{"only marks", "...", "...|"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		size_t length = strlen(cases[i].text);
		struct buffer got = {0};

		buffer_add_string(&got, "");
		for (size_t at = 0, end; at < length; at = end) {
			end = sentence_end(cases[i].text, length, at);
			assert_true(end > at && end <= length);
			buffer_add(&got, cases[i].text + at, end - at);
			buffer_add_byte(&got, '|');
		}
		if (strcmp(got.bytes, cases[i].expected) != 0)
			print_error("%s:\n", cases[i].intent);
		assert_string_equal(got.bytes, cases[i].expected);
		buffer_release(&got);
	}
}

/* A million bytes of anything take a moment, not a square of it: with a square the test would not end. */
static void test_hostile(void **state)
{
	static const char *const patterns[] = {"a", ".", "a.", ". ", ".a ", ".\"", "A. ", "\n", " ", "\xC3\x87.", "1.", "- ", "!- ", "\xE2\x80\xA6"};
	size_t length = 1 << 20;
	char *text = memory_new(length + 1);

	(void)state;
	for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
		size_t size = strlen(patterns[i]), end = 0;

		for (size_t j = 0; j < length; j++)
			text[j] = patterns[i][j % size];
		text[length] = '\0';
		while (end < length) {
			size_t next = sentence_end(text, length, end);

			assert_true(next > end && next <= length);
			end = next;
		}
	}
	free(text);
}

/* What is cut off within a character or a mark is not read past. */
static void test_cut(void **state)
{
	static const char text[] = "U.S. \xE2\x80\xA6 \xC3\x87. \xE2\x80\x9CYes.\xE2\x80\x9D - \xD0\xB8 3. \xE3\x80\x82\n\n";

	(void)state;
	for (size_t length = 0; length < sizeof text; length++) {
		char *copy = memory_new(length);

		memcpy(copy, text, length);
		for (size_t at = 0; at < length;) {
			size_t end = sentence_end(copy, length, at);

			assert_true(end > at && end <= length);
			at = end;
		}
		free(copy);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_borders),
		cmocka_unit_test(test_hostile),
		cmocka_unit_test(test_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
