/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/extract/body.h"

#include "indexer/extract/classify.h"
#include "text/date.h"

#include <string.h>

/* A menu of any length weighs no more than one of so many lines: text on both its sides still is one article. */
#define MENU_WEIGHED 15
#define MENU_WEIGHT 2
#define SENTENCE_WEIGHT 10 /* and one more for each word up to: */
#define SENTENCE_WORDS_MAX 60

/* A headline stands so near above the text; between them captions, bylines, dates. */
#define TITLE_REACH 15
#define TITLE_WORDS_MIN 3
#define TITLE_WORDS_MAX 40

/* A menu this long inside an article is the page's, a shorter list may be the article's. */
#define INNER_MENU_LINES 6

#define TEASER_LINES 10

#define NOTICE_WORDS 12

/* A line that is text or, by its looks, a link; not one that its words give away. */
static bool is_open(const struct line *line)
{
	return line->role == ROLE_TEXT || line->role == ROLE_MENU;
}

static bool is_body_sentence(const struct line *line)
{
	return line->role == ROLE_TEXT && line->notices < NOTICE_CERTAIN && line_is_sentence(line);
}

/* Words that read as text: what parts of a page are weighed by. */
static size_t text_words(const struct lines *lines, size_t first, size_t end)
{
	size_t words = 0;

	for (size_t i = first; i < end; i++)
		if (is_body_sentence(&lines->at[i]) && !lines->at[i].notices)
			words += lines->at[i].words;
	return words;
}

/* Whether anything shows that the page is more than its article. */
static bool has_surroundings(const struct lines *lines)
{
	size_t links_before_text = 0;
	bool text = false;

	for (size_t i = 0; i < lines->count; i++) {
		const struct line *line = &lines->at[i];

		/* A sentence may be about newsletters; a line that is no more than "Privacy policy" is the page's. */
		if ((line->notices && !line_is_sentence(line)) || (line->role >= ROLE_NAVIGATION && line->role <= ROLE_BOX))
			return true;
		text |= is_body_sentence(line);
		links_before_text += !text && line->role == ROLE_MENU;
	}
	return text && links_before_text >= 2 * INNER_MENU_LINES;
}

/*
 * What hangs below a bullet that is none of the article's hangs there for the
 * same reason: the outlet's portrait below its logo, the promotions below the
 * share bar. Unless it is where the page keeps its article.
 */
static void mark_boxes(struct lines *lines)
{
	size_t all = text_words(lines, 0, lines->count);

	for (size_t i = 0, end; i < lines->count; i = end) {
		const struct line *head = &lines->at[i];

		end = i + 1;
		if (!head->bullet || head->role == ROLE_TEXT || head->role == ROLE_MENU)
			continue;
		while (end < lines->count && lines->at[end].indent > head->indent)
			end++;
		if (text_words(lines, i + 1, end) * 3 > all)
			continue;
		for (size_t k = i + 1; k < end; k++)
			if (lines->at[k].role != ROLE_TAIL && lines->at[k].role != ROLE_UPDATED)
				lines->at[k].role = ROLE_BOX;
	}
}

/* The headlines below "Read more" go with it. */
static void mark_teasers(struct lines *lines)
{
	for (size_t i = 0; i < lines->count; i++) {
		if (lines->at[i].role != ROLE_TEASER || !is_open(&lines->at[i + (i + 1 < lines->count)]))
			continue;
		for (size_t k = i + 1; k < lines->count && k <= i + TEASER_LINES; k++) {
			if (line_is_sentence(&lines->at[k]) || !is_open(&lines->at[k]) || (k > i + 1 && lines->at[k].blank_before))
				break;
			lines->at[k].role = ROLE_TEASER;
		}
	}
}

static bool is_notice(const struct line *line)
{
	return line->role == ROLE_NOTICE;
}

/* What is one by its words, and a short line that may be and stands beside one. */
static void mark_notices(struct lines *lines)
{
	for (size_t i = 0; i < lines->count; i++)
		if (is_open(&lines->at[i]) && lines->at[i].notices == NOTICE_CERTAIN)
			lines->at[i].role = ROLE_NOTICE;
	for (size_t i = 0; i < lines->count; i++) {
		struct line *line = &lines->at[i];
		bool beside = (i > 0 && is_notice(line - 1)) || (i + 1 < lines->count && is_notice(line + 1));

		if (is_open(line) && line->notices && line->words <= NOTICE_WORDS && beside)
			line->role = ROLE_NOTICE;
	}
}

