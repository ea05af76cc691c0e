/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The page of results, from results made by hand: all of it behind <main>, and what its head says. */
#include "searcher/show/page.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define LENGTH(array) (sizeof(array) / sizeof *(array))

/* Two articles: one with all that can be known, and one that means harm. */
static struct result pair[] = {
	{
		.rank = 1,
		.article = {.id = "wire/istanbul.txt", .title = "Delegations meet", .url = "https://www.news.example/1?a=1&b=2",
			    .source = "AFP", .language = "en", .date = {DATE_DAY, .year = 2025, .month = 6, .day = 2},
			    .entities = (struct entity[]){{.kind = ENTITY_PLACE, .name = "Çırağan"}}, .entity_count = 1},
		.title = {.text = "Delegations meet", .marks = (struct mark[]){{12, 16}}, .mark_count = 1},
		.passages = (struct passage[]){{.text = "They meet & talk.", .marks = (struct mark[]){{5, 9}}, .mark_count = 1, .cut_after = true}},
		.passage_count = 1,
	},
	{
		.rank = 2,
		.article = {.id = "a\"><b>.txt", .url = "javascript:alert(1)", .source = "<i>x</i>", .language = "en\" onload=\"x"},
		.passages = (struct passage[]){{.text = "<script>x</script>", .marks = (struct mark[]){{8, 9}}, .mark_count = 1}},
		.passage_count = 1,
	},
};

static struct results answer(void)
{
	return (struct results){.query = "meet <x>", .list = pair, .count = 2, .total = 2, .total_exact = true, .took_ms = 0.8341};
}

static char *page_of(const struct results *results, const struct page *page)
{
	struct buffer out = {0};

	show_html(&out, results, page);
	return buffer_detach(&out);
}

static const char *main_of(const char *page)
{
	const char *main = strstr(page, "<main");

	assert_non_null(main);
	return main;
}

#define BEGIN "<main id=\"main\" tabindex=\"-1\">\n<div class=\"columns\">\n<div class=\"found\">\n<div class=\"heading\">\n"
#define TOOK "<p class=\"took\">0.8 ms</p>\n"
#define DOT " <span aria-hidden=\"true\">·</span> "
#define SOURCE(name) "<span class=\"source\" dir=\"auto\">" name "</span>"
#define BYLINE_1 \
	"<p class=\"byline\"><time datetime=\"2025-06-02\">2 June 2025</time>" DOT SOURCE("AFP") DOT \
	"<a class=\"original\" rel=\"noopener noreferrer nofollow\" href=\"https://www.news.example/1?a=1&amp;b=2\">news.example</a></p>\n"
#define SNIPPET_1 "<p class=\"snippet\" lang=\"en\" dir=\"auto\">They <mark>meet</mark> &amp; talk. …</p>\n"
#define SNIPPET_2 "<p class=\"snippet\" dir=\"auto\">&lt;script&gt;<mark>x</mark>&lt;/script&gt;</p>\n"
#define END "</main>\n</body>\n</html>\n"

/* As the command line writes it: links to the articles' own sites alone, and only to those of the web. */
static void test_page_by_itself(void **state)
{
	struct results results = answer();
	char *page = page_of(&results, &(struct page){.name = "Dateline"});

	(void)state;
	assert_non_null(strstr(page, "<title>meet &lt;x&gt; – Dateline</title>\n<style>\n"));
	assert_null(strstr(page, "<script"));
	assert_null(strstr(page, "<form"));
	assert_string_equal(main_of(page),
			    BEGIN "<h1 class=\"count\">2 articles</h1>\n" TOOK "</div>\n"
				  "<ol class=\"results\" start=\"1\">\n"
				  "<li>\n<article>\n"
				  "<h2 lang=\"en\" dir=\"auto\"><a href=\"https://www.news.example/1?a=1&amp;b=2\">Delegations <mark>meet</mark></a></h2>\n"
				  BYLINE_1 SNIPPET_1
				  "<ul class=\"chips\" aria-label=\"Named in it\">\n"
				  "<li><span class=\"chip place\" dir=\"auto\">Çırağan</span></li>\n</ul>\n"
				  "</article>\n</li>\n"
				  "<li>\n<article>\n<h2 dir=\"auto\">a&quot;&gt;&lt;b&gt;.txt</h2>\n"
				  "<p class=\"byline\">" SOURCE("&lt;i&gt;x&lt;/i&gt;") "</p>\n" SNIPPET_2
				  "</article>\n</li>\n</ol>\n</div>\n</div>\n" END);
	free(page);
}

