/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How many of the articles that match have which person, place, source or
 * day: exact, over all of them.
 */
#ifndef DATELINE_SEARCHER_FACETS_COUNT_H
#define DATELINE_SEARCHER_FACETS_COUNT_H

#include "searcher/facets/catalog.h"
#include "searcher/show/results.h"
#include "shim/xapian.h"

#include <stddef.h>
#include <stdint.h>

/* Of the ways in which a value is written no more are shown. */
#define FACET_FORMS_MAX 20

struct facet_request {
	unsigned kinds; /* bit 1 << enum facet_kind each */
	size_t size;    /* values of each at the most */
	enum timeline_unit timeline;
	double end;     /* of clock_seconds: when to stop; 0: never */
};

/*
 * Fills the facets and the timeline of results from the documents whose bits are
 * set (shim_index_collect). An article counts once for a value, however many
 * names and forms of it it has. SHIM_TIMEOUT, with nothing filled in, past the end.
 */
enum shim_status facets_count(struct catalog *catalog, const uint64_t *bits, size_t words, const struct facet_request *request,
                              struct results *results, struct shim_failure *failure);

#endif
