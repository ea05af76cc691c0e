/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/snippet/snippet.h"

#include "searcher/snippet/hits.h"
#include "searcher/snippet/outline.h"
#include "searcher/snippet/passage.h"
#include "text/memory.h"

#include <stdlib.h>
#include <string.h>

/* What lies behind is not searched for passages: a bound on time and memory for what is no article. */
#define TEXT_MAX (4u << 20)

/* Choosing goes through the whole article for each passage. */
#define PASSAGES_MAX 32

/* A passage that some hits ask for: from the sentence of the first to that of the last, cut when they are too long. */
struct window {
	uint32_t hits_start, hits_end; /* what it must hold */
	size_t from, to;               /* sentences */
	size_t start, end;             /* bytes */
	/* In the order in which windows are compared: */
	uint64_t fresh;    /* weight of its concepts that no passage has shown */
	uint64_t coverage; /* weight of its concepts */
	size_t breaks;     /* borders that it should not cross */
	bool mere;
	uint32_t span;     /* from the first hit to the last */
};

struct chooser {
	const char *text;
	struct hits hits;
	struct outline outline;
	uint64_t *weights;   /* of each concept, in fixed point: sums do not depend on their order */
	uint64_t all;        /* weight of the concepts that occur at all */
	uint32_t *seen;      /* the last window that each concept was seen in */
	uint32_t window;     /* number of the window */
	bool *shown;         /* concepts */
	struct mark taken[PASSAGES_MAX]; /* bytes of the passages made */
	size_t taken_count;
};

void highlight_release(struct highlight *highlight)
{
	for (size_t i = 0; i < highlight->count; i++)
		phrase_release(&highlight->concepts[i].phrase);
	free(highlight->concepts);
	*highlight = (struct highlight){0};
}

static const char *known_language(const char *language)
{
	return language && *language ? language : "en";
}

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
		window.span = hits[i].start - window.hits_start;
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

/* A caption or a teaser that stands twice is shown once. */
static void exclude_twins(struct chooser *chooser, const struct window *window)
{
	struct sentence *sentences = chooser->outline.sentences;

	for (size_t i = window->from; i <= window->to; i++) {
		uint32_t length = sentences[i].end - sentences[i].start;

		for (size_t j = 0; j < chooser->outline.count; j++)
			if ((j < window->from || j > window->to) && sentences[j].end - sentences[j].start == length &&
			    !memcmp(chooser->text + sentences[i].start, chooser->text + sentences[j].start, length))
				sentences[j].excluded = true;
	}
}

static void take(struct chooser *chooser, const struct window *window, struct passage *out)
{
	const struct sentence *sentences = chooser->outline.sentences;

	passage_make(out, chooser->text, window->start, window->end, &chooser->hits);
	out->cut_before = window->start > sentences[window->from].start;
	out->cut_after = window->end < sentences[window->to].end;
	for (size_t i = 0; i < chooser->hits.count; i++)
		if (chooser->hits.list[i].start >= window->start && chooser->hits.list[i].end <= window->end)
			chooser->shown[chooser->hits.list[i].concept] = true;
	chooser->taken[chooser->taken_count++] = (struct mark){.start = window->start, .end = window->end};
}

/* Whether the passage says something else than all before it: sentences may differ in their white space, or where they are not shown. */
static bool is_new(const struct passage *passages, size_t index)
{
	for (size_t i = 0; i < index; i++)
		if (!strcmp(passages[i].text, passages[index].text))
			return false;
	return true;
}

/* False when nothing is left to be shown. */
static bool choose(struct chooser *chooser, struct passage *out)
{
	struct window best = {0};

	for (size_t i = 0; i < chooser->hits.count; i++)
		if (!chooser->outline.sentences[chooser->hits.list[i].sentence].excluded)
			propose_from(chooser, &best, i);
	if (best.coverage == 0)
		return false;
	extend(chooser, &best);
	take(chooser, &best, out);
	exclude_twins(chooser, &best);
	return true;
}

/* The first sentences of an article that holds nothing to be marked. */
static bool choose_lead(struct chooser *chooser, struct passage *out)
{
	const struct outline *outline = &chooser->outline;
	struct window lead = {.from = outline->count};

	for (size_t i = outline->count; i-- > 0;)
		if (!outline->sentences[i].excluded &&
		    (lead.from == outline->count || !outline->sentences[i].mere || outline->sentences[lead.from].mere))
			lead.from = i;
	if (lead.from == outline->count)
		return false;
	lead.to = lead.from;
	lead.hits_start = lead.hits_end = outline->sentences[lead.from].start;
	place(chooser, &lead);
	extend(chooser, &lead);
	take(chooser, &lead, out);
	return true;
}

/* A weight in fixed point, at least 1. */
static uint64_t fixed(double weight)
{
	double scaled = weight * 65536;

	return scaled > 1 ? scaled < 1e12 ? (uint64_t)scaled : (uint64_t)1e12 : 1;
}

