/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/scorer.h"

#include "shim/weight.h"

#include <algorithm>
#include <cmath>

bool scorer::judge(double least, double *weight)
{
	*weight = estimate(least);
	return *weight >= least;
}

/* Of a synonym: its terms taken as independent, as Xapian does. */
static double frequency_of(const shim_index &index, const shim_query &query)
{
	double documents = std::max<uint32_t>(index.documents, 1);
	double either = 0;

	if (query.kind == query_kind::term)
		return term_frequency(index, query.term);
	for (const auto &part : query.parts) {
		double other = frequency_of(index, *part);
		either += other - either * other / documents;
	}
	return std::floor(either + 0.5);
}

double term_units::of(const shim_query &query, double factor)
{
	if (!(factor > 0))
		return 0;
	auto known = frequencies.find(&query);
	if (known == frequencies.end())
		known = frequencies.emplace(&query, frequency_of(index, query)).first;
	return impact_unit(index.documents, known->second, factor);
}

/* ---- leaves ---- */

namespace
{

class nothing : public scorer
{
public:
	nothing() { document = NO_DOCUMENT; }
	void seek(uint32_t, double) override {}
	double estimate(double) override { return 0; }
};

/* One term; or, with a unit of 0, all documents. */
class term_scorer : public scorer
{
	postings list;
	double unit;

public:
	term_scorer(const shim_shard_handle &shard, const std::string &term, double unit_) : list(shard, term), unit(unit_)
	{
		bound = unit * IMPACT_MAX;
		cost = list.frequency();
	}

	void seek(uint32_t target, double least) override
	{
		if (bound < least)
			document = NO_DOCUMENT;
		else if (document != NO_DOCUMENT) {
			list.seek(target);
			document = list.document();
		}
	}

	double estimate(double) override { return unit * std::min<unsigned>(list.wdf(), IMPACT_MAX); }
};

/* Several terms as one. */
class synonym_scorer : public scorer
{
	std::vector<std::unique_ptr<postings>> lists;
	double unit;

public:
	synonym_scorer(const shim_shard_handle &shard, const shim_query &query, double unit_) : unit(unit_)
	{
		for (const auto &part : query.parts) {
			if (part->kind != query_kind::term)
				continue;
			lists.push_back(std::make_unique<postings>(shard, part->term));
			cost += lists.back()->frequency();
		}
		bound = unit * IMPACT_MAX;
	}

	void seek(uint32_t target, double least) override
	{
		document = NO_DOCUMENT;
		if (bound < least)
			return;
		for (auto &list : lists) {
			list->seek(target);
			document = std::min(document, list->document());
		}
	}

	double estimate(double) override
	{
		unsigned wdf = 0;

		for (const auto &list : lists)
			if (list->document() == document)
				wdf += list->wdf();
		return unit * std::min<unsigned>(wdf, IMPACT_MAX);
	}
};

/*
 * A part whose documents' values must pass a check. Where candidates are gone
 * through one after the other, the part goes some of them ahead, so that the
 * values of these are on their way from memory while others are checked.
 */
class checked_scorer : public scorer
{
	struct expected {
		uint32_t document;
		double weight;
	};

	std::unique_ptr<scorer> part;
	const value_check &check;
	value_reader values;
	struct expected queue[LOOK_AHEAD]; /* candidates of the part from the one at hand on, without a gap */
	size_t first = 0, end = 0;
	size_t lead = 1; /* of how many the queue may be */

	void fill(uint32_t target, double least)
	{
		first = end = 0;
		if (part->document < target)
			part->seek(target, least);
		while (part->document != NO_DOCUMENT) {
			double weight = part->estimate(least);
			if (part->checked || weight >= least) {
				queue[end++] = {part->document, weight};
				if (lead > 1)
					values.expect(part->document);
				if (end == lead)
					break;
			}
			part->seek(part->document + 1, least);
		}
	}

public:
	checked_scorer(const shim_shard_handle &shard, std::unique_ptr<scorer> part_, const value_check &check_)
		: part(std::move(part_)), check(check_), values(shard, check_.slot)
	{
		document = part->document;
		bound = part->bound;
		cost = part->cost;
		checked = true;
	}

	void seek(uint32_t target, double least) override
	{
		bool next = target == document + 1;

		while (first < end && (queue[first].document < target || queue[first].weight < least))
			first++;
		if (first == end) {
			lead = !next || part->checked || !values.looks_ahead() ? 1 : std::min<size_t>(2 * lead, LOOK_AHEAD);
			fill(target, least);
		}
		document = first < end ? queue[first].document : NO_DOCUMENT;
	}

	double estimate(double least) override { return part->checked ? part->estimate(least) : queue[first].weight; }

	bool judge(double least, double *weight) override
	{
		*weight = queue[first].weight;
		return (part->checked ? part->judge(least, weight) : *weight >= least) && check(values.at(document));
	}
};

}

/* ---- trees ---- */

static std::unique_ptr<scorer> combine(term_units &units, const shim_shard_handle &shard, const shim_query &query,
                                       double factor)
{
	bool first_alone = query.operation == SHIM_FILTER || query.operation == SHIM_AND_NOT;
	scorers parts;

	for (const auto &part : query.parts)
		parts.push_back(scorer_make(units, shard, *part, first_alone && !parts.empty() ? 0 : factor));
	if (parts.size() == 1)
		return std::move(parts[0]);
	switch (query.operation) {
	case SHIM_AND:
	case SHIM_FILTER:
		return scorer_of_all(std::move(parts));
	case SHIM_OR:
		return scorer_of_any(std::move(parts));
	case SHIM_MAX:
		return scorer_of_greatest(std::move(parts));
	case SHIM_AND_NOT:
		return scorer_of_first_without(std::move(parts));
	case SHIM_MAYBE:
		return scorer_of_first_maybe(std::move(parts));
	}
	return std::make_unique<nothing>();
}

std::unique_ptr<scorer> scorer_make(term_units &units, const shim_shard_handle &shard, const shim_query &query,
                                    double factor)
{
	switch (query.kind) {
	case query_kind::none:
		break;
	case query_kind::all:
		return std::make_unique<term_scorer>(shard, std::string(), 0);
	case query_kind::term:
		return std::make_unique<term_scorer>(shard, query.term, units.of(query, factor));
	case query_kind::combine:
		return combine(units, shard, query, factor);
	case query_kind::scale:
		return scorer_make(units, shard, *query.parts[0], factor * query.factor);
	case query_kind::synonym:
		return std::make_unique<synonym_scorer>(shard, query, units.of(query, factor));
	case query_kind::checked:
		return std::make_unique<checked_scorer>(shard, scorer_make(units, shard, *query.parts[0], factor), query.check);
	}
	return std::make_unique<nothing>();
}
