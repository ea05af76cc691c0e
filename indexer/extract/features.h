/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A block of a page as a row of small numbers, by which it is judged to be the
 * article's or not.
 *
 * Each feature is a number of a few values (a bucket), for which the model has
 * a weight; the score of a block is the sum of its weights. That is a
 * generalised additive model (Hastie & Tibshirani 1986) of shallow features
 * (Kohlschütter et al. 2010): of the block, of its neighbours, of the elements
 * around it. A second pass sees the scores of the first one around the block.
 */
#ifndef DATELINE_INDEXER_EXTRACT_FEATURES_H
#define DATELINE_INDEXER_EXTRACT_FEATURES_H

#include "indexer/extract/class_words.h"
#include "indexer/extract/measure.h"

#define SHAPES 14
#define SCORE_UNIT 256 /* a score of so much is odds of e to 1 */

/* F(name, number of values) */
#define BLOCK_FEATURES(F) \
	F(kind, 32) F(chars, 12) F(linked, 7) F(kind_linked, 96) F(chars_linked, 48) F(ending, 8) F(ending_chars, 48) F(commas, 5) \
	F(stops, 5) F(capitals, 6) F(digits, 5) F(links, 4) F(bold, 3) F(lower, 2) F(bar, 2) F(mark, 2) F(date, 4) F(copies, 3) \
	F(navigation, 2) F(share, 2) F(tail, 2) F(teaser, 2) F(notice, 2) F(appeal, 2) F(reader, 2) F(copyright, 2) \
	F(source, 2) F(byline, 2) F(updated, 2) F(keywords, 2) F(agency, 2) F(notices, 4) \
	F(is_title, 3) F(described, 3) F(in_data, 4) F(hidden, 2) F(button, 2) F(time, 2) F(code, 2) F(aside_role, 2) \
	F(main_role, 2) F(named, 2) F(breaks, 2) F(item_body, 3) F(article, 4) F(main, 3) \
	F(in_nav, 2) F(in_header, 2) F(in_footer, 2) F(in_aside, 2) F(in_form, 2) F(in_figure, 2) F(in_table, 2) F(in_list, 4) \
	F(in_quote, 2) F(in_address, 2) F(in_custom, 2) F(in_caption, 2) F(in_pre, 2) F(in_heading, 2) F(in_paragraph, 2) \
	F(core, 9) F(thick, 9) F(candidate, 9) F(core_chars, 54) F(candidate_chars, 54) \
	F(parent_chars, 8) F(parent_linked, 6) F(parent_blocks, 6) F(parent_prose, 6) \
	F(outer_chars, 8) F(outer_linked, 6) F(outer_blocks, 6) F(outer_prose, 6) \
	F(third_linked, 6) F(third_prose, 6) F(share_of_prose, 6) F(twins, 5) F(outer_twins, 5) F(twins_linked, 15) F(depth, 6) \
	F(position, 10) F(prose_before, 10) F(title_side, 8) F(title_chars, 48) \
	F(previous, SHAPES) F(next, SHAPES) F(previous_2, SHAPES) F(next_2, SHAPES) F(shape_previous, SHAPES *SHAPES) \
	F(shape_next, SHAPES *SHAPES) F(previous_kind, 32) F(next_kind, 32) F(prose_back, 6) F(prose_ahead, 6) \
	F(prose_around, 36) F(page_prose, 6)

/* CLASS_WORD_COUNT features of 3 values each follow: the word is nowhere, far out, near. */

enum block_feature {
#define FEATURE_NAME(name, values) FEATURE_##name,
	BLOCK_FEATURES(FEATURE_NAME)
#undef FEATURE_NAME
	FEATURE_classes,
	FEATURE_COUNT = FEATURE_classes + CLASS_WORD_COUNT
};

/* What the second pass adds. */
#define CONTEXT_FEATURES(F) \
	F(own, 16) F(before, 16) F(after, 16) F(before_2, 16) F(after_2, 16) F(around, 16) F(wide, 16) F(in_parent, 16) F(in_outer, 16) \
	F(in_third, 16) F(stretch, 4) F(stretch_side, 6) F(both_sides, 64) F(own_stretch, 64) F(own_parent, 256)

enum context_feature {
#define CONTEXT_NAME(name, values) CONTEXT_##name,
	CONTEXT_FEATURES(CONTEXT_NAME)
#undef CONTEXT_NAME
	CONTEXT_COUNT
};

/* What the page says of its article, to be looked for in blocks; each NULL for nothing. */
struct evidence {
	const char *description;
	const char *body; /* JSON-LD's articleBody, white space folded */
};

/* The features of block i. */
void features_of_block(const struct measures *measures, const struct evidence *evidence, size_t i, uint8_t values[FEATURE_COUNT]);

/* The scores of the first pass, one a block, as features of all blocks: block_count rows of CONTEXT_COUNT. */
void features_of_context(const struct measures *measures, const int *scores, uint8_t *rows);

#endif
