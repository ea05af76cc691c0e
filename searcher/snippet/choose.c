/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/snippet/choose.h"

#include "searcher/snippet/passage.h"
#include "text/memory.h"

#include <stdlib.h>
#include <string.h>

/* A weight in fixed point, at least 1: sums do not depend on their order. */
static uint64_t fixed(double weight)
{
	double scaled = weight * 65536;

	return scaled > 1 ? scaled < 1e12 ? (uint64_t)scaled : (uint64_t)1e12 : 1;
}

void chooser_init(struct chooser *chooser, const struct highlight *highlight)
{
	*chooser = (struct chooser){0};
	chooser->weights = memory_new(highlight->count * sizeof *chooser->weights);
	chooser->occurs = memory_zeroed(highlight->count, sizeof *chooser->occurs);
	chooser->seen = memory_zeroed(highlight->count, sizeof *chooser->seen);
	chooser->shown = memory_zeroed(highlight->count, sizeof *chooser->shown);
	for (size_t i = 0; i < highlight->count; i++)
		chooser->weights[i] = fixed(highlight->concepts[i].weight);
}

void chooser_release(struct chooser *chooser)
{
	hits_release(&chooser->hits);
	outline_release(&chooser->outline);
	free(chooser->weights);
	free(chooser->occurs);
	free(chooser->seen);
	free(chooser->shown);
}

/* ---- windows ---- */

static bool better(const struct window *a, const struct window *b)
{
	if (a->fresh != b->fresh)
		return a->fresh > b->fresh;
	if (a->coverage != b->coverage)
		return a->coverage > b->coverage;
	if (a->breaks != b->breaks)
		return a->breaks < b->breaks;
	if (a->mere != b->mere)
		return !a->mere;
	return a->span < b->span;
}

static bool is_taken(const struct chooser *chooser, size_t start, size_t end)
{
	for (size_t i = 0; i < chooser->taken_count; i++)
		if (start < chooser->taken[i].end && chooser->taken[i].start < end)
			return true;
	return false;
}

/* Whole sentences where they fit; else a part with the hits in its middle, or at an end of the sentences that is near. */
static void place(const struct chooser *chooser, struct window *window)
{
	size_t start = chooser->outline.sentences[window->from].start;
	size_t end = chooser->outline.sentences[window->to].end;
	size_t hits_end = window->hits_end, room;

	window->start = start;
	window->end = end;
	if (end - start <= PASSAGE_BYTES)
		return;
	if (hits_end - window->hits_start > PASSAGE_BYTES)
		hits_end = window->hits_start;
	room = (PASSAGE_BYTES - (hits_end - window->hits_start)) / 2;
	if (hits_end - start > PASSAGE_BYTES - PASSAGE_BYTES / 8 && window->hits_start - start > room) {
		size_t aim = end - window->hits_start <= PASSAGE_BYTES ? end - PASSAGE_BYTES : window->hits_start - room;

		window->start = border_forward(chooser->text, aim, window->hits_start);
	}
	if (end - window->start > PASSAGE_BYTES)
		window->end = border_backward(chooser->text, window->start + PASSAGE_BYTES, hits_end);
}

/* Takes the window that holds hits first to last as the best when it is better and free. */
static void propose(const struct chooser *chooser, struct window *best, struct window window)
{
	const struct sentence *from = &chooser->outline.sentences[window.from];
	const struct sentence *to = &chooser->outline.sentences[window.to];

	window.breaks = to->paragraph - from->paragraph + (from != to && to->end - from->start > PASSAGE_BYTES);
	window.mere = from == to && from->mere;
	if (best->coverage > 0 && !better(&window, best))
		return;
	place(chooser, &window);
	if (!is_taken(chooser, window.start, window.end))
		*best = window;
}

/* Whether every window from this hit is as good from the next one. */
static bool outdone(const struct chooser *chooser, size_t hit)
{
	const struct hit *this = &chooser->hits.list[hit], *next = this + 1;

	return hit + 1 < chooser->hits.count && next->concept == this->concept && next->sentence == this->sentence;
}

/* The windows that begin with one hit: one for each further concept that is near. */
static void propose_from(struct chooser *chooser, struct window *best, size_t first)
{
	const struct hit *hits = chooser->hits.list;
	const struct sentence *sentences = chooser->outline.sentences;
	struct window window = {.hits_start = hits[first].start, .from = hits[first].sentence, .to = hits[first].sentence};

	chooser->window++;
	for (size_t i = first; i < chooser->hits.count && window.coverage < chooser->all; i++) {
		uint32_t concept = hits[i].concept;

		if (i > first && (hits[i].end - window.hits_start > PASSAGE_BYTES || outdone(chooser, first)))
			return;
		if (hits[i].end > window.hits_end)
			window.hits_end = hits[i].end;
		while (window.to + 1 < chooser->outline.count && sentences[window.to].end < window.hits_end)
			if (sentences[++window.to].excluded)
				return;
		if (chooser->seen[concept] == chooser->window)
			continue;
		chooser->seen[concept] = chooser->window;
		window.coverage += chooser->weights[concept];
		window.fresh += chooser->shown[concept] ? 0 : chooser->weights[concept];
		window.span = hits[i].word - hits[first].word;
		propose(chooser, best, window);
	}
}

