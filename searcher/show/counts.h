/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DATELINE_SEARCHER_SHOW_COUNTS_H
#define DATELINE_SEARCHER_SHOW_COUNTS_H

#include "searcher/show/show.h"

/*
 * The facets and the timeline for a person to read: a heading each, and a line
 * a value: what it is, how many articles, and a bar of that length.
 */
void show_counts(struct buffer *out, const struct results *results, const struct terminal *terminal);

#endif
