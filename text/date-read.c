/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Dates out of text: date_parse and date_find of text/date.h.
 *
 * Each read_* takes a part at *at* and returns where it ends, or NULL when the
 * part is not there; what it reads goes into *date only then. No part looks
 * further ahead than a few words, so a line costs time by its length only.
 */
#include "text/date.h"

#include "text/date-words.h"

#include <string.h>

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_one_of(char c, const char *set)
{
	return c && strchr(set, c);
}

/* Of a word in any script: bytes above ASCII are taken as letters. */
static bool is_word_byte(char c)
{
	return is_letter(c) || (unsigned char)c >= 0x80;
}

static const char *skip_string(const char *at, const char *end, const char *string)
{
	size_t length = strlen(string);

	return (size_t)(end - at) >= length && !memcmp(at, string, length) ? at + length : NULL;
}

/* White space, no-break and narrow no-break space. */
static const char *skip_space(const char *at, const char *end)
{
	while (at < end) {
		const char *wide;

		if (*at == ' ' || (*at >= '\t' && *at <= '\r'))
			at++;
		else if ((wide = skip_string(at, end, "\u00A0")) || (wide = skip_string(at, end, "\u202F")))
			at = wide;
		else
			break;
	}
	return at;
}

/* A run of least to most digits, the whole run. */
static const char *read_number(const char *at, const char *end, int least, int most, int *value)
{
	int digits = 0, number = 0;

	while (at < end && is_digit(*at) && digits <= most) {
		number = number * 10 + (*at++ - '0');
		digits++;
	}
	if (digits < least || digits > most)
		return NULL;
	*value = number;
	return at;
}

static const char *read_kind(const char *at, const char *end, enum date_word kind, int *value)
{
	const char *start = at;

	/* One byte more than the longest word of the tables shows that this is none of them. */
	while (at < end && is_word_byte(*at) && at - start <= DATE_WORD_MAX && skip_space(at, end) == at)
		at++;
	return date_word_is(kind, start, (size_t)(at - start), value) ? at : NULL;
}

/* Where a date's last number may end: not within a longer number, word, price or range. */
static bool number_ends(const char *at, const char *end)
{
	if (at == end)
		return true;
	if (is_digit(*at) || is_letter(*at) || *at == '%' || *at == '_')
		return (*at == 'T' || *at == 't') && at + 1 < end && is_digit(at[1]);
	return !(is_one_of(*at, ".,-/:") && at + 1 < end && is_digit(at[1]));
}

static int days_in(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap);
}

/* Month and day are 0 where they are not known. */
static bool set_day(struct date *date, int year, int month, int day)
{
	if (year < 1 || year > 9999 || month < 0 || month > 12 || day < 0)
		return false;
	if (day && (!month || day > days_in(year, month)))
		return false;
	*date = (struct date){.year = year, .month = month ? month : 1, .day = day ? day : 1};
	date->precision = day ? DATE_DAY : month ? DATE_MONTH : DATE_YEAR;
	return true;
}

/* A number and the East Asian sign for its unit: 2025年6月2日. */
static const char *read_counted(const char *at, const char *end, int most, const char *han, const char *hangul, int *value)
{
	const char *number = read_number(at, end, 1, most, value);
	const char *unit;

	if (!number)
		return NULL;
	unit = skip_string(number, end, han);
	if (!unit)
		unit = skip_string(number, end, hangul);
	return unit ? skip_space(unit, end) : NULL;
}

static const char *read_east_asian(const char *at, const char *end, struct date *date)
{
	int year, month, day;

	at = read_counted(at, end, 4, "年", "년", &year);
	at = at ? read_counted(at, end, 2, "月", "월", &month) : NULL;
	at = at ? read_counted(at, end, 2, "日", "일", &day) : NULL;
	return at && month && day && set_day(date, year, month, day) ? at : NULL;
}

/* 20250602 */
static const char *read_compact(const char *at, const char *end, struct date *date)
{
	int number;

	at = read_number(at, end, 8, 8, &number);
	if (!at || !number_ends(at, end) || number / 100 % 100 == 0 || number % 100 == 0)
		return NULL;
	return set_day(date, number / 10000, number / 100 % 100, number % 100) ? at : NULL;
}

