/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Learning the scores: a linear-chain conditional random field by AdaGrad
 * (Duchi, Hazan & Singer 2011), one run of candidates after the other.
 */
#ifndef DATELINE_TOOLS_ENTITIES_CRF_H
#define DATELINE_TOOLS_ENTITIES_CRF_H

#include "entity/model.h"

#include <stddef.h>
#include <stdint.h>

#define LANES 16 /* labels, and some more that make a row a cache line */

/* A word of a run: its rows, of which the first `lexical` say who it is, and the right label. */
struct example_word {
	size_t rows; /* where they start in examples.rows */
	uint16_t count, lexical;
	uint8_t label;
};

struct example {
	size_t first; /* in examples.words */
	uint32_t count;
	float weight;
};

struct examples {
	uint32_t *rows;
	size_t row_count, row_capacity;
	struct example_word *words;
	size_t word_count, word_capacity;
	struct example *list;
	size_t count, capacity;
};

struct crf {
	float (*weights)[LANES];
	float (*squares)[LANES]; /* of the gradients so far */
	float transitions[LABELS][LABELS], transition_squares[LABELS][LABELS];
	uint32_t row_count;
};

struct crf_options {
	unsigned epochs;
	float rate, dropout;  /* dropout: share of words that are learned without their lexical rows */
	uint64_t seed;
	unsigned runs;        /* trainings in another order each, of which the mean is taken */
};

void examples_release(struct examples *examples);

void crf_init(struct crf *crf, uint32_t row_count);
void crf_release(struct crf *crf);
void crf_train(struct crf *crf, const struct examples *examples, const struct crf_options *options);

/* The scores as the model file has them: LABEL_OUTSIDE taken from the others, and rounded. Heap. */
int8_t *crf_rows(const struct crf *crf);
int16_t *crf_transitions(const struct crf *crf);

/* The probability of each label of a run, from scores as the tagger adds them up: probabilities[count][LABELS]. */
void crf_marginals(const struct model *model, const int16_t (*scores)[16], uint32_t count, float (*probabilities)[LABELS]);

/* Deterministic random numbers (SplitMix64). */
uint64_t random_next(uint64_t *state);

#endif