/* Gives each hit its sentence and each concept its weight. */
static void prepare(struct chooser *chooser, const struct highlight *highlight)
{
	size_t sentence = 0;

	chooser->weights = memory_zeroed(highlight->count, sizeof *chooser->weights);
	chooser->seen = memory_zeroed(highlight->count, sizeof *chooser->seen);
	chooser->shown = memory_zeroed(highlight->count, sizeof *chooser->shown);
	for (size_t i = 0; i < chooser->hits.count; i++) {
		struct hit *hit = &chooser->hits.list[i];

		while (sentence + 1 < chooser->outline.count && chooser->outline.sentences[sentence].end <= hit->start)
			sentence++;
		hit->sentence = (uint32_t)sentence;
		if (chooser->weights[hit->concept] == 0) {
			chooser->weights[hit->concept] = fixed(highlight->concepts[hit->concept].weight);
			chooser->all += chooser->weights[hit->concept];
		}
	}
}

static void chooser_release(struct chooser *chooser)
{
	hits_release(&chooser->hits);
	outline_release(&chooser->outline);
	free(chooser->weights);
	free(chooser->seen);
	free(chooser->shown);
}

/* Bytes of the text that are looked at, whole characters. */
static size_t bounded_length(const char *text)
{
	size_t length = strnlen(text, TEXT_MAX);

	if (length == TEXT_MAX)
		while (length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80)
			length--;
	return length;
}

static void find_in_body(struct hits *hits, struct analyzer *analyzer, const struct article *article, size_t length,
                         const struct highlight *highlight)
{
	if (highlight->count == 0)
		return;
	analyzer_begin(analyzer, known_language(article->language));
	hits_sift(analyzer, highlight);
	analyzer_add(analyzer, FIELD_BODY, article->text, length);
	hits_find(hits, analyzer_end(analyzer), FIELD_BODY, highlight);
}

static size_t choose_all(struct chooser *chooser, size_t wanted, struct passage *out)
{
	size_t made = 0;

	while (made < wanted && chooser->taken_count < PASSAGES_MAX && choose(chooser, &out[made]))
		if (is_new(out, made))
			made++;
		else
			passage_release(&out[made]);
	return made;
}

size_t snippet_make(struct analyzer *analyzer, const struct article *article, const struct highlight *highlight,
                    size_t wanted, struct passage *out)
{
	struct chooser chooser = {.text = article->text};
	size_t length, made;

	if (!article->text || wanted == 0)
		return 0;
	length = bounded_length(article->text);
	find_in_body(&chooser.hits, analyzer, article, length, highlight);
	outline_make(&chooser.outline, analyzer, article->text, length, article->title, &chooser.hits);
	prepare(&chooser, highlight);
	made = choose_all(&chooser, wanted, out);
	if (made == 0 && chooser.hits.count > 0) { /* all in the headline's repetition */
		outline_release(&chooser.outline);
		outline_make(&chooser.outline, analyzer, article->text, length, article->title, &(struct hits){0});
	}
	if (made == 0 && choose_lead(&chooser, &out[0]))
		made = 1;
	chooser_release(&chooser);
	return made;
}

/* Where the paragraph that begins at `at` ends: before the next line feed or at length. */
static size_t paragraph_end(const char *text, size_t at, size_t length)
{
	const char *feed = memchr(text + at, '\n', length - at);

	return feed ? (size_t)(feed - text) : length;
}

size_t snippet_whole(struct analyzer *analyzer, const struct article *article, const struct highlight *highlight,
                     struct passage **out)
{
	struct hits hits = {0};
	size_t length = article->text ? bounded_length(article->text) : 0, count = 0, capacity = 0;

	*out = NULL;
	if (length > 0)
		find_in_body(&hits, analyzer, article, length, highlight);
	for (size_t at = 0, end; at < length; at = end + 1) {
		end = paragraph_end(article->text, at, length);
		if (end == at)
			continue;
		if (count == capacity) {
			capacity = capacity * 2 + 16;
			*out = memory_resize(*out, capacity, sizeof **out);
		}
		(*out)[count] = (struct passage){0};
		passage_make(&(*out)[count++], article->text, at, end, &hits);
	}
	hits_release(&hits);
	return count;
}

void snippet_line(struct analyzer *analyzer, const char *line, const char *language, const struct highlight *highlight,
                  struct passage *out)
{
	struct hits hits = {0};
	size_t length;

	line = line ? line : "";
	length = strlen(line);
	if (highlight->count > 0) {
		analyzer_begin(analyzer, known_language(language));
		hits_sift(analyzer, highlight);
		analyzer_add(analyzer, FIELD_TITLE, line, length);
		hits_find(&hits, analyzer_end(analyzer), FIELD_TITLE, highlight);
	}
	passage_make(out, line, 0, length, &hits);
	hits_release(&hits);
}
