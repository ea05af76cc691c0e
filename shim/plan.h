/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How a query is put to Xapian.
 *
 * Checks that every hit must pass go to a match decider, which sees only
 * documents that would make it into the result. Where that cannot say yes or
 * no (inside an OR, a NOT) a checked_source stands in the query.
 *
 * Over remote shards neither can be used, nor our weight. There the query finds
 * a superset of the hits, and the caller verifies them here: `checks` first, and
 * where `loose`, against the bits of evaluate().
 */
#ifndef DATELINE_SHIM_PLAN_H
#define DATELINE_SHIM_PLAN_H

#include "shim/evaluate.h"
#include "shim/index.h"

struct plan {
	const shim_index *index;         /* NULL: no sources, as over remote shards */
	deadline *end;                   /* with index */
	std::vector<value_check> checks; /* each hit must pass all */
	bool gated = false;              /* only right inside a gate_source */
	bool loose = false;              /* a check could not be put into the query at all */
};

/* The query as Xapian's; fills plan->checks and plan->loose. query must live as long as what is returned. */
Xapian::Query plan_query(struct plan *plan, const shim_query &query);

/* Applies the plan's checks; after the deadline accepts nothing more. */
class check_decider : public Xapian::MatchDecider
{
	const std::vector<value_check> &checks;
	deadline &end;

public:
	check_decider(const std::vector<value_check> &checks_, deadline &end_) : checks(checks_), end(end_) {}
	bool operator()(const Xapian::Document &document) const override;
};

#endif