/* As the endpoint writes it: each link is the page's own address with one thing changed. */
static void test_linked_page(void **state)
{
	static const struct parameter list[] = {{"q", "meet <x>"}, {"source", "A&P"}};
	struct address address = {.base = "", .list = list, .count = 2};
	struct results results = answer();
	char *page;

	(void)state;
	results.count = 1;
	results.suggestion = "\"meat\"";
	results.facets[FACET_PLACE] =
		(struct facet){.list = (struct facet_value[]){{.value = "Çırağan", .count = 1234, .forms = (char *[]){"Çırağan", "<Ciragan>", NULL}}},
			       .count = 1, .distinct = 3};
	results.facets[FACET_LANGUAGE] = (struct facet){.list = (struct facet_value[]){{.value = "de", .count = 1}}, .count = 1, .distinct = 1};
	page = page_of(&results, &(struct page){.name = "Dateline", .address = &address, .limit = 1, .start_max = 100});
#define ASKED "?q=meet+%3Cx%3E&amp;source=A%26P"
	assert_string_equal(main_of(page),
			    BEGIN "<h1 class=\"count\">Results 1–1 of 2</h1>\n" TOOK
				  "<nav class=\"sort\" aria-label=\"Order\"><ul>\n<li><span aria-current=\"true\">Relevance</span></li>\n"
				  "<li><a href=\"" ASKED "&amp;sort=newest\">Newest</a></li>\n"
				  "<li><a href=\"" ASKED "&amp;sort=oldest\">Oldest</a></li>\n</ul></nav>\n</div>\n"
				  "<ul class=\"filters\" aria-label=\"Narrowed to\">\n"
				  "<li><a class=\"filter\" href=\"?q=meet+%3Cx%3E\"><span class=\"kind\">Source:</span> <span dir=\"auto\">A&amp;P</span> "
				  "<span aria-hidden=\"true\">×</span><span class=\"unseen\"> (take off)</span></a></li>\n</ul>\n"
				  "<p class=\"suggestion\">Did you mean <a href=\"?source=A%26P&amp;q=%22meat%22\">"
				  "<strong dir=\"auto\">&quot;meat&quot;</strong></a>?</p>\n"
				  "<ol class=\"results\" start=\"1\">\n<li>\n<article>\n"
				  "<h2 lang=\"en\" dir=\"auto\"><a href=\"" ASKED "&amp;id=wire%2Fistanbul.txt\">Delegations <mark>meet</mark></a></h2>\n"
				  BYLINE_1 SNIPPET_1
				  "<ul class=\"chips\" aria-label=\"Named in it\">\n"
				  "<li><a class=\"chip place\" dir=\"auto\" href=\"" ASKED "&amp;place=%C3%87%C4%B1ra%C4%9Fan\">Çırağan</a></li>\n</ul>\n"
				  "</article>\n</li>\n</ol>\n"
				  "<nav class=\"pages\" aria-label=\"Pages\"><ul>\n<li><span aria-current=\"page\">1</span></li>\n"
				  "<li><a aria-label=\"Page 2\" href=\"" ASKED "&amp;start=1\">2</a></li>\n"
				  "<li><a rel=\"next\" class=\"next\" href=\"" ASKED "&amp;start=1\">Next</a></li>\n</ul></nav>\n</div>\n"
				  "<aside class=\"facets\" aria-label=\"Narrow the results\">\n<section>\n<h2>Places</h2>\n<ul>\n"
				  "<li><a href=\"" ASKED "&amp;place=%C3%87%C4%B1ra%C4%9Fan\"><span class=\"value\" dir=\"auto\""
				  " title=\"also written &lt;Ciragan&gt;\">Çırağan</span></a> <span class=\"number\">1,234</span></li>\n</ul>\n"
				  "<p class=\"rest\"><a href=\"" ASKED "&amp;facets=place&amp;facet-size=1000\">and 2 more</a></p>\n</section>\n"
				  "<section>\n<h2>Languages</h2>\n<ul>\n<li><a href=\"" ASKED "&amp;language=de\"><span class=\"value\" dir=\"auto\">German"
				  "</span></a> <span class=\"number\">1</span></li>\n</ul>\n</section>\n</aside>\n</div>\n"
				  "</main>\n<footer class=\"foot\"><p>Press <kbd>/</kbd> to search, <kbd>↓</kbd> and <kbd>↑</kbd> "
				  "to go from result to result.</p></footer>\n</body>\n</html>\n");
	free(page);
}

