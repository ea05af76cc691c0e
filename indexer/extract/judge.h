/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which blocks of a page are the article's: a score each, by learned weights.
 *
 * Two passes: the first one judges each block by its features; the second one again,
 * knowing what the first one thought of its neighbours and of the elements around it.
 * The weights are trained by tools/extraction/train-blocks.py and lie in data/block-weights.txt.
 */
#ifndef DATELINE_INDEXER_EXTRACT_JUDGE_H
#define DATELINE_INDEXER_EXTRACT_JUDGE_H

#include "indexer/extract/features.h"

#define JUDGE_VALUES 256

/* A weight for each value of each feature, in units of SCORE_UNIT. */
struct judge_model {
	int16_t first[FEATURE_COUNT][JUDGE_VALUES];
	int16_t second[FEATURE_COUNT][JUDGE_VALUES];
	int16_t context[CONTEXT_COUNT][JUDGE_VALUES];
};

extern const struct judge_model judge_weights; /* the trained ones */

/*
 * A score for each block into scores; above 0, the block is more likely the
 * article's than not. first_pass (or NULL) gets those of the first pass.
 */
void judge_blocks(const struct judge_model *model, const struct measures *measures, const struct evidence *evidence, int *scores,
                  int *first_pass);

#endif
