/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/extract/html_text.h"

#include "indexer/extract/judge.h"
#include "text/date.h"
#include "text/memory.h"

#include <stdlib.h>
#include <string.h>

/* A refrain may come again; a paragraph or caption of this many characters is the page's doing. */
#define REPEATED_CHARS 40
#define REPEATED_PART 3

/* A page whose article is shorter may be no article: a list of headlines, a search. More of it is taken then. */
#define ARTICLE_CHARS 120
#define DOUBTFUL_SCORE (-SCORE_UNIT)

/* A longer cell of a table is a paragraph: the table is there for the page's layout. */
#define CELL_CHARS 100

#define BYLINE_WORDS 8

#define HEADINGS (1u << TAG_HEADING_1 | 1u << TAG_HEADING_2 | 1u << TAG_HEADING_3)

static size_t choose_above(const struct measures *measures, const int *scores, int least, bool *chosen)
{
	size_t chars = 0;

	for (size_t i = 0; i < measures->markup->block_count; i++) {
		chosen[i] = scores[i] > least;
		chars += chosen[i] ? measures->blocks[i].chars : 0;
	}
	return chars;
}

/* What reads as running text, whatever was thought of it; when there is none, all that is seen. */
static void choose_prose(const struct measures *measures, bool *chosen)
{
	bool any = measures->elements[0].prose > 0;

	for (size_t i = 0; i < measures->markup->block_count; i++)
		chosen[i] = !any || measures->blocks[i].prose;
}

/* The headline is the article's title; its text is what comes below, if anything does. Headings above it, and those that lead home, are the site's. */
static void drop_title(const struct measures *measures, bool *chosen)
{
	size_t title = measures->title, i = title + 1;
	bool shown = title < measures->markup->block_count && measures->blocks[title].ancestors & HEADINGS;

	for (size_t k = 0; k < measures->markup->block_count; k++)
		if (measures->blocks[k].ancestors & HEADINGS && (measures->blocks[k].flags & MARKUP_HOME || (shown && k < title)))
			chosen[k] = false;
	while (i < measures->markup->block_count && !chosen[i])
		i++;
	if (i < measures->markup->block_count && shown)
		chosen[title] = false;
}

/* A date and nothing else, in any order; with two digits for the year, it is none inside a text. */
static bool is_date(const struct measures *measures, size_t i)
{
	const struct markup_block *block = &measures->markup->blocks[i];
	const char *text = markup_text(measures->markup, block);
	struct date date;

	return measures->blocks[i].has_digit &&
	       (date_parse_as(&date, text, block->length, DATE_DAY_FIRST) || date_parse_as(&date, text, block->length, DATE_MONTH_FIRST)) &&
	       date.precision >= DATE_DAY;
}

/* Lines before the text that say who wrote it and when: they are the article's author and date. */
static void drop_byline(const struct measures *measures, bool *chosen)
{
	size_t first = 0, count = measures->markup->block_count;

	while (first < count && !(chosen[first] && measures->blocks[first].prose))
		first++;
	for (size_t i = 0; i < first && first < count; i++) {
		const struct block_measure *block = &measures->blocks[i];
		bool byline = block->hits.kinds & (1u << PHRASE_BYLINE | 1u << PHRASE_UPDATED) || block->classes_near >> CLASS_AUTHOR & 1;

		if (block->words <= BYLINE_WORDS && (byline || block->has_date || is_date(measures, i)))
			chosen[i] = false;
	}
}

/* "Source: Xinhua", "(AFP)", "Last update: 6 March 2025, 14:49". */
static bool is_signature(const struct block_measure *block)
{
	if (block->hits.kinds & 1u << PHRASE_UPDATED && block->has_date)
		return block->words <= 2 * BYLINE_WORDS;
	return block->words <= BYLINE_WORDS && block->hits.kinds & (1u << PHRASE_SOURCE | 1u << PHRASE_AGENCY);
}

/* Lines behind the text that say where it comes from, and when it was changed. */
static void drop_signature(const struct measures *measures, bool *chosen)
{
	size_t first = 0;

	while (first < measures->markup->block_count && !(chosen[first] && measures->blocks[first].prose))
		first++;
	if (first == measures->markup->block_count)
		return;
	for (size_t i = measures->markup->block_count; i-- > 0;) {
		if (i == first)
			return;
		if (!chosen[i])
			continue;
		if (!is_signature(&measures->blocks[i]))
			return;
		chosen[i] = false;
	}
}

bool *html_choose(const struct measures *measures, const struct head *head)
{
	size_t count = measures->markup->block_count;
	int *scores = memory_new(count * sizeof *scores);
	bool *chosen = memory_new(count * sizeof *chosen);
	struct evidence evidence = {head->description, head->body};

	judge_blocks(&judge_weights, measures, &evidence, scores, NULL);
	if (choose_above(measures, scores, 0, chosen) < ARTICLE_CHARS &&
	    choose_above(measures, scores, DOUBTFUL_SCORE, chosen) == 0)
		choose_prose(measures, chosen);
	drop_title(measures, chosen);
	drop_byline(measures, chosen);
	drop_signature(measures, chosen);
	free(scores);
	return chosen;
}

