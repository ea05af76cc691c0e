/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/query/run.h"

#include "article/schema.h"
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
	                            .timeout = options->timeout,
	                            .count = options->count};

	return shim_index_match(planner->index, plan->query, &wanted, hits, failure);
}

/* ---- nearness ---- */

/* Puts the hit at `at` where it belongs among those before it, which are in order. Ties keep the order of the engine. */
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
	return SHIM_OK;
}

/* Leaves the hits [offset, offset + limit). */
static void slice(struct shim_hits *hits, uint32_t offset, uint32_t limit)
{
	size_t left = hits->count > offset ? hits->count - offset : 0;

	hits->count = left < limit ? left : limit;
	if (offset > 0 && hits->count > 0)
		memmove(hits->list, hits->list + offset, hits->count * sizeof *hits->list);
}

/* wanted: of the first hits, how many are asked for in their last order. */
static enum shim_status match_near(struct planner *planner, const struct plan *plan, const struct run_options *options,
                                   size_t wanted, struct shim_hits *hits, struct shim_failure *failure)
{
	enum shim_status status = match(planner, plan, options, SHIM_BY_WEIGHT, hits, failure);

	return status == SHIM_OK ? weigh_proximity(planner, plan, wanted, hits, failure) : status;
}

/* ---- recency ---- */

double run_recency(const struct run_options *options, const void *date, size_t length)
{
	const unsigned char *bytes = date;
	int64_t seconds = 0, age;

	if (length != DATE_LENGTH)
		return 0.5;
	for (size_t i = 0; i < DATE_LENGTH; i++)
		seconds = seconds << 8 | bytes[i];
	age = options->now - (seconds - ((int64_t)1 << 40)); /* schema_date */
	return age <= 0 ? 1 : 0.5 + 0.5 * exp2(-(double)age / options->half_life);
}

static int compare_hits(const void *left, const void *right)
{
	const struct shim_hit *one = left, *other = right;

	if (one->weight != other->weight)
		return one->weight < other->weight ? 1 : -1;
	return (one->document > other->document) - (one->document < other->document);
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
	if (hits->count > 0)
		qsort(hits->list, hits->count, sizeof *hits->list, compare_hits);
	return SHIM_OK;
}

/*
 * Age lifts articles from far below: as many are weighed as it takes until one
 * that was not, even were it of today, could not stand among those wanted.
 */
static enum shim_status match_recent(struct planner *planner, const struct plan *plan, const struct run_options *options,
                                     struct shim_hits *hits, struct shim_failure *failure)
{
	struct run_options all = *options;
	uint32_t wanted = options->offset + options->limit;

	all.offset = 0;
	for (all.limit = wanted < RUN_RERANKED ? 4 * RUN_RERANKED : 4 * wanted;; all.limit *= 4) {
		enum shim_status status = match_near(planner, plan, &all, all.limit, hits, failure);
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
static enum shim_status match_ranked(struct planner *planner, struct plan *plan, const struct run_options *options,
                                     struct shim_hits *hits, struct feedback *feedback, struct shim_failure *failure)
{
	struct run_options all = *options, first = {.limit = RUN_RERANKED, .timeout = options->timeout};
	enum shim_status status;

	if (plan->different_words >= RUN_FEEDBACK_WORDS && plan->plain) {
		status = match_near(planner, plan, &first, FEEDBACK_ARTICLES, hits, failure);
		if (status == SHIM_OK && !hits->partial)
			status = feedback_learn(feedback, planner, hits, plan->repeats, plan->rarity, failure);
		shim_hits_release(hits);
		if (status != SHIM_OK)
			return status;
		plan->query = feedback_apply(feedback, plan->query);
	}
	if (options->half_life > 0)
		return match_recent(planner, plan, options, hits, failure);
	if (options->offset >= RUN_RERANKED)
		return match(planner, plan, options, SHIM_BY_WEIGHT, hits, failure);
	all.offset = 0;
	all.limit = options->offset + options->limit;
	if (options->limit > 0 && all.limit < RUN_RERANKED)
		all.limit = RUN_RERANKED;
	status = match_near(planner, plan, &all, options->offset + options->limit, hits, failure);
	slice(hits, options->offset, options->limit);
	return status;
}

enum shim_status run_plan(struct planner *planner, struct plan *plan, const struct run_options *options,
                          struct shim_hits *hits, struct feedback *feedback, struct shim_failure *failure)
{
	*feedback = (struct feedback){0};
	/* What is asked for by filters alone weighs the same: the newest is what a reader wants first. */
	if (options->order == SORT_NEWEST || !plan->weighs)
		return match(planner, plan, options, SHIM_BY_VALUE_DESCENDING, hits, failure);
	return match_ranked(planner, plan, options, hits, feedback, failure);
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
enum shim_status run_oldest(struct planner *planner, struct plan *plan, struct plan *again, const struct run_options *options,
                            struct shim_hits *hits, struct shim_failure *failure)
{
	struct run_options counted = *options, rest;
	struct shim_hits undated = {0};
	enum shim_status status;

	plan->query = two(SHIM_FILTER, plan->query, dated_query(planner->index, failure));
	again->query = two(SHIM_AND_NOT, again->query, dated_query(planner->index, failure));
	counted.count = true; /* the first part must be known to find the second */
	status = match(planner, plan, &counted, SHIM_BY_VALUE_ASCENDING, hits, failure);
	if (status != SHIM_OK)
		return status;
	rest = counted;
	rest.offset = options->offset > hits->total ? options->offset - hits->total : 0;
	rest.limit = options->limit - (uint32_t)hits->count;
	status = match(planner, again, &rest, SHIM_BY_WEIGHT, &undated, failure);
	if (status == SHIM_OK)
		append_hits(hits, &undated);
	shim_hits_release(&undated);
	return status;
}
