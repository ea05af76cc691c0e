/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/date.h"

#include "text/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct text_case {
	const char *input;
	const char *expected; /* as date_format writes it; "" for none */
};

static const struct text_case whole[] = {
	/* ISO 8601, as far as each says */
	{"2025", "2025"},
	{"2025-06", "2025-06"},
	{"2025-06-02", "2025-06-02"},
	{"20250602", "2025-06-02"},
	{"2025-06-02T11:13+03:00", "2025-06-02T11:13+03:00"},
	{"2025-06-02 11:13+03:00", "2025-06-02T11:13+03:00"},
	{"2025-06-02T08:13:05Z", "2025-06-02T08:13:05Z"},
	{"2025-06-02t08:13:05z", "2025-06-02T08:13:05Z"},
	{"2025-06-02T08:13:05.123Z", "2025-06-02T08:13:05Z"},       /* fractions are dropped */
	{"2025-06-02T08:13:05,5-04", "2025-06-02T08:13:05-04:00"},  /* the comma of ISO, hours alone */
	{"20250602T081300Z", "2025-06-02T08:13:00Z"},               /* NITF's basic form */
	{"20250602T1113+0300", "2025-06-02T11:13+03:00"},
	{"2025-06-02T11:13", "2025-06-02T11:13"},                   /* no zone is made up */
	{"2025-06-02T23:59:60Z", "2025-06-02T23:59:60Z"},           /* leap second */
	{"2025-06-02T24:00", "2025-06-02"},                         /* the day's end: the day is kept */
	{"2025-06-02T24:00:00Z", "2025-06-02"},
	{"24:00, 2 June 2025", "2025-06-02"},
	{"2025-W23-1", "2025-06-02"},                               /* weeks */
	{"2025W231T0813Z", "2025-06-02T08:13Z"},
	{"2020-W53-7", "2021-01-03"},
	{"2026-W01-1", "2025-12-29"},
	{"1969-W01-1", "1968-12-30"},
	{"0001-W01-1", "0001-01-01"},
	{"2025-06-02T00:00:00-12:00", "2025-06-02T00:00:00-12:00"},
	{"2025/06/02", "2025-06-02"},
	{"2025.06.02", "2025-06-02"},
	{" \t2025-06-02\r\n", "2025-06-02"},                        /* white space around */
	{"\u00A02025-06-02\u202F", "2025-06-02"},                   /* also the unbreakable kinds */
	{"0001-01-01", "0001-01-01"},
	{"9999-12-31", "9999-12-31"},
	/* RFC 2822 */
	{"Mon, 2 Jun 2025 11:13:00 +0300", "2025-06-02T11:13:00+03:00"},
	{"2 Jun 2025 11:13 GMT", "2025-06-02T11:13Z"},
	{"Mon, 02 Jun 2025 11:13:00 +0300 (MSK)", "2025-06-02T11:13:00+03:00"},
	{"Mon, 02 Jun 25 11:13:00 EST", "2025-06-02T11:13:00-05:00"}, /* RFC 822's year */
	{"02 Jun 25", ""},
	{"Mon, 02 Jun 2025 11:13:00 EST", "2025-06-02T11:13:00-05:00"},
	{"Mon, 02 Jun 2025 11:13:00 -0000", "2025-06-02T11:13:00Z"},
	/* papers and agencies */
	{"Jun 03, 2025", "2025-06-03"},
	{"3 June 2025", "2025-06-03"},
	{"3 June, 2025", "2025-06-03"},
	{"June 3rd, 2025", "2025-06-03"},
	{"1st of June 2025", "2025-06-01"},
	{"JUNE 3, 2025", "2025-06-03"},
	{"Sept. 9, 2024", "2024-09-09"},
	{"2-Jun-2025", "2025-06-02"},
	{"June 2025", "2025-06"},
	{"Jun 02, 2025 - 11:13 am GMT+3", "2025-06-02T11:13+03:00"},
	{"Jun 02, 2025 5:09 pm", "2025-06-02T17:09"},
	{"Monday, June 2, 2025, 5 p.m. EDT", "2025-06-02T17:00-04:00"},
	{"Mon. June 2, 2025 at 5.30pm BST", "2025-06-02T17:30+01:00"},
	{"June 2, 2025 | 17:05 UTC+05:30", "2025-06-02T17:05+05:30"},
	{"June 2, 2025 — 5:05 PM ET", "2025-06-02T17:05"},          /* two zones by season: not known */
	{"11:13 am GMT+3, Mon June 2, 2025", "2025-06-02T11:13+03:00"},
	{"08:13 GMT, 2 June 2025", "2025-06-02T08:13Z"},
	/* noon and midnight */
	{"June 2, 2025 12:00 am", "2025-06-02T00:00"},
	{"June 2, 2025 12:00 pm", "2025-06-02T12:00"},
	{"June 2, 2025 12:30 a.m.", "2025-06-02T00:30"},
	{"June 2, 2025 11:59 p.m.", "2025-06-02T23:59"},
	{"June 2, 2025 13:00 pm", ""},
	{"June 2, 2025 0:10 am", ""},
	/* other languages */
	{"2. Juni 2025", "2025-06-02"},
	{"Montag, 2. Juni 2025, 17:05 Uhr", "2025-06-02T17:05"},
	{"02.06.2025 - 17.05 Uhr", "2025-06-02T17:05"},
	{"02.06.2025", "2025-06-02"},                               /* the point is written day first */
	{"lundi 2 juin 2025 à 11h13", "2025-06-02T11:13"},
	{"1er août 2025", "2025-08-01"},
	{"2 de junio de 2025", "2025-06-02"},
	{"2 giugno 2025", "2025-06-02"},
	{"02 Haziran 2025 Pazartesi 11:13", "2025-06-02T11:13"},
	{"2 июня 2025", "2025-06-02"},
	{"3 юни 2025", "2025-06-03"}, {"3 lipnja 2025", "2025-06-03"}, {"3 de juny de 2025", "2025-06-03"}, {"3 ביוני 2025", "2025-06-03"},
	{"3 जून 2025", "2025-06-03"}, {"3 حزيران 2025", "2025-06-03"}, {"3 ژوئن 2025", "2025-06-03"},
	{"2 червня 2025", "2025-06-02"},
	{"2 czerwca 2025", "2025-06-02"},
	{"2. kesäkuuta 2025", "2025-06-02"},
	{"2 Ιουνίου 2025", "2025-06-02"},
	{"2 يونيو 2025", "2025-06-02"},
	{"2025年6月2日", "2025-06-02"},
	{"2025년 6월 2일", "2025-06-02"},
	{"2025年6月2日 11:13", "2025-06-02T11:13"},
	/* numbers that say themselves which is the month, and those that do not */
	{"13/06/2025", "2025-06-13"},
	{"06/13/2025", "2025-06-13"},
	{"06/06/2025", "2025-06-06"},
	{"6/13/25 11:04am", "2025-06-13T11:04"},
	{"02/06/2025", ""},
	{"02-06-2025", ""},
	/* leap years */
	{"2024-02-29", "2024-02-29"},
	{"2000-02-29", "2000-02-29"},
	{"2025-02-29", ""},
	{"1900-02-29", ""},
	{"29 February 2023", ""},
	/* impossible */
	{"2025-02-30", ""},
	{"2025-04-31", ""},
	{"2025-13-01", ""},
	{"2025-00-01", ""},
	{"2025-06-00", ""},
	{"20250631", ""},
	{"20250600", ""},
	{"0000", ""},
	{"0000-01-01", ""},
	{"June 31, 2025", ""},
	{"32.01.2025", ""},
	{"2025年6月31日", ""},
	{"2025-06-02T24:01", ""},
	{"2025-W54-1", ""},
	{"2025-W53-1", ""},                                         /* 2025 has 52 weeks */
	{"2025-W23-8", ""},
	{"2025-W00-1", ""},
	{"2025-W23", ""},
	{"25/06/13", ""},                                           /* the year may come first */
	{"2025-06-02T11:60", ""},
	{"2025-06-02T11:13:61", ""},
	{"2025-06-02T11:13+24:00", ""},
	{"2025-06-02T11:13+03:60", ""},
	/* not dates, or more than a date */
	{"", ""},
	{"   ", ""},
	{"June 3", ""},
	{"3 June", ""},
	{"June", ""},
	{"Monday", ""},
	{"11:13 am", ""},
	{"25", ""},
	{"02025", ""},
	{"20255", ""},
	{"6,000", ""},
	{"2025-06-02 and more", ""},
	{"2025-06-02T", ""},
	{"2025-06-02T11", ""},
	{"2025-6-2", ""},
	{"2025-06-0", ""},
	{"Smarch 3, 2025", ""},
	{"June 3, 25", ""},
	{"tomorrow", ""},
	{"Mon, 2 Jun 2025 11:13:00 +0300 (MSK", ""},
	{"99999999999999999999", ""},
};

