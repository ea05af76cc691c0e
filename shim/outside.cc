/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/match.h"
#include "shim/plan.h"
#include "shim/remote.h"
#include "shim/weight.h"

#include <algorithm>

/* Hits asked for at first when some may fall to a check. */
#define BATCH_MIN 50

/*
 * Large enough for BM25's curve to be nearly straight over impacts of at most
 * IMPACT_MAX, small enough to keep its digits.
 */
#define REMOTE_K1 1000

static Xapian::Enquire make_enquire(const match &match, const Xapian::Query &query)
{
	Xapian::Enquire enquire(match.index.whole);
	unsigned slot = match.wanted.sort_slot;

	enquire.set_weighting_scheme(Xapian::BM25Weight(REMOTE_K1, 0, 1, 0, 0.5));
	if (match.wanted.order == SHIM_BY_WEIGHT)
		enquire.set_sort_by_relevance_then_value(slot, true);
	else
		enquire.set_sort_by_value_then_relevance(slot, match.wanted.order == SHIM_BY_VALUE_DESCENDING);
	enquire.set_query(query);
	return enquire;
}

static void take_bounds(match *match, const Xapian::MSet &set)
{
	match->at_least += set.get_matches_lower_bound();
	match->exact = match->exact && set.get_matches_lower_bound() == set.get_matches_upper_bound();
}

/* Whether a hit is one, given its value in the slot that travelled with it. */
static bool passes(const match &match, const struct plan &plan, const Xapian::MSetIterator &hit)
{
	for (const value_check &check : plan.checks)
		if (!check(check.slot == plan.checks[0].slot ? hit.get_collapse_key() : value_of(match.index, *hit, check.slot)))
			return false;
	return true;
}

/* A match in batches of candidates. */
struct search {
	struct match *match;
	struct plan plan;
	bool filtered;     /* some candidates may be no hits */
	bit_words bits;    /* plan.loose: the hits */
	uint64_t wanted;   /* hits, with those passed over */
	uint64_t seen = 0; /* candidates */
	uint64_t passed = 0;
};

static bool is_hit(const struct search &search, const Xapian::MSetIterator &hit)
{
	if (search.plan.loose)
		return bit_get(search.bits, *hit);
	return !is_hidden(search.match->index, *hit) && passes(*search.match, search.plan, hit);
}

static void take_batch(struct search *search, const Xapian::MSet &set)
{
	struct match *match = search->match;

	for (auto hit = set.begin(); hit != set.end() && !match->partial; ++hit) {
		match->partial = match->end.passed();
		if (search->filtered && !is_hit(*search, hit))
			continue;
		if (search->passed++ >= match->wanted.offset && match->hits.size() < match->wanted.limit)
			match->hits.push_back({*hit, hit.get_weight() / IMPACT_MAX});
	}
	search->seen += set.size();
}

/* Fetches the candidates in rank order, more each time, until enough have passed. */
void match_outside(match *match)
{
	struct search search = {match, {}, false, {}, 0};
	Xapian::Enquire enquire = make_enquire(*match, plan_query(&search.plan, match->query));
	uint64_t last = match->index.last;

	search.filtered = search.plan.loose || !search.plan.checks.empty() || !match->index.hidden.empty();
	search.wanted = (uint64_t)match->wanted.offset + match->wanted.limit;
	if (search.plan.loose)
		search.bits = evaluate_whole(match->index, match->query, match->end);
	else if (!search.plan.checks.empty())
		carry_value(&enquire, search.plan.checks[0].slot);
	uint64_t batch = std::min(search.filtered ? std::max<uint64_t>(search.wanted, BATCH_MIN) : search.wanted, last);
	for (bool more = true; more && !match->partial; batch = std::min(batch * 4, last)) {
		Xapian::MSet set = enquire.get_mset((uint32_t)search.seen, (uint32_t)batch);
		match->exact = !search.filtered;
		if (!search.filtered)
			take_bounds(match, set);
		take_batch(&search, set);
		more = search.filtered && set.size() == batch && search.passed < search.wanted;
	}
}
