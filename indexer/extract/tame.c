/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/extract/tame.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

/* libxml2 compares each attribute of a tag with all before it; no sound tag has so many. */
#define ATTRIBUTES_MAX 256
#define NAME_BYTES 100 /* libxml2 cuts names there */
#define LOOKED_MAX 64  /* bytes looked at for each byte of a page */

static bool is_blank(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

static bool is_name_start(char byte)
{
	return ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z') || byte == '_' || byte == ':' || byte == '.';
}

static char *pass_name(char *at, char *end)
{
	char *start = at;

	if (at < end && is_name_start(*at))
		for (at++; at < end && at - start < NAME_BYTES; at++)
			if (!is_name_start(*at) && *at != '-' && !(*at >= '0' && *at <= '9'))
				break;
	return at;
}

static char *pass_blanks(char *at, char *end)
{
	while (at < end && is_blank(*at))
		at++;
	return at;
}

/* Behind the value that follows an attribute's name, if there is one. */
static char *pass_value(char *at, char *end)
{
	at = pass_blanks(at, end);
	if (at == end || *at != '=')
		return at;
	at = pass_blanks(at + 1, end);
	if (at < end && (*at == '"' || *at == '\'')) {
		char *close = memchr(at + 1, *at, (size_t)(end - at - 1));

		return close ? close + 1 : end;
	}
	while (at < end && !is_blank(*at) && *at != '>')
		at++;
	return at;
}

/* Goes over the attributes of a tag as libxml2 does, to the tag's end or to where it must be cut. */
static char *pass_attributes(char *at, char *end)
{
	size_t count = 0;

	for (at = pass_blanks(at, end); at < end && *at != '>' && count < ATTRIBUTES_MAX; at = pass_blanks(at, end)) {
		char *name = at;

		at = pass_name(at, end);
		if (at > name) {
			at = pass_value(at, end);
			count++;
			continue;
		}
		for (at++; at < end && !is_blank(*at) && *at != '>';)
			at++;
	}
	if (count == ATTRIBUTES_MAX && at < end)
		*at = '>';
	return at;
}

/* Where the end tag of that name begins, NULL when there is none. */
static char *find_end_tag(char *at, char *end, const char *name)
{
	size_t length = strlen(name);

	for (; (at = memchr(at, '<', (size_t)(end - at))) != NULL; at++)
		if ((size_t)(end - at) > length + 2 && at[1] == '/' && !strncasecmp(at + 2, name, length))
			return at;
	return NULL;
}

static bool begins_tag(const char *at, const char *end, const char *name)
{
	size_t length = strlen(name);

	return (size_t)(end - at) > length && !strncasecmp(at, name, length);
}

/*
 * Blanks what stands in <noscript> and <iframe>: text to a browser, markup to libxml2, which
 * does not find their end behind an element that is left open inside. What a script writes is none.
 */
static void blank_raw(char *page, size_t length)
{
	static const char *const raw[] = {"script", "noscript", "iframe"};
	bool unclosed[3] = {false};
	char *end = page + length;

	for (char *at = page; (at = memchr(at, '<', (size_t)(end - at))) != NULL;) {
		char *inside, *close;
		size_t which = 0;

		at++;
		if (at == end || !strchr("sSnNiI", *at))
			continue; /* as nearly all do */
		while (which < 3 && (unclosed[which] || !begins_tag(at, end, raw[which])))
			which++;
		inside = which < 3 ? memchr(at, '>', (size_t)(end - at)) : NULL;
		if (!inside)
			continue;
		close = find_end_tag(inside, end, raw[which]);
		unclosed[which] = !close;
		if (!close)
			continue;
		if (which > 0)
			memset(inside + 1, ' ', (size_t)(close - inside - 1));
		at = close;
	}
}

/*
 * Cuts each tag behind ATTRIBUTES_MAX attributes, wherever a tag may begin: in
 * what is a script or a quoted value to libxml2, nothing is lost by it. Returns how
 * much of the page may be parsed: all, unless it is made to be looked at again and again.
 */
static size_t tame_tags(char *page, size_t length)
{
	char *end = page + length;
	size_t budget = length * LOOKED_MAX;

	for (char *at = page; (at = memchr(at, '<', (size_t)(end - at))) != NULL;) {
		char *name = ++at, *behind = pass_name(name, end);

		if (behind == name)
			continue;
		behind = pass_attributes(behind, end);
		if ((size_t)(behind - name) > budget)
			return (size_t)(at - page) - 1;
		budget -= (size_t)(behind - name);
	}
	return length;
}

size_t tame(char *page, size_t length)
{
	blank_raw(page, length);
	return tame_tags(page, length);
}
