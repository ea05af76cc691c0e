/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/explain.h"

#include "article/schema.h"
#include "text/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A weight that is less is what rounding left. */
#define REST_MIN 0.00005

struct explaining {
	struct planner *planner;
	struct results *results;
	struct shim_failure *failure;
	enum shim_status status;
};

static struct explained_term *add_term(struct explaining *explaining, char *text)
{
	struct results *results = explaining->results;

	results->terms = memory_resize(results->terms, results->term_count + 1, sizeof *results->terms);
	results->terms[results->term_count] = (struct explained_term){.text = text};
	for (size_t i = 0; i < results->count; i++) {
		struct result *result = &results->list[i];

		result->weights = memory_resize(result->weights, results->term_count + 1, sizeof *result->weights);
		result->weights[results->term_count] = 0;
	}
	return &results->terms[results->term_count++];
}

static void set_weight(struct explaining *explaining, uint32_t document, double weight)
{
	struct results *results = explaining->results;

	for (size_t i = 0; i < results->count; i++)
		if (results->list[i].document == document)
			results->list[i].weights[results->term_count - 1] = weight;
}

/* The articles of the results, and no others. */
static struct shim_query *these_articles(const struct results *results)
{
	struct shim_query **ids = memory_resize(NULL, results->count, sizeof(struct shim_query *));
	struct shim_query *query;
	size_t count = 0;

	for (size_t i = 0; i < results->count; i++) {
		const char *id = results->list[i].article.id;
		char term[SHIM_TERM_MAX];

		if (id)
			ids[count++] = shim_query_term(term, schema_term(term, PREFIX_ID, id, strlen(id)));
	}
	query = shim_query_combine(SHIM_OR, ids, count);
	free(ids);
	return query;
}

/* What the query gives each of the results, as weights of the term added last. Takes over the query. */
static void weigh(struct explaining *explaining, struct shim_query *query)
{
	struct shim_query *both[2] = {query, these_articles(explaining->results)};
	struct shim_query *narrowed = shim_query_combine(SHIM_FILTER, both, 2);
	struct shim_match wanted = {.limit = (uint32_t)explaining->results->count, .order = SHIM_BY_WEIGHT};
	struct shim_hits hits = {0};

	if (explaining->status == SHIM_OK && explaining->results->count > 0)
		explaining->status =
			shim_index_match(explaining->planner->index, narrowed, &wanted, &hits, explaining->failure);
	for (size_t i = 0; i < hits.count; i++)
		set_weight(explaining, hits.list[i].document, hits.list[i].weight);
	shim_hits_release(&hits);
	shim_query_free(narrowed);
}

static uint32_t count_articles(struct explaining *explaining, const struct shim_query *query)
{
	struct shim_match wanted = {.order = SHIM_BY_WEIGHT, .count = true};
	struct shim_hits hits = {0};
	uint32_t total;

	if (explaining->status == SHIM_OK)
		explaining->status = shim_index_match(explaining->planner->index, query, &wanted, &hits, explaining->failure);
	total = hits.total;
	shim_hits_release(&hits);
	return total;
}

static void explain_clause(struct explaining *explaining, struct explained *clause)
{
	struct explained_term *term;

	if (!clause->query)
		return;
	term = add_term(explaining, clause->text);
	clause->text = NULL;
	term->counted = true;
	term->denied = clause->denied;
	term->articles = count_articles(explaining, clause->query);
	if (!clause->denied)
		weigh(explaining, clause->query);
	else
		shim_query_free(clause->query);
	clause->query = NULL;
}

static void explain_feedback(struct explaining *explaining, const struct feedback *feedback)
{
	struct buffer text = {0};

	if (feedback->count == 0)
		return;
	buffer_add_string(&text, "words of the best articles:");
	for (size_t i = 0; i < feedback->count; i++)
		buffer_add_format(&text, " %.*s", (int)feedback->list[i].length, feedback->list[i].term);
	add_term(explaining, buffer_detach(&text));
	weigh(explaining, feedback_query(feedback));
	for (size_t i = 0; i < explaining->results->count; i++)
		if (explaining->results->list[i].place > RUN_REWEIGHED)
			explaining->results->list[i].weights[explaining->results->term_count - 1] = 0;
}

