/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/query/filter.h"

#include "article/schema.h"
#include "searcher/facets/find.h"
#include "searcher/fetch.h"
#include "searcher/query/dates.h"
#include "text/memory.h"

#include <stdlib.h>
#include <string.h>

/* Names that fit, as alternatives. */
struct name_search {
	struct planner *planner;
	const char *prefix;
	char wanted[FOLDED_MAX];
	size_t length;
	struct shim_query **whole, **parts; /* names that are what is wanted, and that hold it */
	size_t whole_count, part_count;
};

static void add_term(struct shim_query ***list, size_t *count, const void *term, size_t length)
{
	*list = memory_resize(*list, *count + 1, sizeof(struct shim_query *));
	(*list)[(*count)++] = shim_query_term(term, length);
}

static struct shim_query *close_search(struct name_search *search)
{
	struct shim_query *query;

	if (search->whole_count > 0) {
		query = shim_query_combine(SHIM_OR, search->whole, search->whole_count);
		for (size_t i = 0; i < search->part_count; i++)
			shim_query_free(search->parts[i]);
	} else {
		query = search->part_count > 0 ? shim_query_combine(SHIM_OR, search->parts, search->part_count) : shim_query_none();
	}
	free(search->whole);
	free(search->parts);
	return query;
}

/* ---- source and author: names are few, so all of them are looked at ---- */

/* Whether the name holds the wanted words as whole words. */
static bool holds_words(const char *name, size_t length, const char *wanted, size_t wanted_length)
{
	for (size_t at = 0; at + wanted_length <= length; at++) {
		bool begins = at == 0 || name[at - 1] == ' ';
		bool ends = at + wanted_length == length || name[at + wanted_length] == ' ';

		if (begins && ends && !memcmp(name + at, wanted, wanted_length))
			return true;
	}
	return false;
}

static bool visit_name(void *context, const void *term, size_t length, uint32_t documents)
{
	struct name_search *search = context;
	size_t skip = strlen(search->prefix);
	const char *name = (const char *)term + skip;

	(void)documents;
	if (!holds_words(name, length - skip, search->wanted, search->length))
		return true;
	if (length - skip == search->length)
		add_term(&search->whole, &search->whole_count, term, length);
	else
		add_term(&search->parts, &search->part_count, term, length);
	return true;
}

/* "xinhua" finds Xinhua News Agency; but "bbc" not BBC News where there is a BBC. */
static struct shim_query *name_query(struct planner *planner, const char *prefix, const char *text)
{
	struct name_search search = {.prefix = prefix};
	char whole[SHIM_TERM_MAX];
	size_t length;

	search.length = analyzer_fold(planner->analyzer, text, strlen(text), search.wanted, sizeof search.wanted);
	if (search.length > TERM_TEXT_MAX) { /* its term ends in a hash */
		length = schema_name_term(whole, prefix, planner->analyzer, text);
		add_term(&search.whole, &search.whole_count, whole, length);
	} else if (search.length > 0) {
		shim_index_terms(planner->index, prefix, strlen(prefix), visit_name, &search, NULL);
	}
	return close_search(&search);
}

/* ---- people, organisations, places ---- */

static void visit_entity(void *context, const char *name)
{
	struct name_search *search = context;
	char term[SHIM_TERM_MAX];

	add_term(&search->whole, &search->whole_count, term, schema_term(term, search->prefix, name, strlen(name)));
}

/* By its id, which is a term. */
static void visit_document(void *context, uint32_t document)
{
	struct name_search *search = context;
	struct article article = {0};
	char term[SHIM_TERM_MAX];

	if (fetch_article(search->planner->index, search->planner->texts, document, false, &article, NULL) == SHIM_OK)
		add_term(&search->whole, &search->whole_count, term, schema_term(term, PREFIX_ID, article.id, strlen(article.id)));
	article_release(&article);
}

static struct shim_query *entity_query(struct planner *planner, enum facet_kind kind, const char *text)
{
	static const char *const prefixes[ENTITY_KINDS] = {PREFIX_PERSON, PREFIX_ORG, PREFIX_PLACE};
	struct name_search search = {.planner = planner, .prefix = prefixes[kind]};
	const struct name_finder finder = {visit_entity, visit_document, &search};
	struct shim_failure failure;

	if (planner->catalog && name_find(planner->catalog, kind, text, &finder, &failure) != SHIM_OK)
		planner_fail(planner, &failure);
	return close_search(&search);
}

/* ---- the others ---- */

static struct shim_query *language_query(const char *text)
{
	char term[SHIM_TERM_MAX], code[16] = "";

	for (size_t i = 0; text[i] && i < sizeof code - 1; i++)
		code[i] = (char)(text[i] >= 'A' && text[i] <= 'Z' ? text[i] | 0x20 : text[i]);
	return shim_query_term(term, schema_term(term, PREFIX_LANGUAGE, code, strlen(code)));
}

static struct shim_query *date_query(struct planner *planner, const char *text)
{
	struct period period;

	if (!period_parse(&period, text)) /* the parser lets none through */
		return shim_query_none();
	return period_query(planner->index, period, &planner->failure);
}

struct shim_query *filter_query(struct planner *planner, enum node_field field, const char *text)
{
	switch (field) {
	case QUERY_DATE: return date_query(planner, text);
	case QUERY_LANGUAGE: return language_query(text);
	case QUERY_AUTHOR: return name_query(planner, PREFIX_AUTHOR, text);
	case QUERY_PERSON: return entity_query(planner, FACET_PERSON, text);
	case QUERY_ORG: return entity_query(planner, FACET_ORG, text);
	case QUERY_PLACE: return entity_query(planner, FACET_PLACE, text);
	default: return name_query(planner, PREFIX_SOURCE, text);
	}
}

bool field_is_manifold(enum node_field field)
{
	return field == QUERY_PERSON || field == QUERY_ORG || field == QUERY_PLACE;
}

static struct shim_query *join(enum shim_operator operation, struct shim_query *first, struct shim_query *second)
{
	struct shim_query *both[2] = {first, second};

	return first ? shim_query_combine(operation, both, 2) : second;
}

struct shim_query *filter_queries(struct planner *planner)
{
	struct shim_query *fields[QUERY_FIELDS] = {0}, *all = NULL;

	for (size_t i = 0; i < planner->filter_count; i++) {
		const struct search_filter *filter = &planner->filters[i];

		fields[filter->field] = join(field_is_manifold(filter->field) ? SHIM_FILTER : SHIM_OR, fields[filter->field],
		                             filter_query(planner, filter->field, filter->value));
	}
	for (size_t i = 0; i < QUERY_FIELDS; i++)
		if (fields[i])
			all = join(SHIM_FILTER, all, fields[i]);
	return all;
}
