/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tools/entities/crf.h"

#include "entity/stretch.h"
#include "text/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SMALL_GRADIENT 0.002f /* what is learned well is passed over */
#define ROW_DAMPING 0.05f     /* added to the squares: no first step is too wide */
#define TRANSITION_DAMPING 1.0f
#define EPOCHS_KEPT 3 /* the mean of their ends is better than the last */

void examples_release(struct examples *examples)
{
	free(examples->rows);
	free(examples->words);
	free(examples->list);
	*examples = (struct examples){0};
}

void crf_init(struct crf *crf, uint32_t row_count)
{
	*crf = (struct crf){.row_count = row_count};
	crf->weights = memory_zeroed(row_count, sizeof *crf->weights);
	crf->squares = memory_zeroed(row_count, sizeof *crf->squares);
}

void crf_release(struct crf *crf)
{
	free(crf->weights);
	free(crf->squares);
}

uint64_t random_next(uint64_t *state)
{
	uint64_t z = *state += 0x9E3779B97F4A7C15u;

	z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
	z = (z ^ z >> 27) * 0x94D049BB133111EBu;
	return z ^ z >> 31;
}

/* ---- marginals of one run ---- */

struct lattice {
	float potentials[LABELS][LABELS]; /* e^transition, 0 where it may not be */
	float emissions[SENTENCE_WORDS][LABELS];
	float forward[SENTENCE_WORDS][LABELS], backward[SENTENCE_WORDS][LABELS];
	float marginals[SENTENCE_WORDS][LABELS];
};

static void take_potentials(struct lattice *lattice, const float transitions[LABELS][LABELS])
{
	for (uint8_t first = 0; first < LABELS; first++)
		for (uint8_t second = 0; second < LABELS; second++)
			lattice->potentials[first][second] = label_follows(first, second) ? expf(transitions[first][second]) : 0;
}

static void normalize(float values[LABELS])
{
	float sum = 0;

	for (int label = 0; label < LABELS; label++)
		sum += values[label];
	sum = sum > 1e-30f ? sum : 1e-30f;
	for (int label = 0; label < LABELS; label++)
		values[label] /= sum;
}

/* Scores to factors, the largest 1. */
static void exponentiate(float values[LABELS])
{
	float most = values[0];

	for (int label = 1; label < LABELS; label++)
		most = values[label] > most ? values[label] : most;
	for (int label = 0; label < LABELS; label++)
		values[label] = expf(values[label] - most);
}

static void run_forward(struct lattice *lattice, uint32_t count)
{
	static const float start[LABELS] = {[LABEL_OUTSIDE] = 1};
	const float *before = start;

	for (uint32_t i = 0; i < count; i++) {
		for (int label = 0; label < LABELS; label++) {
			float sum = 0;

			for (int first = 0; first < LABELS; first++)
				sum += before[first] * lattice->potentials[first][label];
			lattice->forward[i][label] = sum * lattice->emissions[i][label];
		}
		normalize(lattice->forward[i]);
		before = lattice->forward[i];
	}
}

static void run_backward(struct lattice *lattice, uint32_t count)
{
	for (uint32_t i = count; i-- > 0;) {
		for (int label = 0; label < LABELS; label++) {
			float sum = 0;

			for (int next = 0; i + 1 < count && next < LABELS; next++)
				sum += lattice->potentials[label][next] * lattice->emissions[i + 1][next] * lattice->backward[i + 1][next];
			lattice->backward[i][label] = i + 1 < count ? sum : lattice->potentials[label][LABEL_OUTSIDE];
		}
		normalize(lattice->backward[i]);
	}
}

/* From scores in emissions to marginals. */
static void run_both(struct lattice *lattice, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		exponentiate(lattice->emissions[i]);
	run_forward(lattice, count);
	run_backward(lattice, count);
	for (uint32_t i = 0; i < count; i++) {
		for (int label = 0; label < LABELS; label++)
			lattice->marginals[i][label] = lattice->forward[i][label] * lattice->backward[i][label];
		normalize(lattice->marginals[i]);
	}
}

