/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The page of results, the first page, and the page that says what is wrong. */
#include "searcher/show/html.h"

#include "searcher/show/show.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Entities shown with a result in a list. */
#define CHIPS 6

/* Page numbers around the one that is shown. */
#define PAGES_AROUND 2

/* The title of the page echoes no more of a query. */
#define TITLE_BYTES 100

/* The beginning of a query, as much as a title or a sentence bears. */
static void add_echo(struct buffer *out, const char *query)
{
	size_t length = strlen(query);

	if (length > TITLE_BYTES)
		for (length = TITLE_BYTES; length > 0 && ((unsigned char)query[length] & 0xC0) == 0x80; length--)
			;
	buffer_add(out, query, length);
	buffer_add_string(out, query[length] ? "…" : "");
}

/* ---- above the results ---- */

static void write_count(struct buffer *out, const struct results *results)
{
	buffer_add_string(out, "<h1 class=\"count\">");
	if (results->total == 0)
		buffer_add_string(out, "Nothing found");
	else if (results->offset >= results->total || (results->last && results->count == 0))
		buffer_add_string(out, "No more results");
	else if (results->count > 0 && (results->offset > 0 || (!results->last && results->count < results->total))) {
		buffer_add_string(out, "Results ");
		html_number(out, results->offset + 1);
		buffer_add_string(out, "–");
		html_number(out, results->offset + results->count);
		buffer_add_string(out, results->total_exact ? " of " : " of at least ");
		html_number(out, results->total);
	} else { /* all of them, or none were wanted */
		buffer_add_string(out, results->total_exact ? "" : "At least ");
		html_number(out, results->total);
		buffer_add_string(out, results->total == 1 ? " article" : " articles");
		if (results->folded > 0)
			buffer_add_format(out, ", %zu without copies", results->count);
	}
	buffer_add_string(out, "</h1>\n<p class=\"took\">");
	buffer_add_decimal(out, results->took_ms, 1);
	buffer_add_string(out, " ms</p>\n");
}

static void write_sorts(struct buffer *out, const struct page *page)
{
	static const char *const orders[][2] = {{NULL, "Relevance"}, {"newest", "Newest"}, {"oldest", "Oldest"}};
	const char *now = address_value(page->address, "sort");

	buffer_add_string(out, "<nav class=\"sort\" aria-label=\"Order\"><ul>\n");
	for (size_t i = 0; i < 3; i++) {
		const struct change sort = {CHANGE_SET, "sort", orders[i][0]};

		buffer_add_string(out, "<li>");
		if (now ? orders[i][0] && !strcmp(now, orders[i][0]) : !orders[i][0]) {
			buffer_add_format(out, "<span aria-current=\"true\">%s</span>", orders[i][1]);
		} else {
			html_link(out, page, NULL, &sort, 1);
			buffer_add_format(out, "%s</a>", orders[i][1]);
		}
		buffer_add_string(out, "</li>\n");
	}
	buffer_add_string(out, "</ul></nav>\n");
}

static void write_suggestion(struct buffer *out, const struct results *results, const struct page *page)
{
	const struct change better = {CHANGE_SET, "q", results->suggestion};

	if (!results->suggestion)
		return;
	buffer_add_string(out, "<p class=\"suggestion\">Did you mean ");
	if (page->address)
		html_link(out, page, NULL, &better, 1);
	buffer_add_string(out, "<strong dir=\"auto\">");
	html_text(out, results->suggestion);
	buffer_add_string(out, page->address ? "</strong></a>?</p>\n" : "</strong>?</p>\n");
}

static void write_variants(struct buffer *out, const struct also_searched *also)
{
	for (char **variant = also->variants; variant && *variant; variant++) {
		buffer_add_string(out, variant == also->variants ? "<em dir=\"auto\">" : ", <em dir=\"auto\">");
		html_text(out, *variant);
		buffer_add_string(out, "</em>");
	}
}

