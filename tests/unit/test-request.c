/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a request may say, what becomes of it, and the addresses that lead on from it. */
#include "searcher/endpoint/request.h"
#include "searcher/endpoint/settings.h"

#include "text/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define LENGTH(array) (sizeof(array) / sizeof *(array))

static const struct search_options defaults = {.limit = 10, .passages = 1, .count = true, .timeout = 5};

static char *written(const struct request *request, const struct change *changes, size_t count)
{
	const struct address address = {"", request->canonical, request->canonical_count};
	struct buffer out = {0};

	address_write(&out, &address, changes, count);
	return buffer_detach(&out);
}

static const struct {
	const char *intent, *query, *expected;
} right[] = {
	{"nothing is asked", "", "?"},
	{"words", "q=peace+talks", "?q=peace+talks"},
	{"one order, whatever order they came in", "source=AFP&sort=newest&q=a&person=B", "?q=a&amp;person=B&amp;source=AFP&amp;sort=newest"},
	{"what goes without saying is left out", "q=a&sort=relevance&start=0&exact=0&format=json", "?q=a"},
	{"fields of a form that stay empty", "q=a&from=&to=&person=&sort=", "?q=a"},
	{"filters are repeatable", "person=A&person=B", "?person=A&amp;person=B"},
	{"days of a month", "q=a&from=2025-06&to=2025-06", "?q=a&amp;from=2025-06-01&amp;to=2025-06-30"},
	{"every way to say yes", "q=a&exact=on", "?q=a&amp;exact=1"},
	{"escapes in either case, and bytes of UTF-8", "q=%c3%87%C4%B1ra", "?q=%C3%87%C4%B1ra"},
	{"an escape that is none stays as it is", "q=50%&n=5", "?q=50%25&amp;n=5"},
	{"half an escape too", "q=%4", "?q=%254"},
	{"NUL and control characters are spaces", "q=a%00b%07c", "?q=a+b+c"},
	{"CR LF is one line feed, and no header", "q=a%0D%0ASet-Cookie:b", "?q=a%0ASet-Cookie:b"},
	{"broken UTF-8 is replaced", "q=%FF%C3", "?q=%EF%BF%BD%EF%BF%BD"},
	{"markup is encoded", "q=<script>\"'%26amp;", "?q=%3Cscript%3E%22%27%26amp%3B"},
	{"a value may hold an equals sign", "q=a=b", "?q=a=b"},
	{"what others hang on to links", "q=a&utm_source=x&fbclid=y", "?q=a"},
	{"empty pieces", "&&q=a&", "?q=a"},
	{"an article, with the query that found it", "id=a/b&q=x", "?q=x&amp;id=a%2Fb"},
	{"the greatest numbers", "q=a&n=100&start=10000", "?q=a&amp;n=100&amp;start=10000"},
};

static void test_right(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(right); i++) {
		struct request request;
		char *out;

		request_parse(&request, "GET", "", right[i].query, &defaults);
		out = written(&request, NULL, 0);
		if (request.status != 200 || strcmp(out, right[i].expected) != 0)
			print_error("case: %s: %s\n", right[i].intent, request.message);
		assert_int_equal(request.status, 200);
		/* %3D for = reads the same */
		for (char *at; (at = strstr(out, "%3D"));) {
			*at = '=';
			memmove(at + 1, at + 3, strlen(at + 3) + 1);
		}
		assert_string_equal(out, right[i].expected);
		free(out);
		request_release(&request);
	}
}