/* A short passage gets the sentences around it, those that follow first. */
static void extend(const struct chooser *chooser, struct window *window)
{
	const struct sentence *sentences = chooser->outline.sentences;

	while (window->end - window->start < PASSAGE_BYTES / 2) {
		const struct sentence *next = &sentences[window->to + 1], *previous = &sentences[window->from] - 1;

		if (window->to + 1 < chooser->outline.count && next->paragraph == next[-1].paragraph && !next->excluded &&
		    next->end - window->start <= PASSAGE_BYTES && !is_taken(chooser, next->start, next->end)) {
			window->end = next->end;
			window->to++;
		} else if (window->from > 0 && previous->paragraph == previous[1].paragraph && !previous->excluded &&
		           window->end - previous->start <= PASSAGE_BYTES &&
		           !is_taken(chooser, previous->start, previous->end)) {
			window->start = previous->start;
			window->from--;
		} else {
			return;
		}
	}
}

/* ---- choosing ---- */

/* A caption or a teaser that stands twice is shown once. */
static void exclude_twins(struct chooser *chooser, const struct mark *taken)
{
	struct sentence *sentences = chooser->outline.sentences;

	for (size_t i = 0; i < chooser->outline.count; i++) {
		uint32_t length = sentences[i].end - sentences[i].start;

		if (sentences[i].start < taken->start || sentences[i].end > taken->end)
			continue;
		for (size_t j = 0; j < chooser->outline.count; j++)
			if ((sentences[j].start < taken->start || sentences[j].start >= taken->end) &&
			    sentences[j].end - sentences[j].start == length &&
			    !memcmp(chooser->text + sentences[i].start, chooser->text + sentences[j].start, length))
				sentences[j].excluded = true;
	}
}

void chooser_ready(struct chooser *chooser)
{
	size_t sentence = 0;

	for (size_t i = 0; i < chooser->hits.count; i++) {
		struct hit *hit = &chooser->hits.list[i];

		while (sentence + 1 < chooser->outline.count && chooser->outline.sentences[sentence].end <= hit->start)
			sentence++;
		hit->sentence = (uint32_t)sentence;
		if (!chooser->occurs[hit->concept])
			chooser->all += chooser->weights[hit->concept];
		chooser->occurs[hit->concept] = true;
	}
	for (size_t i = 0; i < chooser->taken_count; i++)
		exclude_twins(chooser, &chooser->sentences_taken[i]);
}

struct window choose_window(struct chooser *chooser)
{
	struct window best = {0};

	for (size_t i = 0; i < chooser->hits.count; i++)
		if (!chooser->outline.sentences[chooser->hits.list[i].sentence].excluded)
			propose_from(chooser, &best, i);
	return best;
}

bool choose_lead(struct chooser *chooser, struct window *lead)
{
	const struct outline *outline = &chooser->outline;

	*lead = (struct window){.from = outline->count};
	for (size_t i = outline->count; i-- > 0;)
		if (!outline->sentences[i].excluded &&
		    (lead->from == outline->count || !outline->sentences[i].mere || outline->sentences[lead->from].mere))
			lead->from = i;
	if (lead->from == outline->count)
		return false;
	lead->to = lead->from;
	lead->mere = outline->sentences[lead->from].mere;
	lead->hits_start = lead->hits_end = outline->sentences[lead->from].start;
	place(chooser, lead);
	return true;
}

void chooser_take(struct chooser *chooser, const struct window *chosen, struct passage *out)
{
	const struct sentence *sentences = chooser->outline.sentences;
	struct window window = *chosen;
	struct mark *taken = &chooser->sentences_taken[chooser->taken_count];

	extend(chooser, &window);
	passage_make(out, chooser->text, window.start, window.end, &chooser->hits);
	out->cut_before = window.start > sentences[window.from].start;
	out->cut_after = window.end < sentences[window.to].end;
	for (size_t i = 0; i < chooser->hits.count; i++)
		if (chooser->hits.list[i].start >= window.start && chooser->hits.list[i].end <= window.end)
			chooser->shown[chooser->hits.list[i].concept] = true;
	*taken = (struct mark){.start = sentences[window.from].start, .end = sentences[window.to].end};
	chooser->taken[chooser->taken_count++] = (struct mark){.start = window.start, .end = window.end};
	exclude_twins(chooser, taken);
}