/* 2025, 2025-06, 2025-06-02, 2025/06/02, 2025.06.02 */
static const char *read_year_first(const char *at, const char *end, struct date *date)
{
	const char *year_end, *month_end, *day_end;
	int year, month = 0, day = 0;
	char joint;

	at = year_end = read_number(at, end, 4, 4, &year);
	if (!at)
		return NULL;
	joint = at < end && is_one_of(*at, "-/.") ? *at : '\0';
	month_end = joint ? read_number(at + 1, end, 2, 2, &month) : NULL;
	if (!month_end)
		return number_ends(year_end, end) && set_day(date, year, 0, 0) ? year_end : NULL;
	day_end = month_end < end && *month_end == joint ? read_number(month_end + 1, end, 2, 2, &day) : NULL;
	at = day_end ? day_end : month_end;
	if (!month || (day_end && !day) || (!day_end && joint != '-') || !number_ends(at, end))
		return NULL;
	return set_day(date, year, month, day) ? at : NULL;
}

/* The first week is that of the 4th of January, and 1 is Monday. */
static bool set_week(struct date *date, int year, int week, int day)
{
	int weekday;

	if (week < 1 || week > 53 || day < 1 || day > 7 || !set_day(date, year, 1, 4))
		return false;
	weekday = (int)((date_seconds(date) / 86400 + 3) % 7 + 7) % 7; /* 1970-01-01 was a Thursday */
	date_add_days(date, (week - 1) * 7 - weekday + 3);
	if (date->year != year)
		return false; /* its Thursday is of the year, or there is no 53rd week */
	date_add_days(date, day - 4);
	return true;
}

/* 2025-W23-1, 2025W231 */
static const char *read_week(const char *at, const char *end, struct date *date)
{
	int year, week, day = 0;
	const char *extended;

	at = read_number(at, end, 4, 4, &year);
	if (!at)
		return NULL;
	extended = skip_string(at, end, "-W");
	if (extended) {
		at = read_number(extended, end, 2, 2, &week);
		at = at && at < end && *at == '-' ? read_number(at + 1, end, 1, 1, &day) : NULL;
	} else {
		at = skip_string(at, end, "W");
		at = at ? read_number(at, end, 3, 3, &week) : NULL;
		day = at ? week % 10 : 0;
		week = at ? week / 10 : 0;
	}
	return at && number_ends(at, end) && set_week(date, year, week, day) ? at : NULL;
}

/* 68 is 2068, 69 is 1969, as POSIX's %y has it. */
#define SHORT_YEAR 69

/* Two digits: 02.06.25; 6/13/25, where 25/06/13 may be the year first. */
static const char *read_year_of_two(const char *at, const char *end, char joint, bool month_first, int *year)
{
	if (joint != '.' && !(joint == '/' && month_first))
		return NULL;
	at = read_number(at, end, 2, 2, year);
	if (at)
		*year += *year < SHORT_YEAR ? 2000 : 1900;
	return at;
}

/*
 * 02.06.2025, 02.06.25 is the day first wherever it is written so; 06/13/2025 says
 * itself which is which, and 02/06/2025 does not: where the order is not known, no date is better than a
 * wrong one.
 */
static const char *read_numbers(const char *at, const char *end, enum date_order order, struct date *date)
{
	int first, second, year;
	const char *behind;
	char joint;

	at = read_number(at, end, 1, 2, &first);
	if (!at || at == end || !is_one_of(*at, "./-"))
		return NULL;
	joint = *at;
	at = read_number(at + 1, end, 1, 2, &second);
	if (!at || at == end || *at != joint)
		return NULL;
	behind = read_number(at + 1, end, 4, 4, &year);
	if (!behind)
		behind = read_year_of_two(at + 1, end, joint, second > 12 || order == DATE_MONTH_FIRST, &year);
	at = behind;
	if (!at || !number_ends(at, end) || !first || !second)
		return NULL;
	if (joint == '.' || first > 12)
		order = DATE_DAY_FIRST;
	else if (second > 12)
		order = DATE_MONTH_FIRST;
	if (order == DATE_ORDER_UNKNOWN && first != second)
		return NULL;
	if (order == DATE_MONTH_FIRST)
		return set_day(date, year, first, second) ? at : NULL;
	return set_day(date, year, second, first) ? at : NULL;
}

