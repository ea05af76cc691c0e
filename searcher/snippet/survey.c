/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/snippet/survey.h"

#include "article/stream.h"
#include "text/memory.h"

#include <stdlib.h>

/* What words an occurrence can begin with, told by their lower bits: nine words of ten need no second look. */
#define FILTER_BITS 2048

struct filter {
	uint64_t bits[FILTER_BITS / 64];
};

static void filter_add(struct filter *filter, uint16_t word)
{
	filter->bits[word % FILTER_BITS / 64] |= (uint64_t)1 << word % 64;
}

static bool filter_passes(const struct filter *filter, uint16_t word)
{
	return filter->bits[word % FILTER_BITS / 64] >> word % 64 & 1;
}

void survey_release(struct survey *survey)
{
	free(survey->list);
	*survey = (struct survey){0};
}

static void add_occurrence(struct survey *survey, size_t word, size_t concept)
{
	if (survey->count == survey->capacity) {
		survey->capacity = survey->capacity * 2 + 64;
		survey->list = memory_resize(survey->list, survey->capacity, sizeof *survey->list);
	}
	survey->list[survey->count++] = (struct occurrence){.word = (uint32_t)word, .concept = (uint32_t)concept};
}

static bool in_body(const struct phrase *phrase)
{
	return phrase->count > 0 && phrase->field != PHRASE_IN_TITLE;
}

/* Phrases that begin with "any word" are looked for at every word. */
static struct filter filter_of(const struct highlight *highlight)
{
	struct filter filter = {{0}};

	for (size_t i = 0; i < highlight->count; i++) {
		const struct phrase *phrase = &highlight->concepts[i].phrase;

		for (size_t j = 0; in_body(phrase) && j < phrase->elements[0].count; j++)
			filter_add(&filter, phrase->elements[0].forms[j].words[0]);
		for (size_t j = 0; in_body(phrase) && phrase->elements[0].count == 0 && j < FILTER_BITS; j++)
			filter_add(&filter, (uint16_t)j);
	}
	return filter;
}

static void try_word(struct survey *survey, const struct word_row *words, size_t at, const struct highlight *highlight)
{
	size_t base;

	for (size_t i = 0; i < highlight->count; i++)
		if (in_body(&highlight->concepts[i].phrase) && phrase_ends(&highlight->concepts[i].phrase, words, at, &base))
			add_occurrence(survey, at, i);
}

void survey_make(struct survey *survey, const void *stream, size_t length, const struct highlight *highlight)
{
	struct filter filter = filter_of(highlight);
	struct stream_words words;
	struct word_row body;

	if (stream_unpack(&words, stream, length) != 0)
		return;
	body = (struct word_row){.stream = words.list + words.title, .count = words.count - words.title};
	for (size_t i = 0; i < body.count; i++)
		if (filter_passes(&filter, body.stream[i]))
			try_word(survey, &body, i, highlight);
	stream_words_release(&words);
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
