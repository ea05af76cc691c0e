/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/extract/lines.h"

#include "text/memory.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

/* Prose without a full stop is longer than a headline; with one, a few words make a sentence of it. */
#define PROSE_WORDS 6
#define UNSTOPPED_PROSE_WORDS 16

/* Wrapped text is between a newspaper column's and a wide terminal's width. */
#define WRAP_LEAST 45
#define WRAP_MOST 100

void lines_release(struct lines *lines)
{
	free(lines->at);
	*lines = (struct lines){0};
}

const char *line_text(const struct lines *lines, const struct line *line)
{
	return lines->page + line->start + line->marker;
}

size_t line_text_length(const struct line *line)
{
	return line->length - line->marker;
}

bool line_is_prose(const struct line *line)
{
	if (line->stops)
		return line->words >= PROSE_WORDS;
	if (line->divided)
		return false;
	/* A row of links has capitals; a row of keywords has no comma. */
	return line->words >= UNSTOPPED_PROSE_WORDS && (line->lower >= line->words / 4 || line->lower == 0) &&
	       (line->comma || line->inner_stop || line->lower < line->words);
}

bool line_is_sentence(const struct line *line)
{
	if (line->stops || line->colon)
		return line->words >= (line->stops ? 2 : PROSE_WORDS);
	return line->inner_stop || line_is_prose(line);
}

bool line_is_linklike(const struct line *line)
{
	if (line->stops || line->colon)
		return false;
	if (line->divided)
		return true;
	if (line->bullet && line->words <= 6)
		return true;
	return line->words <= 3 || (line->lower == 0 && !line->comma && line->words <= 14);
}

/* As utf8_next, without a call for ASCII: each character of a page passes here. */
static inline uint32_t next_character(const char **at, const char *end)
{
	return (unsigned char)**at < 0x80 ? (uint32_t)(unsigned char)*(*at)++ : utf8_next(at, end);
}

static bool is_space(uint32_t code)
{
	if (code < 0x80)
		return code == ' ' || (code >= '\t' && code <= '\r');
	return code == 0xA0 || code == 0x202F || code == 0x3000 ||
	       code == 0xFEFF || (code >= 0x2000 && code <= 0x200B);
}

static bool is_wide(uint32_t code)
{
	if (code < 0x1100)
		return false;
	return code <= 0x115F || (code >= 0x2E80 && code <= 0xA4CF) ||
	       (code >= 0xAC00 && code <= 0xD7A3) || (code >= 0xF900 && code <= 0xFAFF) ||
	       (code >= 0xFF00 && code <= 0xFF60) || code >= 0x20000;
}

/* The small letters of the scripts with case that news is printed in; others count as capitals, harmlessly. */
static bool is_small(uint32_t code)
{
	if (code < 0x80)
		return code >= 'a' && code <= 'z';
	if (code < 0x100)
		return code >= 0xDF && code != 0xF7;
	if (code < 0x180)
		return code == 0x131 || (code & 1);
	return (code >= 0x3AC && code <= 0x3CE) || (code >= 0x430 && code <= 0x45F);
}

static bool is_bullet(uint32_t code)
{
	return code == 0x2022 || code == 0x25CF || code == 0x25AA || code == 0x25E6 || code == 0x2023 || code == 0xB7 ||
	       code == '*' || code == '+' || code == '-' || code == 0x2013;
}

static bool is_stop(uint32_t code)
{
	return code == '.' || code == '!' || code == '?' || code == 0x2026 || code == 0x3002 || code == 0xFF01 ||
	       code == 0xFF1F || code == 0x61F || code == 0x964;
}

static bool is_closing(uint32_t code)
{
	return code == '"' || code == '\'' || code == ')' || code == ']' || code == 0x201D || code == 0x2019 ||
	       code == 0xBB || code == 0x201C || code == 0x300D || code == 0x300F || code == 0xFF09;
}

static bool is_divider(uint32_t code)
{
	return code == '|' || code == '>' || code == 0xBB || code == 0x203A;
}

static uint16_t capped(size_t number)
{
	return number > UINT16_MAX ? UINT16_MAX : (uint16_t)number;
}