static long weight(const struct line *line, size_t menu_run)
{
	switch (line->role) {
	case ROLE_TEXT:
		if (line_is_sentence(line))
			return SENTENCE_WEIGHT + (line->words < SENTENCE_WORDS_MAX ? line->words : SENTENCE_WORDS_MAX);
		return line_is_linklike(line) ? -1 : 1;
	case ROLE_BYLINE:
	case ROLE_DATE:
	case ROLE_UPDATED:
	case ROLE_SOURCE:
		return 0;
	case ROLE_SHARE:
	case ROLE_TEASER:
		return -1; /* they stand amid articles */
	case ROLE_MENU:
		return menu_run < MENU_WEIGHED ? -MENU_WEIGHT : 0;
	default:
		return -MENU_WEIGHT;
	}
}

/* The stretch of lines [*first, *end) of the greatest weight (Kadane 1977, in Bentley 1984). */
static void densest(const struct lines *lines, size_t *first, size_t *end)
{
	long best = 0, sum = 0;
	size_t start = 0, menu_run = 0;

	*first = 0;
	*end = lines->count;
	for (size_t i = 0; i < lines->count; i++) {
		menu_run = lines->at[i].role == ROLE_MENU ? menu_run + 1 : 0;
		if (sum <= 0) {
			sum = 0;
			start = i;
		}
		sum += weight(&lines->at[i], menu_run);
		if (sum > best) {
			best = sum;
			*first = start;
			*end = i + 1;
		}
	}
}

/* A line of a stanza or list is no headline: that stands alone or right above text, byline or date. */
static bool stands_as_title(const struct lines *lines, size_t i)
{
	const struct line *line = &lines->at[i], *next = line + 1;

	if (i > 0 && !line->blank_before && line[-1].role == ROLE_TEXT && !line_is_linklike(&line[-1]))
		return false;
	if (i + 1 == lines->count || next->blank_before)
		return true;
	return !is_open(next) || line_is_sentence(next) || line->words > next->words + 2u;
}

static bool may_be_title(const struct lines *lines, size_t i)
{
	const struct line *line = &lines->at[i];

	if (!is_open(line) || line->bullet || line->divided || line->colon || line->words > TITLE_WORDS_MAX)
		return false;
	if (line->words < TITLE_WORDS_MIN || (line_is_linklike(line) && line->words < 5))
		return false;
	return !(line->stops && line->inner_stop) && stands_as_title(lines, i);
}

/* The highest candidate of those right above the text: below it come standfirst and captions. */
static size_t title_above(const struct lines *lines, size_t sentence)
{
	size_t title = NO_LINE;
	size_t reach = sentence > TITLE_REACH ? sentence - TITLE_REACH : 0;

	for (size_t i = sentence; i-- > reach;) {
		const struct line *line = &lines->at[i];

		if (title != NO_LINE && (line->role == ROLE_MENU || line->role == ROLE_NAVIGATION))
			break;
		if (may_be_title(lines, i) && !(line->stops && i > 0))
			title = i;
	}
	return title;
}

/* "Rain | The Outlet" above a page without a heading of its own, or a short headline on a page's first line. */
static size_t title_on_top(const struct lines *lines, size_t sentence)
{
	const struct line *top = &lines->at[0];

	for (size_t i = 0; i < sentence && i < TITLE_REACH; i++)
		if (lines->at[i].divided && lines->at[i].words >= 5 && is_open(&lines->at[i]))
			return i;
	if (!is_open(top) || top->bullet || top->colon || top->words > TITLE_WORDS_MAX || (top->stops && top->words > 3))
		return NO_LINE;
	return lines->count == 1 || stands_as_title(lines, 0) ? 0 : NO_LINE;
}

/* A headline so long that it reads as prose, on top of the page or below its menus. */
static bool is_long_title(const struct lines *lines, size_t sentence)
{
	const struct line *line = &lines->at[sentence];

	if (sentence + 1 >= lines->count || line->stops || line->words > TITLE_WORDS_MAX)
		return false;
	return line_is_sentence(&lines->at[sentence + 1]) || lines->at[sentence + 1].blank_before ||
	       !is_open(&lines->at[sentence + 1]);
}

static size_t choose_title(const struct lines *lines, struct body *body)
{
	size_t title = body->sentence < lines->count ? title_above(lines, body->sentence) : NO_LINE;

	if (title != NO_LINE)
		return title;
	if (body->sentence < lines->count && is_long_title(lines, body->sentence))
		return body->sentence;
	return title_on_top(lines, body->sentence);
}

/* Comments, keywords and the like end the article, when what follows them is little beside what went before. */
static void cut_tail(const struct lines *lines, struct body *body)
{
	size_t before = 0, after = text_words(lines, body->sentence, body->end);

	for (size_t i = body->sentence; i < body->end; i++) {
		const struct line *line = &lines->at[i];
		size_t words = is_body_sentence(line) && !line->notices ? line->words : 0;

		if (line->role == ROLE_TAIL && after * 2 <= before) {
			body->end = i;
			return;
		}
		before += words;
		after -= words;
	}
}

