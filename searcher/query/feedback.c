/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/query/feedback.h"

#include "searcher/fetch.h"
#include "text/memory.h"
#include "text/utf8.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/*
 * Chosen by leaving one collection out of four in turn; each may be half or
 * double without harm. HACKING.md has what it is worth.
 */
#define SHARE_MIN 0.1 /* an article that counts less than so beside the best one is not read */
#define FACTOR 0.3    /* of the heaviest term */
#define SUM_FACTOR 1.0 /* of all terms, to the query's own: in a small index all that is said often is rare beside its words */

/* Only so many of the terms that are heaviest in the articles are looked up in the index. */
#define LOOKED_UP 100

/* Of a text: what an article is about it says at its beginning, and more would cost a query milliseconds. */
#define TEXT_MAX 8192

/* As the index weighs words: indexer/invert/batch.h. */
#define K1 1.2
#define B 0.75
#define TITLE 2

struct candidate {
	uint64_t hash;
	double sum; /* impacts, by the shares of the articles */
	uint32_t count; /* in the article that is being read */
	uint8_t length;
	char term[WORD_MAX];
};

struct occurrence {
	uint32_t candidate, count;
};

struct sample {
	double share;
	uint32_t words;
	size_t end; /* its occurrences end there; they begin where those of the one before end */
};

struct learning {
	struct candidate *candidates;
	size_t count, capacity;
	uint32_t *table; /* 1 + index of a candidate, by hash; 0: free */
	size_t slots;    /* a power of 2, at least twice the count */
	struct occurrence *occurrences;
	size_t occurrence_count, occurrence_capacity;
	struct sample samples[FEEDBACK_ARTICLES];
	size_t sample_count;
};

static void learning_release(struct learning *learning)
{
	free(learning->candidates);
	free(learning->table);
	free(learning->occurrences);
}

/* ---- counting ---- */

static uint32_t *slot_of(struct learning *learning, uint64_t hash)
{
	size_t at = hash & (learning->slots - 1);

	while (learning->table[at] != 0 && learning->candidates[learning->table[at] - 1].hash != hash)
		at = (at + 1) & (learning->slots - 1);
	return &learning->table[at];
}

static void grow(struct learning *learning)
{
	learning->capacity = learning->capacity ? 2 * learning->capacity : 1024;
	learning->candidates = memory_resize(learning->candidates, learning->capacity, sizeof *learning->candidates);
	learning->slots = 2 * learning->capacity;
	free(learning->table);
	learning->table = memory_zeroed(learning->slots, sizeof *learning->table);
	for (size_t i = 0; i < learning->count; i++)
		*slot_of(learning, learning->candidates[i].hash) = (uint32_t)i + 1;
}

static struct candidate *find(struct learning *learning, const struct tokens *tokens, const struct token *token)
{
	uint32_t *slot;
	struct candidate *candidate;

	if (learning->count == learning->capacity)
		grow(learning);
	slot = slot_of(learning, token->hash);
	if (*slot != 0)
		return &learning->candidates[*slot - 1];
	candidate = &learning->candidates[learning->count++];
	*slot = (uint32_t)learning->count;
	*candidate = (struct candidate){.hash = token->hash, .length = token->term_length};
	memcpy(candidate->term, token_term(tokens, token), token->term_length);
	return candidate;
}

static void note_occurrence(struct learning *learning, uint32_t candidate)
{
	if (learning->occurrence_count == learning->occurrence_capacity) {
		learning->occurrence_capacity = learning->occurrence_capacity ? 2 * learning->occurrence_capacity : 2048;
		learning->occurrences =
			memory_resize(learning->occurrences, learning->occurrence_capacity, sizeof *learning->occurrences);
	}
	learning->occurrences[learning->occurrence_count++].candidate = candidate;
}

static void count_tokens(struct learning *learning, const struct tokens *tokens, double share)
{
	struct sample *sample = &learning->samples[learning->sample_count++];
	size_t start = learning->occurrence_count;

	*sample = (struct sample){.share = share};
	for (size_t i = 0; i < tokens->count; i++) {
		const struct token *token = &tokens->list[i];
		uint32_t worth = token->field == FIELD_TITLE ? TITLE : 1;
		struct candidate *candidate;

		if (token->kind != TOKEN_WORD)
			continue;
		sample->words += worth;
		if (token->stop)
			continue;
		candidate = find(learning, tokens, token);
		if (candidate->count == 0)
			note_occurrence(learning, (uint32_t)(candidate - learning->candidates));
		candidate->count += worth;
	}
	for (size_t i = start; i < learning->occurrence_count; i++) {
		struct occurrence *occurrence = &learning->occurrences[i];

		occurrence->count = learning->candidates[occurrence->candidate].count;
		learning->candidates[occurrence->candidate].count = 0;
	}
	sample->end = learning->occurrence_count;
}

static enum shim_status read_article(struct learning *learning, struct planner *planner, uint32_t document, double share,
                                     struct shim_failure *failure)
{
	struct article article = {0};
	enum shim_status status = fetch_article(planner->index, planner->texts, document, true, &article, failure);

	if (status == SHIM_OK && article.text) {
		size_t length = strnlen(article.text, TEXT_MAX);

		while (length == TEXT_MAX && length > 0 && ((unsigned char)article.text[length] & 0xC0) == 0x80)
			length--;
		analyzer_begin(planner->analyzer, article.language ? article.language : planner->language);
		if (article.title)
			analyzer_add(planner->analyzer, FIELD_TITLE, article.title, strlen(article.title));
		analyzer_add(planner->analyzer, FIELD_BODY, article.text, length);
		count_tokens(learning, analyzer_end(planner->analyzer), share);
	}
	article_release(&article);
	return status;
}

