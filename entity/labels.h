/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The best labels for the words of a stretch: a linear-chain conditional random
 * field (Lafferty, McCallum & Pereira 2001) over runs of candidates, decoded by
 * Viterbi's algorithm; all in whole numbers, so the same on every machine.
 */
#ifndef DATELINE_ENTITY_LABELS_H
#define DATELINE_ENTITY_LABELS_H

#include "entity/features.h"

#include <stdint.h>

struct labeler {
	const struct model *model;       /* not owned */
	struct vocabulary *vocabulary;
	struct marks marks;
	struct features features;
	struct label_before {
		uint8_t label;
		int16_t weight;  /* of this transition */
	} before[LABELS][LABELS]; /* which labels may stand before each */
	uint8_t before_counts[LABELS];
	uint8_t candidates[SENTENCE_WORDS];
	int16_t scores[SENTENCE_WORDS][16]; /* of each word of a run for each label but LABEL_OUTSIDE, which has 0 */
	uint8_t *labels;                 /* of each word of the last stretch */
	size_t capacity;
};

struct labeler *labeler_new(const struct model *model); /* one that is not trained yet, without transitions, has no labels to give */
void labeler_free(struct labeler *labeler);

/* Labels a stretch that was studied; labeler->labels holds them until the next call. */
void labeler_run(struct labeler *labeler, const struct stretch *stretch);

/* Called for each run of candidates, before it is decoded: its words are [first, first + count) of the stretch. */
typedef void labeler_watch(void *context, const struct labeler *labeler, uint32_t first, uint32_t count);
void labeler_run_watched(struct labeler *labeler, const struct stretch *stretch, labeler_watch *watch, void *context);

/*
 * Names of the same letters are of the kind that most of them have, where those
 * are twice as many: the last word of a whole article.
 */
void labels_agree(uint8_t *labels, const struct stretch *stretch);

/* "Liquid natural gas (LNG)" is no organisation, nor is LNG elsewhere in the article, unless the model knows it as one. */
void labels_drop_abbreviations(uint8_t *labels, const struct stretch *stretch);

#endif
