/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/query/run.h"

#include "article/record.h"
#include "article/schema.h"
#include "program/clock.h"
#include "searcher/query/order.h"
#include "text/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static struct shim_query *two(enum shim_operator operation, struct shim_query *first, struct shim_query *second)
{
	struct shim_query *both[2] = {first, second};

	return shim_query_combine(operation, both, 2);
}

static enum shim_status match(struct planner *planner, const struct plan *plan, const struct run_options *options,
                              enum shim_order order, struct shim_hits *hits, struct shim_failure *failure)
{
	struct shim_match wanted = {.offset = options->offset,
	                            .limit = options->limit,
	                            .order = order,
	                            .sort_slot = SLOT_DATE,
	                            .tie = record_compare_ids,
	                            .tie_slot = SLOT_RECORD,
	                            .timeout = clock_left(options->deadline),
	                            .count = options->count};

	return shim_index_match(planner->index, plan->query, &wanted, hits, failure);
}

/* ---- nearness ---- */

/* Puts the hit at `at` where it belongs among those before it, which are in order. */
static void sort_in(struct shim_hit *list, size_t at)
{
	struct shim_hit hit = list[at];

	for (; at > 0 && list[at - 1].weight < hit.weight; at--)
		list[at] = list[at - 1];
	list[at] = hit;
}

/*
 * Adds to the first hits what the nearness of the words is worth. Streams are
 * dear to read, so that is done no further than it may change which hits are
 * the first `wanted`.
 */
static enum shim_status weigh_proximity(struct planner *planner, const struct plan *plan, size_t wanted, struct shim_hits *hits,
                                        struct shim_failure *failure)
{
	size_t count = hits->count < RUN_RERANKED ? hits->count : RUN_RERANKED;
	double bound = proximity_bound(&plan->proximity);
	struct shim_bytes stream;

	for (size_t i = 0; i < count && bound > 0; i++) {
		struct shim_hit *hit = &hits->list[i];
		enum shim_status status;

		if (wanted > 0 && i >= wanted && hit->weight + bound < hits->list[wanted - 1].weight)
			break;
		status = shim_index_value(planner->index, hit->document, SLOT_STREAM, &stream, failure);
		if (status != SHIM_OK)
			return status;
		hit->weight += proximity_weight(&plan->proximity, stream.bytes, stream.length);
		sort_in(hits->list, i);
	}
	return bound > 0 ? hits_sort(planner->index, hits->list, count, failure) : SHIM_OK;
}

/* ---- feedback ---- */

static bool is_fed(const struct plan *plan)
{
	return plan->different_words >= RUN_FEEDBACK_WORDS && plan->plain;
}

/* What the first hits have in common, when the nearness of the words counts too. */
static enum shim_status learn(struct planner *planner, const struct plan *plan, const struct shim_hits *hits,
                              struct feedback *feedback, struct shim_failure *failure)
{
	size_t count = hits->count < RUN_RERANKED ? hits->count : RUN_RERANKED;
	struct shim_hits first = {.list = memory_resize(NULL, count, sizeof *first.list), .count = count};
	enum shim_status status;

	if (count > 0)
		memcpy(first.list, hits->list, count * sizeof *first.list);
	status = weigh_proximity(planner, plan, FEEDBACK_ARTICLES, &first, failure);
	if (status == SHIM_OK)
		status = feedback_learn(feedback, planner, &first, plan->repeats, plan->rarity, failure);
	free(first.list);
	return status;
}

/* Weighs the first hits anew with the words that the first of all share. */
static enum shim_status weigh_feedback(struct planner *planner, const struct plan *plan, struct shim_hits *hits,
                                       struct feedback *feedback, struct shim_failure *failure)
{
	enum shim_status status = learn(planner, plan, hits, feedback, failure);
	size_t count = hits->count < RUN_REWEIGHED ? hits->count : RUN_REWEIGHED;
	struct shim_query *query = status == SHIM_OK ? feedback_query(feedback) : NULL;

