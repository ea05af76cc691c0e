/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/source.h"

#include <algorithm>

Xapian::doccount list_source::get_termfreq_min() const
{
	return least;
}

Xapian::doccount list_source::get_termfreq_est() const
{
	return least + (most - least) / 2;
}

Xapian::doccount list_source::get_termfreq_max() const
{
	return most;
}

Xapian::docid list_source::get_docid() const
{
	return document;
}

void list_source::next(double min_weight)
{
	skip_to(document + 1, min_weight);
}

checked_source *checked_source::clone() const
{
	return new checked_source(index, query, factor, end);
}

void checked_source::init(const Xapian::Database &shard)
{
	try {
		candidates = evaluate(shard, *query.parts[0], end);
	} catch (const deadline_passed &) {
		candidates.clear(); /* the match ends at its next step anyway */
	}
	document = 0;
	most = bit_count(candidates);
	finished = false;
	values = std::make_unique<value_reader>(shard, query.check.slot);
	score = std::make_unique<scorer>(index, shard, *query.parts[0], factor);
	set_maxweight(score->bound());
}

/* Reading a value costs more than weighing, so a document too light to matter is not checked. */
bool checked_source::accepts(double min_weight)
{
	return (min_weight <= 0 || get_weight() >= min_weight) && query.check(values->at(document));
}

double checked_source::get_weight() const
{
	double weight;

	score->weigh(document, &weight);
	return weight;
}

void checked_source::skip_to(Xapian::docid wanted, double min_weight)
{
	if (wanted <= document)
		return;
	document = end.passed() ? 0 : bit_next(candidates, wanted);
	while (document && !accepts(min_weight))
		document = end.passed() ? 0 : bit_next(candidates, document + 1);
	finished = document == 0;
}

bool checked_source::at_end() const
{
	return finished;
}

gate_source *gate_source::clone() const
{
	return new gate_source(hidden, end);
}

void gate_source::init(const Xapian::Database &shard)
{
	ahead = 0;
	document = 0;
	last = shard.get_lastdocid();
	least = most = shard.get_doccount() - std::min(shard.get_doccount(), (uint32_t)hidden.size());
}

void gate_source::skip_to(Xapian::docid wanted, double)
{
	document = std::max<uint32_t>(document, wanted);
	while (ahead < hidden.size() && hidden[ahead] <= document)
		if (hidden[ahead++] == document)
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

/* At most 1 document where 0 would be true: Xapian leaves out what promises nothing. */
void endless_source::init(const Xapian::Database &shard)
{
	document = 0;
	last = shard.get_lastdocid();
	most = 1;
}

void endless_source::skip_to(Xapian::docid wanted, double)
{
	document = std::max({document, wanted, last + 1});
}

bool endless_source::at_end() const
{
	return false;
}
