/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which line ends of a text are borders of paragraphs. */
#include "indexer/extract/paragraphs.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* 60 characters in words of five and a space */
#define SIXTY "aaaaa bbbbb ccccc ddddd eeeee fffff ggggg hhhhh iiiii jjjjjj"

static const struct {
	const char *text, *expected;
} cases[] = {
	/* nothing */
	{"", ""},
	{" \n\t\r\n \n", ""},
	/* one line, its white space taken off */
	{"\n  Talks resumed.  \n\n", "Talks resumed."},
	/* blank lines, however many and whatever white space is on them */
	{"One.\n\nTwo.\n \t\n\n\nThree.", "One.\n\nTwo.\n\nThree."},
	/* single line feeds between short lines */
	{"One.\nTwo.\nThree.", "One.\n\nTwo.\n\nThree."},
	/* DOS and old Macintosh line ends, mixed too */
	{"One.\r\n\r\nTwo.\rThree.\r\nFour.\n\rFive.\r", "One.\n\nTwo.\n\nThree.\n\nFour.\n\nFive."},
	/* between long lines */
	{SIXTY " " SIXTY ".\n" SIXTY " " SIXTY ".\nShort.", SIXTY " " SIXTY ".\n\n" SIXTY " " SIXTY ".\n\nShort."},
	/* hard-wrapped at 60: lines are joined where the next word had no room */
	{SIXTY "\n" SIXTY "\nend.\n\nNext paragraph.", SIXTY " " SIXTY " end.\n\nNext paragraph."},
	/* at 120, the widest; at 121 lines are paragraphs */
	{SIXTY SIXTY "\nend.", SIXTY SIXTY " end."},
	{SIXTY SIXTY ",\nend.", SIXTY SIXTY ",\n\nend."},
	/* a line ends early though the next word had room: that is a border */
	{SIXTY "\nand so it ended.\nAnother one began here, and it went on for so long, long\nthat it broke.",
         SIXTY " and so it ended.\n\nAnother one began here, and it went on for so long, long that it broke."},
	/* a blank line is a border though the line before it is full */
	{SIXTY "\n\n" SIXTY, SIXTY "\n\n" SIXTY},
	/* one character too narrow to be taken for wrapped */
	{"aaaaa bbbbb ccccc ddddd eeeee fffff ggggg hhhhh iiiii jjjjj\nkkkkk",
         "aaaaa bbbbb ccccc ddddd eeeee fffff ggggg hhhhh iiiii jjjjj\n\nkkkkk"},
	/* the width is of characters, not bytes: 30 of two bytes are no 60 */
	{"\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3"
         "\xA9\xC3\xA9"
         "\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3"
         "\xA9\xC3\xA9\nx",
         "\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3"
         "\xA9\xC3\xA9"
         "\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3"
         "\xA9\xC3\xA9\n\nx"},
	/* inner white space is the writer's */
	{"One  two\tthree.", "One  two\tthree."},
};

static void test_paragraphs(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buffer once = {0}, twice = {0};

		paragraphs_add(&once, cases[i].text, strlen(cases[i].text));
		assert_string_equal(once.bytes, cases[i].expected);
		/* what was printed can be read again and is the same */
		paragraphs_add(&twice, once.bytes, once.length);
		assert_string_equal(twice.bytes, once.bytes);
		buffer_release(&once);
		buffer_release(&twice);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_paragraphs)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
