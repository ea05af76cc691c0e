/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/xapian/translate.h"

using Xapian::Query;

/* Where in the tree we are. */
struct position {
	double factor; /* of all scales above */
	bool excluded; /* under an odd number of NOTs: a superset of the hits needs a subset here */
};

static Query translate_part(const shim_query &query, struct position at);

/* A term or synonym; Xapian's own weight has all but the factor. */
static Query weighted(const Query &terms, struct position at)
{
	return at.factor == 1 ? terms : Query(Query::OP_SCALE_WEIGHT, terms, at.factor);
}

static std::vector<Query> translate_parts(const shim_query &query, size_t first, struct position at)
{
	std::vector<Query> parts;

	for (size_t i = first; i < query.parts.size(); i++)
		parts.push_back(translate_part(*query.parts[i], at));
	return parts;
}

/* The parts of a synonym, all terms. */
static std::vector<Query> translate_terms(const shim_query &query)
{
	std::vector<Query> terms;

	for (const auto &part : query.parts)
		terms.push_back(part->kind == query_kind::term ? Query(part->term) : Query());
	return terms;
}

static Query join(Query::op operation, const std::vector<Query> &parts)
{
	return parts.size() == 1 ? parts[0] : Query(operation, parts.begin(), parts.end());
}

/*
 * Not by OP_AND_MAYBE, which in Xapian 1.4 now and then passes over a document
 * that belongs among the best (seen in 1.4.22): an OR with all documents
 * demands nothing either.
 */
static Query translate_maybe(const Query &first, std::vector<Query> others)
{
	others.push_back(Query(std::string()));
	return Query(Query::OP_AND, first, join(Query::OP_OR, others));
}

/* AND_NOT, FILTER and MAYBE: the first part, then all others as one. */
static Query translate_sided(const shim_query &query, struct position at)
{
	Query first = translate_part(*query.parts[0], at);

	if (query.parts.size() == 1)
		return first;
	switch (query.operation) {
	case SHIM_FILTER:
		return Query(Query::OP_FILTER, first, join(Query::OP_AND, translate_parts(query, 1, at)));
	case SHIM_AND_NOT:
		at.excluded = !at.excluded;
		return Query(Query::OP_AND_NOT, first, join(Query::OP_OR, translate_parts(query, 1, at)));
	default:
		return translate_maybe(first, translate_parts(query, 1, at));
	}
}

static Query translate_combination(const shim_query &query, struct position at)
{
	switch (query.operation) {
	case SHIM_AND:
		return join(Query::OP_AND, translate_parts(query, 0, at));
	case SHIM_OR:
	case SHIM_MAX: /* Xapian 1.4's OP_MAX reads freed memory: a sum in place of the greatest, but no crash of the server */
		return join(Query::OP_OR, translate_parts(query, 0, at));
	default:
		return translate_sided(query, at);
	}
}

static Query translate_part(const shim_query &query, struct position at)
{
	switch (query.kind) {
	case query_kind::none:
		return Query();
	case query_kind::all:
		return Query(std::string());
	case query_kind::term:
		return weighted(Query(query.term), at);
	case query_kind::combine:
		return translate_combination(query, at);
	case query_kind::scale:
		at.factor *= query.factor;
		return translate_part(*query.parts[0], at);
	case query_kind::synonym:
		return weighted(join(Query::OP_SYNONYM, translate_terms(query)), at);
	case query_kind::checked:
		return at.excluded ? Query() : translate_part(*query.parts[0], at);
	}
	return Query();
}

Query translate(const shim_query &query)
{
	return translate_part(query, {1, false});
}
