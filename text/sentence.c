/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/sentence.h"

#include <stdbool.h>
#include <string.h>

/* Abbreviations that a name or a number follows; lower case, without the full stop. */
static const char abbreviations[][8] = {
	"adm", "apr", "aug", "brig", "capt", "cmdr", "co", "col", "corp", "dec", "dept", "dr", "e.g", "etc", "feb",
	"fr", "ft", "gen", "gov", "hon", "i.e", "inc", "jan", "jr", "jul", "jun", "lt", "ltd", "maj", "mar", "mr",
	"mrs", "ms", "mt", "no", "nos", "nov", "oct", "p", "pp", "prof", "rep", "rev", "sen", "sep", "sept", "sgt",
	"sr", "st", "u.k", "u.n", "u.s", "v", "vs"};

static bool letter(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (signed char)byte < 0;
}

/* Whether the full stop at offset at belongs to the word before it. */
static bool abbreviated(const char *text, size_t start, size_t at)
{
	size_t begin = at;
	char word[8];
	size_t length;

	while (begin > start && (letter(text[begin - 1]) || text[begin - 1] == '.'))
		begin--;
	length = at - begin;
	if (length == 0 || length >= sizeof word)
		return false;
	if (length == 1) /* an initial */
		return text[begin] >= 'A' && text[begin] <= 'Z';
	for (size_t i = 0; i < length; i++)
		word[i] = (char)(text[begin + i] >= 'A' && text[begin + i] <= 'Z' ? text[begin + i] | 0x20 : text[begin + i]);
	word[length] = '\0';
	for (size_t i = 0; i < sizeof abbreviations / sizeof *abbreviations; i++)
		if (!strcmp(word, abbreviations[i]))
			return true;
	return false;
}

/* Behind quotes and brackets that close at offset at. */
static size_t pass_closing(const char *text, size_t length, size_t at)
{
	for (;;) {
		if (at < length && strchr("\"')]", text[at]) && text[at])
			at++;
		else if (length - at >= 3 && (!memcmp(text + at, "\xE2\x80\x9D", 3) || !memcmp(text + at, "\xE2\x80\x99", 3)))
			at += 3;
		else if (length - at >= 2 && !memcmp(text + at, "\xC2\xBB", 2))
			at += 2;
		else
			return at;
	}
}

static size_t pass_space(const char *text, size_t length, size_t at)
{
	while (at < length && (text[at] == ' ' || text[at] == '\n' || text[at] == '\t'))
		at++;
	return at;
}

/* The end of the sentence when a mark that may close one ends right before offset at; 0 when it closes none. */
static size_t closed(const char *text, size_t length, size_t start, size_t at)
{
	size_t behind = pass_closing(text, length, at);
	size_t next = pass_space(text, length, behind);

	if (next == behind && next < length)
		return 0; /* 1.5, example.com */
	if (text[at - 1] == '.' && abbreviated(text, start, at - 1) && next < length)
		return 0;
	if (next < length && text[next] >= 'a' && text[next] <= 'z')
		return 0; /* "Stop!" he said */
	return next;
}

size_t sentence_end(const char *text, size_t length, size_t start)
{
	for (size_t at = start; at < length; at++) {
		size_t end = 0;

		if (text[at] == '.' || text[at] == '!' || text[at] == '?') {
			end = closed(text, length, start, at + 1);
		} else if (text[at] == '\n' && at + 1 < length && text[at + 1] == '\n') {
			end = pass_space(text, length, at);
		} else if (length - at >= 3 && (!memcmp(text + at, "\xE3\x80\x82", 3) || !memcmp(text + at, "\xEF\xBC\x81", 3) ||
		                                !memcmp(text + at, "\xEF\xBC\x9F", 3))) {
			end = pass_space(text, length, pass_closing(text, length, at + 3));
		}
		if (end > start)
			return end;
	}
	return length;
}