/* Full stop of an abbreviation, comma, "de", white space: what stands between day, month and year. */
static const char *skip_joint(const char *at, const char *end)
{
	const char *word;
	int value;

	if (at < end && (*at == '.' || *at == '-'))
		at++;
	if (at < end && *at == ',')
		at++;
	at = skip_space(at, end);
	word = read_kind(at, end, DATE_WORD_BETWEEN, &value);
	return word ? skip_space(word, end) : at;
}

/* RFC 822's year, which feeds still write: two digits, a space and a time. */
static const char *read_short_year(const char *at, const char *end, int *year)
{
	const char *behind = read_number(at, end, 2, 2, year);
	int hour;

	if (!behind || behind == end || *behind != ' ')
		return NULL;
	at = read_number(behind + 1, end, 2, 2, &hour);
	if (!at || at == end || *at != ':')
		return NULL;
	*year += *year < SHORT_YEAR ? 2000 : 1900;
	return behind;
}

static const char *read_year_behind(const char *at, const char *end, struct date *date, int month, int day)
{
	const char *start = skip_joint(at, end);
	int year;

	at = read_number(start, end, 4, 4, &year);
	if (!at && day)
		at = read_short_year(start, end, &year);
	return at && number_ends(at, end) && set_day(date, year, month, day) ? at : NULL;
}

static const char *skip_ordinal(const char *at, const char *end)
{
	static const char *const ordinals[] = {"st", "nd", "rd", "th", "er", "º", "ª"};

	for (size_t i = 0; i < sizeof ordinals / sizeof *ordinals; i++) {
		const char *behind = skip_string(at, end, ordinals[i]);

		if (behind)
			return behind;
	}
	return at;
}

/* 3 June 2025, 2-Jun-2025, 1er juin 2025, 2 de junio de 2025 */
static const char *read_day_first(const char *at, const char *end, struct date *date)
{
	int day, month;

	at = read_number(at, end, 1, 2, &day);
	if (!at || !day)
		return NULL;
	at = read_kind(skip_joint(skip_ordinal(at, end), end), end, DATE_WORD_MONTH, &month);
	return at ? read_year_behind(at, end, date, month, day) : NULL;
}

/* Jun 03, 2025; June 3rd 2025; June 2025 */
static const char *read_month_first(const char *at, const char *end, struct date *date)
{
	const char *day_end, *whole;
	int month, day;

	at = read_kind(at, end, DATE_WORD_MONTH, &month);
	if (!at)
		return NULL;
	day_end = read_number(skip_joint(at, end), end, 1, 2, &day);
	whole = day_end && day ? read_year_behind(skip_ordinal(day_end, end), end, date, month, day) : NULL;
	return whole ? whole : read_year_behind(at, end, date, month, 0);
}

static const char *read_day(const char *at, const char *end, enum date_order order, struct date *date)
{
	static const char *(*const forms[])(const char *, const char *, struct date *) = {
		read_east_asian, read_compact, read_day_first, read_week, read_year_first,
	};
	const char *numbers;

	if (at == end)
		return NULL;
	if (!is_digit(*at))
		return read_month_first(at, end, date);
	numbers = read_numbers(at, end, order, date);
	if (numbers)
		return numbers;
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		const char *behind = forms[i](at, end, date);

		if (behind)
			return behind;
	}
	return NULL;
}

/* am, p.m.; *hour moves to the 24 hour clock. */
static const char *read_meridiem(const char *at, const char *end, int *hour)
{
	bool afternoon;

	if (at == end || !is_one_of(*at, "aApP"))
		return NULL;
	afternoon = *at == 'p' || *at == 'P';
	at++;
	if (at < end && *at == '.')
		at++;
	if (at == end || (*at != 'm' && *at != 'M') || *hour < 1 || *hour > 12)
		return NULL;
	at++;
	if (at < end && *at == '.')
		at++;
	if (at < end && is_word_byte(*at) && skip_space(at, end) == at)
		return NULL;
	*hour = *hour % 12 + (afternoon ? 12 : 0);
	return at;
}

