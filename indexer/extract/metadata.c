/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/extract/metadata.h"

#include "indexer/extract/outlet.h"

#include <string.h>

/* Lines around a headline where an article's own date stands. */
#define HEAD_BEFORE 5
#define HEAD_BEHIND 4

/* A dateline and a picture's date stand in the first lines of the text; a dateline in a paragraph's first bytes. */
#define CAPTION_LINES 3
#define DATELINE_BYTES 120

static bool find_in_line(struct date *date, const struct lines *lines, const struct line *line, size_t *start, size_t *end)
{
	return line->digit && date_find(date, line_text(lines, line), line_text_length(line), start, end) && date->year >= 1600 &&
	       date->year <= 2200;
}

static bool is_dated_role(const struct line *line)
{
	return line->role == ROLE_DATE || line->role == ROLE_BYLINE;
}

/* The first date by the headline; a later one of the same day counts when it tells the time too. */
static void date_from_head(struct date *found, const struct lines *lines, const struct body *body)
{
	size_t title = body->title != NO_LINE ? body->title : 0;
	size_t first = title > HEAD_BEFORE ? title - HEAD_BEFORE : 0;
	size_t end = (body->sentence < body->end ? body->sentence : title) + HEAD_BEHIND;

	for (size_t i = first; i < end && i < lines->count; i++) {
		struct date date;
		size_t from, to;

		if (!is_dated_role(&lines->at[i]) || !find_in_line(&date, lines, &lines->at[i], &from, &to))
			continue;
		if (found->precision == DATE_UNKNOWN || (date_day(found) == date_day(&date) && date.precision > found->precision))
			*found = date;
	}
}

/* "KYIV, June 2, 2025 (Reuters) -": a date before a dash or bracket at a paragraph's begin. */
static void date_from_dateline(struct date *found, const struct lines *lines, const struct body *body)
{
	struct date date;
	const struct line *line;
	size_t from, to, length;
	const char *text;

	if (found->precision != DATE_UNKNOWN || body->sentence >= body->end)
		return;
	line = &lines->at[body->sentence];
	text = line_text(lines, line);
	length = line_text_length(line);
	if (!date_find(&date, text, length < DATELINE_BYTES ? length : DATELINE_BYTES, &from, &to))
		return;
	while (to < length && text[to] == ' ')
		to++;
	if (to < length && (strchr("-:(/)", text[to]) || !strncmp(text + to, "–", 3) || !strncmp(text + to, "—", 3)))
		*found = date;
}

static void date_from_role(struct date *found, const struct lines *lines, enum line_role role, size_t first, size_t end)
{
	struct date date;
	size_t from, to;

	for (size_t i = first; i < end && found->precision == DATE_UNKNOWN; i++)
		if (lines->at[i].role == role && find_in_line(&date, lines, &lines->at[i], &from, &to))
			*found = date;
}

/* A caption ends without a full stop or with a credit, or the page has it twice. */
static bool is_caption(const struct lines *lines, size_t i)
{
	const struct line *line = &lines->at[i];
	const char *text = line_text(lines, line), *end = text + line_text_length(line);

	if (!line->stops || (i + 1 < lines->count && lines->at[i + 1].role == ROLE_REPEATED))
		return true;
	return end[-1] == ')' || memmem(text, (size_t)(end - text), "©", 2);
}

static void date_from_caption(struct date *found, const struct lines *lines, const struct body *body)
{
	size_t seen = 0, first = body->title != NO_LINE ? body->title + 1 : 0;

	for (size_t i = first; i < body->end && seen < CAPTION_LINES && found->precision == DATE_UNKNOWN; i++) {
		struct date date;
		size_t from, to;

		if (lines->at[i].role != ROLE_TEXT)
			continue;
		seen++;
		if (is_caption(lines, i) && find_in_line(&date, lines, &lines->at[i], &from, &to))
			*found = date;
	}
}

static void find_date(struct article *article, const struct lines *lines, const struct body *body)
{
	struct date found = {0};
	size_t below = body->end + HEAD_BEHIND < lines->count ? body->end + HEAD_BEHIND : lines->count;

	date_from_head(&found, lines, body);
	date_from_dateline(&found, lines, body);
	date_from_role(&found, lines, ROLE_UPDATED, 0, lines->count);
	date_from_role(&found, lines, ROLE_DATE, body->end ? body->end - 1 : 0, below);
	date_from_caption(&found, lines, body);
	article->date = found;
}

/* A window's title gives the headline before its bar: "Rain | The Outlet". */
static size_t title_length(const struct line *line, const char *text)
{
	size_t length = line_text_length(line);
	const char *bar = line->divided ? memmem(text, length, " | ", 3) : NULL;

	return bar && bar > text ? (size_t)(bar - text) : length;
}

static void find_title(struct article *article, const struct lines *lines, const struct body *body)
{
	const struct line *line;

	if (body->title == NO_LINE)
		return;
	line = &lines->at[body->title];
	article_set(&article->title, line_text(lines, line), title_length(line, line_text(lines, line)));
}

/* The names of a byline: without "by", and without the date that may follow. */
static void find_author(struct article *article, const struct lines *lines, const struct phrases *phrases)
{
	for (size_t i = 0; i < lines->count; i++) {
		const struct line *line = &lines->at[i];
		const char *text = line_text(lines, line);
		size_t length = line_text_length(line), from, to;
		struct date date;
		struct phrase_hits hits;

		if (line->role != ROLE_BYLINE)
			continue;
		hits = phrases_find(phrases, text, length);
		if (find_in_line(&date, lines, line, &from, &to) && from > hits.behind)
			length = from;
		while (length > hits.behind && strchr(" ,-|", text[length - 1]))
			length--;
		if (length > hits.behind) {
			article_set(&article->author, text + hits.behind, length - hits.behind);
			return;
		}
	}
}

static void add_keywords(struct article *article, const char *text, size_t length)
{
	for (const char *end = text + length; text < end;) {
		const char *stop = text;

		while (stop < end && *stop != ',' && *stop != ';')
			stop++;
		article_add_keyword(article, text, (size_t)(stop - text));
		text = stop + (stop < end);
	}
}

/* Behind the label in its line, or the next line; words without commas between them cannot be told apart and are left. */
static void find_keywords(struct article *article, const struct lines *lines, const struct phrases *phrases)
{
	for (size_t i = 0; i < lines->count; i++) {
		const struct line *line = &lines->at[i];
		const char *text = line_text(lines, line);
		size_t length = line_text_length(line);
		struct phrase_hits hits;

		if (line->role != ROLE_TAIL)
			continue;
		hits = phrases_find(phrases, text, length);
		if (!(hits.kinds & 1u << PHRASE_KEYWORDS))
			continue;
		if (hits.behind < length) {
			add_keywords(article, text + hits.behind, length - hits.behind);
		} else if (i + 1 < lines->count && (lines->at[i + 1].comma || lines->at[i + 1].words <= 3)) {
			line++;
			add_keywords(article, line_text(lines, line), line_text_length(line));
		}
		return;
	}
}

void metadata_find(struct article *article, const struct lines *lines, const struct body *body, const struct phrases *phrases)
{
	if (!article->title)
		find_title(article, lines, body);
	if (article->date.precision == DATE_UNKNOWN)
		find_date(article, lines, body);
	if (!article->author)
		find_author(article, lines, phrases);
	if (!article->source)
		outlet_find(&article->source, lines, body, phrases);
	if (!article->keyword_count)
		find_keywords(article, lines, phrases);
}
