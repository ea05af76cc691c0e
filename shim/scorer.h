/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a query weighs for single documents, in ascending order of their ids:
 * the same weight that the matcher gives, where it cannot be asked.
 */
#ifndef DATELINE_SHIM_SCORER_H
#define DATELINE_SHIM_SCORER_H

#include "shim/index.h"
#include "shim/query.h"

#include <memory>
#include <vector>

/* What one unit of the wdf of a term or synonym is worth over the whole index, its weight taken times factor. */
double unit_of(const shim_index &index, const shim_query &query, double factor);

class scorer
{
	const shim_query &query;
	double unit = 0; /* term, synonym: weight of one unit of wdf */
	Xapian::PostingIterator posting;
	std::vector<std::unique_ptr<scorer>> parts;

	bool raise_wdf(uint32_t document, unsigned *wdf);
	bool weigh_combination(uint32_t document, double *weight);

public:
	/* A scorer over one shard of the index, for query with its weight times factor. */
	scorer(const shim_index &index, const Xapian::Database &shard, const shim_query &query_, double factor);

	/* Whether the document matches (checks aside), and its weight. Ids must ascend from call to call. */
	bool weigh(uint32_t document, double *weight);
	double bound() const; /* no document weighs more */
};

#endif
