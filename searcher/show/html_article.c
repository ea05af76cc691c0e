/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is shown of an article, in a list and whole. */
#include "searcher/show/html.h"

#include "searcher/show/language_name.h"
#include "searcher/show/show.h"

#include <string.h>
#include <strings.h>

/* Entities of each kind on an article's own page. */
#define ENTITIES_SHOWN 24

static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
                                     "July",    "August",   "September", "October", "November", "December"};

void html_number(struct buffer *out, uint64_t number)
{
	if (number >= 1000) {
		html_number(out, number / 1000);
		buffer_add_format(out, ",%03u", (unsigned)(number % 1000));
	} else {
		buffer_add_format(out, "%u", (unsigned)number);
	}
}

static void write_zone(struct buffer *out, const struct date *date)
{
	int east = date->zone < 0 ? -date->zone : date->zone;

	if (!date->zone_known)
		return;
	buffer_add_string(out, " UTC");
	if (east != 0)
		buffer_add_format(out, "%s%d", date->zone < 0 ? "−" : "+", east / 60);
	if (east % 60 != 0)
		buffer_add_format(out, ":%02d", east % 60);
}

void html_date(struct buffer *out, const struct date *date)
{
	if (date->precision >= DATE_DAY)
		buffer_add_format(out, "%d ", date->day);
	if (date->precision >= DATE_MONTH)
		buffer_add_format(out, "%s ", months[(date->month - 1) % 12]);
	if (date->precision >= DATE_YEAR)
		buffer_add_format(out, "%d", date->year);
	if (date->precision >= DATE_MINUTE) {
		buffer_add_format(out, ", %02d:%02d", date->hour, date->minute);
		write_zone(out, date);
	}
}