/* 24:00 is the day's end, which would be another day's 00:00: of it the day alone is kept. */
static bool set_time(struct date *date, int hour, int minute, int second)
{
	if (hour == 24 && minute == 0 && second <= 0)
		return true;
	if (hour > 23 || minute > 59 || second > 60)
		return false;
	date->precision = second >= 0 ? DATE_SECOND : DATE_MINUTE;
	date->hour = hour;
	date->minute = minute;
	date->second = second >= 0 ? second : 0;
	return true;
}

/* :05, :05.123; the fraction is passed over. */
static const char *read_seconds(const char *at, const char *end, int *second)
{
	if (at == end || *at != ':')
		return NULL;
	at = read_number(at + 1, end, 2, 2, second);
	if (at && end - at >= 2 && (*at == '.' || *at == ',') && is_digit(at[1]))
		for (at++; at < end && is_digit(*at); at++)
			;
	return at;
}

/* 081300, 0813: ISO 8601's basic form, behind a T only. */
static const char *read_compact_time(const char *at, const char *end, struct date *date)
{
	const char *behind;
	int number;

	behind = read_number(at, end, 6, 6, &number);
	if (behind)
		return set_time(date, number / 10000, number / 100 % 100, number % 100) ? behind : NULL;
	behind = read_number(at, end, 4, 4, &number);
	return behind && set_time(date, number / 100, number % 100, -1) ? behind : NULL;
}

/* What marks "5", "5.30" as a time: am, pm, Uhr. */
static const char *read_time_mark(const char *at, const char *end, int *hour)
{
	const char *behind;

	at = skip_space(at, end);
	behind = read_meridiem(at, end, hour);
	return behind ? behind : skip_string(at, end, "Uhr");
}

/* 11:13, 11:13:05.123, 11h13, 11:13 am, 5.30pm, 5 p.m. */
static const char *read_time(const char *at, const char *end, struct date *date)
{
	int hour = 0, minute = 0, second = -1;
	const char *hour_end = read_number(at, end, 1, 2, &hour), *minute_end = NULL, *behind;
	bool colon;

	if (!hour_end)
		return NULL;
	colon = hour_end < end && (*hour_end == ':' || *hour_end == 'h');
	if (colon || (hour_end < end && *hour_end == '.'))
		minute_end = read_number(hour_end + 1, end, 2, 2, &minute);
	if (colon && !minute_end)
		return NULL;
	at = minute_end ? minute_end : hour_end;
	if (colon && (behind = read_seconds(at, end, &second)))
		at = behind;
	behind = read_time_mark(at, end, &hour);
	if (!behind && !colon)
		return NULL;
	return set_time(date, hour, minute, second) ? behind ? behind : at : NULL;
}

/* +03:00, +0300, +03; behind UTC or GMT also +3. Then *east is set. */
static const char *read_offset(const char *at, const char *end, int least, int *east)
{
	int hours, minutes = 0, sign;
	const char *behind;

	if (at == end || (*at != '+' && *at != '-'))
		return NULL;
	sign = *at++ == '-' ? -1 : 1;
	behind = read_number(at, end, 4, 4, &hours);
	if (behind) {
		minutes = hours % 100;
		hours /= 100;
	} else {
		behind = read_number(at, end, least, 2, &hours);
		if (behind && behind < end && *behind == ':')
			behind = read_number(behind + 1, end, 2, 2, &minutes);
	}
	if (!behind || hours > 23 || minutes > 59 || (behind < end && is_letter(*behind)))
		return NULL;
	*east = sign * (hours * 60 + minutes);
	return behind;
}

