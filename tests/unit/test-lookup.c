/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/entity/lookup.h"

#include "article/article.h"
#include "entity/tagger.h"
#include "tests/unit/name_tables.h"
#include "text/buffer.h"
#include "text/fold.h"
#include "text/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The names that are found, each with its kind's letter, "|" between. */
static char *found(const struct names *names, const char *language, char *title, char *text)
{
	struct article article = {.language = (char *)language, .title = title, .text = text};
	struct folder *folder = memory_zeroed(1, sizeof *folder);
	struct spans spans = {0};
	struct buffer out = {0};

	look_up_names(names, folder, &article, &spans);
	buffer_add(&out, "", 0);
	for (size_t i = 0; i < spans.count; i++) {
		const struct span *span = &spans.list[i];

		buffer_add_format(&out, "%s%c %.*s", i ? "|" : "", "POL"[span->kind], (int)(span->end - span->start),
		                  (span->title ? title : text) + span->start);
	}
	spans_release(&spans);
	free(folder);
	return buffer_detach(&out);
}

static void test_look_up(void **state)
{
	static const struct {
		const char *intent, *language, *text, *expected;
	} cases[] = {
		{"names of the tables", "de", "Merkel flog nach München zur NATO und zur New York Times.", "P Merkel|L München|O NATO|O New York Times"},
		{"a known forename and a surname", "fr", "Selon Pierre Moscovici, ministre", "P Pierre Moscovici"},
		{"behind an elision", "fr", "le discours d'Emmanuel Macron et l\u2019Ukraine", "P Emmanuel Macron|L Ukraine"},
		{"two surnames", "es", "habló Alberto Núñez Feijóo en el Congreso", "P Alberto Núñez Feijóo"},
		{"a genitive", "de", "Putins Rede, Hillary Clintons Buch", "P Putin|P Hillary Clinton"},
		{"not in French", "fr", "les Putins du monde", ""},
		{"in German a noun may follow", "de", "Gestern sagte Olaf Scholz Journalisten nichts.", "P Olaf Scholz"},
		{"particles", "nl", "Volgens Jan van der Berg en Ursula von der Leyen", "P Jan van der Berg|P Ursula von der Leyen"},
		{"an article is none", "de", "Das sah Peter der Zweite.", ""},
		{"a month and words with a capital", "de", "Im August Deutschlands; die Art Krankheit", ""},
		{"a surname that is a place", "es", "votó Danilo Medina ayer", ""},
		{"the place itself", "es", "votó en Medina ayer. Desde Francia y Chile", "L Medina|L Chile"},
		{"no letters of capitals", "es", "lo que dijo trump en chile", ""},
		{"nor a word of English or of another language", "fr", "Will Nice Man Die", ""},
		{"nothing", "fr", "", ""},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *text = memory_string(cases[i].text), *got = found(*state, cases[i].language, NULL, text);

		if (strcmp(got, cases[i].expected) != 0)
			fail_msg("%s: %s", cases[i].intent, got);
		free(got);
		free(text);
	}
}

/* Those of the title come first. */
static void test_title(void **state)
{
	char title[] = "Macron à Lyon", text[] = "Le président Macron";
	char *got = found(*state, "fr", title, text);

	assert_string_equal(got, "P Macron|L Lyon|P Macron");
	free(got);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_look_up),
		cmocka_unit_test(test_title),
	};

	return cmocka_run_group_tests(tests, name_tables_set_up, name_tables_tear_down);
}