void crf_marginals(const struct model *model, const int16_t (*scores)[16], uint32_t count, float (*probabilities)[LABELS])
{
	static struct lattice lattice;
	float transitions[LABELS][LABELS];

	for (int first = 0; first < LABELS; first++)
		for (int second = 0; second < LABELS; second++)
			transitions[first][second] = model->transitions[first * LABELS + second] / (float)MODEL_UNIT;
	take_potentials(&lattice, (const float(*)[LABELS])transitions);
	for (uint32_t i = 0; i < count; i++)
		for (int label = 0; label < LABELS; label++)
			lattice.emissions[i][label] = label ? scores[i][label - 1] / (float)MODEL_UNIT : 0;
	run_both(&lattice, count);
	memcpy(probabilities, lattice.marginals, count * sizeof *probabilities);
}

/* ---- learning ---- */

struct training {
	struct crf *crf;
	const struct examples *examples;
	const struct crf_options *options;
	uint64_t random;
	struct lattice lattice;
	uint16_t from[SENTENCE_WORDS]; /* first row that counts, of each word of the run */
};

#define ROWS_AHEAD 12 /* fetched before they are needed: no cache holds them all */

static void fetch_row(const struct crf *crf, uint32_t row)
{
	__builtin_prefetch(crf->weights[row], 1);
	__builtin_prefetch(crf->squares[row], 1);
}

static void sum_rows(const struct crf *crf, const uint32_t *rows, size_t count, float sum[LABELS])
{
	float lanes[LANES] = {0};

	for (size_t i = 0; i < count; i++) {
		if (i + ROWS_AHEAD < count)
			fetch_row(crf, rows[i + ROWS_AHEAD]);
		for (int lane = 0; lane < LANES; lane++)
			lanes[lane] += crf->weights[rows[i]][lane];
	}
	memcpy(sum, lanes, LABELS * sizeof *sum);
}

/* All lanes at once: half of all training is here. */
static void step_row(float *restrict weights, float *restrict past, const float *restrict gradient, float rate)
{
	for (int lane = 0; lane < LANES; lane++) {
		past[lane] += gradient[lane] * gradient[lane];
		weights[lane] -= rate * gradient[lane] / sqrtf(past[lane] + ROW_DAMPING);
	}
}

static void step(struct crf *crf, const uint32_t *rows, size_t count, const float gradient[LANES], float rate)
{
	for (size_t i = 0; i < count; i++)
		step_row(crf->weights[rows[i]], crf->squares[rows[i]], gradient, rate);
}

static void learn_words(struct training *training, const struct example *example, float rate)
{
	for (uint32_t i = 0; i < example->count; i++) {
		const struct example_word *word = &training->examples->words[example->first + i];
		float gradient[LANES] = {0}, most = 0;

		for (int label = 0; label < LABELS; label++) {
			gradient[label] = (training->lattice.marginals[i][label] - (label == word->label)) * example->weight;
			most = fabsf(gradient[label]) > most ? fabsf(gradient[label]) : most;
		}
		if (most >= SMALL_GRADIENT)
			step(training->crf, training->examples->rows + word->rows + training->from[i], word->count - training->from[i], gradient, rate);
	}
}

static void learn_transition(struct crf *crf, int first, int second, float gradient, float rate)
{
	float *square = &crf->transition_squares[first][second];

	*square += gradient * gradient;
	crf->transitions[first][second] -= rate * gradient / sqrtf(*square + TRANSITION_DAMPING);
}

/* Inside a run, expected transitions less the right ones. */
static void learn_transitions(struct training *training, const struct example *example, float rate)
{
	const struct lattice *lattice = &training->lattice;
	float expected[LABELS][LABELS] = {{0}};

	for (uint32_t i = 0; i + 1 < example->count; i++) {
		const struct example_word *words = &training->examples->words[example->first + i];
		float pair[LABELS][LABELS], sum = 1e-30f;

		for (int first = 0; first < LABELS; first++)
			for (int second = 0; second < LABELS; second++) {
				pair[first][second] = lattice->forward[i][first] * lattice->potentials[first][second] *
				                      lattice->emissions[i + 1][second] * lattice->backward[i + 1][second];
				sum += pair[first][second];
			}
		for (int first = 0; first < LABELS; first++)
			for (int second = 0; second < LABELS; second++)
				expected[first][second] += pair[first][second] / sum;
		expected[words[0].label][words[1].label] -= 1;
	}
	for (int first = 0; first < LABELS; first++)
		for (int second = 0; second < LABELS; second++)
			if (fabsf(expected[first][second]) > 1e-3f)
				learn_transition(training->crf, first, second, expected[first][second] * example->weight, rate);
}

