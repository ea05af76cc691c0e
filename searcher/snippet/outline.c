/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/snippet/outline.h"

#include "searcher/snippet/passage.h"
#include "text/fold.h"
#include "text/memory.h"
#include "text/sentence.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

/* No headline is longer when folded. */
#define TITLE_MAX 512

struct title {
	char folded[TITLE_MAX];
	size_t length; /* 0: there is none to compare with */
};

void outline_release(struct outline *outline)
{
	free(outline->sentences);
	*outline = (struct outline){0};
}

static void fold_title(struct title *title, struct analyzer *analyzer, const char *text)
{
	size_t length = text ? strnlen(text, 4 * TITLE_MAX) : 0;

	title->length = 0;
	if (length == 4 * TITLE_MAX)
		return;
	title->length = analyzer_fold(analyzer, text, length, title->folded, sizeof title->folded);
	if (title->length > TITLE_MAX - 2 * FOLD_MAX)
		title->length = 0; /* it may go on */
}

static bool is_title(const struct title *title, struct analyzer *analyzer, const char *text, size_t length)
{
	return title->length > 0 && analyzer_folds_to(analyzer, text, length, title->folded, title->length);
}

/* Whether the text ends without a full stop or its like, before quotes and brackets that close. */
static bool is_mere(const char *text, size_t start, size_t end)
{
	size_t last = end;
	const char *at;

	while (last > start) {
		end = last--;
		while (last > start && ((unsigned char)text[last] & 0xC0) == 0x80)
			last--;
		at = text + last;
		if (end - last == 1 && strchr("\"')]*", *at))
			continue;
		if (end - last == 3 && (!memcmp(at, "\xE2\x80\x9D", 3) || !memcmp(at, "\xE2\x80\x99", 3)))
			continue;
		if (end - last == 2 && !memcmp(at, "\xC2\xBB", 2))
			continue;
		return fold_character(utf8_next(&at, text + end)).class != CLASS_FULL_STOP;
	}
	return true;
}

static size_t skip_space(const char *text, size_t at, size_t length, unsigned *feeds)
{
	size_t space;

	for (*feeds = 0; at < length && (space = white_space(text + at, text + length)) > 0; at += space)
		*feeds += text[at] == '\n';
	return at;
}

/* The end of the text without the white space before it. */
static size_t trim(const char *text, size_t start, size_t end)
{
	size_t at = end;

	while (at > start) {
		at--;
		while (at > start && ((unsigned char)text[at] & 0xC0) == 0x80)
			at--;
		if (!white_space(text + at, text + end))
			return end;
		end = at;
	}
	return end;
}

static void end_paragraph(struct outline *outline, size_t first, const struct title *title, struct analyzer *analyzer,
                          const char *text)
{
	const struct sentence *last = &outline->sentences[outline->count - 1];
	size_t start = outline->sentences[first].start;

	if (!is_title(title, analyzer, text + start, last->end - start))
		return;
	for (size_t i = first; i < outline->count; i++)
		outline->sentences[i].excluded = true;
}

/* ---- which paragraphs matter ---- */

/* Hits in their order, of which those before the text that is being read have been passed. */
struct ahead {
	const struct hits *hits;
	size_t next;
};

/* The end of what a passage may be made of for the sake of this hit and those around it. */
static size_t span_end(const struct hits *hits, size_t hit)
{
	const struct hit *this = &hits->list[hit], *next = this + 1;

	return hit + 1 < hits->count && next->start - this->start <= PASSAGE_BYTES && next->start > this->end ? next->start + 1
	                                                                                                      : this->end;
}

/* Whether a passage may touch the paragraph [start, end). Called for one after the other. */
static bool matters(struct ahead *ahead, size_t start, size_t end)
{
	if (ahead->hits->count == 0)
		return true;
	while (ahead->next < ahead->hits->count && span_end(ahead->hits, ahead->next) <= start)
		ahead->next++;
	return ahead->next < ahead->hits->count && ahead->hits->list[ahead->next].start < end;
}

/* The blank line behind offset at, where a sentence always ends, or length. */
static size_t blank_line(const char *text, size_t length, size_t at)
{
	const char *feed;

	while (at < length && (feed = memchr(text + at, '\n', length - at))) {
		at = (size_t)(feed - text) + 1;
		if (at < length && text[at] == '\n')
			return at - 1;
	}
	return length;
}

/* ---- the whole ---- */

static void add_sentence(struct outline *outline, struct sentence sentence)
{
	if (outline->count == outline->capacity) {
		outline->capacity = outline->capacity * 2 + 64;
		outline->sentences = memory_resize(outline->sentences, outline->capacity, sizeof *outline->sentences);
	}
	outline->sentences[outline->count++] = sentence;
}

void outline_add(struct outline *outline, struct analyzer *analyzer, const char *text, size_t start, size_t end,
                 const char *title, const struct hits *hits)
{
	struct ahead ahead = {.hits = hits};
	size_t first = outline->count;
	uint32_t paragraph = first > 0 ? outline->sentences[first - 1].paragraph + 1 : 0;
	struct title folded;
	unsigned feeds;
	size_t at = skip_space(text, start, end, &feeds);

	fold_title(&folded, analyzer, title);
	while (at < end) {
		size_t stop = first == outline->count ? blank_line(text, end, at) : 0;

		if (stop > 0 && !matters(&ahead, at, stop)) {
			at = skip_space(text, stop, end, &feeds);
			paragraph++;
			continue;
		}
		stop = trim(text, at, sentence_end(text, end, at));
		add_sentence(outline, (struct sentence){.start = (uint32_t)at,
		                                        .end = (uint32_t)stop,
		                                        .paragraph = paragraph,
		                                        .mere = is_mere(text, at, stop)});
		at = skip_space(text, stop, end, &feeds);
		if (feeds >= 2 || at == end) {
			end_paragraph(outline, first, &folded, analyzer, text);
			first = outline->count;
			paragraph++;
		}
	}
}
