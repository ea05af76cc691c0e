/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/extract/headline.h"

#include "text/utf8.h"

#include <stdint.h>
#include <string.h>

#define LETTERS_MAX 120
#define SITE_LETTERS_MIN 3

/* What parts a title; a bar parts it for certain, a dash may belong to the headline. */
static const struct separator {
	const char *bytes;
	bool bar;
} separators[] = {{" | ", true},  {" – ", false}, {" — ", false}, {" - ", false}, {" :: ", true}, {" » ", true},
                  {" « ", true},  {" · ", true},  {" • ", true},  {" | ", true},  {" ⋆ ", true},  {" / ", false},
                  {" ~ ", true},  {" ● ", true},  {" > ", true},  {"|", true},    {": ", false},  {" @ ", false}};

/* The letters and digits of a name in lower case, run together, without "www", "The" and the endings of addresses. */
struct letters {
	char at[LETTERS_MAX];
	size_t count;
};

static void squeeze(struct letters *letters, const char *bytes, size_t length)
{
	const char *at = bytes, *end = bytes + length;

	letters->count = 0;
	while (at < end && letters->count + 4 < LETTERS_MAX) {
		uint32_t code = utf8_next(&at, end);

		if (code >= 'A' && code <= 'Z')
			code += 32;
		if ((code >= 0xC0 && code <= 0xDE) || (code >= 0x410 && code <= 0x42F))
			code += 32;
		if (code < 0x80 && !(code >= 'a' && code <= 'z') && !(code >= '0' && code <= '9'))
			continue;
		letters->count += utf8_write(letters->at + letters->count, code);
	}
	if (letters->count > 3 + SITE_LETTERS_MIN && !memcmp(letters->at, "the", 3)) {
		letters->count -= 3;
		memmove(letters->at, letters->at + 3, letters->count);
	}
}

static bool contains(const struct letters *whole, const struct letters *part)
{
	return part->count >= SITE_LETTERS_MIN && memmem(whole->at, whole->count, part->at, part->count);
}

bool headline_is_site(const char *text, size_t length, const char *site, const char *host)
{
	struct letters part, name;

	squeeze(&part, text, length);
	if (part.count < 2)
		return false;
	if (site) {
		squeeze(&name, site, strlen(site));
		if (contains(&name, &part) || (contains(&part, &name) && name.count * 2 >= part.count))
			return true;
	}
	if (host) {
		squeeze(&name, host, strlen(host));
		return contains(&name, &part);
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

	if (!at || !which->bar)
		return;
	rest = at + strlen(which->bytes);
	if (end - rest > at - part->bytes) {
		keep(part, rest, (size_t)(end - rest), part->bytes, (size_t)(at - part->bytes));
		return;
	}
	keep(part, part->bytes, (size_t)(at - part->bytes), rest, (size_t)(end - rest));
	keep_longest(part);
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

			keep(part, part->bytes, length, rest, (size_t)(end - rest));
			return true;
		}
		if (part->length > length + sign_length && !memcmp(end - length, heading, length) &&
		    !memcmp(end - length - sign_length, sign, sign_length)) {
			keep(part, end - length, length, part->bytes, (size_t)(end - length - sign_length - part->bytes));
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
	while (cut_begin(&part, site, host))
		;
	keep_longest(&part);
	return part;
}

size_t headline_parts(const char *title, struct headline_part *parts, size_t most)
{
	struct headline rest = {.bytes = title, .length = strlen(title)};
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
