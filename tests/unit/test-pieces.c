/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "entity/pieces.h"

#include "text/buffer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void test_cut(void **state)
{
	static const struct {
		const char *intent, *text, *expected;
	} cases[] = {
		{"nothing", "", ""},
		{"white space alone", " \t\n\xC2\xA0", ""},
		{"words and their marks", "Yes, they met (twice).", "Yes|,|they|met|(|twice|)|.|"},
		{"a possessive is cut off", "Kiev's and Kiev\xE2\x80\x99s", "Kiev|'s|and|Kiev|\xE2\x80\x99s|"},
		{"one behind a plural", "the states' rights", "the|states|'|rights|"},
		{"contractions", "They'll say I don't", "They|'ll|say|I|do|n't|"},
		{"an apostrophe inside a name", "O'Brien of Xi'an", "O'Brien|of|Xi'an|"},
		{"a possessive that stands alone", "Kiev 's men", "Kiev|'s|men|"},
		{"quotes", "'Yes' \"no\" \xE2\x80\x9Cso\xE2\x80\x9D", "'|Yes|'|\"|no|\"|\xE2\x80\x9C|so|\xE2\x80\x9D|"},
		{"hyphens hold words together", "Jong-un's 30-day visit", "Jong-un|'s|30-day|visit|"},
		{"dashes do not", "Kiev--so they say -- and Kiev\xE2\x80\x93Moscow", "Kiev|--|so|they|say|--|and|Kiev|\xE2\x80\x93|Moscow|"},
		{"acronyms keep their stops", "the U.S. and the E.U.", "the|U.S.|and|the|E.U.|"},
		{"titles and initials too", "Mr. J. Smith Jr. of Acme Corp. met.", "Mr.|J.|Smith|Jr.|of|Acme|Corp.|met|.|"},
		{"a full stop behind a word is none of it", "They met in Kiev.", "They|met|in|Kiev|.|"},
		{"numbers", "6,000 of 1.5 at 10:30, 2025-06-03", "6,000|of|1.5|at|10:30|,|2025-06-03|"},
		{"money and shares", "$5 and 15%", "$|5|and|15|%|"},
		{"a comma without a space", "Kiev,Moscow", "Kiev|,|Moscow|"},
		{"an ampersand inside a word", "AT&T and S & P", "AT&T|and|S|&|P|"},
		{"a slash between words", "AFP/Reuters 1996/97", "AFP|/|Reuters|1996/97|"},
		{"dots run together", "Well... so", "Well|...|so|"},
		{"addresses", "see https://example.com/a?b=1, www.example.org.", "see|https://example.com/a?b=1|,|www.example.org|.|"},
		{"names and tags of short messages", "@dateline on #news", "@dateline|on|#news|"},
		{"letters beyond ASCII", "\xC3\x87\xC4\xB1ra\xC4\x9F" "an Palace, \xD0\x9A\xD0\xB8\xD1\x97\xD0\xB2.", "\xC3\x87\xC4\xB1ra\xC4\x9F" "an|Palace|,|\xD0\x9A\xD0\xB8\xD1\x97\xD0\xB2|.|"},
		{"only marks", ".,;-", ".|,|;|-|"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		size_t length = strlen(cases[i].text), at = 0;
		struct buffer got = {0};
		struct piece piece;

		buffer_add_string(&got, "");
		while (piece_next(cases[i].text, length, &at, &piece)) {
			buffer_add(&got, cases[i].text + piece.start, piece.end - piece.start);
			buffer_add_byte(&got, '|');
		}
		if (strcmp(got.bytes ? got.bytes : "", cases[i].expected) != 0)
			fail_msg("%s: %s", cases[i].intent, got.bytes);
		buffer_release(&got);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
