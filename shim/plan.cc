/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/plan.h"

#include "shim/guard.h"

#include <cstdlib>
#include <cstring>

using Xapian::Query;

/* Where in the tree we are. */
struct position {
	double factor; /* of all scales above */
	bool required; /* no hit without this part */
	bool excluded; /* under an odd number of NOTs: a superset of the hits needs a subset here */
};

static Query plan_part(struct plan *plan, const shim_query &query, struct position at);

/* A term or synonym; Xapian's own weight has all but the factor. */
static Query weighted(const Query &terms, struct position at)
{
	return at.factor == 1 ? terms : Query(Query::OP_SCALE_WEIGHT, terms, at.factor);
}

static std::vector<Query> plan_parts(struct plan *plan, const shim_query &query, size_t first, struct position at)
{
	std::vector<Query> parts;

	for (size_t i = first; i < query.parts.size(); i++)
		parts.push_back(plan_part(plan, *query.parts[i], at));
	return parts;
}

/* The parts of a synonym, all terms. */
static std::vector<Query> plan_terms(const shim_query &query)
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
static Query plan_maybe(const Query &first, std::vector<Query> others)
{
	others.push_back(Query(std::string()));
	return Query(Query::OP_AND, first, join(Query::OP_OR, others));
}

/* AND_NOT, FILTER and MAYBE: the first part, then all others as one. */
static Query plan_sided(struct plan *plan, const shim_query &query, struct position at)
{
	Query first = plan_part(plan, *query.parts[0], at);
	struct position other = at;

	if (query.parts.size() == 1)
		return first;
	switch (query.operation) {
	case SHIM_FILTER:
		return Query(Query::OP_FILTER, first, join(Query::OP_AND, plan_parts(plan, query, 1, other)));
	case SHIM_AND_NOT:
		other.required = false;
		other.excluded = !at.excluded;
		return Query(Query::OP_AND_NOT, first, join(Query::OP_OR, plan_parts(plan, query, 1, other)));
	default:
		other.required = false;
		return plan_maybe(first, plan_parts(plan, query, 1, other));
	}
}

static Query plan_combination(struct plan *plan, const shim_query &query, struct position at)
{
	switch (query.operation) {
	case SHIM_AND:
		return join(Query::OP_AND, plan_parts(plan, query, 0, at));
	case SHIM_OR:
	case SHIM_MAX: /* Xapian 1.4's OP_MAX reads freed memory: a sum in place of the greatest, but no crash of the server */
		at.required = at.required && query.parts.size() == 1;
		return join(Query::OP_OR, plan_parts(plan, query, 0, at));
	default:
		return plan_sided(plan, query, at);
	}
}

static Query plan_checked(struct plan *plan, const shim_query &query, struct position at)
{
	if (at.required) {
		plan->checks.push_back(query.check);
		return plan_part(plan, *query.parts[0], at);
	}
	plan->loose = true;
	return at.excluded ? Query() : plan_part(plan, *query.parts[0], at);
}

static Query plan_part(struct plan *plan, const shim_query &query, struct position at)
{
	switch (query.kind) {
	case query_kind::none:
		return Query();
	case query_kind::all:
		return Query(std::string());
	case query_kind::term:
		return weighted(Query(query.term), at);
	case query_kind::combine:
		return plan_combination(plan, query, at);
	case query_kind::scale:
		at.factor *= query.factor;
		return plan_part(plan, *query.parts[0], at);
	case query_kind::synonym:
		return weighted(join(Query::OP_SYNONYM, plan_terms(query)), at);
	case query_kind::checked:
		return plan_checked(plan, query, at);
	}
	return Query();
}

Query plan_query(struct plan *plan, const shim_query &query)
{
	return plan_part(plan, query, {1, true, false});
}

char *shim_query_describe(const struct shim_query *query)
{
	return guard_memory([&] {
		struct plan plan = {};
		char *copy = strdup(query ? plan_query(&plan, *query).get_description().c_str() : "Query()");
		if (!copy)
			throw std::bad_alloc();
		return copy;
	});
}
