/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How a query is put to Xapian, where shards are remote: there none of our own
 * code can run. The query finds a superset of the hits, and the caller verifies
 * them here: `checks` first, and where `loose`, against the bits of evaluate().
 */
#ifndef DATELINE_SHIM_PLAN_H
#define DATELINE_SHIM_PLAN_H

#include "shim/query.h"

#include <xapian.h>

struct plan {
	std::vector<value_check> checks; /* each hit must pass all */
	bool loose = false;              /* a check could not be put into the query at all */
};

/* The query as Xapian's; fills plan->checks and plan->loose. query must live as long as what is returned. */
Xapian::Query plan_query(struct plan *plan, const shim_query &query);

#endif
