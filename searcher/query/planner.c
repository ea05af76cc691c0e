/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/query/planner.h"

#include "article/schema.h"

#include <string.h>

void planner_fail(struct planner *planner, const struct shim_failure *failure)
{
	if (planner->failure.status == SHIM_OK)
		planner->failure = *failure;
}

void planner_warn(struct planner *planner, const char *message)
{
	if (planner->warning)
		planner->warning(planner->warned, planner->column, message);
}

uint32_t planner_frequency(struct planner *planner, const char *prefix, const char *term, size_t length)
{
	char full[SHIM_TERM_MAX];
	size_t prefix_length = strlen(prefix);
	uint32_t documents = 0;
	struct shim_failure failure;

	if (prefix_length + length > sizeof full)
		return 0;
	memcpy(full, prefix, prefix_length);
	memcpy(full + prefix_length, term, length);
	if (shim_index_term_frequency(planner->index, full, prefix_length + length, &documents, &failure) != SHIM_OK)
		planner_fail(planner, &failure);
	return documents;
}