static void write_also_searched(struct buffer *out, const struct results *results, const struct page *page)
{
	static const struct change exact = {CHANGE_SET, "exact", "1"}, loose = {CHANGE_SET, "exact", NULL};

	for (size_t i = 0; i < results->also_count; i++) {
		if (!results->also[i].variants || !results->also[i].variants[0])
			continue;
		buffer_add_string(out, "<p class=\"also\">Also searched: ");
		write_variants(out, &results->also[i]);
		if (page->address) {
			buffer_add_string(out, ". ");
			html_link(out, page, NULL, &exact, 1);
			buffer_add_string(out, "Search only “<span dir=\"auto\">");
			html_text(out, results->also[i].word);
			buffer_add_string(out, "</span>”</a>");
		}
		buffer_add_string(out, "</p>\n");
	}
	if (page->address && address_value(page->address, "exact")) {
		buffer_add_string(out, "<p class=\"also\">Only the words as typed. ");
		html_link(out, page, NULL, &loose, 1);
		buffer_add_string(out, "Search all spellings</a></p>\n");
	}
}

static void write_warnings(struct buffer *out, const struct results *results)
{
	if (results->partial)
		buffer_add_string(out, "<p class=\"notice\">The time ran out: these are the matches found until then, and there may be more.</p>\n");
	for (size_t i = 0; i < results->warning_count; i++) {
		buffer_add_string(out, "<p class=\"notice\">");
		if (results->warnings[i].column > 0)
			buffer_add_format(out, "Character %zu: ", results->warnings[i].column);
		html_text(out, results->warnings[i].message);
		buffer_add_string(out, "</p>\n");
	}
}

/* ---- the results ---- */

/* Opens a link to an article: to its own page, or, in a page that stands alone, to where it came from. False: there is none. */
static bool open_article(struct buffer *out, const struct article *article, const struct page *page)
{
	const struct change open[] = {{CHANGE_SET, "id", article->id}, {CHANGE_SET, "q", NULL}};

	if (page->address) {
		html_link(out, page, NULL, open, page->spare ? 2 : 1);
		return true;
	}
	if (!html_is_web(article->url))
		return false;
	buffer_add_string(out, "<a href=\"");
	html_text(out, article->url);
	buffer_add_string(out, "\">");
	return true;
}

static void write_title(struct buffer *out, const struct result *result, const struct page *page)
{
	const struct article *article = &result->article;
	bool linked;

	buffer_add_string(out, "<h2");
	html_language(out, article);
	buffer_add_string(out, ">");
	linked = open_article(out, article, page);
	if (result->title.text && *result->title.text)
		show_marked(out, &result->title);
	else
		html_text(out, article->id);
	buffer_add_string(out, linked ? "</a></h2>\n" : "</h2>\n");
}

static void write_copies(struct buffer *out, const struct result *result, const struct page *page)
{
	if (result->copy_count == 0)
		return;
	buffer_add_string(out, "<p class=\"copies\">The same in ");
	for (size_t i = 0; i < result->copy_count; i++) {
		const struct article *copy = &result->copies[i];
		bool linked;

		buffer_add_string(out, i == 0 ? "" : ", ");
		linked = open_article(out, copy, page);
		buffer_add_string(out, "<bdi>");
		html_text(out, article_outlet(copy));
		buffer_add_string(out, linked ? "</bdi></a>" : "</bdi>");
	}
	if (result->copies_found > result->copy_count)
		buffer_add_format(out, " and %zu more", result->copies_found - result->copy_count);
	buffer_add_string(out, "</p>\n");
}

static void write_result(struct buffer *out, const struct result *result, const struct page *page)
{
	buffer_add_string(out, "<li>\n<article>\n");
	write_title(out, result, page);
	html_byline(out, &result->article, false);
	for (size_t i = 0; i < result->passage_count; i++) {
		buffer_add_string(out, "<p class=\"snippet\"");
		html_language(out, &result->article);
		buffer_add_string(out, ">");
		show_marked(out, &result->passages[i]);
		buffer_add_string(out, "</p>\n");
	}
	write_copies(out, result, page);
	html_entities(out, &result->article, CHIPS, page);
	buffer_add_string(out, "</article>\n</li>\n");
}

