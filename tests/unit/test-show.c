/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a query's answer looks like, whole, in each form. */
#include "searcher/show/show.h"

#include "text/json_writer.h"
#include "text/memory.h"
#include "text/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#define LENGTH(array) (sizeof(array) / sizeof *(array))

static const struct {
	const char *intent, *text, *expected;
} escaped[] = {
	{"plain text passes", "Talks in Çırağan, 停火", "Talks in Çırağan, 停火"},
	{"all that markup is made of", "<a href=\"x\" id='y'>&amp;", "&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;&amp;amp;"},
	{"tab and line feed pass", "a\tb\n", "a\tb\n"},
	{"what HTML and XML forbid becomes a space", "a\001\033\177\xC2\x85z", "a    z"},
	{"noncharacters too are forbidden", "a\xEF\xBF\xBE\xEF\xBF\xBF", "a\uFFFD\uFFFD"},
	{"broken bytes are replaced", "<\xC3<\xFF", "&lt;\uFFFD&lt;\uFFFD"},
};

static void test_escaped(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(escaped); i++) {
		struct buffer out = {0};

		show_escaped(&out, escaped[i].text, strlen(escaped[i].text));
		if (strcmp(out.bytes, escaped[i].expected) != 0)
			print_error("case: %s\n", escaped[i].intent);
		assert_string_equal(out.bytes, escaped[i].expected);
		buffer_release(&out);
	}
}

static const struct {
	const char *intent;
	struct passage passage;
	const char *expected;
} marked[] = {
	{"no text", {0}, ""},
	{"no marks", {.text = "a < b"}, "a &lt; b"},
	{"marks at both ends", {.text = "ab cd ef", .marks = (struct mark[]){{0, 2}, {6, 8}}, .mark_count = 2},
	 "<mark>ab</mark> cd <mark>ef</mark>"},
	{"marks side by side", {.text = "abcd", .marks = (struct mark[]){{0, 2}, {2, 4}}, .mark_count = 2},
	 "<mark>ab</mark><mark>cd</mark>"},
	{"markup inside and beside a mark", {.text = "<mark>A&B</mark>", .marks = (struct mark[]){{6, 9}}, .mark_count = 1},
	 "&lt;mark&gt;<mark>A&amp;B</mark>&lt;/mark&gt;"},
	{"cut before", {.text = "a", .cut_before = true}, "… a"},
	{"cut behind, at a mark", {.text = "ab", .marks = (struct mark[]){{0, 2}}, .mark_count = 1, .cut_after = true},
	 "<mark>ab</mark> …"},
};

static void test_marked(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(marked); i++) {
		struct buffer out = {0};

		show_marked(&out, &marked[i].passage);
		if (strcmp(out.bytes ? out.bytes : "", marked[i].expected) != 0)
			print_error("case: %s\n", marked[i].intent);
		assert_string_equal(out.bytes ? out.bytes : "", marked[i].expected);
		buffer_release(&out);
	}
}

static const struct {
	const char *intent;
	double number;
	unsigned decimals;
	const char *expected;
} decimals[] = {
	{"nothing", 0, 4, "0"},
	{"no trailing zeros", 7.31, 4, "7.31"},
	{"a whole number has no point", 12, 3, "12"},
	{"zeros behind the point stay", 3.0005, 4, "3.0005"},
	{"rounded up through the nines", 9.99996, 4, "10"},
	{"rounded to nothing is not minus nothing", -0.00001, 4, "0"},
	{"below nothing", -0.5, 1, "-0.5"},
	{"no decimals", 2.6, 0, "3"},
	{"no number", __builtin_nan(""), 4, "0"},
	{"endless", __builtin_inf(), 1, "1000000000"},
};

static void test_decimals(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(decimals); i++) {
		struct buffer out = {0};

		buffer_add_decimal(&out, decimals[i].number, decimals[i].decimals);
		if (strcmp(out.bytes, decimals[i].expected) != 0)
			print_error("case: %s\n", decimals[i].intent);
		assert_string_equal(out.bytes, decimals[i].expected);
		buffer_release(&out);
	}
}