	if (!query)
		return status;
	status = shim_index_weigh(planner->index, query, hits->list, count, failure);
	shim_query_free(query);
	return status == SHIM_OK ? hits_sort(planner->index, hits->list, count, failure) : status;
}

/* The words of the best articles become part of the query: remote shards weigh only what they find themselves. */
static enum shim_status feed_query(struct planner *planner, struct plan *plan, double deadline, struct feedback *feedback,
                                   struct shim_failure *failure)
{
	struct run_options first = {.limit = RUN_RERANKED, .deadline = deadline};
	struct shim_hits hits = {0};
	enum shim_status status = match(planner, plan, &first, SHIM_BY_WEIGHT, &hits, failure);

	if (status == SHIM_OK && !hits.partial)
		status = learn(planner, plan, &hits, feedback, failure);
	shim_hits_release(&hits);
	if (status == SHIM_OK)
		plan->query = feedback_apply(feedback, plan->query);
	return status;
}

/* ---- the first hits ---- */

/* The first options->limit hits from the very first on; of these, so many are wanted in their last order. */
static enum shim_status match_near(struct planner *planner, const struct plan *plan, const struct run_options *options,
                                   size_t wanted, struct shim_hits *hits, struct feedback *feedback, struct shim_failure *failure)
{
	bool fed = is_fed(plan) && options->limit > 0 && !shim_index_remote(planner->index);
	struct run_options all = *options;
	enum shim_status status;

	all.offset = 0;
	if (fed && all.limit < RUN_REWEIGHED)
		all.limit = RUN_REWEIGHED;
	else if (all.limit > 0 && all.limit < RUN_RERANKED && proximity_bound(&plan->proximity) > 0)
		all.limit = RUN_RERANKED;
	status = match(planner, plan, &all, SHIM_BY_WEIGHT, hits, failure);
	if (status == SHIM_OK && fed && !hits->partial)
		status = weigh_feedback(planner, plan, hits, feedback, failure);
	return status == SHIM_OK ? weigh_proximity(planner, plan, wanted, hits, failure) : status;
}

/* Leaves the hits [offset, offset + limit). */
static void slice(struct shim_hits *hits, uint32_t offset, uint32_t limit)
{
	size_t left = hits->count > offset ? hits->count - offset : 0;

	hits->count = left < limit ? left : limit;
	if (offset > 0 && hits->count > 0)
		memmove(hits->list, hits->list + offset, hits->count * sizeof *hits->list);
}

/* ---- recency ---- */

double run_recency(const struct run_options *options, const void *date, size_t length)
{
	int64_t age;

	if (length != DATE_LENGTH)
		return 0.5;
	age = options->now - schema_date_seconds(date);
	return age <= 0 ? 1 : 0.5 + 0.5 * exp2(-(double)age / options->half_life);
}

static enum shim_status weigh_recency(struct planner *planner, const struct run_options *options, struct shim_hits *hits,
                                      struct shim_failure *failure)
{
	struct shim_bytes date;

	for (size_t i = 0; i < hits->count; i++) {
		enum shim_status status = shim_index_value(planner->index, hits->list[i].document, SLOT_DATE, &date, failure);

		if (status != SHIM_OK)
			return status;
		hits->list[i].weight *= run_recency(options, date.bytes, date.length);
	}
	return hits_sort(planner->index, hits->list, hits->count, failure);
}

/*
 * Age lifts articles from far below: as many are weighed as it takes until one
 * that was not, even were it of today, could not stand among those wanted.
 */
static enum shim_status match_recent(struct planner *planner, const struct plan *plan, const struct run_options *options,
                                     struct shim_hits *hits, struct feedback *feedback, struct shim_failure *failure)
{
	struct run_options all = *options;
	uint32_t wanted = options->offset + options->limit;

