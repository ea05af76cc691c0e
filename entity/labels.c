/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "entity/labels.h"

#include "text/memory.h"
#include "text/stem.h"

#include <stdlib.h>
#include <string.h>

typedef int8_t row_bytes __attribute__((vector_size(16)));
typedef uint16_t row_sum __attribute__((vector_size(32)));
typedef int16_t row_wide __attribute__((vector_size(32)));

_Static_assert(MODEL_ROW == 12, "a row is read with the 4 bytes behind it");

struct labeler *labeler_new(const struct model *model)
{
	struct labeler *labeler = memory_zeroed(1, sizeof *labeler);

	labeler->model = model;
	labeler->vocabulary = vocabulary_new(model);
	for (uint8_t second = 0; second < LABELS; second++)
		for (uint8_t first = 0; first < LABELS; first++)
			if (label_follows(first, second))
				labeler->before[second][labeler->before_counts[second]++] =
					(struct label_before){first, model->transitions ? model->transitions[first * LABELS + second] : 0};
	labeler->features.row_count = model->row_count;
	labeler->features.fetch = model->rows;
	return labeler;
}

void labeler_free(struct labeler *labeler)
{
	if (!labeler)
		return;
	vocabulary_free(labeler->vocabulary);
	marks_release(&labeler->marks);
	free(labeler->labels);
	free(labeler);
}

/* ---- scores ---- */

/* Adds the rows of all features; lanes behind the labels hold anything. */
static void add_up(const struct labeler *labeler, row_sum *sum)
{
	const struct features *features = &labeler->features;

	for (unsigned i = 0; i < features->count; i++) {
		row_bytes row;

		memcpy(&row, labeler->model->rows + (size_t)features->rows[i] * MODEL_ROW, sizeof row);
		*sum += (row_sum)__builtin_convertvector(row, row_wide);
	}
}

/* What a word adds to the scores of the word `offset` before it; kept, since words come again. */
static void add_word(struct labeler *labeler, struct word_type *word, int offset, row_sum *sum)
{
	int16_t *kept = word->scores[offset + 2];
	row_sum own = {0}; /* lanes behind the labels stay 0 */

	if (!(word->weighed & 1u << (offset + 2))) {
		labeler->features.count = 0;
		if (offset == 0)
			features_identity(&labeler->features, word);
		features_word(&labeler->features, word, offset);
		add_up(labeler, &own);
		memcpy(kept, &own, sizeof word->scores[0]);
		word->weighed |= (uint8_t)(1u << (offset + 2));
	}
	memcpy(&own, kept, sizeof word->scores[0]);
	*sum += own;
}

static void score(struct labeler *labeler, const struct stretch *stretch, uint32_t at, int16_t scores[16])
{
	const struct sentence *sentence = &stretch->sentences[stretch->sentence_of[at]];
	struct word_type *edges[2] = {vocabulary_before(labeler->vocabulary), vocabulary_behind(labeler->vocabulary)};
	row_sum sum = {0};

	for (int offset = -2; offset <= 2; offset++) {
		uint32_t place = at - sentence->first + (uint32_t)offset; /* wraps before the first */
		struct word_type *word = place < sentence->count ? stretch->words[sentence->first + place] : edges[offset > 0];

		add_word(labeler, word, offset, &sum);
	}
	labeler->features.count = 0;
	features_neighbours(&labeler->features, stretch, at, edges);
	features_place(&labeler->features, stretch, at, &labeler->marks, edges);
	add_up(labeler, &sum);
	memcpy(scores, &sum, sizeof sum);
}

/* ---- the best path ---- */

/* No sum of the scores and transitions of a sentence comes near it. */
#define IMPOSSIBLE (INT32_MIN / 2)

_Static_assert((INT64_C(1) << 16) * (SENTENCE_WORDS + 1) < -(int64_t)IMPOSSIBLE / 2, "what is impossible stays so");

static int32_t score_of_label(const int16_t scores[16], uint8_t label)
{
	return label == LABEL_OUTSIDE ? 0 : scores[label - 1];
}

