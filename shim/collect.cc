/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/guard.h"
#include "shim/match.h"

#include <algorithm>

const shim_query &query_or_none(const struct shim_query *query)
{
	static const shim_query none;

	return query ? *query : none;
}

bit_words evaluate_whole(const shim_index &index, const shim_query &query, deadline &end)
{
	bit_words bits(index.last / 64 + 1);
	size_t count = index.shards.size();

	for (size_t shard = 0; shard < count; shard++) {
		bit_words local = evaluate(index.shards[shard], query, end);
		if (count == 1)
			std::copy(local.begin(), local.end(), bits.begin());
		else
			for (uint32_t id = bit_next(local, 1); id; id = bit_next(local, id + 1))
				bit_set(bits, whole_of(index, shard, id));
	}
	for (uint32_t id : index.hidden)
		bits[id >> 6] &= ~((uint64_t)1 << (id & 63));
	return bits;
}

enum shim_status shim_index_collect(struct shim_index *index, const struct shim_query *query, double timeout, uint64_t *bits,
                                    uint32_t *total, struct shim_failure *failure)
{
	*total = 0;
	return guard(failure, [&] {
		deadline end(timeout);
		try {
			bit_words found = evaluate_whole(*index, query_or_none(query), end);
			std::copy(found.begin(), found.end(), bits);
			*total = bit_count(found);
		} catch (const deadline_passed &) {
			throw shim_error{SHIM_TIMEOUT, "the time ran out while the matches were counted", "give it more time"};
		}
	});
}