/* Two articles: one with all that can be known, and one that means harm. */
static struct result pair[] = {
	{
		.rank = 1,
		.score = 7.31004,
		.article = {.id = "wire/istanbul.txt", .title = "Delegations meet at Çırağan", .url = "https://news.example/1?a=1&b=2",
			    .source = "AFP", .language = "en",
			    .date = {DATE_DAY, .year = 2025, .month = 6, .day = 2}},
		.title = {.text = "Delegations meet at Çırağan"},
		.passages = (struct passage[]){
			{.text = "Chief delegate Medinsky offered a local cease-fire & an exchange of the fallen",
			 .marks = (struct mark[]){{15, 23}, {40, 50}}, .mark_count = 2, .cut_after = true},
			{.text = "Both sides \"agreed\" to meet again.", .cut_before = true},
		},
		.passage_count = 2,
	},
	{
		.rank = 2,
		.score = 0.5,
		.article = {.id = "b\tad\n.txt", .title = "<b>Bold</b>\033[2J \u202Egpj.exe", .url = "", .source = ""},
		.title = {.text = "<b>Bold</b>\033[2J \u202Egpj.exe"},
		.passages = (struct passage[]){{.text = "<script>x</script>", .marks = (struct mark[]){{8, 9}}, .mark_count = 1}},
		.passage_count = 1,
	},
};

static struct results answer(void)
{
	return (struct results){
		.query = "Medinsky ceasefire",
		.understood = "medinsky OR ceasefire",
		.list = pair,
		.count = 2,
		.total = 2,
		.total_exact = true,
		.took_ms = 0.8341,
	};
}

static char *text_of(const struct results *results, size_t width, bool color)
{
	struct buffer out = {0};

	show_text(&out, results, &(struct terminal){color, width});
	return buffer_detach(&out);
}

#define UNFOLDED \
	"2 articles for Medinsky ceasefire (0.8 ms)\n" \
	"\n" \
	"1. Delegations meet at Çırağan\n" \
	"   2025-06-02 · AFP · wire/istanbul.txt\n" \
	"   Chief delegate Medinsky offered a local cease-fire & an exchange of the fallen …\n" \
	"   … Both sides \"agreed\" to meet again.\n" \
	"\n" \
	"2. <b>Bold</b> [2J gpj.exe\n" \
	"   b ad .txt\n" \
	"   <script>x</script>\n"

static const struct {
	const char *intent;
	size_t width;
	bool color;
	const char *expected;
} texts[] = {
	{"a pipe: not folded, no colours", 0, false, UNFOLDED},
	{"a usual terminal", 60, true,
	 "2 articles for \033[1mMedinsky ceasefire\033[m (0.8 ms)\n"
	 "\n"
	 "1. \033[1mDelegations meet at Çırağan\033[m\n"
	 "   \033[36m2025-06-02 · AFP · wire/istanbul.txt\033[m\n"
	 "   Chief delegate \033[1;31mMedinsky\033[m offered a local \033[1;31mcease-fire\033[m & an\n"
	 "   exchange of the fallen …\n"
	 "   … Both sides \"agreed\" to meet again.\n"
	 "\n"
	 "2. \033[1m<b>Bold</b> [2J gpj.exe\033[m\n"
	 "   \033[36mb ad .txt\033[m\n"
	 "   <script>\033[1;31mx\033[m</script>\n"},
	{"a wide terminal", 120, false, UNFOLDED},
	{"a very narrow one", 20, false,
	 "2 articles for\n"
	 "Medinsky ceasefire\n"
	 "(0.8 ms)\n"
	 "\n"
	 "1. Delegations meet\n"
	 "   at Çırağan\n"
	 "   2025-06-02 · AFP\n"
	 "   ·\n"
	 "   wire/istanbul.txt\n"
	 "   Chief delegate\n"
	 "   Medinsky offered\n"
	 "   a local\n"
	 "   cease-fire & an\n"
	 "   exchange of the\n"
	 "   fallen …\n"
	 "   … Both sides\n"
	 "   \"agreed\" to meet\n"
	 "   again.\n"
	 "\n"
	 "2. <b>Bold</b> [2J\n"
	 "   gpj.exe\n"
	 "   b ad .txt\n"
	 "   <script>x</script\n"
	 "   >\n"},
};