	all.offset = 0;
	for (all.limit = wanted < RUN_RERANKED ? 4 * RUN_RERANKED : 4 * wanted;; all.limit *= 4) {
		enum shim_status status = match_near(planner, plan, &all, all.limit, hits, feedback, failure);
		double behind = hits->count > 0 ? hits->list[hits->count - 1].weight : 0;
		bool complete = hits->count < all.limit || wanted == 0;

		if (status == SHIM_OK)
			status = weigh_recency(planner, options, hits, failure);
		if (status != SHIM_OK)
			return status;
		if (complete || hits->list[wanted - 1].weight >= behind) {
			slice(hits, options->offset, options->limit);
			return SHIM_OK;
		}
		shim_hits_release(hits);
	}
}

/* ---- relevance ---- */

/* Those that are ranked anew must be seen from the first on, whatever page of them is wanted. */
static enum shim_status match_ranked(struct planner *planner, const struct plan *plan, const struct run_options *options,
                                     struct shim_hits *hits, struct feedback *feedback, struct shim_failure *failure)
{
	struct run_options all = *options;
	enum shim_status status;

	if (options->half_life > 0)
		return match_recent(planner, plan, options, hits, feedback, failure);
	if (options->offset >= (is_fed(plan) ? RUN_REWEIGHED : RUN_RERANKED))
		return match(planner, plan, options, SHIM_BY_WEIGHT, hits, failure);
	all.limit = options->limit > 0 ? options->offset + options->limit : 0;
	status = match_near(planner, plan, &all, options->offset + options->limit, hits, feedback, failure);
	slice(hits, options->offset, options->limit);
	return status;
}

/* ---- oldest first ---- */

static void append_hits(struct shim_hits *to, const struct shim_hits *from)
{
	to->list = memory_resize(to->list, to->count + from->count, sizeof *to->list);
	if (from->count > 0)
		memcpy(to->list + to->count, from->list, from->count * sizeof *to->list);
	to->count += from->count;
	to->total += from->total;
	to->total_exact &= from->total_exact;
	to->partial |= from->partial;
}

/*
 * The value of an article without a date would stand before all others, so
 * those are matched apart and follow the rest.
 */
static enum shim_status match_oldest(struct planner *planner, const struct plan *dated, const struct plan *undated,
                                     const struct run_options *options, struct shim_hits *hits, struct shim_failure *failure)
{
	struct run_options counted = *options, rest;
	struct shim_hits others = {0};
	enum shim_status status;

	counted.count = true; /* the first part must be known to find the second */
	status = match(planner, dated, &counted, SHIM_BY_VALUE_ASCENDING, hits, failure);
	if (status != SHIM_OK)
		return status;
	rest = counted;
	rest.offset = options->offset > hits->total ? options->offset - hits->total : 0;
	rest.limit = options->limit - (uint32_t)hits->count;
	status = match(planner, undated, &rest, SHIM_BY_WEIGHT, &others, failure);
	if (status == SHIM_OK)
		append_hits(hits, &others);
	shim_hits_release(&others);
	return status;
}

/* ---- any order ---- */

enum shim_status run_prepare(struct planner *planner, struct plan *plan, struct plan *again, const struct run_options *options,
                             struct feedback *feedback, struct shim_failure *failure)
{
	*feedback = (struct feedback){0};
	if (options->order == SORT_OLDEST) {
		plan->query = two(SHIM_FILTER, plan->query, dated_query(planner->index, failure));
		again->query = two(SHIM_AND_NOT, again->query, dated_query(planner->index, failure));
	}
	if (options->order == SORT_RELEVANCE && plan->weighs && is_fed(plan) && shim_index_remote(planner->index))
		return feed_query(planner, plan, options->deadline, feedback, failure);
	return SHIM_OK;
}

enum shim_status run_plan(struct planner *planner, const struct plan *plan, const struct plan *again,
                          const struct run_options *options, struct shim_hits *hits, struct feedback *feedback,
                          struct shim_failure *failure)
{
	if (options->order == SORT_OLDEST)
		return match_oldest(planner, plan, again, options, hits, failure);
	/* What is asked for by filters alone weighs the same: the newest is what a reader wants first. */
	if (options->order == SORT_NEWEST || !plan->weighs)
		return match(planner, plan, options, SHIM_BY_VALUE_DESCENDING, hits, failure);
	return match_ranked(planner, plan, options, hits, feedback, failure);
}