static const struct {
	const char *intent, *method, *path, *query;
	int status;
	const char *message;
} wrong[] = {
	{"a method that changes things", "POST", "", "q=a", 405, "Only GET and HEAD are answered here."},
	{"a method of no standard", "get", "", "q=a", 405, "Only GET and HEAD are answered here."},
	{"a path behind the program's", "GET", "/../../etc/passwd", "", 404, "There is nothing at this address."},
	{"no number", "GET", "", "n=ten", 400, "n must be a number from 0 to 100."},
	{"a number below nothing", "GET", "", "n=-1", 400, "n must be a number from 0 to 100."},
	{"a number that is too large", "GET", "", "start=10001", 400, "start must be a number from 0 to 10000."},
	{"a number that overflows", "GET", "", "n=99999999999999999999999", 400, "n must be a number from 0 to 100."},
	{"an order that there is not", "GET", "", "sort=random", 400, "sort must be relevance, newest or oldest."},
	{"a format that there is not", "GET", "", "format=xml", 400, "format must be html, json, atom or opensearch."},
	{"no date", "GET", "", "from=2025-02-30", 400, "from must be a date such as 2025-06-02, 2025-06 or 2025."},
	{"neither yes nor no", "GET", "", "exact=maybe", 400, "exact must be 0, false, no, off, 1, true, yes or on."},
	{"stories", "GET", "", "stories=1", 400, "stories must be collapse or expand."},
	{"a facet that there is not", "GET", "", "facets=person,colour", 400,
	 "facets must be person, org, place, source, language or date."},
	{"twice what can be once", "GET", "", "q=a&q=b", 400, "q is given twice."},
	{"a name that there is not", "GET", "", "query=a", 400, "There is no parameter \"query\"."},
	{"a feed of one article", "GET", "", "id=a&format=atom", 400, "An article comes as html or json."},
	{"of two faults the first", "GET", "", "n=x&sort=y", 400, "n must be a number from 0 to 100."},
};

static void test_wrong(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(wrong); i++) {
		struct request request;

		request_parse(&request, wrong[i].method, wrong[i].path, wrong[i].query, &defaults);
		if (request.status != wrong[i].status || strcmp(request.message, wrong[i].message) != 0)
			print_error("case: %s\n", wrong[i].intent);
		assert_int_equal(request.status, wrong[i].status);
		assert_string_equal(request.message, wrong[i].message);
		request_release(&request);
	}
}

/* Many of the same piece; freed by the caller. */
static char *repeated(const char *piece, size_t count)
{
	struct buffer out = {0};

	for (size_t i = 0; i < count; i++)
		buffer_add_string(&out, piece);
	return buffer_detach(&out);
}

static const struct {
	const char *intent, *piece;
	size_t count;
	int status;
} many[] = {
	{"a query of a megabyte", "q=aaaaaaa", 1 << 17, 414},
	{"a thousand parameters", "person=a&", 1000, 400},
	{"as many filters as there may be", "person=a&", REQUEST_FILTERS_MAX, 200},
	{"one more", "person=a&", REQUEST_FILTERS_MAX + 1, 400},
	{"a thousand empty ones", "person=&", 1000, 200},
	{"the longest string, all escapes", "%ff", REQUEST_BYTES_MAX / 3, 400},
};

static void test_many(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(many); i++) {
		char *query = repeated(many[i].piece, many[i].count);
		struct request request;

		request_parse(&request, "GET", NULL, query, &defaults);
		if (request.status != many[i].status)
			print_error("case: %s: %s\n", many[i].intent, request.message);
		assert_int_equal(request.status, many[i].status);
		request_release(&request);
		free(query);
	}
}

/* All that a search can be told. */
static void test_options(void **state)
{
	struct request request;

	(void)state;
	request_parse(&request, "HEAD", "/",
	              "q=a&n=7&start=14&sort=oldest&from=2025-06-02&to=2025&exact=1&snippets=3&facets=person,date&facet-size=4&"
	              "timeline=week&org=UN&language=en&format=json",
	              &defaults);
	assert_int_equal(request.status, 200);
	assert_true(request.head && request.narrowed && request.search.exact && request.search.count);
	assert_int_equal(request.kind, REQUEST_SEARCH);
	assert_int_equal(request.format, REQUEST_JSON);
	assert_string_equal(request.query, "a");
	assert_int_equal(request.search.limit, 7);
	assert_int_equal(request.search.offset, 14);
	assert_int_equal(request.search.order, SORT_OLDEST);
	assert_int_equal(request.search.period.first, 20250602);
	assert_int_equal(request.search.period.last, 20251231);
	assert_int_equal(request.search.passages, 3);
	assert_int_equal(request.search.facets, 1u << FACET_PERSON | 1u << FACET_DATE);
	assert_int_equal(request.search.facet_size, 4);
	assert_int_equal(request.search.timeline, TIMELINE_WEEK);
	assert_int_equal(request.search.filter_count, 2);
	assert_int_equal(request.search.filters[0].field, QUERY_ORG);
	assert_string_equal(request.search.filters[0].value, "UN");
	assert_int_equal(request.search.filters[1].field, QUERY_LANGUAGE);
	request_release(&request);
}

