/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Names that a query gives: what leads to the articles that have them.
 */
#ifndef DATELINE_SEARCHER_FACETS_FIND_H
#define DATELINE_SEARCHER_FACETS_FIND_H

#include "searcher/facets/catalog.h"

/* What leads to the articles that have a value. */
struct name_finder {
	void (*name)(void *context, const char *folded); /* a name by its term */
	void (*document)(void *context, uint32_t document); /* the one that has a single: article/facets.h */
	void *context;
};

/*
 * Visits what leads to each value of a kind that text names: those whose
 * name it is, or what their names are shown as; where there is none, those with such a form; where there is none
 * either, those with a name or form that holds it as whole words. So what
 * narrows by a value's own name finds just what was counted for it. Only the
 * entries are read that hold the words.
 */
enum shim_status name_find(struct catalog *catalog, enum facet_kind kind, const char *text, const struct name_finder *finder,
                           struct shim_failure *failure);

#endif