static const char *read_zone(const char *at, const char *end, struct date *date)
{
	const char *behind, *offset;
	int east = 0, more;

	at = skip_space(at, end);
	behind = read_offset(at, end, 2, &east);
	if (!behind) {
		behind = read_kind(at, end, DATE_WORD_ZONE, &east);
		if (!behind)
			return NULL;
		offset = east == 0 ? read_offset(skip_space(behind, end), end, 1, &more) : NULL;
		if (offset) {
			behind = offset;
			east = more;
		} else if (behind < end && is_digit(*behind)) {
			return NULL;
		}
	}
	date->zone_known = east != DATE_ZONE_AMBIGUOUS;
	date->zone = date->zone_known ? east : 0;
	return behind;
}

/* The few signs and words that may stand between a date and its time, or the other way round. */
static const char *skip_between(const char *at, const char *end)
{
	static const char *const signs[] = {",", "-", "–", "—", "|", "·", "•", "/", "@"};
	int value;

	for (int taken = 0; taken < 4; taken++) {
		const char *behind = NULL;

		at = skip_space(at, end);
		for (size_t i = 0; !behind && i < sizeof signs / sizeof *signs; i++)
			behind = skip_string(at, end, signs[i]);
		if (!behind)
			behind = read_kind(at, end, DATE_WORD_BETWEEN, &value);
		if (!behind)
			break;
		at = behind;
	}
	return skip_space(at, end);
}

static const char *read_weekday(const char *at, const char *end)
{
	int value;
	const char *behind = read_kind(at, end, DATE_WORD_WEEKDAY, &value);

	if (behind && behind < end && *behind == '.')
		behind++;
	return behind;
}

static const char *read_time_and_zone(const char *at, const char *end, struct date *date)
{
	struct date timed = *date;
	const char *behind = NULL, *zone;

	if (end - at > 1 && (*at == 'T' || *at == 't') && is_digit(at[1])) {
		behind = read_compact_time(at + 1, end, &timed);
		if (!behind)
			behind = read_time(at + 1, end, &timed);
	}
	if (!behind)
		behind = read_time(skip_between(at, end), end, &timed);
	if (!behind)
		return NULL;
	zone = read_zone(behind, end, &timed);
	if (timed.precision >= DATE_MINUTE)
		*date = timed;
	return zone ? zone : behind;
}

/* "11:13 am GMT+3, Monday, June 2, 2025": the time first, as some stations print it. */
static const char *read_time_first(const char *at, const char *end, enum date_order order, struct date *date)
{
	struct date clock = {0};
	const char *behind = read_time_and_zone(at, end, &clock), *weekday;

	if (!behind)
		return NULL;
	behind = skip_between(behind, end);
	weekday = read_weekday(behind, end);
	behind = read_day(weekday ? skip_between(weekday, end) : behind, end, order, date);
	if (!behind || date->precision != DATE_DAY)
		return NULL;
	if (clock.precision < DATE_MINUTE)
		return behind;
	date->precision = clock.precision;
	date->hour = clock.hour;
	date->minute = clock.minute;
	date->second = clock.second;
	date->zone_known = clock.zone_known;
	date->zone = clock.zone;
	return behind;
}

static const char *read_date(const char *at, const char *end, enum date_order order, struct date *date)
{
	const char *behind = read_weekday(at, end), *weekday, *time;

	*date = (struct date){0};
	behind = read_day(behind ? skip_between(behind, end) : at, end, order, date);
	if (!behind)
		return read_time_first(at, end, order, date);
	if (date->precision != DATE_DAY)
		return behind;
	weekday = read_weekday(skip_between(behind, end), end);
	time = read_time_and_zone(weekday ? weekday : behind, end, date);
	return time ? time : weekday ? weekday : behind;
}

/* "(MSK)", RFC 2822's comment behind a date. */
static const char *skip_comment(const char *at, const char *end)
{
	const char *close;

	at = skip_space(at, end);
	if (at == end || *at != '(')
		return at;
	close = memchr(at, ')', (size_t)(end - at));
	return close ? skip_space(close + 1, end) : at;
}

bool date_parse_as(struct date *date, const char *string, size_t length, enum date_order order)
{
	const char *end = string + length, *at = skip_space(string, end);
	const char *behind = at < end ? read_date(at, end, order, date) : NULL;

	if (behind && skip_comment(behind, end) == end)
		return true;
	*date = (struct date){0};
	return false;
}