/* The best of what may stand before a label, of a score each. */
static inline uint8_t best_before(const struct labeler *labeler, const int32_t scores[LABELS], uint8_t label, int32_t *score)
{
	const struct label_before *before = labeler->before[label];
	uint8_t best = before[0].label;
	int32_t most = scores[best] + before[0].weight;

	for (int i = 1; i < labeler->before_counts[label]; i++) {
		int32_t sum = scores[before[i].label] + before[i].weight;

		best = sum > most ? before[i].label : best;
		most = sum > most ? sum : most;
	}
	*score = most;
	return best;
}

/* A word alone, as half of all runs are, is a name or none. */
static uint8_t decode_word(const struct labeler *labeler)
{
	const int16_t *transitions = labeler->model->transitions;
	uint8_t best = LABEL_OUTSIDE;
	int32_t most = 2 * transitions[LABEL_OUTSIDE];

	for (int kind = 0; kind < ENTITY_KINDS; kind++) {
		uint8_t label = label_of((enum entity_kind)kind, NAME_ALONE);
		int32_t sum = transitions[label] + labeler->scores[0][label - 1] + transitions[label * LABELS];

		if (sum > most) {
			most = sum;
			best = label;
		}
	}
	return best;
}

static void decode(const struct labeler *labeler, uint32_t count, uint8_t *labels)
{
	uint8_t back[SENTENCE_WORDS + 1][LABELS];
	int32_t now[LABELS], next[LABELS], last;

	if (count == 1) {
		labels[0] = decode_word(labeler);
		return;
	}
	for (uint8_t label = 0; label < LABELS; label++)
		now[label] = label == LABEL_OUTSIDE ? 0 : IMPOSSIBLE;
	for (uint32_t i = 0; i < count; i++) {
		for (uint8_t label = 0; label < LABELS; label++) {
			back[i][label] = best_before(labeler, now, label, &next[label]);
			next[label] += score_of_label(labeler->scores[i], label);
		}
		memcpy(now, next, sizeof now);
	}
	labels[count - 1] = best_before(labeler, now, LABEL_OUTSIDE, &last);
	for (uint32_t i = count - 1; i > 0; i--)
		labels[i - 1] = back[i][labels[i]];
}

/* ---- a stretch ---- */

static void label_sentence(struct labeler *labeler, const struct stretch *stretch, const struct sentence *sentence,
                           labeler_watch *watch, void *context)
{
	uint8_t *candidates = labeler->candidates;
	bool marked = false;

	candidates_find(candidates, stretch, sentence);
	for (uint32_t start = 0, end; start < sentence->count; start = end + 1) {
		for (end = start; end < sentence->count && candidates[end]; end++)
			;
		if (end == start)
			continue;
		if (!marked)
			marks_find(&labeler->marks, labeler->model, stretch->words + sentence->first, sentence->count);
		marked = true;
		for (uint32_t at = start; at < end; at++)
			score(labeler, stretch, sentence->first + at, labeler->scores[at - start]);
		if (watch)
			watch(context, labeler, sentence->first + start, end - start);
		decode(labeler, end - start, labeler->labels + sentence->first + start);
	}
}

void labeler_run_watched(struct labeler *labeler, const struct stretch *stretch, labeler_watch *watch, void *context)
{
	if (labeler->capacity < stretch->word_count) {
		labeler->capacity = stretch->word_count;
		labeler->labels = memory_resize(labeler->labels, labeler->capacity, 1);
	}
	if (stretch->word_count)
		memset(labeler->labels, LABEL_OUTSIDE, stretch->word_count);
	for (size_t i = 0; i < stretch->sentence_count; i++)
		label_sentence(labeler, stretch, &stretch->sentences[i], watch, context);
}

void labeler_run(struct labeler *labeler, const struct stretch *stretch)
{
	labeler_run_watched(labeler, stretch, NULL, NULL);
}

/* ---- agreement ---- */

/* A name and how often it was found as each kind. */
struct votes {
	uint64_t name;
	uint32_t counts[ENTITY_KINDS];
};

struct ballot {
	struct votes *list;
	size_t mask;
};