static void test_text(void **state)
{
	struct results results = answer();

	(void)state;
	for (size_t i = 0; i < LENGTH(texts); i++) {
		char *out = text_of(&results, texts[i].width, texts[i].color);

		if (strcmp(out, texts[i].expected) != 0)
			print_error("case: %s\n", texts[i].intent);
		assert_string_equal(out, texts[i].expected);
		free(out);
	}
}

/* Many results of which none is looked at but its number. */
static struct result many[10];

static const struct {
	const char *intent;
	struct results results;
	const char *expected;
} headings[] = {
	{"nothing", {.query = "xyzzy", .total_exact = true, .took_ms = 0.04}, "Nothing found for xyzzy (0 ms)\n"},
	{"nothing yet", {.query = "xyzzy", .took_ms = 100, .partial = true},
	 "Nothing found for xyzzy (100 ms; time ran out, more may match)\n"},
	{"one", {.query = "a", .count = 1, .total = 1, .total_exact = true}, "1 article for a (0 ms)\n"},
	{"all, no one knows whether there are more", {.query = "a", .count = 2, .total = 2}, "At least 2 articles for a (0 ms)\n"},
	{"the first page", {.query = "a", .count = 10, .total = 45, .total_exact = true}, "Results 1-10 of 45 articles for a (0 ms)\n"},
	{"a later one, of an unknown number", {.query = "a", .offset = 10, .count = 10, .total = 45},
	 "Results 11-20 of at least 45 articles for a (0 ms)\n"},
	{"the last result alone", {.query = "a", .offset = 2, .count = 1, .total = 3, .total_exact = true},
	 "Result 3 of 3 articles for a (0 ms)\n"},
	{"beyond the last", {.query = "a", .offset = 50, .total = 45, .total_exact = true},
	 "No results from 51 on of 45 articles for a (0 ms)\n"},
	{"none were wanted", {.query = "a", .total = 45, .total_exact = true}, "45 articles for a (0 ms)\n"},
	{"no query was typed: what was run", {.query = "", .understood = "like b.txt", .total_exact = true},
	 "Nothing found for like b.txt (0 ms)\n"},
	{"nor is that known", {.total_exact = true}, "Nothing found (0 ms)\n"},
	{"in a batch, kept apart from the next", {.qid = "7", .query = "a", .total_exact = true}, "Query 7: Nothing found for a (0 ms)\n\n"},
	{"a hostile query", {.query = "a\033]0;x\007\n\u202Eb", .total_exact = true}, "Nothing found for a ]0;x b (0 ms)\n"},
	{"did you mean", {.query = "umerof", .total_exact = true, .suggestion = "umerov"},
	 "Nothing found for umerof (0 ms)\nDid you mean: umerov\n"},
	{"other spellings, and words that have none",
	 {.query = "a", .total_exact = true, .also_count = 3,
	  .also = (struct also_searched[]){{"zelensky", (char *[]){"zelenskyy", "zelenskiy", NULL}}, {"a", NULL}, {"b", (char *[]){NULL}}}},
	 "Nothing found for a (0 ms)\nAlso searched: zelenskyy, zelenskiy (zelensky)\n"},
};