/* Whether both are short cells of one row. */
static bool shares_row(const struct measures *measures, size_t one, size_t other)
{
	const struct markup *markup = measures->markup;
	const struct markup_element *elements = markup->elements;
	uint32_t first = markup->blocks[one].element, second = markup->blocks[other].element;

	return elements[first].tag == TAG_CELL && elements[second].tag == TAG_CELL &&
	       elements[first].parent == elements[second].parent && measures->blocks[one].chars < CELL_CHARS &&
	       measures->blocks[other].chars < CELL_CHARS;
}

/* Blocks by the hashes of their text: index + 1, open addressing, 0 is free. */
struct seen {
	uint32_t *slots;
	size_t mask;
};

static void seen_init(struct seen *seen, size_t count)
{
	size_t size = 64;

	while (size < count * 2)
		size *= 2;
	*seen = (struct seen){memory_zeroed(size, sizeof *seen->slots), size - 1};
}

/* The first block that was added with the text of block i, which may be i itself. */
static size_t seen_add(struct seen *seen, const struct block_measure *blocks, size_t i)
{
	size_t slot = blocks[i].hash & seen->mask;

	for (; seen->slots[slot]; slot = (slot + 1) & seen->mask)
		if (blocks[seen->slots[slot] - 1].hash == blocks[i].hash)
			return seen->slots[slot] - 1;
	seen->slots[slot] = (uint32_t)i + 1;
	return i;
}

static bool may_repeat(const struct measures *measures, const bool *chosen, size_t i)
{
	return chosen[i] && measures->blocks[i].chars >= REPEATED_CHARS;
}

/*
 * Marks repeated paragraphs as not chosen. But where every third paragraph that
 * stands beside the others is a repetition, it is the author's: a litany, a refrain.
 */
static void drop_repeated(const struct measures *measures, bool *chosen)
{
	const struct markup *markup = measures->markup;
	uint32_t *paragraphs = memory_zeroed(markup->element_count, sizeof *paragraphs);
	uint32_t *repeated = memory_zeroed(markup->element_count, sizeof *repeated);
	size_t *first = memory_zeroed(markup->block_count, sizeof *first);
	struct seen seen;

	seen_init(&seen, markup->block_count);
	for (size_t i = 0; i < markup->block_count; i++) {
		uint32_t beside = markup->elements[markup->blocks[i].element].parent;

		if (!may_repeat(measures, chosen, i) || beside == NO_ELEMENT)
			continue;
		first[i] = seen_add(&seen, measures->blocks, i);
		paragraphs[beside]++;
		if (first[i] != i && markup->elements[markup->blocks[first[i]].element].parent == beside)
			repeated[beside]++;
	}
	for (size_t i = 0; i < markup->block_count; i++) {
		uint32_t beside = markup->elements[markup->blocks[i].element].parent;

		if (may_repeat(measures, chosen, i) && beside != NO_ELEMENT && first[i] != i &&
		    repeated[beside] * REPEATED_PART < paragraphs[beside])
			chosen[i] = false;
	}
	free(seen.slots);
	free(first);
	free(paragraphs);
	free(repeated);
}

/* The bytes of a teaser's text before the dots that say that it goes on elsewhere; 0 where there are none. */
static size_t length_before_dots(const char *text, size_t length)
{
	while (length && strchr(" ])", text[length - 1]))
		length--;
	if (length >= 3 && (!memcmp(text + length - 3, "…", 3) || !memcmp(text + length - 3, "...", 3)))
		length -= 3;
	else
		return 0;
	while (length && strchr(" [(.", text[length - 1]))
		length--;
	return length;
}

/* A paragraph that came before in full, cut short: a teaser of the article itself, for those who share it. */
static void drop_cut_short(const struct measures *measures, bool *chosen)
{
	const struct markup *markup = measures->markup;
	const char *lead = NULL;
	size_t lead_length = 0;

	for (size_t i = 0; i < markup->block_count; i++) {
		const struct markup_block *block = &markup->blocks[i];
		const char *text = markup_text(markup, block);
		size_t length = length_before_dots(text, block->length);

		if (!chosen[i] || measures->blocks[i].chars < REPEATED_CHARS)
			continue;
		if (!lead) {
			lead = text;
			lead_length = block->length;
		} else if (length && length < lead_length && !memcmp(text, lead, length)) {
			chosen[i] = false;
		}
	}
}

void html_write(struct buffer *out, const struct measures *measures, bool *chosen)
{
	const struct markup *markup = measures->markup;
	size_t last = markup->block_count;

	if (chosen) {
		drop_repeated(measures, chosen);
		drop_cut_short(measures, chosen);
	}
	for (size_t i = 0; i < markup->block_count; i++) {
		if (chosen && !chosen[i])
			continue;
		if (out->length)
			buffer_add_string(out, last < i && shares_row(measures, last, i) ? " " : "\n\n");
		buffer_add(out, markup_text(markup, &markup->blocks[i]), markup->blocks[i].length);
		last = i;
	}
}
