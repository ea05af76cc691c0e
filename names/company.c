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

static size_t without_form(const char *key, size_t length)
{
	const char *space;

	while ((space = memrchr(key, ' ', length)) && space > key && company_form(space + 1, (size_t)(key + length - space - 1)))
		length = (size_t)(space - key);
	return length;
}

/* "us x" of what is called "united states x", "u s x" or "x of the united states". */
static size_t with_country(const char *key, size_t length, char out[NAME_KEY_MAX])
{
	static const char country[] = "us ", ending[] = " of the united states";
	static const char *const fronts[] = {"united states ", "u s "};
	size_t behind = sizeof ending - 1, front = 0, used = 0;

	for (size_t i = 0; i < sizeof fronts / sizeof *fronts && front == 0; i++)
		if (length > strlen(fronts[i]) && !memcmp(key, fronts[i], strlen(fronts[i])))
			front = strlen(fronts[i]);
	if (front > 0 || length <= behind || memcmp(key + length - behind, ending, behind) != 0)
		behind = 0;
	if (front > 0 || behind > 0) {
		used = sizeof country - 1;
		memcpy(out, country, used);
	}
	memcpy(out + used, key + front, length - front - behind);
	return used + length - front - behind;
}

size_t company_key(const char *key, size_t length, char out[NAME_KEY_MAX])
{
	return with_country(key, without_form(key, length), out);
}