static void test_headings(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(headings); i++) {
		struct results results = headings[i].results;
		size_t length = strlen(headings[i].expected);
		char *out;

		results.list = many;
		out = text_of(&results, 0, false);
		if (strncmp(out, headings[i].expected, length) != 0)
			print_error("case: %s\n", headings[i].intent);
		if (results.count && strlen(out) > length)
			out[length] = '\0'; /* the results themselves */
		assert_string_equal(out, headings[i].expected);
		free(out);
	}
}

/* The echo of a query of 100 kB ends at a character's border. */
static void test_long_query(void **state)
{
	struct buffer query = {0}, expected = {0};
	struct results results = {0};
	char *out;

	(void)state;
	for (int i = 0; i < 50000; i++)
		buffer_add_string(&query, i ? "ö" : "o");
	results.query = query.bytes;
	buffer_add_string(&expected, "Nothing found for ");
	buffer_add(&expected, query.bytes, 199);
	buffer_add_string(&expected, "… (0 ms)\n");
	out = text_of(&results, 0, false);
	assert_string_equal(out, expected.bytes);
	free(out);
	buffer_release(&query);
	buffer_release(&expected);
}

/* Ranks of one page stand under each other, an article without a title says so, and a batch is kept apart. */
static void test_ranks(void **state)
{
	struct result list[] = {{.rank = 9, .article = {.id = "a"}}, {.rank = 10, .article = {.id = "b", .title = "Only stored"}}};
	struct results results = {.qid = "q", .list = list, .count = 2, .offset = 8, .total = 10, .total_exact = true};
	char *out = text_of(&results, 80, false);

	(void)state;
	assert_string_equal(out, "Query q: Results 9-10 of 10 articles (0 ms)\n"
				 "\n"
				 " 9. (no title)\n"
				 "    a\n"
				 "\n"
				 "10. Only stored\n"
				 "    b\n"
				 "\n");
	free(out);
}

/* Where ranks would take half of the line, what is below them is indented by a quarter. */
static void test_narrow_indent(void **state)
{
	struct result list[] = {{.rank = 100, .article = {.id = "a", .title = "One two"}}};
	struct results results = {.list = list, .count = 1, .offset = 99, .total = 100, .total_exact = true};
	char *out = text_of(&results, 8, false);

	(void)state;
	assert_string_equal(strstr(out, "\n\n"), "\n\n100. One\n  two\n  a\n");
	free(out);
}

static void test_tsv(void **state)
{
	struct results results = answer();
	struct buffer out = {0};

	(void)state;
	results.count = 0;
	show_tsv(&out, &results);
	assert_int_equal(out.length, 0);
	results.count = 2;
	show_tsv(&out, &results);
	assert_string_equal(out.bytes,
			    "1\t7.31\twire/istanbul.txt\t2025-06-02\tAFP\tDelegations meet at Çırağan\t"
			    "Chief delegate <mark>Medinsky</mark> offered a local <mark>cease-fire</mark> &amp; an exchange of the fallen "
			    "… Both sides &quot;agreed&quot; to meet again.\n"
			    "2\t0.5\tb ad .txt\t\t\t<b>Bold</b> [2J \u202Egpj.exe\t&lt;script&gt;<mark>x</mark>&lt;/script&gt;\n");
	buffer_clear(&out);
	results.qid = "t\t1";
	results.list = many;
	results.count = 1;
	show_tsv(&out, &results);
	assert_string_equal(out.bytes, "t 1\t0\t0\t\t\t\t\t\n");
	buffer_release(&out);
}

/* Passages of one article are one field, parted by an ellipsis; white space is folded and trimmed. */
static void test_tsv_fields(void **state)
{
	struct result one = {.rank = 1, .article = {.id = "a", .title = " two \t\r\n words "},
			     .passages = (struct passage[]){{.text = "First.", .cut_before = true}, {.text = "Second.", .cut_after = true}, {.text = "Third."}},
			     .passage_count = 3};
	struct results results = {.list = &one, .count = 1};
	struct buffer out = {0};

	(void)state;
	show_tsv(&out, &results);
	assert_string_equal(out.bytes, "1\t0\ta\t\t\ttwo words\t… First. … Second. … Third.\n");
	buffer_release(&out);
}

