/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/extract/features.h"

#include "indexer/extract/bucket.h"
#include "text/memory.h"

#include <stdlib.h>
#include <string.h>

#define COUNT_OF(list) (sizeof(list) / sizeof *(list))

static uint8_t chars_bucket(uint32_t chars)
{
	return BUCKET(chars, 4, 10, 18, 30, 50, 80, 120, 180, 280, 450, 800);
}

static uint8_t chars_6(uint32_t chars)
{
	return BUCKET(chars, 12, 30, 70, 140, 300);
}

static uint8_t share_bucket(uint64_t part, uint64_t whole)
{
	return whole ? BUCKET(part * 100 / whole, 3, 12, 30, 55, 85) : 0;
}

static bool is_heading(const struct block_measure *block)
{
	return block->ancestors & (1u << TAG_HEADING_1 | 1u << TAG_HEADING_2 | 1u << TAG_HEADING_3 | 1u << TAG_HEADING_4);
}

/* What a neighbour looks like: 0 there is none, 1 and 2 headings, else by length and links. */
static uint8_t shape(const struct measures *measures, size_t i)
{
	const struct block_measure *block;

	if (i >= measures->markup->block_count)
		return 0;
	block = &measures->blocks[i];
	if (is_heading(block))
		return block->link_share > 50 ? 2 : 1;
	return (uint8_t)(3 + 2 * BUCKET(block->chars, 15, 45, 100, 200) + (block->link_share > 40) - (block->link_share > 40 && block->chars >= 200));
}

static uint8_t kind_of(const struct measures *measures, size_t i)
{
	return i < measures->markup->block_count ? measures->markup->elements[measures->markup->blocks[i].element].tag : TAG_COUNT;
}

/* Where an element lies as seen from another one: 0 it, 1..3 deeper and deeper inside, 4..8 further and further out. */
static uint8_t relation(const struct markup *markup, uint32_t element, uint32_t seen_from)
{
	uint32_t at = seen_from;
	uint8_t steps = 0;

	if (element == seen_from)
		return 0;
	if (element > seen_from && element < markup->elements[seen_from].end) {
		unsigned deeper = markup->elements[element].depth - markup->elements[seen_from].depth;

		return deeper == 1 ? 1 : deeper <= 3 ? 2 : 3;
	}
	while (at && steps < 4 && !(element >= at && element < markup->elements[at].end)) {
		at = markup->elements[at].parent;
		steps++;
	}
	return (uint8_t)(4 + steps);
}

/* 2: the block stands in the text, or begins with it; 1: it is too short to tell; 0: it does not. */
static uint8_t found_in(const char *text, size_t length, const char *whole)
{
	size_t part = length < 48 ? length : 48;

	if (length < 12)
		return 1;
	while (part < length && ((unsigned char)text[part] & 0xC0) == 0x80)
		part--;
	return memmem(whole, strlen(whole), text, part) ? 2 : 0;
}

static void of_text(const struct measures *measures, const struct evidence *evidence, size_t i, uint8_t *values)
{
	const struct block_measure *block = &measures->blocks[i];
	const struct markup_block *where = &measures->markup->blocks[i];
	const char *text = markup_text(measures->markup, where);
	uint8_t linked = BUCKET(block->link_share, 1, 15, 35, 60, 90, 100);

	values[FEATURE_kind] = kind_of(measures, i);
	values[FEATURE_chars] = chars_bucket(block->chars);
	values[FEATURE_linked] = linked;
	values[FEATURE_kind_linked] = (uint8_t)(values[FEATURE_kind] * 3 + BUCKET(block->link_share, 35, 90));
	values[FEATURE_chars_linked] = (uint8_t)(values[FEATURE_chars] * 4 + BUCKET(block->link_share, 5, 40, 95));
	values[FEATURE_ending] = block->ending;
	values[FEATURE_ending_chars] = (uint8_t)(block->ending * 6 + chars_6(block->chars));
	values[FEATURE_commas] = BUCKET(block->commas, 1, 2, 3, 6);
	values[FEATURE_stops] = BUCKET(block->stops, 1, 2, 3, 6);
	values[FEATURE_capitals] = block->words ? BUCKET(block->capitals * 100 / block->words, 5, 20, 40, 70, 95) : 0;
	values[FEATURE_digits] = block->chars ? BUCKET(block->digits * 100 / block->chars, 1, 8, 25, 50) : 0;
	values[FEATURE_links] = BUCKET(where->links, 1, 2, 5);
	values[FEATURE_bold] = where->bold * 10 >= where->length * 9 ? 2 : where->bold > 0;
	values[FEATURE_lower] = block->lower;
	values[FEATURE_bar] = block->has_bar;
	values[FEATURE_mark] = block->has_mark;
	values[FEATURE_date] = block->has_date ? 1 + BUCKET(block->chars, 30, 80) : 0;
	values[FEATURE_copies] = BUCKET(block->copies, 1, 2);
	values[FEATURE_described] = evidence->description ? found_in(text, where->length, evidence->description) : 1;
	values[FEATURE_in_data] = evidence->body ? 1 + found_in(text, where->length, evidence->body) : 0;
	values[FEATURE_is_title] = block->has_title ? 1 + (i == measures->title) : 0;
}

