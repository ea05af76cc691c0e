/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/extract/title/headline.h"

#include "indexer/extract/title/title_key.h"

#include <string.h>

#define SITE_LETTERS_MIN 3

/* What parts a title; a bar parts it for certain, a dash may belong to the headline. */
static const struct separator {
	const char *bytes;
	enum headline_parting parting;
} separators[] = {{" | ", PARTED_BY_BAR}, {" – ", PARTED_BY_DASH}, {" — ", PARTED_BY_DASH}, {" - ", PARTED_BY_DASH}, {" :: ", PARTED_BY_BAR},
                  {" » ", PARTED_BY_BAR}, {" « ", PARTED_BY_BAR},  {" · ", PARTED_BY_BAR},  {" • ", PARTED_BY_BAR},  {" | ", PARTED_BY_BAR},
                  {" ⋆ ", PARTED_BY_BAR}, {" / ", PARTED_BY_DASH}, {" ~ ", PARTED_BY_BAR},  {" ● ", PARTED_BY_BAR},  {" > ", PARTED_BY_BAR},
                  {"|", PARTED_BY_BAR},   {": ", PARTED_BY_COLON}, {" @ ", PARTED_BY_DASH}};

/* The letters of a name without "The". */
static struct title_key name_of(const char *bytes, size_t length)
{
	struct title_key key = title_key_of(bytes, length);

	if (key.length > 3 + SITE_LETTERS_MIN && !memcmp(key.bytes, "the", 3)) {
		key.length -= 3;
		memmove(key.bytes, key.bytes + 3, key.length);
	}
	return key;
}

bool headline_is_site(const char *text, size_t length, const char *site, const char *host)
{
	struct title_key part = name_of(text, length), name;

	if (part.length < 2)
		return false;
	if (site) {
		name = name_of(site, strlen(site));
		if (title_key_contains(&name, &part, SITE_LETTERS_MIN) ||
		    (title_key_contains(&part, &name, SITE_LETTERS_MIN) && name.length * 2 >= part.length))
			return true;
	}
	if (host) {
		name = name_of(host, strlen(host));
		return title_key_contains(&name, &part, SITE_LETTERS_MIN);
	}
	return false;
}

/* The last separator in the part, or the first; NULL for none. */
static const char *find_separator(const struct headline *part, bool last, const struct separator **which)
{
	const char *found = NULL, *end = part->bytes + part->length;

	for (size_t i = 0; i < sizeof separators / sizeof *separators; i++) {
		const char *sign = separators[i].bytes;
		size_t length = strlen(sign);

		for (const char *at = part->bytes; (at = memmem(at, (size_t)(end - at), sign, length)) != NULL; at++) {
			if (at > part->bytes && (!found || (last ? at > found : at < found))) {
				found = at;
				*which = &separators[i];
			}
			if (!last)
				break;
		}
	}
	return found;
}

static void keep(struct headline *part, const char *bytes, size_t length, const char *site, size_t site_length)
{
	part->bytes = bytes;
	part->length = length;
	if (!part->site) {
		part->site = site;
		part->site_length = site_length;
	}
}

static bool cut_end(struct headline *part, const char *site, const char *host)
{
	const struct separator *which;
	const char *at = find_separator(part, true, &which), *end = part->bytes + part->length, *rest;

	if (!at)
		return false;
	rest = at + strlen(which->bytes);
	if (!headline_is_site(rest, (size_t)(end - rest), site, host))
		return false;
	keep(part, part->bytes, (size_t)(at - part->bytes), rest, (size_t)(end - rest));
	return true;
}

static bool cut_begin(struct headline *part, const char *site, const char *host)
{
	const struct separator *which;
	const char *at = find_separator(part, false, &which), *end = part->bytes + part->length, *rest;

	if (!at || !headline_is_site(part->bytes, (size_t)(at - part->bytes), site, host))
		return false;
	rest = at + strlen(which->bytes);
	if (rest == end)
		return false;
	keep(part, rest, (size_t)(end - rest), part->bytes, (size_t)(at - part->bytes));
	return true;
}