static const struct {
	const char *intent;
	struct results results;
	const char *expected; /* behind the heading's <div> */
} without_results[] = {
	{"nothing", {.total_exact = true}, "<h1 class=\"count\">Nothing found</h1>\n<p class=\"took\">0 ms</p>\n</div>\n"},
	{"none were wanted", {.total = 1234, .total_exact = true}, "<h1 class=\"count\">1,234 articles</h1>\n<p class=\"took\">0 ms</p>\n</div>\n"},
	{"none were wanted, of no one knows how many", {.total = 1},
	 "<h1 class=\"count\">At least 1 article</h1>\n<p class=\"took\">0 ms</p>\n</div>\n"},
	{"beyond the last", {.offset = 50, .total = 45, .total_exact = true},
	 "<h1 class=\"count\">No more results</h1>\n<p class=\"took\">0 ms</p>\n</div>\n"},
	{"time ran out, and the query has a slip", {.partial = true, .warning_count = 2,
	  .warnings = (struct warning[]){{3, "the quote is <open>"}, {0, "all of it"}}},
	 "<h1 class=\"count\">Nothing found</h1>\n<p class=\"took\">0 ms</p>\n</div>\n"
	 "<p class=\"notice\">The time ran out: these are the matches found until then, and there may be more.</p>\n"
	 "<p class=\"notice\">Character 3: the quote is &lt;open&gt;</p>\n<p class=\"notice\">all of it</p>\n"},
};

static void test_without_results(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(without_results); i++) {
		struct buffer expected = {0};
		char *page = page_of(&without_results[i].results, &(struct page){.name = "Dateline"});

		buffer_add_format(&expected, BEGIN "%s</div>\n</div>\n" END, without_results[i].expected);
		if (strcmp(main_of(page), expected.bytes) != 0)
			print_error("case: %s\n", without_results[i].intent);
		assert_string_equal(main_of(page), expected.bytes);
		free(page);
		buffer_release(&expected);
	}
}

/* The echo of a long query ends at a character's border, in the title and on the page. */
static void test_long_query(void **state)
{
	static const struct parameter list[] = {{"q", "x"}};
	struct address address = {.base = "", .list = list, .count = 1};
	struct buffer query = {0}, title = {0}, echo = {0};
	char *page;

	(void)state;
	for (int i = 0; i < 80; i++)
		buffer_add_string(&query, i ? "ö" : "o");
	buffer_add_string(&title, "<title>");
	buffer_add(&title, query.bytes, 99);
	buffer_add_string(&title, "… – Dateline</title>");
	buffer_add_string(&echo, "<strong dir=\"auto\">");
	buffer_add(&echo, query.bytes, 99);
	buffer_add_string(&echo, "…</strong>.</p>\n");
	page = page_of(&(struct results){.query = query.bytes}, &(struct page){.name = "Dateline", .address = &address});
	assert_non_null(strstr(page, title.bytes));
	assert_non_null(strstr(page, echo.bytes));
	free(page);
	buffer_release(&query);
	buffer_release(&title);
	buffer_release(&echo);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_page_by_itself),
		cmocka_unit_test(test_linked_page),
		cmocka_unit_test(test_without_results),
		cmocka_unit_test(test_long_query),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
