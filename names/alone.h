/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Whose a surname is that an article has alone, without the full name. For
 * names/ alone.
 */
#ifndef DATELINE_NAMES_ALONE_H
#define DATELINE_NAMES_ALONE_H

#include "names/units.h"

struct forenames;

/* What is known of a group when it is asked for its surname. */
struct grouped {
	const uint32_t *of;   /* of each unit its group, or UINT32_MAX */
	const uint32_t *main; /* of each group, its main unit */
	size_t count;         /* of groups */
};

/* Visits each surname, a unit of no group, that clearly is one group's. */
typedef void alone_visitor(void *context, uint32_t unit, uint32_t group);
void alone_find(const struct units *units, const struct forenames *forenames, const struct grouped *grouped, alone_visitor *visit,
                void *context);

#endif