/* Of what bars part, the longest is the headline: sites and sections have short names. */
static void keep_longest(struct headline *part)
{
	const struct separator *which = NULL;
	const char *at = find_separator(part, true, &which), *rest, *end = part->bytes + part->length;

	if (!at || which->parting != PARTED_BY_BAR)
		return;
	rest = at + strlen(which->bytes);
	if (end - rest > at - part->bytes) {
		keep(part, rest, (size_t)(end - rest), part->bytes, (size_t)(at - part->bytes));
		return;
	}
	keep(part, part->bytes, (size_t)(at - part->bytes), rest, (size_t)(end - rest));
	keep_longest(part);
}

/* The site's name in what follows or (at_end false) goes before a headline: the last, or the first, of its parts. */
static void keep_headline(struct headline *part, const char *bytes, size_t length, const char *rest, size_t rest_length, bool at_end)
{
	struct headline other = {.bytes = rest, .length = rest_length};
	const struct separator *which;
	const char *at = find_separator(&other, at_end, &which);

	if (at && at_end)
		keep(part, bytes, length, at + strlen(which->bytes), (size_t)(rest + rest_length - at) - strlen(which->bytes));
	else
		keep(part, bytes, length, rest, at ? (size_t)(at - rest) : rest_length);
}

/* The heading is one of the title's parts: what a separator parts from it is the site's. */
static bool cut_to_heading(struct headline *part, const char *heading)
{
	size_t length = heading ? strlen(heading) : 0;
	const char *end = part->bytes + part->length;

	if (length < 4 || length >= part->length)
		return false;
	for (size_t i = 0; i < sizeof separators / sizeof *separators; i++) {
		const char *sign = separators[i].bytes;
		size_t sign_length = strlen(sign);

		if (part->length > length + sign_length && !memcmp(part->bytes, heading, length) &&
		    !memcmp(part->bytes + length, sign, sign_length)) {
			const char *rest = part->bytes + length + sign_length;

			keep_headline(part, part->bytes, length, rest, (size_t)(end - rest), true);
			return true;
		}
		if (part->length > length + sign_length && !memcmp(end - length, heading, length) &&
		    !memcmp(end - length - sign_length, sign, sign_length)) {
			keep_headline(part, end - length, length, part->bytes, (size_t)(end - length - sign_length - part->bytes), false);
			return true;
		}
	}
	return false;
}

struct headline headline_find(const char *title, const char *site, const char *host, const char *heading)
{
	struct headline part = {.bytes = title, .length = strlen(title)};

	if (cut_to_heading(&part, heading))
		return part;
	while (cut_end(&part, site, host))
		;
	if (heading && !strcmp(title, heading))
		return part; /* what a heading shows behind a bar, and is not the site's name, is the title's */
	while (cut_begin(&part, site, host))
		;
	keep_longest(&part);
	return part;
}

size_t headline_parts(const char *title, size_t length, struct headline_part *parts, size_t most)
{
	struct headline rest = {.bytes = title, .length = length};
	const struct separator *which;
	const char *at;
	size_t count = 0;

	while (count + 1 < most && (at = find_separator(&rest, false, &which)) != NULL) {
		const char *end = rest.bytes + rest.length;

		parts[count++] = (struct headline_part){rest.bytes, (size_t)(at - rest.bytes)};
		rest.bytes = at + strlen(which->bytes);
		rest.length = (size_t)(end - rest.bytes);
	}
	if (rest.length)
		parts[count++] = (struct headline_part){rest.bytes, rest.length};
	return count;
}

enum headline_parting headline_parting(const char *title, size_t length)
{
	enum headline_parting strongest = PARTED_NOT;

	for (size_t i = 0; i < sizeof separators / sizeof *separators; i++)
		if (separators[i].parting > strongest && memmem(title, length, separators[i].bytes, strlen(separators[i].bytes)))
			strongest = separators[i].parting;
	return strongest;
}
