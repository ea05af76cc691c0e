/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/match.h"
#include "shim/plan.h"

#include <algorithm>

/* Hits asked for at first when some may fall to a check. */
#define BATCH_MIN 50

/* A match in batches of candidates. */
struct search {
	struct match *match;
	struct plan plan;
	bool filtered;       /* some candidates may be no hits */
	bit_words bits;      /* plan.loose: the hits */
	uint64_t wanted;     /* hits, with those passed over */
	uint64_t seen = 0;   /* candidates */
	uint64_t passed = 0;
};

/* One of them. */
struct found {
	uint32_t document;
	double weight;
	std::string carried; /* its value in the slot of the first check */
};

static void keep_hit(void *context, const struct foreign_hit *hit) noexcept
{
	static_cast<std::vector<found> *>(context)->push_back(
		{hit->document, hit->weight, std::string(static_cast<const char *>(hit->carried.bytes), hit->carried.length)});
}

static bool passes(const struct search &search, const found &hit)
{
	const std::vector<value_check> &checks = search.plan.checks;

	for (const value_check &check : checks)
		if (!check(check.slot == checks[0].slot ? hit.carried : value_of(search.match->index, hit.document, check.slot)))
			return false;
	return true;
}

static bool is_hit(const struct search &search, const found &hit)
{
	if (search.plan.loose)
		return bit_get(search.bits, hit.document);
	return !is_hidden(search.match->index, hit.document) && passes(search, hit);
}

static void take_batch(struct search *search, const std::vector<found> &batch)
{
	struct match *match = search->match;

	for (size_t i = 0; i < batch.size() && !match->partial; i++) {
		match->partial = match->end.passed();
		if (search->filtered && !is_hit(*search, batch[i]))
			continue;
		if (search->passed++ >= match->wanted.offset && match->hits.size() < match->wanted.limit)
			match->hits.push_back({batch[i].document, batch[i].weight});
	}
	search->seen += batch.size();
}

/* The next candidates, as many as that. */
static std::vector<found> fetch(const struct search &search, uint64_t count)
{
	struct match *match = search.match;
	struct foreign_wanted wanted = {true, match->wanted.order, match->wanted.sort_slot, FOREIGN_NO_SLOT,
	                                (uint32_t)search.seen, (uint32_t)count};
	struct foreign_bounds bounds;
	std::vector<found> batch;

	if (!search.plan.loose && !search.plan.checks.empty())
		wanted.carried_slot = search.plan.checks[0].slot;
	ask_foreign([&](auto &library, auto *failure) {
		return library.find(whole_database(match->index), &match->query, &wanted, keep_hit, &batch, &bounds, failure);
	});
	match->exact = !search.filtered;
	if (!search.filtered) {
		match->at_least += bounds.lower;
		match->exact = bounds.lower == bounds.upper;
	}
	return batch;
}

/* Fetches the candidates in rank order, more each time, until enough have passed. */
void match_outside(match *match)
{
	struct search search = {match, plan_checks(match->query), false, {}, 0};
	uint64_t last = match->index.last;

	search.filtered = search.plan.loose || !search.plan.checks.empty() || !match->index.hidden.empty();
	search.wanted = (uint64_t)match->wanted.offset + match->wanted.limit;
	if (search.plan.loose)
		search.bits = evaluate_whole(match->index, match->query, match->end);
	uint64_t batch = std::min(search.filtered ? std::max<uint64_t>(search.wanted, BATCH_MIN) : search.wanted, last);
	for (bool more = true; more && !match->partial; batch = std::min(batch * 4, last)) {
		std::vector<found> candidates = fetch(search, batch);
		take_batch(&search, candidates);
		more = search.filtered && candidates.size() == batch && search.passed < search.wanted;
	}
}
