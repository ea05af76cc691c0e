/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/query.h"

#include "shim/guard.h"

#include <algorithm>
#include <cmath>

bool term_fits(const void *term, size_t length)
{
	const char *bytes = static_cast<const char *>(term);

	return length && length <= SHIM_TERM_MAX && length + std::count(bytes, bytes + length, '\0') <= SHIM_TERM_MAX;
}

bool query_has_check(const shim_query &query)
{
	if (query.kind == query_kind::checked)
		return true;
	return std::any_of(query.parts.begin(), query.parts.end(), [](const auto &part) { return query_has_check(*part); });
}

static struct shim_query *query_new(query_kind kind)
{
	struct shim_query *query = new shim_query;

	query->kind = kind;
	return query;
}

static void adopt(struct shim_query *query, struct shim_query *part)
{
	query->parts.emplace_back(part ? part : query_new(query_kind::none));
}

struct shim_query *shim_query_none(void)
{
	return guard_memory([] { return query_new(query_kind::none); });
}

struct shim_query *shim_query_all(void)
{
	return guard_memory([] { return query_new(query_kind::all); });
}

/* A term that no index can hold matches nothing; to Xapian the empty one would mean every document. */
struct shim_query *shim_query_term(const void *term, size_t length)
{
	return guard_memory([&] {
		if (!term_fits(term, length))
			return query_new(query_kind::none);
		struct shim_query *query = query_new(query_kind::term);
		query->term.assign(static_cast<const char *>(term), length);
		return query;
	});
}

struct shim_query *shim_query_combine(enum shim_operator operation, struct shim_query **parts, size_t count)
{
	return guard_memory([&] {
		struct shim_query *query = query_new(count ? query_kind::combine : query_kind::none);
		query->operation = operation;
		for (size_t i = 0; i < count; i++)
			adopt(query, parts[i]);
		return query;
	});
}

struct shim_query *shim_query_scale(struct shim_query *part, double factor)
{
	return guard_memory([&] {
		struct shim_query *query = query_new(query_kind::scale);
		query->factor = std::isfinite(factor) && factor > 0 ? factor : 0;
		adopt(query, part);
		return query;
	});
}

struct shim_query *shim_query_synonym(struct shim_query **terms, size_t count)
{
	return guard_memory([&] {
		struct shim_query *query = query_new(count ? query_kind::synonym : query_kind::none);
		for (size_t i = 0; i < count; i++)
			adopt(query, terms[i]);
		return query;
	});
}

struct shim_query *shim_query_checked(struct shim_query *part, unsigned slot,
                                      bool (*check)(const void *context, const void *value, size_t length),
                                      const void *context)
{
	return guard_memory([&] {
		struct shim_query *query = query_new(query_kind::checked);
		query->check = {slot, check, context};
		adopt(query, part);
		return query;
	});
}

void shim_query_free(struct shim_query *query)
{
	delete query;
}
