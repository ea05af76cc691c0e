/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/extract/page.h"

#include "indexer/extract/body.h"
#include "indexer/extract/lines.h"
#include "indexer/extract/metadata.h"
#include "indexer/extract/outlet.h"
#include "indexer/extract/phrases.h"
#include "text/buffer.h"
#include "text/memory.h"

#include <stdlib.h>
#include <string.h>

/* A refrain may come again; a paragraph or caption of this many columns is the page's doing. */
#define REPEATED_COLUMNS 60

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* East Asian text has no spaces: where it was wrapped, none is put in. U+2E80 and above begin so. */
static bool is_wide_before(const char *text, const char *at)
{
	return at - text >= 3 && (unsigned char)at[-3] >= 0xE3 && (unsigned char)at[-3] <= 0xED;
}

static bool is_wide_at(const char *at, const char *end)
{
	return end - at >= 3 && (((unsigned char)*at >= 0xE3 && (unsigned char)*at <= 0xED) || !memcmp(at, "\xEF\xBC", 2));
}

static bool is_folded(const char *text, size_t length)
{
	return !memchr(text, '\n', length) && !memchr(text, '\t', length) && !memchr(text, '\r', length) &&
	       !memmem(text, length, "  ", 2);
}

/* A line as a paragraph: white space folded, line ends of wrapped text among it. */
static void add_paragraph(struct buffer *out, const char *text, size_t length)
{
	const char *end = text + length, *at = text;

	if (out->length)
		buffer_add(out, "\n\n", 2);
	if (is_folded(text, length)) {
		buffer_add(out, text, length);
		return;
	}
	while (at < end) {
		const char *start = at;
		bool feed = false;

		while (at < end && !is_space(*at))
			at++;
		buffer_add(out, start, (size_t)(at - start));
		start = at;
		while (at < end && is_space(*at))
			feed |= *at++ == '\n';
		if (at < end && !(feed && is_wide_before(text, start) && is_wide_at(at, end)))
			buffer_add_byte(out, ' ');
	}
}

static void add_line(struct buffer *out, const struct lines *lines, const struct line *line)
{
	add_paragraph(out, lines->page + line->start, line->length);
}

/* A set of lines by their bytes, open addressing; slots hold indexes + 1. */
struct line_set {
	uint32_t *slots;
	size_t mask;
};

static uint64_t hash(const char *bytes, size_t length)
{
	uint64_t hash = 14695981039346656037u; /* FNV-1a */

	for (size_t i = 0; i < length; i++)
		hash = (hash ^ (unsigned char)bytes[i]) * 1099511628211u;
	return hash ^ hash >> 32;
}

/* Whether the set held such a line before; it does then. */
static bool line_set_add(struct line_set *set, const struct lines *lines, size_t index)
{
	const struct line *line = &lines->at[index];
	const char *bytes = lines->page + line->start;

	for (size_t slot = hash(bytes, line->length) & set->mask;; slot = (slot + 1) & set->mask) {
		const struct line *other;

		if (!set->slots[slot]) {
			set->slots[slot] = (uint32_t)index + 1;
			return false;
		}
		other = &lines->at[set->slots[slot] - 1];
		if (other->length == line->length && !memcmp(lines->page + other->start, bytes, line->length))
			return true;
	}
}

static bool may_repeat(const struct line *line)
{
	return line->role == ROLE_TEXT && line->columns >= REPEATED_COLUMNS;
}

/* Doubled captions, and paragraphs that a page gives twice, count once. */
static void mark_repeated(struct lines *lines)
{
	struct line_set set;
	size_t count = 0, size = 16;

	for (size_t i = 0; i < lines->count; i++)
		count += may_repeat(&lines->at[i]);
	while (size < count * 2)
		size *= 2;
	set = (struct line_set){memory_zeroed(size, sizeof *set.slots), size - 1};
	for (size_t i = 0; i < lines->count; i++)
		if (may_repeat(&lines->at[i]) && line_set_add(&set, lines, i))
			lines->at[i].role = ROLE_REPEATED;
	free(set.slots);
}

static void add_lines(struct buffer *out, const struct lines *lines, unsigned roles)
{
	for (size_t i = 0; i < lines->count; i++)
		if (roles & 1u << lines->at[i].role)
			add_line(out, lines, &lines->at[i]);
}

/* A page without an article in it (a list of headlines, a title alone) still is what its reader sees. */
static void fill_text(struct article *article, const struct lines *lines, bool keep_boilerplate)
{
	struct buffer text = {0};

	if (!keep_boilerplate)
		add_lines(&text, lines, 1u << ROLE_TEXT);
	if (!keep_boilerplate && !text.length)
		add_lines(&text, lines, 1u << ROLE_TITLE | 1u << ROLE_OUTSIDE | 1u << ROLE_MENU);
	if (!text.length)
		add_lines(&text, lines, ~0u);
	article->text = buffer_detach(&text);
}

bool page_extract(struct article *article, const char *page, size_t length, bool keep_boilerplate)
{
	struct lines lines;
	struct phrases phrases;
	struct body body;

	lines_split(&lines, page, length);
	if (!lines.count) {
		lines_release(&lines);
		return false;
	}
	phrases_init(&phrases);
	body_choose(&body, &lines, &phrases);
	mark_repeated(&lines);
	metadata_find(article, &lines, &body, &phrases);
	if (!article->text)
		fill_text(article, &lines, keep_boilerplate);
	lines_release(&lines);
	return true;
}

void page_find_source(char **source, const char *page, size_t length)
{
	struct lines lines;
	struct phrases phrases;
	struct body body;

	lines_split(&lines, page, length);
	if (lines.count) {
		phrases_init(&phrases);
		body_choose(&body, &lines, &phrases);
		outlet_find(source, &lines, &body, &phrases);
	}
	lines_release(&lines);
}