/* ---- choosing ---- */

/* Impacts, where the average article is as long as these are. */
static void sum_up(struct learning *learning)
{
	double average = 0;
	size_t at = 0;

	for (size_t i = 0; i < learning->sample_count; i++)
		average += (double)learning->samples[i].words / (double)learning->sample_count;
	for (size_t i = 0; i < learning->sample_count; i++) {
		const struct sample *sample = &learning->samples[i];
		double norm = K1 * (1 - B + B * sample->words / average);

		for (; at < sample->end; at++) {
			double count = learning->occurrences[at].count;

			learning->candidates[learning->occurrences[at].candidate].sum += sample->share * count / (count + norm);
		}
	}
}

static bool heavier(const struct candidate *one, const struct candidate *other)
{
	return one->sum != other->sum ? one->sum > other->sum : one->hash < other->hash;
}

/* The heaviest candidates, in falling order; returns how many. */
static size_t find_heaviest(const struct learning *learning, const struct candidate *heaviest[LOOKED_UP])
{
	size_t count = 0;

	for (size_t i = 0; i < learning->count; i++) {
		const struct candidate *candidate = &learning->candidates[i];
		size_t at;

		if (count == LOOKED_UP && !heavier(candidate, heaviest[count - 1]))
			continue;
		count += count < LOOKED_UP;
		for (at = count - 1; at > 0 && heavier(candidate, heaviest[at - 1]); at--)
			heaviest[at] = heaviest[at - 1];
		heaviest[at] = candidate;
	}
	return count;
}

/* Puts the term where it belongs among those taken; weights: theirs. */
static void insert(struct feedback *feedback, double *weights, double weight, const struct feedback_term *term)
{
	size_t at = feedback->count;

	while (at > 0 && weights[at - 1] < weight)
		at--;
	if (at == FEEDBACK_TERMS)
		return;
	if (feedback->count < FEEDBACK_TERMS)
		feedback->count++;
	memmove(&feedback->list[at + 1], &feedback->list[at], (feedback->count - 1 - at) * sizeof *feedback->list);
	memmove(&weights[at + 1], &weights[at], (feedback->count - 1 - at) * sizeof *weights);
	feedback->list[at] = *term;
	weights[at] = weight;
}

/* bound: of what the terms can weigh together. */
static void choose(struct feedback *feedback, const struct learning *learning, struct planner *planner, double factor, double bound)
{
	double weights[FEEDBACK_TERMS], documents = shim_index_documents(planner->index), sum = 0;
	const struct candidate *heaviest[LOOKED_UP];
	size_t count = find_heaviest(learning, heaviest);

	for (size_t i = 0; i < count; i++) {
		const struct candidate *candidate = heaviest[i];
		struct feedback_term term = {.length = candidate->length, .factor = candidate->sum};
		double rarity;

		memcpy(term.term, candidate->term, candidate->length);
		term.documents = planner_frequency(planner, "", candidate->term, candidate->length);
		if (term.documents < 2)
			continue;
		rarity = log(1 + (documents - term.documents + 0.5) / (term.documents + 0.5));
		insert(feedback, weights, candidate->sum * rarity, &term);
	}
	if (feedback->count > 0)
		factor /= feedback->list[0].factor;
	for (size_t i = 0; i < feedback->count; i++)
		sum += weights[i] * factor;
	if (sum > bound)
		factor *= bound / sum;
	for (size_t i = 0; i < feedback->count; i++)
		feedback->list[i].factor *= factor;
}

/* ---- the whole ---- */

static double share_of(double weight, double best)
{
	double square = weight * weight / (best * best), fourth = square * square;

	return fourth * fourth;
}

enum shim_status feedback_learn(struct feedback *feedback, struct planner *planner, const struct shim_hits *hits, double repeats, double rarity,
                                struct shim_failure *failure)
{
	struct learning learning = {0};
	enum shim_status status = SHIM_OK;

	*feedback = (struct feedback){0};
	for (size_t i = 0; i < hits->count && i < FEEDBACK_ARTICLES && status == SHIM_OK; i++) {
		double share = share_of(hits->list[i].weight, hits->list[0].weight);

		if (!(share >= SHARE_MIN))
			break;
		status = read_article(&learning, planner, hits->list[i].document, share, failure);
		status = status == SHIM_CORRUPT ? SHIM_OK : status;
	}
	if (status == SHIM_OK) {
		sum_up(&learning);
		choose(feedback, &learning, planner, FACTOR * repeats, SUM_FACTOR * rarity);
	}
	learning_release(&learning);
	return status;
}

enum shim_status feedback_of_article(struct feedback *feedback, struct planner *planner, uint32_t document,
                                     struct shim_failure *failure)
{
	struct learning learning = {0};
	enum shim_status status = read_article(&learning, planner, document, 1, failure);

	*feedback = (struct feedback){0};
	if (status == SHIM_OK) {
		sum_up(&learning);
		choose(feedback, &learning, planner, 1, HUGE_VAL);
	}
	learning_release(&learning);
	return status;
}

struct shim_query *feedback_query(const struct feedback *feedback)
{
	struct shim_query *terms[FEEDBACK_TERMS];

	for (size_t i = 0; i < feedback->count; i++)
		terms[i] = shim_query_scale(shim_query_term(feedback->list[i].term, feedback->list[i].length),
		                            feedback->list[i].factor);
	return feedback->count > 0 ? shim_query_combine(SHIM_OR, terms, feedback->count) : NULL;
}

struct shim_query *feedback_apply(const struct feedback *feedback, struct shim_query *query)
{
	struct shim_query *both[2] = {query, feedback_query(feedback)};

	return both[1] ? shim_query_combine(SHIM_MAYBE, both, 2) : query;
}
