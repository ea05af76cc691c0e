/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/query/dates.h"

#include "tests/unit/small_index.h"
#include "text/buffer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* ---- what a period is ---- */

struct period_case {
	const char *text;
	bool parsed;
	uint32_t first, last;
};

static const struct period_case periods[] = {
	{"2025-06-02", true, 20250602, 20250602},
	{"2025-06", true, 20250601, 20250630},
	{"2025", true, 20250101, 20251231},
	{"20250602", true, 20250602, 20250602},
	{"2025-06-02T23:59:00Z", true, 20250602, 20250602},  /* a time of day narrows no further */
	{"June 3, 2025", true, 20250603, 20250603},          /* as a reader would write it, quoted */
	{" 2025-06-02 ", true, 20250602, 20250602},
	/* leap years: by 4, not by 100, by 400 */
	{"2024-02", true, 20240201, 20240229},
	{"2025-02", true, 20250201, 20250228},
	{"1900-02", true, 19000201, 19000228},
	{"2000-02", true, 20000201, 20000229},
	{"2024-02-29", true, 20240229, 20240229},
	{"2025-02-29", false, 0, 0},
	/* two ends */
	{"2025-06-01..2025-06-03", true, 20250601, 20250603},
	{"2024-12..2025-02", true, 20241201, 20250228},
	{"2024..2025-06-02", true, 20240101, 20250602},
	{"2025-06-02..2025", true, 20250602, 20251231},
	{"2025-06-03..2025-06-01", true, 20250603, 20250601}, /* holds no day; the parser warns */
	/* one end */
	{"2025-06-02..", true, 20250602, 0},
	{"..2025-06-02", true, 0, 20250602},
	{"..2024-02", true, 0, 20240229},
	{"2024..", true, 20240101, 0},
	/* the edges of time */
	{"0001", true, 10101, 11231},
	{"9999-12-31", true, 99991231, 99991231},
	/* nonsense */
	{"", false, 0, 0},
	{"..", false, 0, 0},
	{"...", false, 0, 0},
	{"someday", false, 0, 0},
	{"2025-13", false, 0, 0},
	{"2025-00", false, 0, 0},
	{"2025-06-31", false, 0, 0},
	{"0000", false, 0, 0},
	{"10000", false, 0, 0},
	{"-2025", false, 0, 0},
	{"2025-06-01...2025-06-03", false, 0, 0},
	{"2025..2026..2027", false, 0, 0},
	{"x..2025", false, 0, 0},
	{"2025..x", false, 0, 0},
	{"2025-06-02 and a very long text behind it, longer than any date could be..2025", false, 0, 0},
};

static void periods_are_parsed(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof periods / sizeof *periods; i++) {
		const struct period_case *test = &periods[i];
		struct period period = {0};
		bool parsed = period_parse(&period, test->text);

		if (parsed != test->parsed || (parsed && (period.first != test->first || period.last != test->last)))
			print_error("%s: %d, %u to %u\n", test->text, parsed, (unsigned)period.first, (unsigned)period.last);
		assert_int_equal(parsed, test->parsed);
		if (parsed) {
			assert_int_equal(period.first, test->first);
			assert_int_equal(period.last, test->last);
		}
	}
}

/* On Wednesday, 5 March 2025. */
static const struct period_case relative[] = {
	{"today", true, 20250305, 20250305},
	{"Yesterday", true, 20250304, 20250304},
	{"tomorrow", true, 20250306, 20250306},
	{"this week", true, 20250303, 20250309},      /* Monday to Sunday */
	{"last week", true, 20250224, 20250302},
	{"this month", true, 20250301, 20250331},
	{"last month", true, 20250201, 20250228},
	{"this year", true, 20250101, 20251231},
	{"last year", true, 20240101, 20241231},
	{"last 7 days", true, 20250227, 20250305},    /* today is one of them */
	{"past 2 weeks", true, 20250220, 20250305},
	{"past week", true, 20250227, 20250305},
	{"last 1 day", true, 20250305, 20250305},
	{"last 3 months", true, 20241206, 20250305},
	{"past year", true, 20240306, 20250305},
	{"3 days ago", true, 20250302, 20250302},
	{"1 week ago", true, 20250224, 20250302},
	{"  LAST   week ", true, 20250224, 20250302},
	{"yesterday..today", true, 20250304, 20250305},
	{"last week..", true, 20250224, 0},
	{"..last month", true, 0, 20250228},
	{"2025-01..yesterday", true, 20250101, 20250304},
	{"last 9999 years", true, 10106, 20250305},   /* time begins there */
	/* dashes and dots of word processors */
	{"2025–06–02", true, 20250602, 20250602},
	{"2025−06…2025‑07", true, 20250601, 20250731},
	/* no periods */
	{"last", false, 0, 0},
	{"week", false, 0, 0},
	{"last 0 days", false, 0, 0},
	{"last -3 days", false, 0, 0},
	{"last 7 days ago", false, 0, 0},
	{"last 99999999999999999999 days", false, 0, 0},
	{"last moon", false, 0, 0},
	{"yesterday today", false, 0, 0},
};

