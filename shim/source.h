/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Our own posting sources: lists of documents that Xapian's matcher walks as
 * if they were terms. It clones each for a match and gives the clone the
 * shard. They do not work over remote shards.
 */
#ifndef DATELINE_SHIM_SOURCE_H
#define DATELINE_SHIM_SOURCE_H

#include "shim/evaluate.h"
#include "shim/index.h"
#include "shim/scorer.h"

#include <memory>

/* What all of them answer alike; a source defines clone, init, skip_to and at_end. */
class list_source : public Xapian::PostingSource
{
protected:
	uint32_t document = 0; /* where we are; 0 before the start */
	uint32_t least = 0;    /* bounds of the number of documents listed */
	uint32_t most = 0;

public:
	Xapian::doccount get_termfreq_min() const override;
	Xapian::doccount get_termfreq_est() const override;
	Xapian::doccount get_termfreq_max() const override;
	Xapian::docid get_docid() const override;
	void next(double min_weight) override;
};

/*
 * The documents that a checked query accepts, for checks that stand inside
 * an OR or a NOT, where a decider cannot judge them. Candidates are gathered
 * as bits when the match begins, and checked when the matcher comes to them.
 * index and query are borrowed; end is shared with the rest of the match.
 */
class checked_source : public list_source
{
	const shim_index &index;
	const shim_query &query; /* of kind checked */
	double factor;
	deadline &end;
	bit_words candidates;
	bool finished = false;
	std::unique_ptr<value_reader> values;
	std::unique_ptr<scorer> score;

	bool accepts(double min_weight);

public:
	checked_source(const shim_index &index_, const shim_query &query_, double factor_, deadline &end_)
		: index(index_), query(query_), factor(factor_), end(end_)
	{
	}
	checked_source *clone() const override;
	void init(const Xapian::Database &shard) override;
	double get_weight() const override;
	void skip_to(Xapian::docid wanted, double min_weight) override;
	bool at_end() const override;
};

/*
 * Every document that is not hidden, until the time is over: then the list
 * ends, and with it an AND or FILTER that holds it, in good order and
 * with what was found so far.
 */
class gate_source : public list_source
{
	const std::vector<uint32_t> &hidden; /* local ids, ascending */
	deadline &end;
	size_t ahead = 0; /* into hidden: the first not below document */
	uint32_t last = 0;

public:
	gate_source(const std::vector<uint32_t> &hidden_, deadline &end_) : hidden(hidden_), end(end_) {}
	gate_source *clone() const override;
	void init(const Xapian::Database &shard) override;
	void skip_to(Xapian::docid wanted, double min_weight) override;
	bool at_end() const override;
};

/*
 * Keeps an OP_MAX from ending: lists only ids behind the shard's last, which a
 * gate around the whole query cuts off. See plan_max.
 */
class endless_source : public list_source
{
	uint32_t last = 0;

public:
	endless_source *clone() const override;
	void init(const Xapian::Database &shard) override;
	void skip_to(Xapian::docid wanted, double min_weight) override;
	bool at_end() const override;
};

#endif
