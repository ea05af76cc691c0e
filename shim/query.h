/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The query tree as we keep it. It is turned into a Xapian::Query for ranking
 * (shim/plan.h) and evaluated into bits for counting (shim/evaluate.h).
 */
#ifndef DATELINE_SHIM_QUERY_H
#define DATELINE_SHIM_QUERY_H

#include "shim/xapian.h"

#include <memory>
#include <string>
#include <vector>

/* A test of a document's value. */
struct value_check {
	unsigned slot;
	bool (*accepts)(const void *context, const void *value, size_t length);
	const void *context;

	bool operator()(const std::string &value) const { return accepts(context, value.data(), value.size()); }
	bool operator()(const struct shim_bytes &value) const { return accepts(context, value.bytes, value.length); }
};

enum class query_kind { none, all, term, combine, scale, synonym, checked };

struct shim_query {
	query_kind kind = query_kind::none;
	std::string term;                               /* term */
	enum shim_operator operation = SHIM_OR;         /* combine */
	double factor = 1;                              /* scale */
	value_check check = {0, nullptr, nullptr};      /* checked */
	std::vector<std::unique_ptr<shim_query>> parts; /* combine, synonym: any number; scale, checked: one; never NULL */
};

/* Whether Xapian can hold the term: zero bytes are stored as two. */
bool term_fits(const void *term, size_t length);

/* Whether a check stands anywhere in the tree. */
bool query_has_check(const shim_query &query);

#endif