static void days_in_words(void **state)
{
	const struct date today = {.precision = DATE_DAY, .year = 2025, .month = 3, .day = 5};

	(void)state;
	for (size_t i = 0; i < sizeof relative / sizeof *relative; i++) {
		const struct period_case *test = &relative[i];
		struct period period = {0};
		bool parsed = period_parse_on(&period, test->text, &today);

		if (parsed != test->parsed || (parsed && (period.first != test->first || period.last != test->last)))
			fail_msg("%s: %d, %u to %u", test->text, parsed, (unsigned)period.first, (unsigned)period.last);
	}
}

/* For --from and --to a range is no date. */
static void a_date_has_no_dots(void **state)
{
	struct period period;

	(void)state;
	assert_true(period_of_date(&period, "2025-06"));
	assert_int_equal(period.first, 20250601);
	assert_int_equal(period.last, 20250630);
	assert_true(period_of_date(&period, "yesterday"));
	assert_true(period.first > 20250601 && period.first == period.last);
	assert_false(period_of_date(&period, "2025-06.."));
	assert_false(period_of_date(&period, ""));
}

/* ---- which articles lie in it ---- */

#define ARTICLE(letter, date) {letter, "Title", "Text.", "Agency", date}

static const struct small_article articles[] = {
	ARTICLE("a", "2023-12-31"),
	ARTICLE("b", "2024-01-01"),
	ARTICLE("c", "2024-02-29"),
	ARTICLE("d", "2024"),                      /* the year is all that is known */
	ARTICLE("e", "2025-05-31"),
	ARTICLE("f", "2025-06"),                   /* the month */
	ARTICLE("g", "2025-06-01"),
	ARTICLE("h", "2025-06-02T00:30:00+03:00"), /* the day of its own zone: in UTC it is the 1st */
	ARTICLE("i", "2025-06-02T23:59:00Z"),
	ARTICLE("j", "2025-06-03"),
	ARTICLE("k", "2025"),
	ARTICLE("l", ""),                          /* in no period */
	ARTICLE("m", "0099-07-04"),
	ARTICLE("n", "9999-12-31"),
};

struct finding_case {
	const char *period, *found;
};

static const struct finding_case findings[] = {
	{"2025-06-02", "hi"},
	{"2025-06-01", "g"},
	{"2025-06-04", ""},
	{"2025-06", "fghij"},                /* the whole month holds an article of the month */
	{"2025-06-01..2025-06-30", "fghij"}, /* however it is written */
	{"2025-06-01..2025-06-29", "ghij"},  /* less than the month does not */
	{"2025-06-02..2025-06-03", "hij"},
	{"2025", "efghijk"},
	{"2025-01-01..2025-12-31", "efghijk"},
	{"2025-01-02..2025-12-31", "efghij"},
	{"2024", "bcd"},
	{"2024-02", "c"},
	{"2024-02-29..2025-05-31", "ce"},
	{"2023-12-31..2024-01-01", "ab"},    /* over the turn of a year */
	{"2023..2025", "abcdefghijk"},
	{"2023-06..2025-06-01", "abcdeg"},   /* whole years between cut ones */
	{"2025-06-02..", "hijn"},
	{"2025-06..", "fghijn"},
	{"2026..", "n"},
	{"..2024-01-01", "abm"},
	{"..2024", "abcdm"},
	{"0099-07-04", "m"},
	{"9999", "n"},
	{"2025-06-03..2025-06-01", ""},
	{"2025..2024", ""},
};

static void check_found(struct small_index *small, struct shim_query *query, const char *name, const char *expected)
{
	uint64_t bits[1 + sizeof articles / sizeof *articles / 64] = {0};
	struct shim_failure failure = {0};
	struct buffer found = {0};
	uint32_t total;

	assert_int_equal(shim_index_collect(small->index, query, 0, bits, &total, &failure), SHIM_OK);
	buffer_add_string(&found, "");
	for (size_t i = 0; i < sizeof articles / sizeof *articles; i++)
		if (bits[(i + 1) >> 6] >> ((i + 1) & 63) & 1)
			buffer_add_string(&found, articles[i].id);
	if (strcmp(found.bytes, expected))
		print_error("%s\n", name);
	assert_string_equal(found.bytes, expected);
	assert_int_equal(total, strlen(expected));
	buffer_release(&found);
	shim_query_free(query);
}

static void periods_find_their_articles(void **state)
{
	for (size_t i = 0; i < sizeof findings / sizeof *findings; i++) {
		struct shim_failure failure = {0};
		struct period period;

		assert_true(period_parse(&period, findings[i].period));
		check_found(*state, period_query(((struct small_index *)*state)->index, period, &failure), findings[i].period,
		            findings[i].found);
	}
}

static void every_dated_article_is_dated(void **state)
{
	struct shim_failure failure = {0};

	check_found(*state, dated_query(((struct small_index *)*state)->index, &failure), "dated", "abcdefghijkmn");
}

static int open_index(void **state)
{
	static struct small_index small;

	small_index_open(&small, articles, sizeof articles / sizeof *articles);
	*state = &small;
	return 0;
}

static int close_index(void **state)
{
	small_index_close(*state);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(periods_are_parsed),
		cmocka_unit_test(days_in_words),
		cmocka_unit_test(a_date_has_no_dots),
		cmocka_unit_test(periods_find_their_articles),
		cmocka_unit_test(every_dated_article_is_dated),
	};

	return cmocka_run_group_tests(tests, open_index, close_index);
}