/* The first line of the list that ends before end; end when there is none. */
static size_t list_start(const struct lines *lines, size_t end)
{
	while (end > 0 && lines->at[end - 1].bullet && lines->at[end - 1].role == ROLE_TEXT)
		end--;
	return end;
}

/* The outlet's name above its portrait: the last short line of the last box. */
static const struct line *box_name(const struct lines *lines, const struct body *body)
{
	for (size_t i = body->end; i-- > body->sentence;)
		if (lines->at[i].role == ROLE_BOX && lines->at[i].words <= 4)
			return &lines->at[i];
	return NULL;
}

static bool is_about(const struct lines *lines, const struct line *line, const struct line *name)
{
	size_t length = name ? line_text_length(name) : 0;

	return name && line > name && line_text_length(line) > length && !memcmp(line_text(lines, line), line_text(lines, name), length);
}

/* No article ends with a heading, a link, a notice or a word on the outlet; with a list, if a line introduces it. */
static void trim_tail(const struct lines *lines, struct body *body)
{
	const struct line *name = box_name(lines, body);

	while (body->end > body->sentence + 1) {
		const struct line *line = &lines->at[body->end - 1];
		size_t list = list_start(lines, body->end);

		if (line->role == ROLE_TEXT && line_is_sentence(line) && !is_about(lines, line, name))
			break;
		if (list < body->end && list > 0 && lines->at[list - 1].colon)
			break;
		body->end = list < body->end && list > body->sentence ? list : body->end - 1;
	}
}

/* A short run of links amid the article's sentences is a list of its own. */
static void keep_lists(struct lines *lines, const struct body *body, bool surrounded)
{
	for (size_t i = surrounded ? body->sentence : 0, end; i < body->end; i = end) {
		for (end = i; end < body->end && lines->at[end].role == ROLE_MENU; end++)
			;
		if (end > i && (!surrounded || end - i < INNER_MENU_LINES))
			for (size_t k = i; k < end; k++)
				lines->at[k].role = ROLE_TEXT;
		end += end == i;
	}
}

/* The first date below the headline, and others of its day, are the article's own; more are headings of a chronology. */
static bool is_own_date(const struct lines *lines, const struct line *line, struct date *own)
{
	struct date date;
	size_t start, end;

	date_find(&date, line_text(lines, line), line_text_length(line), &start, &end);
	if (own->precision == DATE_UNKNOWN)
		*own = date;
	return date_day(own) == date_day(&date);
}

/* Names between paragraphs are text; an article's own byline stands by its headline or, dated, by its pictures. */
static void keep_inner_headings(struct lines *lines, const struct body *body)
{
	size_t first = body->title != NO_LINE ? body->title + 1 : 0;
	struct date own = {0};

	for (size_t i = 0; i < body->end; i++) {
		struct line *line = &lines->at[i];
		bool below = i > first + 3;

		if (line->role == ROLE_DATE && !is_own_date(lines, line, &own) && i > body->sentence)
			line->role = ROLE_TEXT;
		if ((line->role == ROLE_SOURCE && below && i + 1 < body->end) || (line->role == ROLE_BYLINE && below && !line->digit))
			line->role = ROLE_TEXT;
	}
}

static void leave_outside(struct lines *lines, size_t first, size_t end)
{
	for (size_t i = first; i < end; i++)
		if (is_open(&lines->at[i]))
			lines->at[i].role = ROLE_OUTSIDE;
}

static size_t first_sentence(const struct lines *lines, size_t first, size_t end)
{
	for (size_t i = first; i < end; i++)
		if (is_body_sentence(&lines->at[i]))
			return i;
	return lines->count;
}

static void choose_range(struct body *body, const struct lines *lines, bool surrounded)
{
	size_t first = 0;

	body->end = lines->count;
	if (surrounded)
		densest(lines, &first, &body->end);
	body->sentence = first_sentence(lines, first, body->end);
	body->title = choose_title(lines, body);
	if (body->title == body->sentence && body->title != NO_LINE)
		body->sentence = first_sentence(lines, body->title + 1, body->end);
	if (surrounded && body->sentence < body->end) {
		cut_tail(lines, body);
		trim_tail(lines, body);
	}
}

void body_choose(struct body *body, struct lines *lines, const struct phrases *phrases)
{
	bool surrounded;

	lines_classify(lines, phrases);
	mark_boxes(lines);
	mark_teasers(lines);
	surrounded = has_surroundings(lines);
	if (surrounded)
		mark_notices(lines);
	choose_range(body, lines, surrounded);
	keep_lists(lines, body, surrounded);
	keep_inner_headings(lines, body);
	if (surrounded)
		leave_outside(lines, 0, body->title != NO_LINE ? body->title : body->sentence < body->end ? body->sentence : 0);
	leave_outside(lines, body->end, lines->count);
	if (body->title != NO_LINE)
		lines->at[body->title].role = ROLE_TITLE;
}
