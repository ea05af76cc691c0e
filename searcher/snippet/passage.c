/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/snippet/passage.h"

#include "text/memory.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

/* How far to look for a word's border: scripts without spaces have none. */
#define BORDER_BYTES 64

void passage_release(struct passage *passage)
{
	free(passage->text);
	free(passage->marks);
	*passage = (struct passage){0};
}

size_t white_space(const char *at, const char *end)
{
	const char *next = at;
	uint32_t code;

	if ((signed char)*at >= 0)
		return *at == ' ' || (*at >= '\t' && *at <= '\r');
	if ((unsigned char)*at != 0xC2 && ((unsigned char)*at < 0xE1 || (unsigned char)*at > 0xE3))
		return 0; /* the leading bytes of all others */
	code = utf8_next(&next, end);
	if (code == 0x85 || code == 0xA0 || code == 0x1680 || (code >= 0x2000 && code <= 0x200A) || code == 0x2028 ||
	    code == 0x2029 || code == 0x202F || code == 0x205F || code == 0x3000)
		return (size_t)(next - at);
	return 0;
}

static bool continues(char byte)
{
	return ((unsigned char)byte & 0xC0) == 0x80;
}

/* Whether the character at `at` belongs to the one before it: an accent, a vowel sign, a joiner. */
static bool joins(const char *at, const char *end)
{
	utf8proc_category_t category;
	uint32_t code;

	if (at >= end || (signed char)*at >= 0)
		return false;
	code = utf8_next(&at, end);
	category = utf8proc_category((utf8proc_int32_t)code);
	return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC ||
	       category == UTF8PROC_CATEGORY_ME || code == 0x200D;
}

static bool after_space(const char *text, size_t at)
{
	size_t before = at;

	while (before > 0 && continues(text[--before]))
		;
	return before < at && white_space(text + before, text + at) > 0;
}

/* Whether a text that ends at end may be cut at `at`. An accent on white space has no letter that it could be torn from. */
static bool divides(const char *text, size_t at, size_t end)
{
	return !continues(text[at]) && (!joins(text + at, text + end) || after_space(text, at));
}

size_t border_forward(const char *text, size_t at, size_t limit)
{
	size_t near = limit - at < BORDER_BYTES ? limit : at + BORDER_BYTES;
	size_t space = at;

	while (space < near && !white_space(text + space, text + limit))
		space++;
	if (space < near) {
		size_t length;

		while (space < limit && (length = white_space(text + space, text + limit)) > 0)
			space += length;
		return space;
	}
	while (at < near && !divides(text, at, limit))
		at++;
	while (at < limit && continues(text[at]))
		at++;
	return at;
}

size_t border_backward(const char *text, size_t at, size_t limit)
{
	size_t near = at - limit < BORDER_BYTES ? limit : at - BORDER_BYTES;
	size_t space = at, end = at + 4; /* what is looked at may itself be cut by at */

	while (space > near && (continues(text[space]) || !white_space(text + space, text + end)))
		space--;
	if (space > near) {
		at = space;
		while (at > limit && (continues(text[at]) || white_space(text + at, text + end)))
			at--;
		at++;
		while (continues(text[at]))
			at++;
		return at;
	}
	while (at > near && !divides(text, at, end))
		at--;
	while (at > limit && continues(text[at]))
		at--;
	return at;
}

/* The beginning of the character, with its accents, that `at` may lie inside of; `at` when it is not near. */
static size_t character_start(const char *text, size_t at, struct mark stretch)
{
	size_t back = at;

	while (back > stretch.start && at - back < BORDER_BYTES && !divides(text, back, stretch.end))
		back--;
	return back == stretch.start || divides(text, back, stretch.end) ? back : at;
}

static size_t character_end(const char *text, size_t at, struct mark stretch)
{
	size_t on = at;

	while (on < stretch.end && on - at < BORDER_BYTES && !divides(text, on, stretch.end))
		on++;
	return on == stretch.end || divides(text, on, stretch.end) ? on : at;
}

/* Marks the bytes [start, end) of the text, from and to whole characters with their accents; they may overlap the mark before. */
static void add_mark(struct passage *out, const char *text, struct mark stretch, struct mark hit)
{
	struct mark *last = out->mark_count > 0 ? &out->marks[out->mark_count - 1] : NULL;

	hit.start = character_start(text, hit.start, stretch);
	hit.end = character_end(text, hit.end, stretch);
	if (last && hit.start < last->end) {
		last->end = hit.end > last->end ? hit.end : last->end;
		return;
	}
	out->marks = memory_resize(out->marks, out->mark_count + 1, sizeof *out->marks);
	out->marks[out->mark_count++] = hit;
}

static void mark_hits(struct passage *out, const char *text, struct mark stretch, const struct hits *hits)
{
	size_t low = 0, high = hits->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (hits->list[middle].start < stretch.start)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < hits->count && hits->list[low].start < stretch.end; low++) {
		struct mark hit = {.start = hits->list[low].start, .end = hits->list[low].end};

		/* Half a phrase is none, but what is longer than any passage is shown as far as it goes. */
		if (hit.end > stretch.end && hit.end - hit.start > PASSAGE_BYTES)
			hit.end = stretch.end;
		if (hit.end <= stretch.end)
			add_mark(out, text, stretch, hit);
	}
}

/* The borders of the marks in their order. */
static size_t *mark_border(struct passage *passage, size_t index)
{
	struct mark *mark = &passage->marks[index / 2];

	return index % 2 == 0 ? &mark->start : &mark->end;
}

/* Copies the stretch, and moves the marks from the text to the copy. */
static void fold_space(struct passage *out, const char *text, struct mark stretch)
{
	char *to = out->text = memory_new(stretch.end - stretch.start + 1);
	size_t border = 0, borders = 2 * out->mark_count, at = stretch.start;

	while (at < stretch.end) {
		size_t space = white_space(text + at, text + stretch.end);

		for (; border < borders && *mark_border(out, border) <= at; border++)
			*mark_border(out, border) = (size_t)(to - out->text);
		if (space == 0)
			*to++ = text[at++];
		else if (to > out->text && to[-1] != ' ')
			*to++ = ' ';
		at += space;
	}
	for (; border < borders; border++)
		*mark_border(out, border) = (size_t)(to - out->text);
	if (to > out->text && to[-1] == ' ')
		to--;
	*to = '\0';
}

void passage_make(struct passage *out, const char *text, size_t start, size_t end, const struct hits *hits)
{
	struct mark stretch = {.start = start, .end = end};

	mark_hits(out, text, stretch, hits);
	fold_space(out, text, stretch);
}