#define HIT_1                                                                                                                            \
	"{\"rank\": 1, \"score\": 7.31, \"id\": \"wire/istanbul.txt\", \"title\": \"Delegations meet at Çırağan\", "                     \
	"\"url\": \"https://news.example/1?a=1&b=2\", \"date\": \"2025-06-02\", \"source\": \"AFP\", \"language\": \"en\", "             \
	"\"snippets\": [\"Chief delegate <mark>Medinsky</mark> offered a local <mark>cease-fire</mark> &amp; an exchange of the fallen …\", " \
	"\"… Both sides &quot;agreed&quot; to meet again.\"], "                                                                           \
	"\"entities\": {\"person\": [], \"org\": [], \"place\": []}, \"story\": {\"id\": \"wire/istanbul.txt\", \"copies\": []}}"
#define HIT_2                                                                                                                            \
	"{\"rank\": 2, \"score\": 0.5, \"id\": \"b\\tad\\n.txt\", \"title\": \"<b>Bold</b>\\u001b[2J \\u202egpj.exe\", "                 \
	"\"url\": null, \"date\": null, \"source\": null, \"language\": null, "                                                          \
	"\"snippets\": [\"&lt;script&gt;<mark>x</mark>&lt;/script&gt;\"], "                                                              \
	"\"entities\": {\"person\": [], \"org\": [], \"place\": []}, \"story\": {\"id\": \"b\\tad\\n.txt\", \"copies\": []}}"

static char *json_of(const struct results *results, bool one_line)
{
	struct buffer out = {0};

	show_json(&out, results, one_line);
	return buffer_detach(&out);
}

static json_t *parsed(const char *text)
{
	json_error_t error;
	json_t *value = json_loads(text, JSON_REJECT_DUPLICATES, &error);

	if (!value)
		print_error("%s: %s\n", error.text, text);
	assert_non_null(value);
	return value;
}

static void test_json_line(void **state)
{
	struct results results = answer();
	char *out;

	(void)state;
	results.qid = "7";
	results.partial = true;
	results.total_exact = false;
	results.suggestion = "medinski ceasefire";
	results.warnings = (struct warning[]){{3, "a \"quote\" is open"}};
	results.warning_count = 1;
	results.also = (struct also_searched[]){{"zelensky", (char *[]){"zelenskyy", "zelenskiy", NULL}}};
	results.left_out = (char *[]){"the", "of", NULL};
	results.also_count = 1;
	out = json_of(&results, true);
	assert_string_equal(out, "{\"qid\": \"7\", \"version\": 1, \"query\": \"Medinsky ceasefire\", \"understood\": \"medinsky OR ceasefire\", "
				 "\"warnings\": [{\"column\": 3, \"message\": \"a \\\"quote\\\" is open\"}], "
				 "\"also_searched\": [{\"word\": \"zelensky\", \"variants\": [\"zelenskyy\", \"zelenskiy\"]}], "
				 "\"left_out\": [\"the\", \"of\"], "
				 "\"suggestion\": \"medinski ceasefire\", \"total\": 2, \"total_is\": \"at_least\", \"took_ms\": 0.834, "
				 "\"partial\": true, \"hits\": [" HIT_1 ", " HIT_2 "], \"facets\": {}, \"timeline\": null}\n");
	json_decref(parsed(out));
	free(out);
}

/* The indented form of an empty answer: every key is there. */
static void test_json_empty(void **state)
{
	struct results results = {0};
	char *out = json_of(&results, false);

	(void)state;
	assert_string_equal(out, "{\n"
				 "  \"version\": 1,\n"
				 "  \"query\": null,\n"
				 "  \"understood\": null,\n"
				 "  \"warnings\": [],\n"
				 "  \"also_searched\": [],\n"
				 "  \"left_out\": [],\n"
				 "  \"suggestion\": null,\n"
				 "  \"total\": 0,\n"
				 "  \"total_is\": \"at_least\",\n"
				 "  \"took_ms\": 0,\n"
				 "  \"partial\": false,\n"
				 "  \"hits\": [],\n"
				 "  \"facets\": {},\n"
				 "  \"timeline\": null\n"
				 "}\n");
	free(out);
}

