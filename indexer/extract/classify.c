/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/extract/classify.h"

#include "text/date.h"

#include <strings.h>

/* Notices and labels are no longer than this; beyond it a line is prose whatever it says. */
#define LABELLED_BYTES 4096

/* A date line holds a place, a station's name or "Published" beside its date, no more. */
#define DATE_LINE_WORDS 14
#define DATE_LINE_OTHER_WORDS 5

#define BYLINE_WORDS 12
#define SOURCE_WORDS 9
#define COPYRIGHT_WORDS 14

/* So many links one below the other are a menu. */
#define MENU_LINES 4

static bool has(const struct phrase_hits *hits, enum phrase_kind kind)
{
	return hits->kinds & 1u << kind;
}

static size_t count_words(const char *at, const char *end)
{
	size_t words = 0;

	for (bool inside = false; at < end; at++) {
		bool letter = *at != ' ' && *at != '-' && *at != ',' && *at != '|';

		words += letter && !inside;
		inside = letter;
	}
	return words;
}

/* A date and little else. */
static bool is_date_line(const struct line *line, const char *text, size_t length)
{
	struct date date;
	size_t start, end, others;

	if (!line->digit || line->words > DATE_LINE_WORDS || line->columns > 120)
		return false;
	if (!date_find(&date, text, length, &start, &end))
		return false;
	others = count_words(text, text + start) + count_words(text + end, text + length);
	if (line->stops && others > 2 && line->lower > 0)
		return false; /* "It ended on June 2, 2025." */
	return others <= DATE_LINE_OTHER_WORDS;
}

/* Of names more than of small words: "by Our Desk with Agencies", not "by the river we sat". */
static bool is_byline(const struct line *line, const struct phrase_hits *hits)
{
	return has(hits, PHRASE_BYLINE) && !line->stops && !line->colon && line->words >= 2 && line->words <= BYLINE_WORDS &&
	       line->lower * 2 <= line->words;
}

/* "The Outlet logo" is what a page's picture of its name becomes as text. */
static bool is_logo(const struct line *line, const char *text, size_t length)
{
	return line->words <= 6 && !line->stops && length > 5 && !strncasecmp(text + length - 5, " logo", 5);
}

static enum line_role role_of(const struct line *line, const struct phrase_hits *hits, const char *text, size_t length)
{
	bool dated = is_date_line(line, text, length);

	if (has(hits, PHRASE_SHARE))
		return ROLE_SHARE;
	if (has(hits, PHRASE_NAVIGATION) || is_logo(line, text, length))
		return ROLE_NAVIGATION;
	if (has(hits, PHRASE_TEASER) && !line->stops)
		return ROLE_TEASER;
	if (has(hits, PHRASE_TAIL) || (has(hits, PHRASE_KEYWORDS) && !line->stops))
		return ROLE_TAIL;
	if (has(hits, PHRASE_COPYRIGHT) && line->words <= COPYRIGHT_WORDS)
		return ROLE_COPYRIGHT;
	if (has(hits, PHRASE_SOURCE) && line->words <= SOURCE_WORDS)
		return ROLE_SOURCE;
	if (has(hits, PHRASE_UPDATED) && dated)
		return ROLE_UPDATED;
	if (is_byline(line, hits))
		return ROLE_BYLINE;
	return dated ? ROLE_DATE : ROLE_TEXT;
}

/* Notices in a line, at most 3; a word to the reader beside them counts as one more. */
static uint8_t count_notices(const struct phrase_hits *hits)
{
	unsigned notices = hits->notices + (hits->notices && has(hits, PHRASE_READER));

	return notices > NOTICE_CERTAIN ? NOTICE_CERTAIN : (uint8_t)notices;
}

static void classify_line(struct lines *lines, struct line *line, const struct phrases *phrases)
{
	const char *text = line_text(lines, line);
	size_t length = line_text_length(line);
	struct phrase_hits hits;

	if (length > LABELLED_BYTES)
		return;
	hits = phrases_find(phrases, text, length);
	line->notices = count_notices(&hits);
	line->role = (uint8_t)role_of(line, &hits, text, length);
}

static bool may_be_link(const struct line *line)
{
	switch (line->role) {
	case ROLE_TEXT:
	case ROLE_NAVIGATION:
	case ROLE_SHARE:
	case ROLE_TEASER:
	case ROLE_BYLINE: /* "By Region" */
		return line_is_linklike(line);
	default:
		return false;
	}
}

/* A list that the line before announces with a colon is the article's own. */
static bool is_announced(const struct lines *lines, size_t first)
{
	return first > 0 && lines->at[first].bullet && lines->at[first - 1].colon && !lines->at[first - 1].bullet;
}

static void mark_menus(struct lines *lines)
{
	for (size_t i = 0, end; i < lines->count; i = end) {
		for (end = i; end < lines->count && may_be_link(&lines->at[end]); end++)
			;
		if (end - i >= MENU_LINES && !is_announced(lines, i))
			for (size_t k = i; k < end; k++)
				lines->at[k].role = lines->at[k].role == ROLE_TEXT ? ROLE_MENU : lines->at[k].role;
		end += end == i;
	}
}

void lines_classify(struct lines *lines, const struct phrases *phrases)
{
	for (size_t i = 0; i < lines->count; i++)
		classify_line(lines, &lines->at[i], phrases);
	mark_menus(lines);
}
