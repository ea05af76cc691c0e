/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/plan.h"

/* required: no hit without this part. */
static void gather(struct plan *plan, const shim_query &query, bool required)
{
	switch (query.kind) {
	case query_kind::checked:
		if (required)
			plan->checks.push_back(query.check);
		else
			plan->loose = true;
		break;
	case query_kind::combine:
		if (query.operation == SHIM_OR || query.operation == SHIM_MAX)
			required = required && query.parts.size() == 1;
		break;
	default:
		break;
	}
	for (const auto &part : query.parts) {
		gather(plan, *part, required);
		if (query.kind == query_kind::combine && (query.operation == SHIM_AND_NOT || query.operation == SHIM_MAYBE))
			required = false;
	}
}

struct plan plan_checks(const shim_query &query)
{
	struct plan plan;

	gather(&plan, query, true);
	return plan;
}