bool date_parse(struct date *date, const char *string, size_t length)
{
	return date_parse_as(date, string, length, DATE_ORDER_UNKNOWN);
}

/* Behind a no-break space, or a dash or quote of the General Punctuation block, a word begins too. */
static bool behind_wide_sign(const char *line, size_t i)
{
	return (i >= 2 && !memcmp(line + i - 2, "\u00A0", 2)) || (i >= 3 && !memcmp(line + i - 3, "\u2014", 2));
}

/* "Ada Holm3.11.2025": what stood in elements of their own on the page, told apart by space that a style sheet makes. */
static bool is_glued_day(const char *line, size_t i, const char *end)
{
	const char *at = line + i;
	int number;

	if (i < 2 || line[i - 1] < 'a' || line[i - 1] > 'z' || !is_word_byte(line[i - 2]))
		return false;
	for (int part = 0; part < 2; part++) {
		at = read_number(at, end, 1, 2, &number);
		if (!at || at == end || *at++ != '.')
			return false;
	}
	return read_number(at, end, 4, 4, &number) != NULL;
}

/* Whether a date may begin at line[i]: at a word's or number's first byte. */
static bool may_begin(const char *line, size_t i, const char *end)
{
	char before = i ? line[i - 1] : ' ';

	if (is_digit(line[i])) {
		if (is_letter(before))
			return is_glued_day(line, i, end);
		if (before == ':')
			return i >= 2 && is_word_byte(line[i - 2]); /* "Date:3 June 2025" */
		return !is_digit(before) && !is_one_of(before, "-/.,+_$");
	}
	if (!is_word_byte(line[i]) || is_digit(before))
		return false;
	return !is_word_byte(before) || behind_wide_sign(line, i);
}

/* 02.06.25, 6/13/25, with a year of two digits: in a text, it may be a version's number, or a fraction. */
static bool is_short(const char *at, const char *end)
{
	int number;

	for (int i = 0; i < 2; i++) {
		at = read_number(at, end, 1, 2, &number);
		if (!at || at == end || !is_one_of(*at++, "./"))
			return false;
	}
	return read_number(at, end, 2, 2, &number) != NULL;
}

/* A year alone, a month, a run of eight digits and a year of two digits are dates only where the whole string is one. */
static bool stands_in_text(const struct date *date, const char *at, const char *end)
{
	int number;

	return date->precision >= DATE_DAY && !read_number(at, at + 8, 8, 8, &number) && !is_short(at, end);
}

/* From a date's first letter to its first digit: a weekday, a month and what stands between. */
#define DIGIT_REACH (3 * DATE_WORD_MAX)

/* No date is without a year: four digits in a row. Most lines of a page are done with here. */
static bool may_hold_date(const char *line, size_t length)
{
	for (size_t i = 3; i < length; i += 4) {
		size_t first = i, last = i + 1;

		if (!is_digit(line[i]))
			continue;
		while (first > 0 && is_digit(line[first - 1]) && i - first < 3)
			first--;
		while (last < length && is_digit(line[last]) && last - first < 4)
			last++;
		if (last - first >= 4)
			return true;
	}
	return false;
}

bool date_find_as(struct date *date, const char *line, size_t length, enum date_order order, size_t *start, size_t *end)
{
	size_t i = may_hold_date(line, length) ? 0 : length, digit = 0;

	for (; i + 8 <= length; i++) {
		const char *behind;

		while (digit < length && (digit < i || !is_digit(line[digit])))
			digit++;
		if (digit > i + DIGIT_REACH || !may_begin(line, i, line + length))
			continue;
		behind = read_date(line + i, line + length, order, date);
		if (behind && stands_in_text(date, line + i, line + length)) {
			*start = i;
			*end = (size_t)(behind - line);
			return true;
		}
	}
	*date = (struct date){0};
	return false;
}

bool date_find(struct date *date, const char *line, size_t length, size_t *start, size_t *end)
{
	return date_find_as(date, line, length, DATE_ORDER_UNKNOWN, start, end);
}
