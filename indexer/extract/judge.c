/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/extract/judge.h"

#include "text/memory.h"

#include <stdlib.h>

const struct judge_model judge_weights = {
#include "indexer/extract/block-weights.inc"
};

static int sum(const int16_t weights[][JUDGE_VALUES], const uint8_t *values, size_t count)
{
	int score = 0;

	for (size_t i = 0; i < count; i++)
		score += weights[i][values[i]];
	return score;
}

void judge_blocks(const struct judge_model *model, const struct measures *measures, const struct evidence *evidence, int *scores,
                  int *first_pass)
{
	size_t count = measures->markup->block_count;
	uint8_t *context = memory_new(count * CONTEXT_COUNT);
	int *first = memory_new(count * sizeof *first);

	for (size_t i = 0; i < count; i++) {
		uint8_t values[FEATURE_COUNT];

		features_of_block(measures, evidence, i, values);
		first[i] = sum(model->first, values, FEATURE_COUNT);
		scores[i] = sum(model->second, values, FEATURE_COUNT);
		if (first_pass)
			first_pass[i] = first[i];
	}
	features_of_context(measures, first, context);
	for (size_t i = 0; i < count; i++)
		scores[i] += sum(model->context, context + i * CONTEXT_COUNT, CONTEXT_COUNT);
	free(context);
	free(first);
}