static uint32_t name_length(const uint8_t *labels, size_t at, size_t count)
{
	size_t end = at;

	if (labels[at] == LABEL_OUTSIDE)
		return 0;
	while (end + 1 < count && label_place(labels[end]) <= NAME_INSIDE)
		end++;
	return (uint32_t)(end - at + 1);
}

static struct votes *votes_of(const struct ballot *ballot, const struct stretch *stretch, size_t at, uint32_t length)
{
	uint64_t name = PHRASE_START;
	size_t slot;

	for (uint32_t i = 0; i < length; i++)
		name = hash_pair(name, stretch->words[at + i]->lower);
	name |= 1; /* 0: empty */
	for (slot = name & ballot->mask; ballot->list[slot].name && ballot->list[slot].name != name; slot = (slot + 1) & ballot->mask)
		;
	ballot->list[slot].name = name;
	return &ballot->list[slot];
}

static enum entity_kind winner(const struct votes *votes, enum entity_kind own)
{
	enum entity_kind best = own;

	for (int kind = 0; kind < ENTITY_KINDS; kind++)
		if (votes->counts[kind] > votes->counts[best])
			best = (enum entity_kind)kind;
	return votes->counts[best] >= 2 * votes->counts[own] ? best : own;
}

void labels_agree(uint8_t *labels, const struct stretch *stretch)
{
	struct ballot ballot = {.mask = 63};
	size_t names = 0, count = stretch->word_count;

	for (size_t at = 0; at < count; at++)
		names += labels[at] != LABEL_OUTSIDE;
	while (ballot.mask + 1 < 2 * names)
		ballot.mask = 2 * ballot.mask + 1;
	ballot.list = memory_zeroed(ballot.mask + 1, sizeof *ballot.list);
	for (size_t at = 0, length; at < count; at += length ? length : 1) {
		length = name_length(labels, at, count);
		if (length)
			votes_of(&ballot, stretch, at, (uint32_t)length)->counts[label_kind(labels[at])]++;
	}
	for (size_t at = 0, length; at < count; at += length ? length : 1) {
		length = name_length(labels, at, count);
		if (length) {
			enum entity_kind kind = winner(votes_of(&ballot, stretch, at, (uint32_t)length), label_kind(labels[at]));

			for (size_t i = at; i < at + length; i++)
				labels[i] = label_of(kind, label_place(labels[i]));
		}
	}
	free(ballot.list);
}

/* ---- abbreviations ---- */

#define ABBREVIATED_MOST 7 /* words that letters stand for */

static bool begins_as(const struct word_type *word, char letter)
{
	return word->affix_count > 0 && *word->head == letter;
}

/* Whether the word stands in brackets behind words that its first and last letter stand for, the last of them in lower case. */
static bool abbreviates(const struct stretch *stretch, size_t at)
{
	const struct word_type *word = stretch->words[at];
	size_t first = stretch->sentences[stretch->sentence_of[at]].first, behind = at - 2;

	if (at < first + 3 || word->casing != CASING_UPPER || word->phrase != 0 || word->affix_count == 0)
		return false;
	if (stretch->words[at - 1]->lower != term_hash("(", 1) || stretch->words[behind]->casing != CASING_LOWER ||
	    !begins_as(stretch->words[behind], word->tail[AFFIXES - 1]))
		return false;
	for (size_t i = behind; i > first && i + ABBREVIATED_MOST > behind; i--)
		if (begins_as(stretch->words[i - 1], *word->head))
			return true;
	return false;
}

void labels_drop_abbreviations(uint8_t *labels, const struct stretch *stretch)
{
	size_t count = stretch->word_count;

	for (size_t at = 0; at < count; at++) {
		if (labels[at] != label_of(ENTITY_ORG, NAME_ALONE) || !abbreviates(stretch, at))
			continue;
		for (size_t other = 0; other < count; other++)
			if (stretch->words[other] == stretch->words[at] && labels[other] == label_of(ENTITY_ORG, NAME_ALONE))
				labels[other] = LABEL_OUTSIDE;
	}
}
