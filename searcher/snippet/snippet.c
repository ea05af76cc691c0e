/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/snippet/snippet.h"

#include "searcher/snippet/choose.h"
#include "searcher/snippet/passage.h"
#include "searcher/snippet/survey.h"
#include "text/memory.h"

#include <stdlib.h>
#include <string.h>

/* What lies behind is not searched for passages: a bound on time and memory for what is no article. */
#define TEXT_MAX ((size_t)4 << 20)

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

/* Bytes of a text of that length that are looked at, whole characters. */
static size_t bounded_length(const char *text, size_t length)
{
	if (length <= TEXT_MAX)
		return length;
	for (length = TEXT_MAX; length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80;)
		length--;
	return length;
}

static void find_in_body(struct hits *hits, struct analyzer *analyzer, const char *language, const char *text, size_t length,
                         const struct origin *origin, const struct highlight *highlight)
{
	if (highlight->count == 0)
		return;
	analyzer_begin(analyzer, known_language(language));
	hits_sift(analyzer, highlight);
	analyzer_add(analyzer, FIELD_BODY, text + origin->start, length);
	hits_find(hits, analyzer_end(analyzer), FIELD_BODY, origin, highlight);
}

/* ---- reading ---- */

/* A text of which some parts have been read for the chooser. */
struct reader {
	struct analyzer *analyzer;
	const struct article *article;
	const struct snippet_text *text;
	const struct highlight *highlight;
	struct text_part *list; /* of the text, those that are looked at; what stands across a border joins two */
	size_t parts;
	bool *read;   /* which of them have been */
	bool failed;  /* the text cannot be read */
	struct survey survey;
	size_t reach; /* words of a passage, about */
	struct prospect *prospects; /* of each part */
	struct chooser chooser;
};

/* Whether a phrase begins before the word and ends behind it. *next: the first occurrence not asked for yet; words ascend. */
static bool stands_across(const struct survey *survey, size_t word, size_t *next)
{
	bool across = false;

	for (; *next < survey->count && survey->list[*next].word < word; ++*next)
		across |= survey->list[*next].end > word;
	return across;
}

static void join_parts(struct reader *reader)
{
	size_t joined = 0, next = 0;

	for (size_t i = 0; i < reader->parts; i++)
		if (i > 0 && stands_across(&reader->survey, reader->list[i].words, &next))
			reader->list[joined - 1].end = reader->list[i].end;
		else
			reader->list[joined++] = reader->list[i];
	reader->parts = joined;
}

static void reader_init(struct reader *reader)
{
	const struct text_part *list = reader->text->parts;
	size_t last = reader->text->part_count;

	while (last > 1 && list[last - 1].end > TEXT_MAX)
		last--;
	reader->parts = last;
	reader->list = memory_new(last * sizeof *reader->list);
	memcpy(reader->list, list, last * sizeof *reader->list);
	reader->read = memory_zeroed(last, sizeof *reader->read);
	reader->prospects = memory_zeroed(last, sizeof *reader->prospects);
	chooser_init(&reader->chooser, reader->highlight);
	if (last < 2)
		return;
	survey_make(&reader->survey, reader->text->stream, reader->text->stream_length, reader->highlight);
	/* Where words are short, more of them are as near as a passage is long. */
	reader->reach = PASSAGE_BYTES * 5 / 4 * list[last - 1].words / list[last - 1].start + 1;
	join_parts(reader);
}

static void reader_release(struct reader *reader)
{
	free(reader->list);
	free(reader->read);
	free(reader->prospects);
	survey_release(&reader->survey);
	chooser_release(&reader->chooser);
}

/* Has the text up to the part's end at hand; returns the end. 0: it cannot be read. */
static size_t unpack(struct reader *reader, size_t part)
{
	size_t end = reader->list[part].end;
	const char *text = reader->text->read(reader->text->context, end);

	if (!text) {
		reader->failed = true;
		return 0;
	}
	reader->chooser.text = text;
	return bounded_length(text, end);
}

/* Puts hits of a part among those of the parts around it. */
static void add_hits(struct hits *to, const struct hits *from)
{
	size_t at = to->count;

	if (from->count == 0)
		return;
	while (at > 0 && to->list[at - 1].start > from->list[0].start)
		at--;
	to->capacity = to->count + from->count;
	to->list = memory_resize(to->list, to->capacity, sizeof *to->list);
	memmove(&to->list[at + from->count], &to->list[at], (to->count - at) * sizeof *to->list);
	memcpy(&to->list[at], from->list, from->count * sizeof *to->list);
	to->count += from->count;
}

/* Finds the hits of a part. */
static void read_part(struct reader *reader, size_t part)
{
	const struct text_part *this = &reader->list[part];
	struct origin origin = {this->start, this->words};
	struct hits hits = {0};
	size_t end;

	if (reader->read[part] || (end = unpack(reader, part)) == 0)
		return;
	reader->read[part] = true;
	find_in_body(&hits, reader->analyzer, reader->article->language, reader->chooser.text, end - this->start, &origin,
	             reader->highlight);
	add_hits(&reader->chooser.hits, &hits);
	hits_release(&hits);
}

/* Finds the sentences of the parts [from, to), which follow each other, behind those that are there. */
static void outline_parts(struct reader *reader, size_t from, size_t to, const struct hits *hits)
{
	const struct text_part *list = reader->list;
	size_t end = unpack(reader, to - 1);

	if (end > 0)
		outline_add(&reader->chooser.outline, reader->analyzer, reader->chooser.text, list[from].start, end,
		            reader->article->title, hits);
}

