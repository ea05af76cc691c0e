/* SPDX-License-Identifier: GPL-2.0-or-later */
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

/* Hits asked of remote shards at first, when some may fall to a check. */
#define REMOTE_BATCH_MIN 50

/* One call of shim_index_match. */
struct match {
	struct shim_index &index;
	const shim_query &query;
	const struct shim_match &wanted;
	deadline end;
	std::vector<shim_hit> hits; /* without those passed over */
	uint32_t at_least = 0;
	bool exact = false;
	bool partial = false;

	match(struct shim_index &index_, const shim_query &query_, const struct shim_match &wanted_)
		: index(index_), query(query_), wanted(wanted_), end(wanted_.timeout)
	{
	}
};

static Xapian::Enquire make_enquire(const match &match, const Xapian::Query &query)
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

static bool is_merged(const shim_index &index)
{
	return index.shards.size() > 1 && std::any_of(index.shards.begin(), index.shards.end(),
	                                              [](const auto &shard) { return !shard.path.empty(); });
}

static void take_bounds(match *match, const Xapian::MSet &set)
{
	match->at_least = set.get_matches_lower_bound();
	match->exact = match->at_least == set.get_matches_upper_bound();
}

/* The usual road: Xapian applies weight, checks and the gate itself. */
static void match_inside(match *match)
{
	struct plan plan = {&match->index, &match->end, is_merged(match->index), {}, false, false};
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

static bool passes(const match &match, const struct plan &plan, uint32_t document)
{
	if (is_hidden(match.index, document))
		return false;
	return std::all_of(plan.checks.begin(), plan.checks.end(),
	                   [&](const value_check &check) { return check(value_of(match.index, document, check.slot)); });
}

/* The documents of the whole index that match, hidden ones left out. */
static bit_words evaluate_whole(const shim_index &index, const shim_query &query, deadline &end)
{
	bit_words bits(index.last / 64 + 1);
	size_t count = index.shards.size();

	for (size_t shard = 0; shard < count; shard++) {
		bit_words local = evaluate(index.shards[shard].database, query, end);
		if (count == 1)
			std::copy(local.begin(), local.end(), bits.begin());
		else
			for (uint32_t id = bit_next(local, 1); id; id = bit_next(local, id + 1))
				bit_set(bits, (uint32_t)((id - 1) * count + shard + 1));
	}
	for (uint32_t id : index.hidden)
		bits[id >> 6] &= ~((uint64_t)1 << (id & 63));
	return bits;
}

/* BM25's weight brought near to the one of local shards. */
static double weight_of(const match &match, const Xapian::MSetIterator &hit)
{
	return match.index.remote ? hit.get_weight() / IMPACT_MAX : hit.get_weight();
}

/*
 * Fetches the candidates in rank order, more each time, until enough have
 * passed.
 */
static void match_outside(match *match)
{
	struct plan plan = {nullptr, nullptr, is_merged(match->index), {}, false, false};
	Xapian::Enquire enquire = make_enquire(*match, plan_query(&plan, match->query));
	bool filtered = plan.loose || !plan.checks.empty() || !match->index.hidden.empty();
	uint64_t wanted = (uint64_t)match->wanted.offset + match->wanted.limit;
	uint32_t batch = (uint32_t)std::min<uint64_t>(filtered ? std::max<uint64_t>(wanted, REMOTE_BATCH_MIN) : wanted,
	                                              match->index.last);
	uint32_t seen = 0, passed = 0;
	bit_words bits;

	if (plan.loose)
		bits = evaluate_whole(match->index, match->query, match->end);
	for (bool more = true; more && !match->partial; batch = std::min(batch * 4ull, (unsigned long long)match->index.last)) {
		Xapian::MSet set = enquire.get_mset(seen, batch);
		if (!filtered)
			take_bounds(match, set);
		for (auto hit = set.begin(); hit != set.end() && !match->partial; ++hit) {
			match->partial = match->end.passed();
			if (filtered && !(plan.loose ? bit_get(bits, *hit) : passes(*match, plan, *hit)))
				continue;
			if (passed++ >= match->wanted.offset && match->hits.size() < match->wanted.limit)
				match->hits.push_back({*hit, weight_of(*match, hit)});
		}
		seen += set.size();
		more = filtered && set.size() == batch && passed < wanted;
	}
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

static const shim_query &query_or_none(const struct shim_query *query)
{
	static const shim_query none;

	return query ? *query : none;
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

enum shim_status shim_index_collect(struct shim_index *index, const struct shim_query *query, uint64_t *bits,
                                    uint32_t *total, struct shim_failure *failure)
{
	*total = 0;
	return guard(failure, [&] {
		deadline never;
		bit_words found = evaluate_whole(*index, query_or_none(query), never);
		std::copy(found.begin(), found.end(), bits);
		*total = bit_count(found);
	});
}
