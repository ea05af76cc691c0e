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

/*
 * Up to this many documents Xapian's pruning is not worth its price: when an OR
 * turns into an AND it passes over one document that is still to be judged
 * (OrPostList::next of 1.4.22 goes on behind the greater of its two heads), and
 * in a small shard that may well be one of the best.
 */
#define UNPRUNED_MAX 4096

Xapian::Enquire make_enquire(const match &match, const Xapian::Database &database, const Xapian::Query &query)
{
	Xapian::Enquire enquire(database);

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
	match->at_least += set.get_matches_lower_bound();
	match->exact = match->exact && set.get_matches_lower_bound() == set.get_matches_upper_bound();
}

/* A hit of one shard on its way into the order of all. */
struct candidate {
	struct shim_hit hit;
	std::string value; /* sorted by; "" where by weight */
};

/* Appends one shard's best. */
static void match_shard(match *match, struct plan &plan, const Xapian::Query &planned, size_t shard,
                        std::vector<candidate> *best)
{
	const shim_shard_handle &handle = match->index.shards[shard];
	uint64_t wanted = (uint64_t)match->wanted.offset + match->wanted.limit;
	check_decider decider(plan.checks, match->end);
	Xapian::Query query = planned;

	if (plan.gated || !handle.hidden.empty() || match->end.is_set())
		query = Xapian::Query(Xapian::Query::OP_FILTER, query,
		                      Xapian::Query((new gate_source(handle.hidden, match->end))->release()));
	Xapian::Enquire enquire = make_enquire(*match, handle.database, query);
	uint32_t documents = handle.database.get_doccount();
	Xapian::MSet set = enquire.get_mset(0, (uint32_t)std::min<uint64_t>(wanted, documents),
	                                    documents <= UNPRUNED_MAX ? documents : 0, nullptr,
	                                    plan.checks.empty() ? nullptr : &decider);
	for (auto hit = set.begin(); hit != set.end(); ++hit)
		best->push_back({{whole_of(match->index, shard, *hit), hit.get_weight()},
		                 match->wanted.order == SHIM_BY_WEIGHT ? std::string() : hit.get_sort_key()});
	take_bounds(match, set);
}

static bool comes_before(enum shim_order order, const candidate &a, const candidate &b)
{
	int by_value = a.value.compare(b.value);

	if (by_value)
		return (by_value > 0) == (order == SHIM_BY_VALUE_DESCENDING);
	if (a.hit.weight != b.hit.weight)
		return a.hit.weight > b.hit.weight;
	return a.hit.document < b.hit.document;
}

/*
 * The usual road: Xapian applies weight, checks and the gate itself. Shard by
 * shard, because Xapian 1.4 loses weights, and so hits, where it matches
 * several at once and starts lists with a least weight already in mind.
 */
static void match_inside(match *match)
{
	struct plan plan = {&match->index, &match->end, {}, false, false};
	Xapian::Query query = plan_query(&plan, match->query);
	std::vector<candidate> best;

	match->exact = true;
	for (size_t shard = 0; shard < match->index.shards.size(); shard++)
		match_shard(match, plan, query, shard, &best);
	if (match->index.shards.size() > 1)
		std::sort(best.begin(), best.end(), [&](const candidate &a, const candidate &b) {
			return comes_before(match->wanted.order, a, b);
		});
	for (size_t i = match->wanted.offset; i < best.size() && match->hits.size() < match->wanted.limit; i++)
		match->hits.push_back(best[i].hit);
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
		if (match->index.remote)
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