static void of_phrases(const struct block_measure *block, uint8_t *values)
{
	for (int kind = PHRASE_NAVIGATION; kind <= PHRASE_AGENCY; kind++)
		values[FEATURE_navigation + kind] = block->hits.kinds >> kind & 1;
	values[FEATURE_notices] = (uint8_t)(block->hits.notices < 3 ? block->hits.notices : 3);
}

static void of_surroundings(const struct measures *measures, size_t i, uint8_t *values)
{
	static const struct {
		uint8_t feature, tag;
	} inside[] = {{FEATURE_in_nav, TAG_NAV}, {FEATURE_in_header, TAG_HEADER}, {FEATURE_in_footer, TAG_FOOTER},
	              {FEATURE_in_aside, TAG_ASIDE}, {FEATURE_in_form, TAG_FORM}, {FEATURE_in_figure, TAG_FIGURE},
	              {FEATURE_in_table, TAG_TABLE}, {FEATURE_in_quote, TAG_QUOTE}, {FEATURE_in_address, TAG_ADDRESS},
	              {FEATURE_in_custom, TAG_CUSTOM}, {FEATURE_in_caption, TAG_CAPTION}, {FEATURE_in_pre, TAG_PREFORMATTED},
	              {FEATURE_in_paragraph, TAG_PARAGRAPH}};
	static const struct {
		uint8_t feature;
		uint16_t flag;
	} flags[] = {{FEATURE_hidden, MARKUP_HIDDEN}, {FEATURE_button, MARKUP_BUTTON}, {FEATURE_time, MARKUP_TIME},
	             {FEATURE_code, MARKUP_CODE}, {FEATURE_aside_role, MARKUP_ASIDE}, {FEATURE_main_role, MARKUP_MAIN},
	             {FEATURE_named, MARKUP_NAMED}, {FEATURE_breaks, MARKUP_BREAK}};
	const struct block_measure *block = &measures->blocks[i];

	for (size_t k = 0; k < COUNT_OF(inside); k++)
		values[inside[k].feature] = block->ancestors >> inside[k].tag & 1;
	for (size_t k = 0; k < COUNT_OF(flags); k++)
		values[flags[k].feature] = (block->flags & flags[k].flag) != 0;
	values[FEATURE_in_heading] = is_heading(block);
	values[FEATURE_in_list] = block->ancestors >> TAG_LIST & 1 ? (uint8_t)(1 + BUCKET(block->link_share, 30, 90)) : 0;
	values[FEATURE_item_body] = !measures->bodies ? 0 : block->flags & MARKUP_BODY ? 2 : 1;
	values[FEATURE_article] = !measures->articles                      ? 0
	                          : !(block->ancestors >> TAG_ARTICLE & 1) ? 1
	                          : measures->articles == 1                ? 2
	                                                                   : 3;
	values[FEATURE_main] = !measures->mains ? 0 : block->ancestors >> TAG_MAIN & 1 ? 2 : 1;
	for (int word = 0; word < CLASS_WORD_COUNT; word++)
		values[FEATURE_classes + word] = block->classes_near >> word & 1 ? 2 : block->classes_far >> word & 1;
}