/* What one pass over a line's characters gathers. */
struct measure {
	size_t columns, words, wide, lower;
	uint32_t previous, last; /* the character before, and the last one that is not a closing quote */
	bool inner_stop, comma, divided, digit;
};

static void measure_space(struct measure *measure, uint32_t code)
{
	if (is_divider(measure->previous) && measure->words > 1)
		measure->divided = true;
	measure->previous = code;
	measure->columns++;
}

static void measure_character(struct measure *measure, uint32_t code)
{
	bool begins = is_space(measure->previous), wide = is_wide(code);

	if (wide) {
		measure->wide++;
		measure->inner_stop |= is_stop(measure->last);
		measure->comma |= code == 0xFF0C || code == 0x3001;
	} else if (begins) {
		measure->words++;
		measure->lower += is_small(code);
		measure->inner_stop |= is_stop(measure->last) && !is_small(code);
	}
	measure->columns += wide ? 2 : 1;
	measure->comma |= code == ',';
	measure->digit |= code >= '0' && code <= '9';
	if (!is_closing(code))
		measure->last = code;
	measure->previous = code;
}

/* The rest of an ASCII word at once; returns where it ends. */
static const char *measure_letters(struct measure *measure, const char *at, const char *end)
{
	const char *start = at;

	while (at < end && (unsigned char)((*at | 0x20) - 'a') < 26)
		at++;
	if (at > start) {
		measure->columns += (size_t)(at - start);
		measure->previous = measure->last = 'a';
	}
	return at;
}

static void measure_line(const char *page, struct line *line)
{
	const char *at = page + line->start + line->marker, *end = page + line->start + line->length;
	struct measure measure = {.previous = ' '};

	while (at < end) {
		uint32_t code = next_character(&at, end);

		if (is_space(code)) {
			measure_space(&measure, code);
			continue;
		}
		measure_character(&measure, code);
		at = measure_letters(&measure, at, end);
	}
	line->columns = capped(measure.columns);
	line->words = capped(measure.words + measure.wide / 2);
	line->lower = capped(measure.lower);
	line->stops = is_stop(measure.last);
	line->colon = measure.last == ':' || measure.last == 0xFF1A;
	line->inner_stop = measure.inner_stop;
	line->comma = measure.comma;
	line->divided = measure.divided;
	line->digit = measure.digit;
}

/* A bullet counts only with white space behind it: "-5 degrees" is a number, "—Yes" a line of dialogue. */
static uint8_t marker_length(const char *at, const char *end)
{
	const char *behind = at;
	uint32_t code = next_character(&behind, end);

	if (!is_bullet(code) || behind == end || !is_space((unsigned char)*behind))
		return 0;
	while (behind < end && *behind == ' ' && behind - at < 8)
		behind++;
	return (uint8_t)(behind - at);
}

/* Moves *at behind white space; returns the columns passed. */
static size_t skip_space(const char **at, const char *end)
{
	size_t columns = 0;

	while (*at < end) {
		const char *behind = *at;
		uint32_t code = next_character(&behind, end);

		if (!is_space(code))
			break;
		columns += code == '\t' ? 8 : 1;
		*at = behind;
	}
	return columns;
}

static const char *trim_end(const char *at, const char *end)
{
	while (end > at) {
		const char *last = end - 1, *behind;

		while (last > at && ((unsigned char)*last & 0xC0) == 0x80)
			last--;
		behind = last;
		if (!is_space(next_character(&behind, end)))
			break;
		end = last;
	}
	return end;
}

/* Fills *line from [at, end); false when nothing is on it. */
static bool take_line(const char *page, const char *at, const char *end, struct line *line)
{
	size_t indent = skip_space(&at, end);

	end = trim_end(at, end);
	if (at == end)
		return false;
	*line = (struct line){.start = (uint32_t)(at - page), .length = (uint32_t)(end - at)};
	line->indent = indent > UINT8_MAX ? UINT8_MAX : (uint8_t)indent;
	line->marker = marker_length(at, end);
	line->bullet = line->marker > 0;
	measure_line(page, line);
	return true;
}