static void parses_whole_strings(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof whole / sizeof *whole; i++) {
		struct date date;
		char out[DATE_TEXT_MAX];
		/* A copy without its NUL: a read past the end is an error under the sanitizers. */
		size_t length = strlen(whole[i].input);
		char *copy = malloc(length + (length == 0));
		bool found;

		memcpy(copy, whole[i].input, length);
		found = date_parse(&date, copy, length);
		free(copy);
		date_format(&date, out);
		if (strcmp(out, whole[i].expected) || found != (*whole[i].expected != '\0'))
			fail_msg("\"%s\" gave \"%s\", not \"%s\"", whole[i].input, out, whole[i].expected);
	}
}

struct find_case {
	const char *line;
	const char *expected;
	const char *found; /* the bytes taken */
};

static const struct find_case lines[] = {
	{"ISTANBUL Jun 02, 2025 - 11:13 am GMT+3", "2025-06-02T11:13+03:00", "Jun 02, 2025 - 11:13 am GMT+3"},
	{"by Our Desk with Agencies Jun 02, 2025 11:13 am", "2025-06-02T11:13", "Jun 02, 2025 11:13 am"},
	{"at the palace on June 2, 2025.", "2025-06-02", "June 2, 2025"}, /* not the full stop */
	{"in Istanbul on June 2, 2025. (Agency Photo)", "2025-06-02", "June 2, 2025"},
	{"KYIV—June 2, 2025—", "2025-06-02", "June 2, 2025"},           /* a dash is no letter */
	{"am Montag, 2. Juni 2025, um 17:05 Uhr MESZ in", "2025-06-02T17:05+02:00", "Montag, 2. Juni 2025, um 17:05 Uhr MESZ"},
	{"2 Haziran 2025'te", "2025-06-02", "2 Haziran 2025"},
	{"新华社2025年6月2日电", "2025-06-02", "2025年6月2日"},
	{"on June 2, 2025 5 people", "2025-06-02", "June 2, 2025"},      /* a number behind is no hour */
	{"on June 2, 2025, 14:75 units", "2025-06-02", "June 2, 2025"},  /* nor an impossible time */
	{"Updated: 2025-06-02T08:13Z.", "2025-06-02T08:13Z", "2025-06-02T08:13Z"},
	{"May 30 and June 1, 2025", "2025-06-01", "June 1, 2025"},       /* the first whole one */
	{"2025-02-30, then 2025-03-01", "2025-03-01", "2025-03-01"},     /* an impossible one is passed over */
	{"\u00A0June 2, 2025", "2025-06-02", "June 2, 2025"},
	{"Datum:2. Juni 2025", "2025-06-02", "2. Juni 2025"},
	{"Ada Holm2.6.2025", "2025-06-02", "2.6.2025"},                  /* told apart on the page alone */
	{"v2.6.2025", "", NULL},
	{"12:2.6.2025", "", NULL},
	{"a 6/13/25 share", "", NULL},
	{"June 3", "", NULL},
	{"talks between June 20 and 30, as", "", NULL},
	{"in 2022 and then again in May this year", "", NULL},
	{"in June 2025 nobody", "", NULL},                               /* no day */
	{"part 20250602 of", "", NULL},                                  /* eight digits are any number */
	{"1,200-for-1,200 and 6,000", "", NULL},
	{"the 2025-26 budget", "", NULL},
	{"version 10.12.2025.3", "", NULL},
	{"$2025-06-02", "", NULL},
	{"A2025-06-02", "", NULL},
	{"12025-06-02", "", NULL},
	{"2025-06-021", "", NULL},
	{"June 3, 2,025 people", "", NULL},
	{"June 3, 20255", "", NULL},
	{"dismay 3, 2025", "", NULL},                                    /* may inside a word */
	{"03/04/2025", "", NULL},
	{"", "", NULL},
};