static void explain_proximity(struct explaining *explaining, const struct proximity *proximity)
{
	struct results *results = explaining->results;
	struct shim_bytes stream;

	if (proximity->count < 2)
		return;
	add_term(explaining, memory_string("nearness"));
	for (size_t i = 0; i < results->count && explaining->status == SHIM_OK; i++) {
		explaining->status = shim_index_value(explaining->planner->index, results->list[i].document, SLOT_STREAM, &stream,
		                                      explaining->failure);
		if (explaining->status == SHIM_OK && results->list[i].place <= RUN_RERANKED)
			results->list[i].weights[results->term_count - 1] =
				proximity_weight(proximity, stream.bytes, stream.length);
	}
}

static double recency_of(struct explaining *explaining, const struct run_options *options, const struct result *result)
{
	struct shim_bytes date;

	if (options->half_life <= 0)
		return 1;
	if (explaining->status == SHIM_OK)
		explaining->status = shim_index_value(explaining->planner->index, result->document, SLOT_DATE, &date,
		                                      explaining->failure);
	return explaining->status == SHIM_OK ? run_recency(options, date.bytes, date.length) : 1;
}

/* What no clause has by itself: the parts of compounds. */
static void explain_rest(struct explaining *explaining, const struct run_options *options)
{
	struct results *results = explaining->results;
	size_t terms = results->term_count;
	bool some = false;

	for (size_t i = 0; i < results->count; i++) {
		struct result *result = &results->list[i];
		double rest = result->score / recency_of(explaining, options, result);

		for (size_t j = 0; j < terms; j++)
			rest -= result->weights[j];
		if (fabs(rest) < REST_MIN)
			continue;
		if (!some)
			add_term(explaining, memory_string("parts of compounds"));
		some = true;
		result->weights[terms] = rest;
	}
}

static void explain_recency(struct explaining *explaining, const struct run_options *options)
{
	struct results *results = explaining->results;

	if (options->half_life <= 0)
		return;
	add_term(explaining, memory_string("age"))->factor = true;
	for (size_t i = 0; i < results->count; i++)
		results->list[i].weights[results->term_count - 1] = recency_of(explaining, options, &results->list[i]);
}

/* Terms that no article holds; where there is none, it is their being together. */
static void blame(struct results *results)
{
	struct buffer text = {0};

	for (size_t i = 0; i < results->term_count; i++)
		if (results->terms[i].counted && !results->terms[i].denied && results->terms[i].articles == 0)
			buffer_add_format(&text, "%s%s", text.length > 0 ? ", " : "no article holds: ", results->terms[i].text);
	if (text.length == 0)
		buffer_add_string(&text, results->term_count > 0 ? "articles hold each of these, but none all that is required"
		                                                 : "the query asks for nothing");
	results->to_blame = buffer_detach(&text);
}

enum shim_status explain(struct planner *planner, struct plan *plan, const struct run_options *options,
                         const struct feedback *feedback, struct results *results, struct shim_failure *failure)
{
	struct explaining explaining = {.planner = planner, .results = results, .failure = failure};
	bool ranked = options->order == SORT_RELEVANCE && plan->weighs;

	for (size_t i = 0; i < plan->explained_count; i++)
		explain_clause(&explaining, &plan->explained[i]);
	explain_feedback(&explaining, feedback);
	if (ranked) {
		explain_proximity(&explaining, &plan->proximity);
		explain_rest(&explaining, options);
		explain_recency(&explaining, options);
	}
	if (results->total == 0)
		blame(results);
	return explaining.status;
}
