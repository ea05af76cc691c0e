/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/extract/day/day_label.h"
#include "indexer/read/html.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* What any page of news could hold, and no day. */
#define TEXT \
	"<p>The ferry to the islands will run again from Monday, the harbour office said, after nine days of storm.</p>" \
	"<p>Two boats are enough for now, said its head, Ole Brandt, and a third one comes in spring, when the guests are back.</p>"
#define TITLE "<h1>Ferry runs again</h1>"

static const struct {
	const char *name, *page, *expected;
} pages[] = {
	{"what stands by the headline", TITLE "<div class=\"date\">4 March 2025</div>" TEXT, "2025-03-04"},
	{"above it too", "<div class=\"date\">4 March 2025</div>" TITLE TEXT, "2025-03-04"},
	{"a dateline", TITLE "<p>HARBOUR, March 4, 2025 (AFP) - The ferry runs again, after nine days of storm, for all who want to go.</p>" TEXT,
	 "2025-03-04"},
	{"a dateline in brackets", TITLE "<p>(4 March 2025) The ferry runs again, after nine days of storm, for all who want to go.</p>" TEXT,
	 "2025-03-04"},
	{"a day of running text is of what it tells",
	 TITLE TEXT "<p>The harbour office, which was founded on 4 March 2025 by two fishermen, did not say when the third one comes.</p>", ""},
	{"a day long ago in a list of facts",
	 TITLE "<ul><li>The harbour was opened on August 14, 1935</li><li>Ole Brandt is its head</li></ul>" TEXT, ""},
	{"what the byline says of comments takes nothing from its day",
	 TITLE "<div class=\"meta\">By Ane Holm <span>4 March 2025</span> <span class=\"comments-link\">Comments closed</span></div>" TEXT
	       "<p>The harbour office expects more guests on 9 March 2025.</p>",
	 "2025-03-04"},
	{"a comment's own is not the article's",
	 TITLE TEXT "<div class=\"comments\"><div class=\"comment\"><span class=\"date\">5 March 2025</span><p>At last!</p></div></div>", ""},
	{"what is quoted from elsewhere has days of its own",
	 TITLE "<div class=\"byline\">By Ane Holm 4 March 2025, 3:51 pm</div>" TEXT
	       "<blockquote class=\"tweet\"><p>It runs!</p>&mdash; Harbour (@harbour) <a href=\"https://example.org/1\">March 2, 2025</a></blockquote>",
	 "2025-03-04T15:51"},
	{"today, as the site's head has it",
	 "<header><div class=\"top\"><div><div><div><div>Thursday, 6 March 2025</div></div></div></div></div></header><div>" TITLE
	 "<p class=\"date\">4 March 2025</p>" TEXT "</div>",
	 "2025-03-04"},
	{"a placeholder is no date, and what is shown counts",
	 "<meta property=\"article:published_time\" content=\"1970-01-01T00:00:00Z\">" TITLE "<p class=\"date\">4 March 2025</p>" TEXT, "2025-03-04"},
	{"seconds since 1970", "<meta property=\"article:published_time\" content=\"1748938320\">" TITLE TEXT, "2025-06-03T08:12:00Z"},
	{"today alone, above the headline, is no article's", "<div>Thursday, 6 March 2025</div>" TITLE TEXT, ""},
	{"so is it with a class, in the site's head",
	 "<header><div class=\"current-date\">Thursday, 6 March 2025</div></header>" TITLE TEXT, ""},
	{"today, said so", TITLE "<p>Top stories today, 6 March 2025</p>" TEXT, ""},
	{"when the page was looked at", TITLE TEXT "<p>Retrieved on 6 March 2025</p>", ""},
	{"when it was printed", TITLE TEXT "<p>Printed on 26/03/2025</p>", ""},
	{"an event", TITLE "<p>Event date: 4 July 2027</p>" TEXT, ""},
	{"a deadline", TITLE "<p>Applications close: 4 July 2027</p>" TEXT, ""},
	{"what a short sentence tells", TITLE "<p>The fair opens on 4 July 2025 in the town hall.</p>" TEXT, ""},
	{"labels tell them apart",
	 TITLE TEXT "<p class=\"meta\">Letzte Änderung: 6. März 2025 - 14:49:39<br>Erschienen am: 4. März 2025<br>Gelesen: 61 Mal, gut bewertet</p>",
	 "2025-03-04"},
	{"a label in a block of its own", TITLE "<table><tr><td>Updated:</td><td>6 March 2025</td></tr><tr><td>Published:</td><td>4 March 2025</td></tr></table>" TEXT,
	 "2025-03-04"},
	{"the day of the last change where there is no other one", TITLE TEXT "<p class=\"date\">Last updated: 6 March 2025</p>", "2025-03-06"},
	{"the classes of two <time>",
	 TITLE "<p><time class=\"updated\" datetime=\"2025-03-06\">6/3</time> <time class=\"published\" datetime=\"2025-03-04\">4/3</time></p>" TEXT,
	 "2025-03-04"},
	{"how long ago it was", TITLE "<cite>By Ane Holm <abbr title=\"2025-03-04T01:40:40Z\">1 hr 4 mins ago</abbr></cite>" TEXT, "2025-03-04T01:40:40Z"},
	{"the hour of the same day from another place, not that of a comment",
	 TITLE "<p class=\"date\">4 March 2025</p><p class=\"meta\">4 March 2025, 15:51</p>" TEXT
	       "<div class=\"comments\"><p class=\"date\">4 March 2025, 19:30</p></div>",
	 "2025-03-04T15:51"},
	{"an address says more than prose", "<link rel=\"canonical\" href=\"https://quay.example/2025/03/04/ferry\">" TITLE TEXT
	 "<p>The harbour office expects more guests on 9 March 2025 than ever.</p>", "2025-03-04"},
};

