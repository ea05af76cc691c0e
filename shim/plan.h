/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How a query is put to Xapian, where shards are remote: there none of our own
 * code can run. The query finds a superset of the hits, and the caller verifies
 * them here: `checks` first, and where `loose`, against the bits of evaluate().
 */
#ifndef DATELINE_SHIM_PLAN_H
#define DATELINE_SHIM_PLAN_H

#include "shim/query.h"

struct plan {
	std::vector<value_check> checks; /* each hit must pass all */
	bool loose = false;              /* a check stands where no hit needs it: it cannot be made of the hits */
};

struct plan plan_checks(const shim_query &query);

#endif
