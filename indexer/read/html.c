/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One page of HTML a file. */
#include "indexer/read/html.h"

#include "indexer/extract/html_page.h"
#include "indexer/read/charset.h"
#include "indexer/read/format.h"
#include "indexer/read/saved_from.h"
#include "program/report.h"
#include "text/memory.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define ZERO_SHARE 256 /* one byte of so many may be a zero */
#define WANTED "a page with an article is wanted here"

static bool is_space(char byte)
{
	return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

/* Behind white space and what may stand before a page: comments, the XML declaration and its like. */
static size_t pass_prologue(const char *head, size_t length)
{
	size_t at = 0;

	for (;;) {
		const char *end;
		bool comment;

		while (at < length && is_space(head[at]))
			at++;
		comment = length - at >= 4 && !memcmp(head + at, "<!--", 4);
		if (!comment && (length - at < 5 || memcmp(head + at, "<?xml", 5)))
			return at;
		end = comment ? memmem(head + at, length - at, "-->", 3) : memchr(head + at, '>', length - at);
		if (!end)
			return length;
		at = (size_t)(end - head) + (comment ? 3 : 1);
	}
}

static bool begins(const char *head, size_t length, const char *what)
{
	size_t size = strlen(what);

	return length > size && !strncasecmp(head, what, size) && (is_space(head[size]) || strchr("/>", head[size]));
}

/* By its first element; XML that is no XHTML is another format's. */
static bool claims_html(const char *head, size_t length)
{
	static const char *const first[] = {
		"<!doctype html", "<html", "<head",  "<body", "<title",  "<meta",   "<script", "<link", "<div",  "<table",  "<article", "<h1", "<h2",
		"<p",             "<center", "<font", "<base", "<style", "<section", "<main",   "<nav",  "<header", "<aside", "<figure",  "<ul", "<ol",
		"<span",          "<a",      "<img",  "<b",    "<blockquote", "<noscript", "<iframe", "<template"};
	size_t at = pass_prologue(head, length);

	for (size_t i = 0; i < sizeof first / sizeof *first; i++)
		if (begins(head + at, length - at, first[i]))
			return true;
	return false;
}

/* A few zeros are a slip of the program that wrote the page, which browsers pass over; more are no page's. */
static bool is_binary(const char *bytes, size_t length)
{
	size_t zeros = 0;

	for (const char *end = bytes + length, *at = bytes; (at = memchr(at, 0, (size_t)(end - at))) != NULL; at++)
		if (++zeros > length / ZERO_SHARE)
			return true;
	return false;
}

static void drop_zeros(struct buffer *page)
{
	char *to = page->length ? memchr(page->bytes, 0, page->length) : NULL;

	if (!to)
		return;
	for (const char *at = to, *end = page->bytes + page->length; at < end; at++)
		if (*at)
			*to++ = *at;
	page->length = (size_t)(to - page->bytes);
	*to = '\0';
}

bool html_parse(const char *bytes, size_t length, const struct html_context *context, bool keep_boilerplate,
                struct article *article, const char **reason)
{
	struct buffer page = {0};
	bool found = false, cut = false;
	char *saved;

	if (!length)
		*reason = "empty file";
	else if (is_binary(bytes, length) && !charset_is_utf16(bytes, length))
		*reason = "binary file";
	else {
		charset_decode(&page, bytes, length, context->charset);
		drop_zeros(&page);
		saved = context->url ? NULL : saved_from(page.bytes, page.length);
		found = html_page_extract(article, page.bytes, page.length, saved ? saved : context->url, keep_boilerplate, &cut);
		free(saved);
		*reason = cut ? "more than 1000 elements inside one another" : found ? NULL : "no text in the page";
	}
	buffer_release(&page);
	return found;
}

void html_report(const struct document *document, const char *reason)
{
	if (reason && !document->silent)
		report(document->file, document->line, "what stands before them is taken", "%s", reason);
}

static bool page_parse(const struct document *document, bool keep_boilerplate, struct article *article, const char **reason)
{
	const struct html_context context = {0};

	if (!html_parse(document->bytes, document->length, &context, keep_boilerplate, article, reason))
		return format_no_article(document, reason, WANTED, *reason);
	html_report(document, *reason);
	if (!article->id)
		article->id = memory_string(document->id);
	return true;
}

static const char *const suffixes[] = {".html", ".htm", ".xhtml", NULL};

const struct format format_html = {
	.format = FORMAT_HTML,
	.pages = true,
	.suffixes = suffixes,
	.claims = claims_html,
	.next = whole_next,
	.parse = page_parse,
};
