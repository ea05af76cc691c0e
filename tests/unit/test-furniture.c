/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/read/furniture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static uint64_t pattern(const char *line, bool at_rim)
{
	const struct paragraph paragraph = {line, strlen(line), at_rim};

	return paragraph_keys(&paragraph).pattern;
}

/* Lines that are one but for their numbers and dates. */
static void folds_numbers_and_dates(void **state)
{
	static const char *const pairs[][2] = {
		{"Updated 3 June 2025", "Updated 14 March 2024"},
		{"12 comments", "1,204 comments"},
		{"Page 3 of 20", "Page 14 of 100"},
		{"5 min read", "12 min read"},
		{"Mon 2 Jun 2025 10.30 BST", "Sat 14 Mar 2026 8.05 BST"},
		{"Aktualisiert am 3. Juni 2025 um 10:30", "Aktualisiert am 14. März 2024 um 8:05"},
		{"Photo 1 / 12", "Photo 11 / 12"},
		{"更新于 2025年6月3日", "更新于 2024年12月14日"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		if (!pattern(pairs[i][0], true) || pattern(pairs[i][0], true) != pattern(pairs[i][1], true))
			fail_msg("%s", pairs[i][0]);
		assert_true(pattern(pairs[i][0], false) == 0);
	}
}

/* What an article says, a line without a number, and nothing but numbers are no patterns. */
static void leaves_prose_alone(void **state)
{
	static const char *const lines[] = {
		"Gold rose to $2,000", "Gold rose to 2,000 on Monday.", "Turnout was 65 % this time", "Updated today", "2025", "June 2025", "",
		"The index closed at 8,000 points on Monday", "Who won in 2024?", "In 2024:", "黄金价格周一升至每盎司两千美元以上为今年第一次达到20",
	};

	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		if (pattern(lines[i], true) != 0)
			fail_msg("%s", lines[i]);
}

static void tells_lines_apart(void **state)
{
	(void)state;
	assert_true(pattern("12 comments", true) != pattern("12 shares", true));
	assert_true(pattern("Page 3 of 20", true) != pattern("Page 3", true));
}

/* The paragraphs of a text, and which of them are at its rim. */
static void reads_paragraphs(void **state)
{
	struct paragraph_reader reader;
	struct paragraph paragraph;
	char rim[16] = "";

	(void)state;
	paragraph_begin(&reader, "1\n\n2\n\n3\n\n4\n\nfive\nlines\n\n6\n\n7\n\n8");
	for (size_t i = 0; paragraph_next(&reader, &paragraph); i++) {
		rim[i] = paragraph.at_rim ? 'x' : '-';
		if (i == 4)
			assert_memory_equal(paragraph.text, "five\nlines", paragraph.length);
	}
	assert_string_equal(rim, "xxx--xxx");
	paragraph_begin(&reader, "");
	assert_false(paragraph_next(&reader, &paragraph));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(folds_numbers_and_dates),
		cmocka_unit_test(leaves_prose_alone),
		cmocka_unit_test(tells_lines_apart),
		cmocka_unit_test(reads_paragraphs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