static void of_elements(const struct measures *measures, size_t i, uint8_t *values)
{
	const struct markup *markup = measures->markup;
	uint32_t inner = markup->blocks[i].element;
	uint32_t outer = inner ? markup->elements[inner].parent : 0, third = outer ? markup->elements[outer].parent : 0;
	const struct element_measure *parent = &measures->elements[inner], *around = &measures->elements[outer];
	const struct element_measure *far = &measures->elements[third], *page = &measures->elements[0];
	uint8_t chars = chars_6(measures->blocks[i].chars);

	values[FEATURE_parent_chars] = BUCKET(parent->chars, 20, 60, 150, 400, 1000, 3000, 8000);
	values[FEATURE_parent_linked] = share_bucket(parent->linked, parent->chars);
	values[FEATURE_parent_blocks] = BUCKET(parent->blocks, 2, 3, 6, 15, 50);
	values[FEATURE_parent_prose] = share_bucket(parent->prose, parent->chars);
	values[FEATURE_outer_chars] = BUCKET(around->chars, 20, 60, 150, 400, 1000, 3000, 8000);
	values[FEATURE_outer_linked] = share_bucket(around->linked, around->chars);
	values[FEATURE_outer_blocks] = BUCKET(around->blocks, 2, 3, 6, 15, 50);
	values[FEATURE_outer_prose] = share_bucket(around->prose, around->chars);
	values[FEATURE_third_linked] = share_bucket(far->linked, far->chars);
	values[FEATURE_third_prose] = share_bucket(far->prose, far->chars);
	values[FEATURE_share_of_prose] = share_bucket(around->prose, page->prose);
	values[FEATURE_twins] = BUCKET(parent->twins, 2, 3, 6, 12);
	values[FEATURE_outer_twins] = BUCKET(around->twins, 2, 3, 6, 12);
	values[FEATURE_twins_linked] =
		(uint8_t)(values[FEATURE_outer_twins] * 3 + (around->chars ? BUCKET(around->linked * 100 / around->chars, 15, 60) : 0));
	values[FEATURE_depth] = BUCKET(markup->elements[inner].depth, 3, 6, 9, 13, 20);
	values[FEATURE_core] = relation(markup, inner, measures->core);
	values[FEATURE_thick] = relation(markup, inner, measures->thick);
	values[FEATURE_candidate] = relation(markup, inner, measures->candidate);
	values[FEATURE_core_chars] = (uint8_t)(values[FEATURE_core] * 6 + chars);
	values[FEATURE_candidate_chars] = (uint8_t)(values[FEATURE_candidate] * 6 + chars);
	values[FEATURE_page_prose] = BUCKET(page->prose, 300, 1000, 2500, 6000, 15000);
}

#define PROSE_REACH 11

/* How far it is to the next running text in a direction (1 or -1). */
static uint8_t prose_distance(const struct measures *measures, size_t i, int direction)
{
	size_t at = i, distance = 0;

	do {
		at += (size_t)direction;
		distance++;
	} while (at < measures->markup->block_count && distance < PROSE_REACH && !measures->blocks[at].prose);
	return at < measures->markup->block_count ? BUCKET(distance, 2, 3, 6, PROSE_REACH) : 5;
}

static void of_place(const struct measures *measures, uint32_t prose_before, size_t i, uint8_t *values)
{
	size_t count = measures->markup->block_count;
	uint32_t prose = measures->elements[0].prose;
	size_t title = measures->title;
	uint8_t own = shape(measures, i);

	values[FEATURE_position] = (uint8_t)(i * 10 / count);
	values[FEATURE_prose_before] = prose ? (uint8_t)((uint64_t)prose_before * 9 / prose) : 0;
	values[FEATURE_title_side] = title == count ? 0
	                             : i < title    ? (uint8_t)(1 + BUCKET(title - i, 4, 15))
	                             : i == title   ? 4
	                                            : (uint8_t)(5 + BUCKET(i - title, 4, 15));
	values[FEATURE_title_chars] = (uint8_t)(values[FEATURE_title_side] * 6 + chars_6(measures->blocks[i].chars));
	values[FEATURE_previous] = shape(measures, i - 1);
	values[FEATURE_next] = shape(measures, i + 1);
	values[FEATURE_previous_2] = shape(measures, i - 2);
	values[FEATURE_next_2] = shape(measures, i + 2);
	values[FEATURE_shape_previous] = (uint8_t)(own * SHAPES + values[FEATURE_previous]);
	values[FEATURE_shape_next] = (uint8_t)(own * SHAPES + values[FEATURE_next]);
	values[FEATURE_previous_kind] = kind_of(measures, i - 1);
	values[FEATURE_next_kind] = kind_of(measures, i + 1);
	values[FEATURE_prose_back] = prose_distance(measures, i, -1);
	values[FEATURE_prose_ahead] = prose_distance(measures, i, 1);
	values[FEATURE_prose_around] = (uint8_t)(values[FEATURE_prose_back] * 6 + values[FEATURE_prose_ahead]);
}

void features_of_block(const struct measures *measures, const struct evidence *evidence, size_t i, uint8_t values[FEATURE_COUNT])
{
	memset(values, 0, FEATURE_COUNT);
	of_text(measures, evidence, i, values);
	of_phrases(&measures->blocks[i], values);
	of_surroundings(measures, i, values);
	of_elements(measures, i, values);
	of_place(measures, measures->blocks[i].prose_before, i, values);
}

/* ---- The second pass ---- */

/* Scores are natural logarithms of odds, times SCORE_UNIT. */
static uint8_t score_bucket(int64_t score)
{
	int64_t bucket = 8 + (score >= 0 ? score : score - SCORE_UNIT / 2 + 1) * 2 / SCORE_UNIT;

	return (uint8_t)(bucket < 0 ? 0 : bucket > 15 ? 15 : bucket);
}

/* Weighted by what there is to read: a long paragraph tells more of its neighbours than a caption does. */
static int64_t weight(const struct block_measure *block)
{
	return 10 + (block->chars < 300 ? block->chars : 300);
}

