/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a query gives to some documents that another one has found. */
#include "shim/evaluate.h"
#include "shim/guard.h"
#include "shim/match.h"
#include "shim/scorer.h"

#include <algorithm>

/* A hit, by where its document is. */
struct weighed {
	uint32_t local;
	struct shim_hit *hit;
};

static void weigh_shard(term_units *units, const shim_shard_handle &shard, const shim_query &query, std::vector<weighed> *hits)
{
	std::unique_ptr<scorer> root = scorer_make(*units, shard, query, 1);
	double weight;

	std::sort(hits->begin(), hits->end(), [](const weighed &a, const weighed &b) { return a.local < b.local; });
	for (const weighed &one : *hits) {
		if (root->document < one.local)
			root->seek(one.local, 0);
		if (root->document == one.local && root->judge(0, &weight))
			one.hit->weight += weight;
	}
}

enum shim_status shim_index_weigh(struct shim_index *index, const struct shim_query *query, struct shim_hit *list, size_t count,
                                  struct shim_failure *failure)
{
	return guard(failure, [&] {
		std::vector<std::vector<weighed>> hits(index->shards.size());
		term_units units(*index);
		if (index->remote)
			throw shim_error{SHIM_BAD_QUERY, "documents of remote shards cannot be weighed", ""};
		for (size_t i = 0; i < count; i++)
			hits[shard_of(*index, list[i].document)].push_back({local_of(*index, list[i].document), &list[i]});
		for (size_t i = 0; i < hits.size(); i++)
			if (!hits[i].empty())
				weigh_shard(&units, index->shards[i], query_or_none(query), &hits[i]);
	});
}