static void finds_days(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
		const struct html_context context = {0};
		struct article article = {0};
		const char *reason = NULL;
		char date[DATE_TEXT_MAX];

		if (!html_parse(pages[i].page, strlen(pages[i].page), &context, false, &article, &reason))
			fail_msg("%s: %s", pages[i].name, reason);
		if (strcmp(date_format(&article.date, date), pages[i].expected))
			fail_msg("%s: \"%s\", not \"%s\"", pages[i].name, date, pages[i].expected);
		article_release(&article);
	}
}

static void reads_labels(void **state)
{
	static const struct {
		const char *words;
		enum day_label expected;
	} cases[] = {
		{"", LABEL_NONE},
		{"By Ane Holm", LABEL_NONE},
		{"Published: ", LABEL_PUBLISHED},
		{"Published on ", LABEL_PUBLISHED},         /* the small word adds nothing */
		{"VERÖFFENTLICHT AM ", LABEL_PLACED},       /* large letters beyond ASCII are not folded */
		{"Veröffentlicht am ", LABEL_PUBLISHED},
		{"Published yesterday, updated ", LABEL_UPDATED}, /* the last one counts */
		{"Letzte Änderung: ", LABEL_UPDATED},
		{"Опубликовано ", LABEL_PUBLISHED},
		{"更新：", LABEL_UPDATED},
		{"Member since ", LABEL_OTHER},
		{"Accessed: ", LABEL_FOREIGN},
		{"Event date: ", LABEL_FOREIGN},            /* not the "date" in it */
		{"Retrieved 2 March; published ", LABEL_PUBLISHED},
		{"Top stories today, ", LABEL_FOREIGN},
		{"Published today, ", LABEL_PUBLISHED},
		{"on ", LABEL_PLACED},
		{"on the way ", LABEL_NONE},
		{"candidate ", LABEL_NONE},                 /* within a word */
		{"Published by the harbour office, which is open to everybody all the year round, on ", LABEL_PLACED}, /* too far */
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		/* A copy without its NUL: a read past the end is an error under the sanitizers. */
		size_t length = strlen(cases[i].words);
		char *copy = malloc(length + (length == 0));
		enum day_label label;

		memcpy(copy, cases[i].words, length);
		label = day_label_find(copy, length);
		free(copy);
		if (label != cases[i].expected)
			fail_msg("\"%s\": %d, not %d", cases[i].words, label, cases[i].expected);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_days),
		cmocka_unit_test(reads_labels),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
