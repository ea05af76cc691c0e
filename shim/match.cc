/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/match.h"

#include "shim/guard.h"
#include "shim/plan.h"
#include "shim/source.h"
#include "shim/weight.h"

#include <algorithm>
#include <cstdlib>

/*
 * Large enough for BM25's curve to be nearly straight over impacts of at most
 * IMPACT_MAX, small enough to keep its digits.
 */
#define REMOTE_K1 1000

Xapian::Enquire make_enquire(const match &match, const Xapian::Query &query)
{
	Xapian::Enquire enquire(match.index.whole);

	if (match.index.remote)
		enquire.set_weighting_scheme(Xapian::BM25Weight(REMOTE_K1, 0, 1, 0, 0.5));
	else
		enquire.set_weighting_scheme(impact_weight());
	if (match.wanted.order != SHIM_BY_WEIGHT)
		enquire.set_sort_by_value_then_relevance(match.wanted.sort_slot, match.wanted.order == SHIM_BY_VALUE_DESCENDING);
	enquire.set_query(query);
	return enquire;
}

void take_bounds(match *match, const Xapian::MSet &set)
{
	match->at_least = set.get_matches_lower_bound();
	match->exact = match->at_least == set.get_matches_upper_bound();
}

/* The usual road: Xapian applies weight, checks and the gate itself. */
static void match_inside(match *match)
{
	struct plan plan = {&match->index, &match->end, {}, false, false};
	Xapian::Query query = plan_query(&plan, match->query);
	check_decider decider(plan.checks, match->end);

	if (plan.gated || !match->index.hidden.empty() || match->end.is_set())
		query = Xapian::Query(Xapian::Query::OP_FILTER, query,
		                      Xapian::Query((new gate_source(match->index, match->end))->release()));
	Xapian::Enquire enquire = make_enquire(*match, query);
	Xapian::MSet set = enquire.get_mset(match->wanted.offset, match->wanted.limit, 0, nullptr,
	                                    plan.checks.empty() ? nullptr : &decider);
	for (auto hit = set.begin(); hit != set.end(); ++hit)
		match->hits.push_back({*hit, hit.get_weight()});
	take_bounds(match, set);
}

static void count_all(match *match)
{
	try {
		match->at_least = bit_count(evaluate_whole(match->index, match->query, match->end));
		match->exact = true;
	} catch (const deadline_passed &) {
		match->partial = true;
	}
}

static void run(match *match)
{
	if (match->index.shards.empty() || match->index.documents == 0) {
		match->exact = true;
		return;
	}
	try {
		if (match->index.remote || match->index.twins)
			match_outside(match);
		else
			match_inside(match);
	} catch (const deadline_passed &) {
		match->partial = true;
	}
	if (match->wanted.count && !match->exact && !match->partial)
		count_all(match);
	if (match->end.is_over()) {
		match->partial = true;
		match->exact = false;
	}
	match->at_least = std::max<uint32_t>(match->at_least, (uint32_t)match->hits.size());
}

static void give(const match &match, struct shim_hits *hits)
{
	if (!match.hits.empty()) {
		hits->list = static_cast<struct shim_hit *>(malloc(match.hits.size() * sizeof *hits->list));
		if (!hits->list)
			throw std::bad_alloc();
		std::copy(match.hits.begin(), match.hits.end(), hits->list);
	}
	hits->count = match.hits.size();
	hits->total = match.at_least;
	hits->total_exact = match.exact;
	hits->partial = match.partial;
}

enum shim_status shim_index_match(struct shim_index *index, const struct shim_query *query, const struct shim_match *match,
                                  struct shim_hits *hits, struct shim_failure *failure)
{
	*hits = {nullptr, 0, 0, false, false};
	return guard(failure, [&] {
		struct match call(*index, query_or_none(query), *match);
		run(&call);
		give(call, hits);
	});
}

void shim_hits_release(struct shim_hits *hits)
{
	free(hits->list);
	*hits = {nullptr, 0, 0, false, false};
}
