/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/extract/outlet_name.h"

#include "text/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct {
	const char *given, *name;
} cases[] = {
	{"AFP", "AFP"},
	{"Agence France-Presse", "AFP"},
	{"afp", "AFP"},
	{"www.afp.com", "AFP"},
	{"REUTERS", "Reuters"},
	{"Thomson Reuters", "Reuters"},
	{"The Associated Press", "AP"},
	{"apnews.com", "AP"},
	{"Xinhua", "Xinhua News Agency"},
	{"Xinhua News Agency", "Xinhua News Agency"},
	{"新华社", "Xinhua News Agency"},
	{"Source: Xinhua", "Xinhua News Agency"},
	{"Anadolu Ajansı", "Anadolu Agency"},
	{"ТАСС", "TASS"},
	{"© dpa-infocom", "dpa"},
	{"https://www.quay.example", "quay.example"},
	{"© The Quay", "The Quay"}, /* its own name, which no table knows */
	{"The Quay", "The Quay"},
	{"Afpress", "Afpress"},
	{"©", "©"}, /* nothing but a sign stays */
};

static void spells_each_one_way(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *source = memory_string(cases[i].given);

		outlet_spell(&source);
		if (strcmp(source, cases[i].name) != 0)
			fail_msg("%s became %s, not %s", cases[i].given, source, cases[i].name);
		free(source);
	}
}

static void leaves_what_is_not_known(void **state)
{
	char *source = NULL;

	(void)state;
	outlet_spell(&source);
	assert_null(source);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(spells_each_one_way),
		cmocka_unit_test(leaves_what_is_not_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
