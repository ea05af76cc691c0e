/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "names/doubts.h"

#include "names/matter.h"
#include "text/memory.h"

#include <stdlib.h>

void doubts_release(struct doubts *doubts)
{
	free(doubts->list);
	*doubts = (struct doubts){0};
}

void doubts_add(struct doubts *doubts, struct doubt doubt)
{
	if (doubts->count == doubts->capacity) {
		doubts->capacity = doubts->capacity ? 2 * doubts->capacity : 64;
		doubts->list = memory_resize(doubts->list, doubts->capacity, sizeof *doubts->list);
	}
	doubts->list[doubts->count++] = doubt;
}

static bool is_one(const struct matter *matter, const struct doubt *doubt)
{
	if (!matter_comparable(matter, doubt->unit, doubt->group))
		return !doubt->grave;
	return matter_shared(matter, doubt->unit, doubt->group, MATTER_TOUCHING);
}

void doubts_settle(const struct doubts *doubts, const struct units *units, const uint32_t *of, size_t groups, doubt_visitor *visit,
                   void *context)
{
	bool *one;
	struct matter matter;

	if (doubts->count == 0)
		return;
	one = memory_resize(NULL, doubts->count, sizeof *one);
	matter_init(&matter, units, of, groups);
	for (size_t i = 0; i < doubts->count; i++)
		matter_want(&matter, doubts->list[i].unit, doubts->list[i].group);
	matter_read(&matter);
	for (size_t i = 0; i < doubts->count; i++)
		one[i] = is_one(&matter, &doubts->list[i]);
	matter_release(&matter);
	for (size_t i = 0; i < doubts->count; i++)
		if (one[i])
			visit(context, doubts->list[i].unit, doubts->list[i].group);
	free(one);
}