static const struct {
	const char *intent, *query;
	enum request_kind kind;
} kinds[] = {
	{"a search", "q=a", REQUEST_SEARCH},
	{"an article", "q=a&id=b", REQUEST_ARTICLE},
	{"suggestions", "suggest=a", REQUEST_SUGGEST},
	{"a file of the page", "asset=style.css&v=1", REQUEST_ASSET},
	{"the description", "format=opensearch", REQUEST_DESCRIPTION},
};

static void test_kinds(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(kinds); i++) {
		struct request request;

		request_parse(&request, NULL, NULL, kinds[i].query, &defaults);
		assert_int_equal(request.status, 200);
		assert_int_equal(request.kind, kinds[i].kind);
		request_release(&request);
	}
}

/* ---- links ---- */

static const struct {
	const char *intent;
	struct change changes[2];
	size_t count;
	const char *expected;
} links[] = {
	{"none", {{0}}, 0, "?q=a&amp;person=B&amp;person=C&amp;start=20"},
	{"narrow: back to the first page", {{CHANGE_ADD, "person", "D&D"}}, 1, "?q=a&amp;person=B&amp;person=C&amp;person=D%26D"},
	{"take one off", {{CHANGE_DROP, "person", "B"}}, 1, "?q=a&amp;person=C"},
	{"take off what is not there", {{CHANGE_DROP, "person", "Z"}}, 1, "?q=a&amp;person=B&amp;person=C"},
	{"take off all of a name", {{CHANGE_SET, "person", NULL}}, 1, "?q=a"},
	{"turn the page", {{CHANGE_SET, "start", "30"}}, 1, "?q=a&amp;person=B&amp;person=C&amp;start=30"},
	{"another query", {{CHANGE_SET, "q", "b"}, {CHANGE_SET, "sort", "newest"}}, 2, "?person=B&amp;person=C&amp;q=b&amp;sort=newest"},
	{"nothing is left", {{CHANGE_SET, "q", NULL}, {CHANGE_SET, "person", NULL}}, 2, "?"},
};

static void test_links(void **state)
{
	struct request request;

	(void)state;
	request_parse(&request, "GET", "", "q=a&person=B&person=C&start=20", &defaults);
	for (size_t i = 0; i < LENGTH(links); i++) {
		char *out = written(&request, links[i].changes, links[i].count);

		if (strcmp(out, links[i].expected) != 0)
			print_error("case: %s\n", links[i].intent);
		assert_string_equal(out, links[i].expected);
		free(out);
	}
	request_release(&request);
}

/* ---- settings ---- */

static const struct {
	const char *intent, *line;
	bool right;
} lines[] = {
	{"nothing", "", true},
	{"a comment", "  # index = /x", true},
	{"a path, with white space around", "\tindex\t=  /var/lib/news index \n", true},
	{"a number", "results = 20", true},
	{"a number out of bounds", "results = 0", false},
	{"no number", "timeout = soon", false},
	{"no bound on memory", "memory = 0", true},
	{"yes and no", "sandbox = no", true},
	{"neither", "sandbox = perhaps", false},
	{"an address", "url = https://news.example/search", true},
	{"no address", "url = news.example", false},
	{"an address with a query", "url = https://news.example/?a", false},
	{"no value", "name =", false},
	{"broken UTF-8", "name = \xFF", false},
	{"no setting", "index", false},
	{"an unknown one", "password = x", false},
};

static void test_settings(void **state)
{
	struct settings settings = {.sandbox = true};

	(void)state;
	for (size_t i = 0; i < LENGTH(lines); i++) {
		char *line = memory_string(lines[i].line);

		if (settings_take_line(&settings, line, "dateline.conf", i + 1) != lines[i].right)
			fail_msg("case: %s", lines[i].intent);
		free(line);
	}
	assert_string_equal(settings.index, "/var/lib/news index");
	assert_string_equal(settings.url, "https://news.example/search");
	assert_int_equal(settings.results, 20);
	assert_int_equal(settings.memory, 0);
	assert_false(settings.sandbox);
	settings_release(&settings);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_right), cmocka_unit_test(test_wrong), cmocka_unit_test(test_many),    cmocka_unit_test(test_options),
		cmocka_unit_test(test_kinds), cmocka_unit_test(test_links), cmocka_unit_test(test_settings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
