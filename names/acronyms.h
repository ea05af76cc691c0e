/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What an acronym stands for over a whole index: SBU is the Security Service
 * of Ukraine where it stands alone, because articles that have both say so, and
 * those that have it alone are of the same matter.
 * For names/ alone.
 */
#ifndef DATELINE_NAMES_ACRONYMS_H
#define DATELINE_NAMES_ACRONYMS_H

#include "names/units.h"

/*
 * Visits each acronym, a unit, that clearly stands for one group. of: of each
 * unit its group, of so many.
 */
typedef void acronym_visitor(void *context, uint32_t unit, uint32_t group);
void acronyms_find(const struct units *units, const uint32_t *of, size_t groups, acronym_visitor *visit, void *context);

#endif
