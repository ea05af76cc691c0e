/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Places as their reader is told them: "(ceasefir | \"ceas fire\") talk".
 */
#ifndef DATELINE_SEARCHER_QUERY_UNDERSTOOD_H
#define DATELINE_SEARCHER_QUERY_UNDERSTOOD_H

#include "searcher/query/planner.h"
#include "searcher/query/ways.h"
#include "text/buffer.h"

/* Adds the words of a way. */
void way_say(struct buffer *out, const struct way *way);

/* Owned by the caller. */
char *places_say(struct planner *planner, const struct places *places);

#endif
