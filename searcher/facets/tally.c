/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/facets/tally.h"

#include "text/memory.h"

#include <stdlib.h>

void tallies_release(struct tallies *tallies)
{
	free(tallies->small);
	free(tallies->large);
	free(tallies->spilled);
	*tallies = (struct tallies){0};
}

void tallies_reserve(struct tallies *tallies, size_t values)
{
	size_t capacity = values + tallies->capacity / 2, more = capacity - tallies->capacity;

	if (values <= tallies->capacity)
		return;
	tallies->small = memory_resize(tallies->small, capacity, sizeof *tallies->small);
	tallies->large = memory_resize(tallies->large, capacity, sizeof *tallies->large);
	memset(tallies->small + tallies->capacity, 0, more * sizeof *tallies->small);
	memset(tallies->large + tallies->capacity, 0, more * sizeof *tallies->large);
	tallies->capacity = capacity;
}

void tallies_clear(struct tallies *tallies)
{
	if (tallies->capacity > 0)
		memset(tallies->small, 0, tallies->capacity * sizeof *tallies->small);
	for (size_t i = 0; i < tallies->spilled_count; i++)
		tallies->large[tallies->spilled[i]] = 0;
	tallies->spilled_count = 0;
}

void tallies_spill(struct tallies *tallies, uint32_t value)
{
	if (tallies->large[value] == 0) {
		if (tallies->spilled_count == tallies->spilled_capacity) {
			tallies->spilled_capacity = tallies->spilled_capacity * 2 + 64;
			tallies->spilled = memory_resize(tallies->spilled, tallies->spilled_capacity, sizeof *tallies->spilled);
		}
		tallies->spilled[tallies->spilled_count++] = value;
	}
	tallies->large[value] += TALLY_MAX;
	tallies->small[value] = 0;
}
