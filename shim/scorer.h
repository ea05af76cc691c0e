/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A query over one shard, document at a time, in ascending order of ids.
 *
 * Whoever asks says what a document must weigh at least to be of interest, and
 * each part passes over what cannot come so far (Turtle & Flood's MaxScore,
 * "Query Evaluation: Strategies and Optimizations", 1995). Checks are dear, so
 * they come last: a candidate is what matches but for the checks, and judge()
 * makes them only where the candidate's weight could matter. Nothing is ever
 * passed over that weighs `least` or more: the result is that of weighing all.
 *
 * Weights and their bounds are sums of multiples of 2^-32 (shim/weight.h),
 * exact in a double, so that they may be compared however they were added.
 */
#ifndef DATELINE_SHIM_SCORER_H
#define DATELINE_SHIM_SCORER_H

#include "shim/postings.h"
#include "shim/query.h"

#include <memory>
#include <unordered_map>
#include <vector>

class scorer
{
public:
	uint32_t document = 0; /* the candidate, 0 before the first seek; NO_DOCUMENT: there are no more */
	double bound = 0;      /* no document weighs more */
	double cost = 0;       /* about how many candidates there are */
	bool checked = false;  /* judge() may still say no to a candidate */

	virtual ~scorer() = default;

	/*
	 * Goes to the first candidate from target on that may weigh least or
	 * more. Never backwards, and least must not fall from call to call.
	 */
	virtual void seek(uint32_t target, double least) = 0;

	/*
	 * What the candidate weighs at the most, and exactly where nothing is
	 * checked; where it comes to less than least, anything less than least.
	 */
	virtual double estimate(double least) = 0;

	/* Whether the candidate matches, checks and all, and weighs least or more; and what it weighs. */
	virtual bool judge(double least, double *weight);

protected:
	/* The part goes to target, if it is not there yet; whether it is then on it. */
	static bool reaches(scorer &part, uint32_t target, double least)
	{
		if (part.document < target)
			part.seek(target, least);
		return part.document == target;
	}
};

/* What one unit of the wdf of a term or synonym is worth over the whole index; each is asked for once. */
class term_units
{
	const shim_index &index;
	std::unordered_map<const shim_query *, double> frequencies;

public:
	explicit term_units(const shim_index &index_) : index(index_) {}
	double of(const shim_query &query, double factor); /* its weight taken times factor */
};

/* For a query with its weight times factor. All is borrowed. */
std::unique_ptr<scorer> scorer_make(term_units &units, const shim_shard_handle &shard, const shim_query &query,
                                    double factor);

using scorers = std::vector<std::unique_ptr<scorer>>;

/* All parts, weights added. */
std::unique_ptr<scorer> scorer_of_all(scorers parts);

/* Any part; the weights of those that match added, or the greatest of them. */
std::unique_ptr<scorer> scorer_of_any(scorers parts);
std::unique_ptr<scorer> scorer_of_greatest(scorers parts);

/* The first part, where none of the others matches; or with the weights of those that do added. */
std::unique_ptr<scorer> scorer_of_first_without(scorers parts);
std::unique_ptr<scorer> scorer_of_first_maybe(scorers parts);

#endif