static void write_results(struct buffer *out, const struct results *results, const struct page *page)
{
	if (results->count == 0)
		return;
	buffer_add_format(out, "<ol class=\"results\" start=\"%zu\">\n", results->offset + 1);
	for (size_t i = 0; i < results->count; i++)
		write_result(out, &results->list[i], page);
	buffer_add_string(out, "</ol>\n");
}

/* What can be done when nothing was found. */
static void write_nothing(struct buffer *out, const struct results *results, const struct page *page)
{
	static const struct change wide[] = {{CHANGE_SET, "person", NULL},   {CHANGE_SET, "org", NULL},  {CHANGE_SET, "place", NULL},
	                                     {CHANGE_SET, "source", NULL},   {CHANGE_SET, "language", NULL},
	                                     {CHANGE_SET, "from", NULL},     {CHANGE_SET, "to", NULL}};
	static const struct change first = {CHANGE_SET, "start", NULL};

	if (results->count > 0 || !page->address || (results->total > 0 && results->offset < results->total))
		return;
	buffer_add_string(out, "<div class=\"nothing\">\n");
	if (results->total > 0) {
		html_link(out, page, NULL, &first, 1);
		buffer_add_string(out, "Back to the first results</a>\n</div>\n");
		return;
	}
	buffer_add_string(out, "<p>No article in this index matches");
	if (results->query && *results->query) {
		struct buffer echo = {0};

		add_echo(&echo, results->query);
		buffer_add_string(out, " <strong dir=\"auto\">");
		show_escaped(out, echo.bytes, echo.length);
		buffer_add_string(out, "</strong>");
		buffer_release(&echo);
	}
	buffer_add_string(out, ".</p>\n");
	if (results->to_blame) {
		buffer_add_string(out, "<p>Why: <span dir=\"auto\">");
		html_text(out, results->to_blame);
		buffer_add_string(out, "</span>.</p>\n");
	}
	buffer_add_string(out, "<ul>\n<li>Are the names and words spelled as the news spells them?</li>\n"
	                       "<li>Fewer words, or other ones, find more; a star stands for any ending: <kbd>cease*</kbd>.</li>\n");
	if (page->address->count > 1) {
		buffer_add_string(out, "<li>");
		html_link(out, page, NULL, wide, sizeof wide / sizeof *wide);
		buffer_add_string(out, "Search without filters and dates</a></li>\n");
	}
	buffer_add_string(out, "</ul>\n</div>\n");
}

/* ---- turning pages ---- */

static void write_page_link(struct buffer *out, const struct page *page, size_t start, const char *rel, const char *label)
{
	char number[24];
	const struct change turn = {CHANGE_SET, "start", start > 0 ? number : NULL};

	snprintf(number, sizeof number, "%zu", start);
	buffer_add_string(out, "<li><a");
	if (rel)
		buffer_add_format(out, " rel=\"%s\" class=\"%s\"", rel, rel);
	else
		buffer_add_format(out, " aria-label=\"Page %s\"", label);
	buffer_add_string(out, " href=\"");
	address_write(out, page->address, &turn, 1);
	buffer_add_format(out, "\">%s</a></li>\n", label);
}

static void write_pages(struct buffer *out, const struct results *results, const struct page *page)
{
	size_t limit = page->limit, now, last;

	if (!page->address || limit == 0 || results->total == 0 ||
	    (results->offset == 0 && (results->last || results->count >= results->total)))
		return;
	now = results->offset / limit;
	last = (results->total - 1) / limit;
	if (results->last && now < last + (results->count == 0)) /* behind the last result not even this page has any */
		last = results->count > 0 || now == 0 ? now : now - 1;
	if (last > page->start_max / limit)
		last = page->start_max / limit;
	buffer_add_string(out, "<nav class=\"pages\" aria-label=\"Pages\"><ul>\n");
	if (now > 0)
		write_page_link(out, page, (now - 1 < last ? now - 1 : last) * limit, "prev", "Previous");
	for (size_t i = now > PAGES_AROUND ? now - PAGES_AROUND : 0; i <= last && i <= now + PAGES_AROUND; i++) {
		char label[24];

		snprintf(label, sizeof label, "%zu", i + 1);
		if (i == now)
			buffer_add_format(out, "<li><span aria-current=\"page\">%s</span></li>\n", label);
		else
			write_page_link(out, page, i * limit, NULL, label);
	}
	if (now < last)
		write_page_link(out, page, (now + 1) * limit, "next", "Next");
	buffer_add_string(out, "</ul></nav>\n");
}

