/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/scorer.h"

#include "shim/weight.h"

#include <algorithm>
#include <cmath>

/* Of a synonym: its terms taken as independent, as Xapian does. */
static double term_frequency(const shim_index &index, const shim_query &query)
{
	double documents = std::max<uint32_t>(index.documents, 1);
	double either = 0;

	if (query.kind == query_kind::term)
		return index.whole.get_termfreq(query.term);
	for (const auto &part : query.parts) {
		double other = term_frequency(index, *part);
		either += other - either * other / documents;
	}
	return std::floor(either + 0.5);
}

double unit_of(const shim_index &index, const shim_query &query, double factor)
{
	return impact_unit(index.documents, term_frequency(index, query), factor);
}

scorer::scorer(const shim_index &index, const Xapian::Database &shard, const shim_query &query_, double factor)
	: query(query_)
{
	if (query.kind == query_kind::term)
		posting = shard.postlist_begin(query.term);
	else if (query.kind == query_kind::all)
		posting = shard.postlist_begin("");
	for (const auto &part : query.parts)
		parts.push_back(std::make_unique<scorer>(index, shard, *part, factor * query.factor));
	if (query.kind == query_kind::term || query.kind == query_kind::synonym)
		unit = unit_of(index, query, factor);
}

bool scorer::raise_wdf(uint32_t document, unsigned *wdf)
{
	const Xapian::PostingIterator none;

	if (posting == none)
		return false;
	posting.skip_to(document);
	if (posting == none || *posting != document)
		return false;
	*wdf += posting.get_wdf();
	return true;
}

/* Every part is asked even where the answer is known: each must keep up with the document. */
bool scorer::weigh_combination(uint32_t document, double *weight)
{
	size_t matching = 0;
	double sum = 0, greatest = 0, first = 0;
	bool first_matches = false;

	for (size_t i = 0; i < parts.size(); i++) {
		double part = 0;
		bool matches = parts[i]->weigh(document, &part);
		matching += matches;
		sum += part;
		greatest = std::max(greatest, part);
		if (i == 0) {
			first = part;
			first_matches = matches;
		}
	}
	switch (query.operation) {
	case SHIM_AND:
		*weight = sum;
		return matching == parts.size();
	case SHIM_OR:
		*weight = sum;
		return matching > 0;
	case SHIM_MAX:
		*weight = greatest;
		return matching > 0;
	case SHIM_FILTER:
		*weight = first;
		return matching == parts.size();
	case SHIM_AND_NOT:
		*weight = first;
		return first_matches && matching == 1;
	case SHIM_MAYBE:
		*weight = sum;
		return first_matches;
	}
	return false;
}

bool scorer::weigh(uint32_t document, double *weight)
{
	unsigned wdf = 0;
	bool matches = false;

	*weight = 0;
	switch (query.kind) {
	case query_kind::none:
		return false;
	case query_kind::combine:
		matches = weigh_combination(document, weight);
		break;
	case query_kind::scale:
	case query_kind::checked:
		matches = parts[0]->weigh(document, weight);
		break;
	case query_kind::synonym:
		for (const auto &part : parts)
			matches |= part->raise_wdf(document, &wdf);
		*weight = unit * std::min<unsigned>(wdf, IMPACT_MAX);
		break;
	case query_kind::all:
	case query_kind::term:
		matches = raise_wdf(document, &wdf);
		*weight = unit * std::min<unsigned>(wdf, IMPACT_MAX);
		break;
	}
	if (!matches)
		*weight = 0;
	return matches;
}

double scorer::bound() const
{
	double sum = unit * IMPACT_MAX;

	if (query.kind != query_kind::synonym)
		for (const auto &part : parts)
			sum += part->bound();
	return sum;
}