/* A language tag of letters, digits and hyphens; what is none would make the page invalid. */
static bool is_tag(const char *language)
{
	return language && *language && strspn(language, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") == strlen(language);
}

void html_language(struct buffer *out, const struct article *article)
{
	if (is_tag(article->language))
		buffer_add_format(out, " lang=\"%s\"", article->language);
	buffer_add_string(out, " dir=\"auto\"");
}

bool html_is_web(const char *url)
{
	return url && (!strncasecmp(url, "http://", 7) || !strncasecmp(url, "https://", 8)) && !strpbrk(url, " \t\n");
}

/* "news.example" of "https://www.news.example/1?a". */
static void write_host(struct buffer *out, const char *url)
{
	const char *host = strstr(url, "//") + 2;

	host += strncasecmp(host, "www.", 4) ? 0 : 4;
	show_escaped(out, host, strcspn(host, "/?#"));
}

static void separate(struct buffer *out, bool *first)
{
	if (!*first)
		buffer_add_string(out, " <span aria-hidden=\"true\">·</span> ");
	*first = false;
}

static void write_part(struct buffer *out, bool *first, const char *class, const char *text)
{
	if (!text || !*text)
		return;
	separate(out, first);
	buffer_add_format(out, "<span class=\"%s\" dir=\"auto\">", class);
	html_text(out, text);
	buffer_add_string(out, "</span>");
}

void html_byline(struct buffer *out, const struct article *article, bool whole)
{
	char iso[DATE_TEXT_MAX];
	bool first = true;

	buffer_add_format(out, "<p class=\"byline%s\">", language_from_right(article->language) ? " right" : "");
	if (*date_format(&article->date, iso)) {
		separate(out, &first);
		buffer_add_format(out, "<time datetime=\"%s\">", iso);
		html_date(out, &article->date);
		buffer_add_string(out, "</time>");
	}
	write_part(out, &first, "source", article->source);
	if (whole)
		write_part(out, &first, "author", article->author);
	if (html_is_web(article->url)) {
		separate(out, &first);
		buffer_add_string(out, "<a class=\"original\" rel=\"noopener noreferrer nofollow\" href=\"");
		html_text(out, article->url);
		buffer_add_string(out, "\">");
		write_host(out, article->url);
		buffer_add_string(out, "</a>");
	}
	if (first)
		html_text(out, article->id);
	buffer_add_string(out, "</p>\n");
}

/* ---- entities ---- */

static const char *const kinds[ENTITY_KINDS] = {"person", "org", "place"};

static void write_chip(struct buffer *out, const struct entity *entity, const struct page *page)
{
	const char *kind = kinds[entity->kind % ENTITY_KINDS];
	const struct change narrow = {CHANGE_ADD, kind, entity->name};

	buffer_add_string(out, "<li>");
	if (!page->address || page->spare || address_has(page->address, kind, entity->name)) {
		buffer_add_format(out, "<span class=\"chip %s\" dir=\"auto\">", kind);
		html_text(out, entity->name);
		buffer_add_string(out, "</span></li>\n");
		return;
	}
	buffer_add_format(out, "<a class=\"chip %s\" dir=\"auto\" href=\"", kind);
	address_write(out, page->address, &narrow, 1);
	buffer_add_string(out, "\">");
	html_text(out, entity->name);
	buffer_add_string(out, "</a></li>\n");
}

void html_entities(struct buffer *out, const struct article *article, size_t limit, const struct page *page)
{
	size_t count = article->entity_count < limit ? article->entity_count : limit;

	if (count == 0)
		return;
	buffer_add_string(out, "<ul class=\"chips\" aria-label=\"Named in it\">\n");
	for (size_t i = 0; i < count; i++)
		write_chip(out, &article->entities[i], page);
	buffer_add_string(out, "</ul>\n");
}

/* ---- one article whole ---- */

static void write_kind(struct buffer *out, const struct article *article, enum entity_kind kind, const char *heading,
                       const struct page *page)
{
	struct page fresh = *page; /* a chip here asks for the name alone */
	struct address address = {0};
	size_t shown = 0;

	if (page->address) {
		address.base = page->address->base;
		fresh.address = &address;
	}
	for (size_t i = 0; i < article->entity_count && shown < ENTITIES_SHOWN; i++) {
		if (article->entities[i].kind != kind)
			continue;
		if (shown++ == 0)
			buffer_add_format(out, "<h3>%s</h3>\n<ul class=\"chips\">\n", heading);
		write_chip(out, &article->entities[i], &fresh);
	}
	if (shown > 0)
		buffer_add_string(out, "</ul>\n");
}

static void write_similar(struct buffer *out, const struct results *similar, const struct page *page)
{
	if (!similar || similar->count == 0)
		return;
	buffer_add_string(out, "<h2>Similar articles</h2>\n<ul class=\"similar\">\n");
	for (size_t i = 0; i < similar->count; i++) {
		const struct article *article = &similar->list[i].article;
		const struct change open = {CHANGE_SET, "id", article->id};

		buffer_add_string(out, "<li>");
		if (page->address)
			html_link(out, page, NULL, &open, 1);
		buffer_add_string(out, "<span");
		html_language(out, article);
		buffer_add_string(out, ">");
		html_text(out, article->title && *article->title ? article->title : article->id);
		buffer_add_string(out, page->address ? "</span></a>\n" : "</span>\n");
		html_byline(out, article, false);
		buffer_add_string(out, "</li>\n");
	}
	buffer_add_string(out, "</ul>\n");
}

static void write_body(struct buffer *out, const struct result *result)
{
	buffer_add_string(out, "<div class=\"text\"");
	html_language(out, &result->article);
	buffer_add_string(out, ">\n");
	for (size_t i = 0; i < result->passage_count; i++) {
		buffer_add_string(out, "<p>");
		show_marked(out, &result->passages[i]);
		buffer_add_string(out, "</p>\n");
	}
	buffer_add_string(out, "</div>\n");
}

void show_html_article(struct buffer *out, const struct result *result, const struct results *similar, const struct page *page)
{
	const struct article *article = &result->article;
	bool titled = article->title && *article->title;
	static const struct change back = {CHANGE_SET, "id", NULL};

	html_begin(out, page, titled ? article->title : article->id, false);
	if (page->address && page->address->count > 1) {
		html_link(out, page, "back", &back, 1);
		buffer_add_string(out, "Back to the results</a>\n");
	}
	buffer_add_string(out, "<div class=\"columns\">\n<article class=\"whole\">\n<h1");
	html_language(out, article);
	buffer_add_string(out, ">");
	if (titled)
		show_marked(out, &result->title);
	else
		html_text(out, article->id);
	buffer_add_string(out, "</h1>\n");
	html_byline(out, article, true);
	write_body(out, result);
	buffer_add_string(out, "</article>\n");
	if (article->entity_count > 0 || (similar && similar->count > 0)) {
		buffer_add_string(out, "<aside class=\"facets\" aria-label=\"About this article\">\n");
		if (article->entity_count > 0)
			buffer_add_string(out, "<h2>Named in it</h2>\n");
		write_kind(out, article, ENTITY_PERSON, "People", page);
		write_kind(out, article, ENTITY_ORG, "Organisations", page);
		write_kind(out, article, ENTITY_PLACE, "Places", page);
		write_similar(out, similar, page);
		buffer_add_string(out, "</aside>\n");
	}
	buffer_add_string(out, "</div>\n");
	html_end(out, page);
}