/* ---- whole pages ---- */

/* What was asked, for the title; freed by the caller. */
static char *title_of(const struct results *results)
{
	const char *query = results->query && *results->query ? results->query : results->understood ? results->understood : "";
	struct buffer title = {0};

	add_echo(&title, query);
	if (title.length == 0)
		buffer_add_string(&title, "Articles");
	return buffer_detach(&title);
}

static bool has_facets(const struct results *results)
{
	for (size_t i = 0; i < FACET_KINDS; i++)
		if (results->facets[i].count > 0)
			return true;
	return false;
}

void show_html(struct buffer *out, const struct results *results, const struct page *page)
{
	char *title = title_of(results);

	html_begin(out, page, title, true);
	free(title);
	buffer_add_string(out, "<div class=\"columns\">\n<div class=\"found\">\n<div class=\"heading\">\n");
	write_count(out, results);
	if (page->address && results->total > 1)
		write_sorts(out, page);
	buffer_add_string(out, "</div>\n");
	html_filters(out, page);
	write_suggestion(out, results, page);
	write_also_searched(out, results, page);
	write_warnings(out, results);
	html_timeline(out, results, page);
	write_results(out, results, page);
	write_nothing(out, results, page);
	write_pages(out, results, page);
	buffer_add_string(out, "</div>\n");
	if (has_facets(results)) {
		buffer_add_string(out, "<aside class=\"facets\" aria-label=\"Narrow the results\">\n");
		html_facets(out, results, page);
		buffer_add_string(out, "</aside>\n");
	}
	buffer_add_string(out, "</div>\n");
	html_end(out, page);
}

static void write_example(struct buffer *out, const struct page *page, const char *query, const char *meaning)
{
	const struct change ask = {CHANGE_SET, "q", query};

	buffer_add_string(out, "<dt>");
	html_link(out, page, NULL, &ask, 1);
	buffer_add_string(out, "<kbd>");
	html_text(out, query);
	buffer_add_format(out, "</kbd></a></dt>\n<dd>%s</dd>\n", meaning);
}

void show_html_start(struct buffer *out, const struct page *page)
{
	html_begin(out, page, NULL, false);
	buffer_add_string(out, "<h1 class=\"unseen\">");
	html_text(out, page->name);
	buffer_add_string(out, "</h1>\n<p class=\"lead\">");
	html_number(out, page->articles);
	buffer_add_string(out, page->articles == 1 ? " article" : " articles");
	buffer_add_string(out, ". Every word is found however it is written.</p>\n<h2>How to ask</h2>\n<dl class=\"examples\">\n");
	write_example(out, page, "peace talks", "either word; articles with both, and the rarer one, come first");
	write_example(out, page, "\"prisoner exchange\"", "these words one after the other");
	write_example(out, page, "+talks -football", "must stand there, must not");
	write_example(out, page, "(drone OR missile) AND attack", "AND, OR, NOT and brackets");
	write_example(out, page, "cease*", "words that begin so");
	write_example(out, page, "title:election", "in the headline");
	buffer_add_string(out, "</dl>\n");
	html_end(out, page);
}

void show_html_message(struct buffer *out, const char *title, const char *sentence, const struct page *page)
{
	html_begin(out, page, title, false);
	buffer_add_string(out, "<div class=\"nothing\">\n<h1>");
	html_text(out, title);
	buffer_add_string(out, "</h1>\n<p>");
	html_text(out, sentence);
	buffer_add_string(out, "</p>\n</div>\n");
	html_end(out, page);
}
