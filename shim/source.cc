/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/source.h"

#include "shim/scorer.h"

#include <algorithm>

checked_source::checked_source(const shim_index &index_, const shim_query &query_, double factor_, deadline &end_)
	: index(index_), query(query_), factor(factor_), end(end_)
{
}

checked_source::~checked_source() = default;

checked_source *checked_source::clone() const
{
	return new checked_source(index, query, factor, end);
}

void checked_source::init(const Xapian::Database &database)
{
	shard = database;
	try {
		candidates = evaluate(shard, *query.parts[0], end);
	} catch (const deadline_passed &) {
		candidates.clear(); /* the match ends at its next step anyway */
	}
	candidate_count = bit_count(candidates);
	document = 0;
	finished = false;
	values = std::make_unique<value_reader>(shard, query.check.slot);
	score = std::make_unique<scorer>(index, shard, *query.parts[0], factor);
	set_maxweight(score->bound());
}

Xapian::doccount checked_source::get_termfreq_min() const
{
	return 0;
}

Xapian::doccount checked_source::get_termfreq_est() const
{
	return candidate_count / 2;
}

Xapian::doccount checked_source::get_termfreq_max() const
{
	return candidate_count;
}

/* Reading a value costs more than weighing, so a document too light to matter is not checked. */
bool checked_source::accepts(double min_weight)
{
	return (min_weight <= 0 || get_weight() >= min_weight) && query.check(values->at(document));
}

/* Moves to the first accepted document from `from` on. */
void checked_source::find(uint32_t from, double min_weight)
{
	document = end.passed() ? 0 : bit_next(candidates, from);
	while (document && !accepts(min_weight))
		document = end.passed() ? 0 : bit_next(candidates, document + 1);
	finished = document == 0;
}

double checked_source::get_weight() const
{
	double weight;

	score->weigh(document, &weight);
	return weight;
}

Xapian::docid checked_source::get_docid() const
{
	return document;
}

void checked_source::next(double min_weight)
{
	find(document + 1, min_weight);
}

void checked_source::skip_to(Xapian::docid wanted, double min_weight)
{
	if (wanted > document)
		find(wanted, min_weight);
}

bool checked_source::at_end() const
{
	return finished;
}

gate_source *gate_source::clone() const
{
	return new gate_source(index, end);
}

void gate_source::init(const Xapian::Database &database)
{
	static const std::vector<uint32_t> nothing;
	const std::string uuid = database.get_uuid();

	hidden = &nothing;
	for (const shim_shard_handle &handle : index.shards)
		if (handle.uuid == uuid)
			hidden = &handle.hidden;
	ahead = 0;
	document = 0;
	last = database.get_lastdocid();
	alive = database.get_doccount() - std::min(database.get_doccount(), (uint32_t)hidden->size());
}

Xapian::doccount gate_source::get_termfreq_min() const
{
	return alive;
}

Xapian::doccount gate_source::get_termfreq_est() const
{
	return alive;
}

Xapian::doccount gate_source::get_termfreq_max() const
{
	return alive;
}

Xapian::docid gate_source::get_docid() const
{
	return document;
}

void gate_source::next(double min_weight)
{
	skip_to(document + 1, min_weight);
}

void gate_source::skip_to(Xapian::docid wanted, double)
{
	document = std::max<uint32_t>(document, wanted);
	while (ahead < hidden->size() && (*hidden)[ahead] <= document)
		if ((*hidden)[ahead++] == document)
			document++;
	if (end.passed())
		document = last + 1;
}

bool gate_source::at_end() const
{
	return document > last;
}

endless_source *endless_source::clone() const
{
	return new endless_source;
}

void endless_source::init(const Xapian::Database &database)
{
	document = 0;
	last = database.get_lastdocid();
}

Xapian::doccount endless_source::get_termfreq_min() const
{
	return 0;
}

Xapian::doccount endless_source::get_termfreq_est() const
{
	return 0;
}

/* 1 where 0 would be true: Xapian leaves out what promises nothing. */
Xapian::doccount endless_source::get_termfreq_max() const
{
	return 1;
}

Xapian::docid endless_source::get_docid() const
{
	return document;
}

void endless_source::next(double min_weight)
{
	skip_to(document + 1, min_weight);
}

void endless_source::skip_to(Xapian::docid wanted, double)
{
	document = std::max({document, wanted, last + 1});
}

bool endless_source::at_end() const
{
	return false;
}
