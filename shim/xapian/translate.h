/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A query as Xapian's, where it is not our own matcher that runs it. */
#ifndef DATELINE_SHIM_XAPIAN_TRANSLATE_H
#define DATELINE_SHIM_XAPIAN_TRANSLATE_H

#include "shim/query.h"

#include <xapian.h>

/* Without its checks: what it finds is a superset of the hits. */
Xapian::Query translate(const shim_query &query);

#endif