/* Indented or not, a reader gets the same; and what it gets is what the article holds. */
static void test_json_reread(void **state)
{
	struct results results = answer();
	char *line = json_of(&results, true), *indented = json_of(&results, false);
	json_t *one = parsed(line), *two = parsed(indented), *hits = parsed("[" HIT_1 "," HIT_2 "]");

	(void)state;
	assert_true(json_equal(one, two));
	assert_true(json_equal(json_object_get(two, "hits"), hits));
	assert_string_equal(json_string_value(json_object_get(json_array_get(json_object_get(one, "hits"), 1), "title")),
			    pair[1].article.title);
	assert_ptr_equal(strchr(line, '\n'), line + strlen(line) - 1);
	json_decref(one);
	json_decref(two);
	json_decref(hits);
	free(line);
	free(indented);
}

/* Every byte, alone and behind the start of a longer sequence: a strict reader takes the string, and gets sound bytes back unchanged. */
static void test_json_bytes(void **state)
{
	(void)state;
	for (unsigned byte = 1; byte < 0x10000; byte++) {
		char text[] = {(char)(byte >> 8 ? byte >> 8 : 'x'), (char)(byte & 0xFF ? byte & 0xFF : 'y'), 'z', '\0'};
		struct buffer out = {0};
		struct json_writer writer = {.out = &out};
		json_t *value;

		json_write_open(&writer, NULL, '[');
		json_write_string(&writer, NULL, text);
		json_write_close(&writer, ']');
		value = parsed(out.bytes);
		if (utf8_valid(text, 3))
			assert_string_equal(json_string_value(json_array_get(value, 0)), text);
		json_decref(value);
		buffer_release(&out);
	}
}

/* A sanitizer sees what is not freed, or freed twice. */
static void test_release(void **state)
{
	struct results results = {0};

	(void)state;
	results.query = memory_string("a \"b");
	results.list = memory_zeroed(1, sizeof *results.list);
	results.count = 1;
	results.list[0].article.id = memory_string("a");
	results.list[0].title.text = memory_string("t");
	results.list[0].passages = memory_zeroed(1, sizeof *results.list[0].passages);
	results.list[0].passage_count = 1;
	results.list[0].passages[0].text = memory_string("p");
	results.also = memory_zeroed(1, sizeof *results.also);
	results.also_count = 1;
	results.also[0].word = memory_string("w");
	results.also[0].variants = memory_zeroed(2, sizeof(char *));
	results.also[0].variants[0] = memory_string("v");
	results_warn(&results, 3, "the quote at %d is not closed", 3);
	results_warn(&results, 0, "%s", "");
	assert_int_equal(results.warning_count, 2);
	assert_int_equal(results.warnings[0].column, 3);
	assert_string_equal(results.warnings[0].message, "the quote at 3 is not closed");
	assert_string_equal(results.warnings[1].message, "");
	results_release(&results);
	assert_memory_equal(&results, &(struct results){0}, sizeof results);
	results_release(&results);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_escaped),
		cmocka_unit_test(test_marked),
		cmocka_unit_test(test_decimals),
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_headings),
		cmocka_unit_test(test_long_query),
		cmocka_unit_test(test_ranks),
		cmocka_unit_test(test_narrow_indent),
		cmocka_unit_test(test_tsv),
		cmocka_unit_test(test_tsv_fields),
		cmocka_unit_test(test_json_line),
		cmocka_unit_test(test_json_empty),
		cmocka_unit_test(test_json_reread),
		cmocka_unit_test(test_json_bytes),
		cmocka_unit_test(test_release),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
