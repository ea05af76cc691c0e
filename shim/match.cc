/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/match.h"

#include "shim/guard.h"

#include <algorithm>
#include <cstdlib>

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
