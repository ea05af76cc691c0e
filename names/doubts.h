/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Names that may be a person's but are as likely to be another's: what their
 * articles speak of decides. For names/ alone.
 */
#ifndef DATELINE_NAMES_DOUBTS_H
#define DATELINE_NAMES_DOUBTS_H

#include "names/units.h"

/* Whether the unit, which has a group of its own, is the person of another group. */
struct doubt {
	uint32_t unit, group;
	bool grave; /* where the articles are too many to be compared, it is not */
};

/* All zero is empty and ready. */
struct doubts {
	struct doubt *list;
	size_t count, capacity;
};

void doubts_release(struct doubts *doubts);
void doubts_add(struct doubts *doubts, struct doubt doubt);

/* Calls visit for each that is one, in the order in which they were added. of: as in names/matter.h; read before the first visit alone. */
typedef void doubt_visitor(void *context, uint32_t unit, uint32_t group);
void doubts_settle(const struct doubts *doubts, const struct units *units, const uint32_t *of, size_t groups, doubt_visitor *visit,
                   void *context);

#endif