/* Has the chooser know the sentences of all parts that were read. */
static void outline_all(struct reader *reader)
{
	outline_release(&reader->chooser.outline);
	for (size_t from = 0, to; from < reader->parts; from = to + 1) {
		for (to = from; to < reader->parts && reader->read[to];)
			to++;
		if (to > from && reader->chooser.hits.count > 0)
			outline_parts(reader, from, to, &reader->chooser.hits);
	}
	chooser_ready(&reader->chooser);
}

/* ---- which parts to read ---- */

/* The word behind the part's last one, as far as is known. */
static size_t last_word(const struct reader *reader, size_t part)
{
	return part + 1 < reader->parts ? reader->list[part + 1].words : SIZE_MAX;
}

static void find_prospects(struct reader *reader)
{
	for (size_t i = 0; i < reader->parts; i++)
		reader->prospects[i] = survey_prospect(&reader->survey, &reader->chooser, reader->list[i].words,
		                                       last_word(reader, i), reader->reach);
}

/* Whether a window of the part could be chosen before the one that is the best so far. */
static bool beats(const struct reader *reader, size_t part, const struct window *best)
{
	const struct prospect *prospect = &reader->prospects[part];

	if (prospect->coverage == 0)
		return false;
	if (prospect->fresh != best->fresh)
		return prospect->fresh > best->fresh;
	if (prospect->coverage != best->coverage)
		return prospect->coverage > best->coverage;
	if (best->breaks > 0 || best->mere || prospect->span != best->span)
		return best->breaks > 0 || best->mere || prospect->span < best->span;
	return reader->list[part].start < best->hits_start;
}

/* The part that has not been read and promises most; reader->parts when none may beat the best. */
static size_t most_promising(const struct reader *reader, const struct window *best)
{
	size_t most = reader->parts;

	for (size_t i = 0; i < reader->parts; i++)
		if (!reader->read[i] && beats(reader, i, best) &&
		    (most == reader->parts || prospect_is_better(&reader->prospects[i], &reader->prospects[most])))
			most = i;
	return most;
}

/* Reads the most promising parts; false when nothing better than the best may stand anywhere. */
static bool read_more(struct reader *reader, const struct window *best, size_t parts)
{
	bool any = false;

	for (size_t part; parts > 0 && !reader->failed && (part = most_promising(reader, best)) < reader->parts; parts--) {
		size_t last = reader->prospects[part].last;

		for (size_t i = part; i < reader->parts && (i == part || reader->list[i].words <= last); i++)
			read_part(reader, i);
		any = true;
	}
	if (any)
		outline_all(reader);
	return any && !reader->failed;
}

/* The best window of all: what is read in vain doubles, so that it is not done often. */
static struct window best_window(struct reader *reader)
{
	struct window best;

	find_prospects(reader);
	best = choose_window(&reader->chooser);
	for (size_t parts = 1; read_more(reader, &best, parts); parts *= 4)
		best = choose_window(&reader->chooser);
	return best;
}

/* ---- the whole ---- */

/* Whether the passage says something else than all before it: sentences may differ in their white space, or where they are not shown. */
static bool is_new(const struct passage *passages, size_t index)
{
	for (size_t i = 0; i < index; i++)
		if (!strcmp(passages[i].text, passages[index].text))
			return false;
	return true;
}

static size_t choose_all(struct reader *reader, size_t wanted, struct passage *out)
{
	size_t made = 0;

	if (reader->survey.count == 0) { /* the stream has one reading of each word, the text may have another */
		read_part(reader, 0);
		outline_all(reader);
	}
	while (made < wanted && reader->chooser.taken_count < PASSAGES_MAX) {
		struct window best = best_window(reader);

		if (best.coverage == 0 || reader->failed)
			break;
		chooser_take(&reader->chooser, &best, &out[made]);
		if (is_new(out, made))
			made++;
		else
			passage_release(&out[made]);
	}
	return made;
}

/* The first sentences of an article that holds nothing to be marked, or all of that in the headline's repetition. */
static size_t make_lead(struct reader *reader, struct passage *out)
{
	struct hits none = {0};
	struct window lead;

	outline_release(&reader->chooser.outline);
	for (size_t i = 0; i < reader->parts && !reader->failed; i++) {
		outline_parts(reader, i, i + 1, &none);
		if (!reader->failed && choose_lead(&reader->chooser, &lead) && (!lead.mere || i + 1 == reader->parts)) {
			chooser_take(&reader->chooser, &lead, out);
			return 1;
		}
	}
	return 0;
}

static const char *read_whole(void *context, size_t end)
{
	const struct article *article = context;

	(void)end;
	return article->text;
}

size_t snippet_make(struct analyzer *analyzer, const struct article *article, const struct snippet_text *text,
                    const struct highlight *highlight, size_t wanted, struct passage *out)
{
	struct text_part all = {0, article->text ? strlen(article->text) : 0, 0};
	struct snippet_text whole = {.parts = &all, .part_count = all.end > 0, .read = read_whole, .context = (void *)article};
	struct reader reader = {.analyzer = analyzer, .article = article, .text = text ? text : &whole, .highlight = highlight};
	size_t made;

	if (reader.text->part_count == 0 || wanted == 0)
		return 0;
	reader_init(&reader);
	made = choose_all(&reader, wanted, out);
	if (made == 0)
		made = make_lead(&reader, out);
	reader_release(&reader);
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
	size_t length = article->text ? bounded_length(article->text, strlen(article->text)) : 0, count = 0, capacity = 0;

	*out = NULL;
	if (length > 0)
		find_in_body(&hits, analyzer, article->language, article->text, length, &(struct origin){0}, highlight);
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
		hits_find(&hits, analyzer_end(analyzer), FIELD_TITLE, &(struct origin){0}, highlight);
	}
	passage_make(out, line, 0, length, &hits);
	hits_release(&hits);
}