/* How many lines there can be; empty ones, of which a page may hold millions, are not counted. */
static size_t count_lines(const char *page, size_t length)
{
	size_t count = 0;

	for (size_t i = 0; i < length; i++)
		count += page[i] == '\n' && i > 0 && page[i - 1] != '\n';
	return count + 1;
}

static void cut(struct lines *lines, const char *page, size_t length)
{
	const char *end = page + length;
	bool blank = true;

	for (const char *at = page; at < end;) {
		const char *feed = memchr(at, '\n', (size_t)(end - at));
		const char *stop = feed ? feed : end;
		struct line *line = &lines->at[lines->count];

		if (take_line(page, at, stop, line)) {
			line->blank_before = blank;
			blank = false;
			lines->count++;
		} else {
			blank = true;
		}
		at = stop + (stop < end);
	}
}

/* The longest line's columns; 0 when more than one of twenty is longer than any wrapping leaves it. */
static size_t widest(const struct lines *lines)
{
	size_t long_lines = 0, counted = 0, width = 0;

	for (size_t i = 0; i < lines->count; i++) {
		size_t columns = lines->at[i].columns;

		counted += columns >= WRAP_LEAST / 2;
		if (columns > WRAP_MOST)
			long_lines++;
		else if (columns > width)
			width = columns;
	}
	return long_lines > counted / 20 ? 0 : width;
}

/* The width that the page was wrapped at, 0 when it was not: then most lines that another follows come near it. */
static size_t wrap_width(const struct lines *lines)
{
	size_t width = widest(lines), followed = 0, full = 0;

	if (width < WRAP_LEAST)
		return 0;
	for (size_t i = 1; i + 1 < lines->count; i++)
		if (!lines->at[i + 1].blank_before) {
			followed++;
			full += lines->at[i].columns + 20u >= width;
		}
	return full >= 2 && full * 2 >= followed ? width : 0;
}

static size_t first_word_columns(const struct lines *lines, const struct line *line)
{
	const char *at = lines->page + line->start, *end = at + line->length;
	size_t columns = 0;

	while (at < end) {
		uint32_t code = next_character(&at, end);

		if (is_space(code))
			break;
		columns += is_wide(code) ? 2 : 1;
		if (is_wide(code))
			break;
	}
	return columns;
}

/* Whether next goes on where line was broken: its first word would not have fitted any more. */
static bool goes_on(const struct lines *lines, const struct line *line, const struct line *next, size_t width)
{
	size_t columns = line->columns + line->marker;

	if (next->blank_before || next->bullet || columns > WRAP_MOST)
		return false;
	if (next->indent > line->indent && !line->bullet)
		return false;
	/* Narrower text in a wider page (a quotation, an uneven hand) shows by the small letter. */
	if (columns * 10 >= width * 6 && !line->stops && next->lower && is_small((unsigned char)lines->page[next->start]))
		return true;
	return columns + 1 + first_word_columns(lines, next) > width;
}

/* The first line is a title more often than not: it goes on only when its own block ends soon. */
static bool is_title_before_text(const struct lines *lines, size_t first)
{
	if (first > 0 || lines->count < 2 || is_small((unsigned char)lines->page[lines->at[1].start]))
		return false;
	for (size_t i = 1; i < lines->count && i < 3; i++)
		if (lines->at[i].blank_before)
			return false;
	return true;
}

static void join(struct lines *lines, size_t width)
{
	size_t kept = 0;

	for (size_t i = 0; i < lines->count;) {
		struct line line = lines->at[i];
		size_t last = i;

		if (!is_title_before_text(lines, i))
			while (last + 1 < lines->count && goes_on(lines, &lines->at[last], &lines->at[last + 1], width))
				last++;
		if (last > i) {
			line.length = lines->at[last].start + lines->at[last].length - line.start;
			measure_line(lines->page, &line);
		}
		lines->at[kept++] = line;
		i = last + 1;
	}
	lines->count = kept;
}

void lines_split(struct lines *lines, const char *page, size_t length)
{
	size_t width;

	if (length >= UINT32_MAX)
		length = UINT32_MAX - 1;
	*lines = (struct lines){.page = page};
	lines->at = memory_new(count_lines(page, length) * sizeof *lines->at);
	cut(lines, page, length);
	width = wrap_width(lines);
	if (width)
		join(lines, width);
}