static void finds_the_first_in_a_line(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		struct date date;
		char out[DATE_TEXT_MAX];
		size_t length = strlen(lines[i].line), start = 0, end = 0;
		bool found = date_find(&date, lines[i].line, length, &start, &end);

		date_format(&date, out);
		if (strcmp(out, lines[i].expected) || found != (lines[i].found != NULL))
			fail_msg("\"%s\" gave \"%s\", not \"%s\"", lines[i].line, out, lines[i].expected);
		if (found && (end - start != strlen(lines[i].found) || memcmp(lines[i].line + start, lines[i].found, end - start)))
			fail_msg("\"%s\" took \"%.*s\"", lines[i].line, (int)(end - start), lines[i].line + start);
	}
}

static void knows_the_order_of_numbers(void **state)
{
	static const struct {
		const char *language, *expected;
	} orders[] = {
		{NULL, ""}, {"", ""}, {"en", ""}, {"en-us", "2025-02-06"}, {"en-us-posix", "2025-02-06"}, {"en-gb", "2025-06-02"},
		{"en-ca", ""}, {"de", "2025-06-02"}, {"fr-be", "2025-06-02"}, {"pt-br", "2025-06-02"}, {"hu", ""}, {"zh-cn", ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
		enum date_order order = date_order_of(orders[i].language);
		const char *line = "on 02/06/2025, at", *certain = "13/06/2025";
		struct date date;
		size_t start, end;
		char out[DATE_TEXT_MAX];

		assert_int_equal(date_find_as(&date, line, strlen(line), order, &start, &end), orders[i].expected[0] != '\0');
		assert_string_equal(date_format(&date, out), orders[i].expected);
		assert_true(date_parse_as(&date, certain, strlen(certain), order)); /* says itself which is which */
		assert_string_equal(date_format(&date, out), "2025-06-13");
	}
}

static void orders_by_time(void **state)
{
	static const struct {
		const char *date;
		int64_t seconds;
		uint32_t day;
	} cases[] = {
		{"1970-01-01", 0, 19700101},
		{"2000-03-01", 951868800, 20000301},                     /* behind a leap day */
		{"2025-06-02T11:13+03:00", 1748851980, 20250602},
		{"2025-06-02T08:13Z", 1748851980, 20250602},             /* the same instant */
		{"2025-06-02T00:30+03:00", 1748813400, 20250602},        /* the day is the page's own */
		{"2025-06-01T21:30:00Z", 1748813400, 20250601},
		{"2025", 1735689600, 20250101},                          /* its first instant */
		{"2025-06", 1748736000, 20250601},
		{"1969-12-31T23:59:59Z", -1, 19691231},
		{"0001-01-01", -62135596800, 10101},
		{"9999-12-31", 253402214400, 99991231},
		{"nothing", 0, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct date date;

		date_parse(&date, cases[i].date, strlen(cases[i].date));
		assert_int_equal(date_seconds(&date), cases[i].seconds);
		assert_int_equal(date_day(&date), cases[i].day);
	}
}

static void moves_by_days(void **state)
{
	static const struct {
		const char *date;
		int days;
		const char *expected;
	} cases[] = {
		{"2025-06-02", 0, "2025-06-02"},
		{"2025-06-02T11:13+03:00", 1, "2025-06-03"},     /* cut to the day */
		{"2024-02-28", 1, "2024-02-29"},
		{"2025-02-28", 1, "2025-03-01"},
		{"2025-12-31", 1, "2026-01-01"},
		{"2025-01-01", -1, "2024-12-31"},
		{"2025-06-02", -365, "2024-06-02"},
		{"2000-01-01", 146097, "2400-01-01"},            /* a whole era of the calendar */
		{"0001-01-02", -5, "0001-01-01"},                /* clamped */
		{"9999-12-30", 5, "9999-12-31"},
		{"2025-06-02", 2147483647, "9999-12-31"},
		{"2025-06-02", -2147483647 - 1, "0001-01-01"},
		{"nothing", 3, ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct date date;
		char out[DATE_TEXT_MAX];

		date_parse(&date, cases[i].date, strlen(cases[i].date));
		date_add_days(&date, cases[i].days);
		assert_string_equal(date_format(&date, out), cases[i].expected);
	}
}

/* Each day of a thousand years: writing and reading, counting and stepping agree. */
static void every_day_comes_back(void **state)
{
	struct date date, back;
	char out[DATE_TEXT_MAX];
	int64_t before;

	(void)state;
	date_parse(&date, "1583-01-01", 10);
	for (before = date_seconds(&date); date.year < 2583; before += 86400) {
		assert_int_equal(date_seconds(&date), before);
		date_format(&date, out);
		assert_true(date_parse(&back, out, strlen(out)));
		assert_int_equal(date_day(&back), date_day(&date));
		date_add_days(&date, 1);
	}
}

/* Lines that a careless reader would go over again for each of their words. */
static void long_lines_take_linear_time(void **state)
{
	static const char *const pieces[] = {"June ", "1", "Mon, ", "11:13 ", "   ", "de ", "2025-06-", "é", "1 , , - "};
	const size_t size = 1u << 20;
	char *line = memory_new(size);

	(void)state;
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		size_t piece = strlen(pieces[i]), start, end;
		struct date date;

		for (size_t at = 0; at < size; at++)
			line[at] = pieces[i][at % piece];
		assert_false(date_find(&date, line, size, &start, &end));
		assert_false(date_parse(&date, line, size));
		assert_int_equal(date.precision, DATE_UNKNOWN);
	}
	free(line);
}

static void tells_the_future(void **state)
{
	static const struct {
		const char *date, *now;
		bool future;
	} cases[] = {
		{"2025-06-02T11:13Z", "2025-06-02T11:12Z", true},
		{"2025-06-02T11:13Z", "2025-06-02T11:13Z", false},
		{"2025-06-02T11:13+03:00", "2025-06-02T08:12Z", true},
		{"2025-06-03", "2025-06-02T11:00Z", false}, /* begun in Kiribati */
		{"2025-06-03", "2025-06-02T09:00Z", true},
		{"2026", "2025-12-01", true},
		{"2025", "2025-12-01", false},
		{"", "2025-12-01", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct date date, now;

		date_parse(&date, cases[i].date, strlen(cases[i].date));
		assert_true(date_parse(&now, cases[i].now, strlen(cases[i].now)));
		if (date_is_future(&date, date_seconds(&now)) != cases[i].future)
			fail_msg("%s at %s", cases[i].date, cases[i].now);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_the_future),
		cmocka_unit_test(parses_whole_strings),
		cmocka_unit_test(finds_the_first_in_a_line),
		cmocka_unit_test(knows_the_order_of_numbers),
		cmocka_unit_test(orders_by_time),
		cmocka_unit_test(moves_by_days),
		cmocka_unit_test(every_day_comes_back),
		cmocka_unit_test(long_lines_take_linear_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
