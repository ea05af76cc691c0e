/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "names/company.h"

#include <string.h>

#define FORM(words) {words, sizeof words - 1}
static const struct legal_form {
	const char *words;
	size_t length;
} forms[] = {FORM("inc"), FORM("corp"), FORM("corporation"), FORM("co"),  FORM("ltd"), FORM("limited"), FORM("plc"), FORM("llc"),
             FORM("ag"),  FORM("gmbh"), FORM("nv"),          FORM("spa"), FORM("asa"), FORM("oyj"),     FORM("company")};

bool company_form(const char *key, size_t length)
{
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		if (length == forms[i].length && !memcmp(key, forms[i].words, length))
			return true;
	return false;
}

size_t company_without_form(const char *key, size_t length)
{
	const char *space;

	while ((space = memrchr(key, ' ', length)) && space > key && company_form(space + 1, (size_t)(key + length - space - 1)))
		length = (size_t)(space - key);
	return length;
}