static int clamp(int score)
{
	return score < -4 * SCORE_UNIT ? -4 * SCORE_UNIT : score > 4 * SCORE_UNIT ? 4 * SCORE_UNIT : score;
}

struct average {
	int64_t sum, weight;
};

static uint8_t average_bucket(struct average all, struct average without)
{
	int64_t weights = all.weight - without.weight;

	return weights > 0 ? score_bucket((all.sum - without.sum) / weights) : 8;
}

static struct average of_window(const struct measures *measures, const int *scores, size_t i, size_t reach)
{
	size_t first = i > reach ? i - reach : 0, end = i + reach + 1;
	struct average average = {0};

	for (size_t k = first; k < end && k < measures->markup->block_count; k++) {
		average.sum += weight(&measures->blocks[k]) * clamp(scores[k]);
		average.weight += weight(&measures->blocks[k]);
	}
	return average;
}

/* For each element, the sum over the blocks in it. */
static struct average *of_all_elements(const struct measures *measures, const int *scores)
{
	const struct markup *markup = measures->markup;
	struct average *sums = memory_zeroed(markup->element_count, sizeof *sums);

	for (size_t i = 0; i < markup->block_count; i++) {
		struct average *sum = &sums[markup->blocks[i].element];

		sum->sum += weight(&measures->blocks[i]) * clamp(scores[i]);
		sum->weight += weight(&measures->blocks[i]);
	}
	for (size_t i = markup->element_count; i-- > 1;) {
		sums[markup->elements[i].parent].sum += sums[i].sum;
		sums[markup->elements[i].parent].weight += sums[i].weight;
	}
	return sums;
}

/* The stretch of blocks [*first, *end) whose scores, weighted, add up to the most (Kadane 1977, in Bentley 1984). */
static void best_stretch(const struct measures *measures, const int *scores, size_t *first, size_t *end)
{
	int64_t best = 0, sum = 0;
	size_t start = 0;

	*first = *end = 0;
	for (size_t i = 0; i < measures->markup->block_count; i++) {
		if (sum <= 0) {
			sum = 0;
			start = i;
		}
		sum += weight(&measures->blocks[i]) * clamp(scores[i]);
		if (sum > best) {
			best = sum;
			*first = start;
			*end = i + 1;
		}
	}
}

static uint8_t stretch_side(size_t i, size_t first, size_t end)
{
	if (i < first)
		return first - i <= 3 ? 1 : 0;
	if (i >= end)
		return i - end < 3 ? 4 : 5;
	return i - first < (end - first) / 2 ? 2 : 3;
}

void features_of_context(const struct measures *measures, const int *scores, uint8_t *rows)
{
	const struct markup *markup = measures->markup;
	struct average *sums = of_all_elements(measures, scores);
	size_t count = markup->block_count, first, end;

	best_stretch(measures, scores, &first, &end);
	for (size_t i = 0; i < count; i++, rows += CONTEXT_COUNT) {
		uint32_t inner = markup->blocks[i].element, outer = inner ? markup->elements[inner].parent : 0;
		uint32_t third = outer ? markup->elements[outer].parent : 0;
		struct average own = of_window(measures, scores, i, 0);

		rows[CONTEXT_own] = score_bucket(scores[i]);
		rows[CONTEXT_before] = i > 0 ? score_bucket(scores[i - 1]) : 0;
		rows[CONTEXT_after] = i + 1 < count ? score_bucket(scores[i + 1]) : 0;
		rows[CONTEXT_before_2] = i > 1 ? score_bucket(scores[i - 2]) : 0;
		rows[CONTEXT_after_2] = i + 2 < count ? score_bucket(scores[i + 2]) : 0;
		rows[CONTEXT_around] = average_bucket(of_window(measures, scores, i, 3), own);
		rows[CONTEXT_wide] = average_bucket(of_window(measures, scores, i, 10), own);
		rows[CONTEXT_in_parent] = average_bucket(sums[inner], own);
		rows[CONTEXT_in_outer] = average_bucket(sums[outer], own);
		rows[CONTEXT_in_third] = average_bucket(sums[third], own);
		rows[CONTEXT_stretch_side] = stretch_side(i, first, end);
		rows[CONTEXT_stretch] = end == first ? 0 : i < first ? 1 : i < end ? 2 : 3;
		rows[CONTEXT_both_sides] = (uint8_t)(rows[CONTEXT_before] / 2 * 8 + rows[CONTEXT_after] / 2);
		rows[CONTEXT_own_stretch] = (uint8_t)(rows[CONTEXT_stretch] * 16 + rows[CONTEXT_own]);
		rows[CONTEXT_own_parent] = (uint8_t)(rows[CONTEXT_own] * 16 + rows[CONTEXT_in_outer]);
	}
	free(sums);
}
