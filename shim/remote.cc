/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/remote.h"

#include "shim/guard.h"
#include "shim/plan.h"

#include <limits>

void carry_value(Xapian::Enquire *enquire, unsigned slot)
{
	enquire->set_collapse_key(slot, std::numeric_limits<Xapian::doccount>::max());
}

static Xapian::Enquire make_unranked(const Xapian::Database &shard, const Xapian::Query &query, unsigned slot)
{
	Xapian::Enquire enquire(shard);

	enquire.set_weighting_scheme(Xapian::BoolWeight());
	enquire.set_query(query);
	carry_value(&enquire, slot);
	return enquire;
}

/* Our shards have no gaps in their ids, so the place in the list of all documents is known. */
std::string remote_value(const Xapian::Database &shard, uint32_t document, unsigned slot)
{
	Xapian::MSet set = make_unranked(shard, Xapian::Query(std::string()), slot).get_mset(document - 1, 1);
	Xapian::MSetIterator hit = set.begin();

	if (hit != set.end() && *hit == document)
		return hit.get_collapse_key();
	return shard.get_document(document).get_value(slot);
}

std::unordered_map<uint32_t, std::string> remote_values(const Xapian::Database &shard, const shim_query &query,
                                                        unsigned slot)
{
	struct plan plan = {};
	std::unordered_map<uint32_t, std::string> values;
	Xapian::MSet set = make_unranked(shard, plan_query(&plan, query), slot).get_mset(0, shard.get_doccount());

	for (auto hit = set.begin(); hit != set.end(); ++hit)
		values.emplace(*hit, hit.get_collapse_key());
	return values;
}
