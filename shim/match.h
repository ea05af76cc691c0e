/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One call of shim_index_match, as the two roads that it may take share it. */
#ifndef DATELINE_SHIM_MATCH_H
#define DATELINE_SHIM_MATCH_H

#include "shim/evaluate.h"
#include "shim/index.h"

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

/* The road over local shards: all that they hold is read here. */
void match_inside(match *match);

/* The road over remote shards: Xapian finds candidates in all shards at once, we verify them. */
void match_outside(match *match);

/* The documents of the whole index that match, hidden ones left out. Throws deadline_passed. */
bit_words evaluate_whole(const shim_index &index, const shim_query &query, deadline &end);

/* NULL stands for the query that matches nothing. */
const shim_query &query_or_none(const struct shim_query *query);

#endif
