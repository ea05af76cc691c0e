/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/snippet/survey.h"

#include "article/stream.h"
#include "article/word_set.h"
#include "text/memory.h"

#include <stdlib.h>

void survey_release(struct survey *survey)
{
	free(survey->list);
	*survey = (struct survey){0};
}

static void add_occurrence(struct survey *survey, size_t word, size_t end, size_t concept)
{
	if (survey->count == survey->capacity) {
		survey->capacity = survey->capacity * 2 + 64;
		survey->list = memory_resize(survey->list, survey->capacity, sizeof *survey->list);
	}
	survey->list[survey->count++] = (struct occurrence){(uint32_t)word, (uint32_t)end, (uint32_t)concept};
}

/* A stream that is gone through. */
struct tour {
	struct survey *survey;
	struct phrase *phrases; /* of each concept, as hits.c looks for them; without elements where it is not for the body */
	size_t count;
	size_t reach;           /* words of the longest occurrence of any, PHRASE_REACH at most */
	struct word_set beginnings;
	const unsigned char *at, *end; /* the words from `at` on have not been counted yet */
	size_t word;                   /* number of the one at `at` */
};

static void take_phrases(struct tour *tour, const struct highlight *highlight)
{
	tour->phrases = memory_zeroed(highlight->count, sizeof *tour->phrases);
	tour->count = highlight->count;
	for (size_t i = 0; i < highlight->count; i++) {
		struct phrase *phrase = &tour->phrases[i];
		size_t words;

		if (highlight->concepts[i].phrase.field == PHRASE_IN_TITLE)
			continue;
		*phrase = phrase_shown(&highlight->concepts[i].phrase);
		words = phrase_longest(phrase);
		if (words > tour->reach)
			tour->reach = words < PHRASE_REACH ? words : PHRASE_REACH;
		for (size_t j = 0; phrase->count > 0 && j < phrase->elements[0].count; j++)
			word_set_add(&tour->beginnings, phrase->elements[0].forms[j].words[0], 0);
	}
}

/* So many words from `at` on, fewer at the end; returns how many. */
static size_t take_words(const unsigned char *at, const unsigned char *end, uint16_t *words, size_t most)
{
	size_t count = 0;

	for (; count < most && at < end && (*at < 0x80 || end - at > 1); at += *at < 0x80 ? 1 : 2)
		words[count++] = *at < 0x80 ? *at : (uint16_t)(at[0] << 8 | at[1]);
	return count;
}

/* A word that an occurrence of some concept may begin with. */
static void meet(void *context, const unsigned char *at, unsigned number)
{
	struct tour *tour = context;
	uint16_t words[PHRASE_REACH];
	struct word_row row = {.stream = words, .count = take_words(at, tour->end, words, tour->reach)};

	(void)number;
	tour->word += stream_count_words(tour->at, at);
	tour->at = at;
	for (size_t i = 0; i < tour->count; i++) {
		size_t base;
		uint64_t ends = tour->phrases[i].count > 0 ? phrase_ends(&tour->phrases[i], &row, 0, &base) : 0;

		if (ends)
			add_occurrence(tour->survey, tour->word, tour->word + base + 63 - (size_t)__builtin_clzll(ends), i);
	}
}

void survey_make(struct survey *survey, const void *stream, size_t length, const struct highlight *highlight)
{
	const unsigned char *at = stream, *end = at + length;
	struct tour tour = {.survey = survey, .end = end};
	uint64_t title;

	if (length == 0 || varint_read(&at, end, &title) != 0)
		return;
	at = stream_skip(at, end, &title);
	tour.at = at;
	take_phrases(&tour, highlight);
	if (at < end)
		word_set_find(&tour.beginnings, at, end, meet, &tour);
	word_set_release(&tour.beginnings);
	free(tour.phrases);
}

bool prospect_is_better(const struct prospect *one, const struct prospect *other)
{
	if (one->fresh != other->fresh)
		return one->fresh > other->fresh;
	return one->coverage != other->coverage ? one->coverage > other->coverage : one->span < other->span;
}

/* The windows that begin with one occurrence. */
static void look_from(const struct survey *survey, struct chooser *chooser, size_t first, size_t most, struct prospect *best)
{
	const struct occurrence *list = survey->list;
	struct prospect this = {0};

	chooser->window++;
	for (size_t i = first; i < survey->count && list[i].word - list[first].word < most; i++) {
		uint32_t concept = list[i].concept;

		if (chooser->seen[concept] == chooser->window)
			continue;
		chooser->seen[concept] = chooser->window;
		this.coverage += chooser->weights[concept];
		this.fresh += chooser->shown[concept] ? 0 : chooser->weights[concept];
		this.last = list[i].word;
		this.span = list[i].word - list[first].word;
		if (prospect_is_better(&this, best))
			*best = this;
	}
}

/* The first occurrence at or behind the word. */
static size_t seek(const struct survey *survey, size_t word)
{
	size_t low = 0, high = survey->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (survey->list[middle].word < word)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

struct prospect survey_prospect(const struct survey *survey, struct chooser *chooser, size_t start, size_t end, size_t most)
{
	struct prospect best = {0};

	for (size_t i = seek(survey, start); i < survey->count && survey->list[i].word < end; i++) {
		const struct occurrence *next = &survey->list[i] + 1;

		/* Whatever begins here is as good from the next one. */
		if (i + 1 < survey->count && next->word < end && next->concept == survey->list[i].concept)
			continue;
		look_from(survey, chooser, i, most, &best);
	}
	return best;
}