static void learn(struct training *training, const struct example *example, float rate)
{
	for (uint32_t i = 0; i < example->count; i++) {
		const struct example_word *word = &training->examples->words[example->first + i];
		bool drop = (random_next(&training->random) & 0xFFFF) < training->options->dropout * 65536;

		training->from[i] = drop ? word->lexical : 0;
		sum_rows(training->crf, training->examples->rows + word->rows + training->from[i], word->count - training->from[i],
		         training->lattice.emissions[i]);
	}
	take_potentials(&training->lattice, (const float(*)[LABELS])training->crf->transitions);
	run_both(&training->lattice, example->count);
	learn_words(training, example, rate);
	learn_transitions(training, example, rate);
}

static void shuffle(uint32_t *order, size_t count, uint64_t *random)
{
	for (size_t i = count; i > 1; i--) {
		size_t other = random_next(random) % i;
		uint32_t kept = order[i - 1];

		order[i - 1] = order[other];
		order[other] = kept;
	}
}

/* The mean so far, of which this is number `count`. */
static void take_mean(float *mean, const float *values, size_t size, unsigned count)
{
	for (size_t i = 0; i < size; i++)
		mean[i] += (values[i] - mean[i]) / (float)count;
}

static void run_epochs(struct training *training, uint32_t *order, struct crf *mean, unsigned run)
{
	const struct crf_options *options = training->options;
	size_t size = (size_t)training->crf->row_count * LANES;

	for (unsigned epoch = 0; epoch < options->epochs; epoch++) {
		float part = epoch < options->epochs / 2 ? 1 : epoch + 2 < options->epochs ? 0.6f : 0.3f;
		unsigned kept = epoch + EPOCHS_KEPT - options->epochs; /* which of the last ones this is */

		shuffle(order, training->examples->count, &training->random);
		for (size_t i = 0; i < training->examples->count; i++)
			learn(training, &training->examples->list[order[i]], options->rate * part);
		fprintf(stderr, "run %u, epoch %u of %u\n", run + 1, epoch + 1, options->epochs);
		if (epoch + EPOCHS_KEPT < options->epochs)
			continue;
		take_mean(*mean->weights, *training->crf->weights, size, run * EPOCHS_KEPT + kept + 1);
		take_mean(*mean->transitions, *training->crf->transitions, LABELS * LABELS, run * EPOCHS_KEPT + kept + 1);
	}
}

void crf_train(struct crf *crf, const struct examples *examples, const struct crf_options *options)
{
	struct training *training = memory_zeroed(1, sizeof *training);
	uint32_t *order = memory_new((examples->count + 1) * sizeof *order);

	for (size_t i = 0; i < examples->count; i++)
		order[i] = (uint32_t)i;
	for (unsigned run = 0; run < options->runs; run++) {
		struct crf own;

		crf_init(&own, crf->row_count);
		*training = (struct training){.crf = &own, .examples = examples, .options = options, .random = options->seed + run};
		run_epochs(training, order, crf, run);
		crf_release(&own);
	}
	free(order);
	free(training);
}

/* ---- rounding ---- */

static long rounded(float score, long most)
{
	long whole = lroundf(score * MODEL_UNIT);

	return whole > most ? most : whole < -most ? -most : whole;
}

int8_t *crf_rows(const struct crf *crf)
{
	int8_t *rows = memory_new((size_t)crf->row_count * MODEL_ROW + 4);

	for (size_t row = 0; row < crf->row_count; row++)
		for (int label = 1; label < LABELS; label++)
			rows[row * MODEL_ROW + (size_t)label - 1] =
				(int8_t)rounded(crf->weights[row][label] - crf->weights[row][LABEL_OUTSIDE], INT8_MAX);
	memset(rows + (size_t)crf->row_count * MODEL_ROW, 0, 4);
	return rows;
}

int16_t *crf_transitions(const struct crf *crf)
{
	int16_t *transitions = memory_new(LABELS * LABELS * sizeof *transitions);

	for (int first = 0; first < LABELS; first++)
		for (int second = 0; second < LABELS; second++)
			transitions[first * LABELS + second] = (int16_t)rounded(crf->transitions[first][second], 4096);
	return transitions;
}
