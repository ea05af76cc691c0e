/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/maintain/check_facets.h"

#include "article/facets.h"
#include "article/schema.h"
#include "indexer/invert/columns.h"
#include "text/memory.h"

#include <stdlib.h>
#include <string.h>

static const char *const prefixes[ENTITY_KINDS] = {PREFIX_PERSON, PREFIX_ORG, PREFIX_PLACE};

static const struct article unnamed;

/* ---- a document ---- */

/* What an article has of one kind of which it has one value; "" for none. */
static void expect_value(struct facet_check *check, const struct article *article, enum facet_kind kind, char value[FACET_NAME_MAX + 1])
{
	struct date date = article->date;
	const char *name = kind == FACET_SOURCE ? article->source : article->language;

	value[0] = '\0';
	if (kind == FACET_DATE) {
		date.precision = date.precision > DATE_DAY ? DATE_DAY : date.precision;
		date_format(&date, value);
	} else if (columns_take(check->analyzer, name)) {
		strcpy(value, name); /* no longer than FACET_NAME_MAX */
	}
}

static bool has_value(struct facets *facets, const struct facet_row *row, enum facet_kind kind, const char *value)
{
	const char *found = "";

	for (size_t i = 0; i < row->count; i++) {
		const struct facet_entry *entry;

		if (facets_entry(facets, row->part, row->entries[i], &entry, NULL) == SHIM_OK && entry->kind == kind)
			found = entry->name;
	}
	return !strcmp(found, value);
}

static void remember(struct facet_check *check, uint32_t local, enum entity_kind kind, const char *name)
{
	char term[SHIM_TERM_MAX];
	size_t length = schema_name_term(term, prefixes[kind], check->analyzer, name);

	if (check->count == check->capacity) {
		check->capacity = check->capacity * 2 + 1024;
		check->list = memory_resize(check->list, check->capacity, sizeof *check->list);
	}
	check->list[check->count++] = (struct named){dictionary_term(&check->terms, term, length)->number, local};
}

/* Singles have no term; their entry leads to them. */
static void check_entries(struct facet_check *check, struct facets *facets, uint32_t local, const struct facet_row *row,
                          const struct article *article)
{
	for (size_t i = 0; i < row->count; i++) {
		const struct facet_entry *entry;

		if (facets_entry(facets, row->part, row->entries[i], &entry, NULL) != SHIM_OK || entry->kind >= FACET_SOURCE)
			continue;
		if (entry->single == 0)
			remember(check, local, (enum entity_kind)entry->kind, entry->name);
		else if (facets->parts[row->part].first + entry->single - 1 != local)
			check->fault(check->context, local, article, "a name that it alone has leads to another one");
	}
}

void facet_check_document(struct facet_check *check, uint32_t local, const struct article *article)
{
	static const enum facet_kind singles[] = {FACET_SOURCE, FACET_LANGUAGE, FACET_DATE};
	struct facets *facets = stored_facets(check->stored);
	struct article named = {0};
	struct facet_row row;
	char value[FACET_NAME_MAX + 1];

	if (!facets) /* said once for the shard */
		return;
	if (facets_row(facets, local, &row, NULL) != SHIM_OK || facets_article(facets, local, &named, NULL) != SHIM_OK) {
		check->fault(check->context, local, article, "its facet columns cannot be read");
	} else {
		for (size_t i = 0; i < sizeof singles / sizeof *singles; i++) {
			expect_value(check, article, singles[i], value);
			if (!has_value(facets, &row, singles[i], value))
				check->fault(check->context, local, article, "its source, language or day for counting is not the one in its record");
		}
		check_entries(check, facets, local, &row, article);
	}
	article_release(&named);
}

/* ---- the terms ---- */

/* The postings of one term on their way along the documents that should have it. */
struct comparing {
	struct facet_check *check;
	const struct named *at, *end;
};

static void miss(struct facet_check *check, uint32_t local)
{
	check->fault(check->context, local, &unnamed, "a name that it has does not lead to it");
}

static bool compare_posting(void *context, uint32_t local)
{
	struct comparing *comparing = context;

	for (; comparing->at < comparing->end && comparing->at->local < local; comparing->at++)
		miss(comparing->check, comparing->at->local);
	if (comparing->at == comparing->end || comparing->at->local > local)
		comparing->check->fault(comparing->check->context, local, &unnamed, "a name leads to it that it does not have");
	while (comparing->at < comparing->end && comparing->at->local == local) /* a name in two spellings */
		comparing->at++;
	return true;
}

static int compare_named(const void *left, const void *right)
{
	const struct named *a = left, *b = right;

	if (a->term != b->term)
		return a->term < b->term ? -1 : 1;
	return (a->local > b->local) - (a->local < b->local);
}

static bool collect_term(void *context, const void *term, size_t length, uint32_t documents)
{
	(void)documents;
	dictionary_term(context, term, length);
	return true;
}

static void compare_term(struct facet_check *check, uint32_t number, struct comparing comparing)
{
	const struct dictionary_entry *term = &check->terms.entries[number - 1];

	if (shim_index_postings(stored_index(check->stored), check->terms.arena.bytes + term->start, term->length, compare_posting,
	                        &comparing, NULL) != SHIM_OK)
		return; /* the table's own check has said so */
	for (; comparing.at < comparing.end; comparing.at++)
		miss(check, comparing.at->local);
}

/* ---- the words of names ---- */

static bool leads_there(struct facets *facets, size_t part, const char *folded, size_t length, uint32_t chunk)
{
	uint64_t *chunks;
	bool leads = facets_find_words(facets, part, folded, length, &chunks, NULL) == SHIM_OK && chunks[chunk / 64] >> chunk % 64 & 1;

	free(chunks);
	return leads;
}

/* Once a part: who has one name that cannot be found has to write the part anew. */
static void check_words(struct facet_check *check, struct facets *facets, size_t part)
{
	for (uint32_t i = 0; i < facets->parts[part].entries; i++) {
		const struct facet_entry *entry;
		char folded[FOLDED_MAX];
		size_t length;

		if (facets_entry(facets, part, i, &entry, NULL) != SHIM_OK || entry->kind >= FACET_SOURCE)
			continue; /* the documents' own check has said so */
		length = analyzer_fold(check->analyzer, entry->name, strlen(entry->name), folded, sizeof folded);
		if (length > 0 && !leads_there(facets, part, folded, length, i / FACET_ENTRIES)) {
			check->fault(check->context, facets->parts[part].first, &unnamed, "the words of a name do not lead to it");
			return;
		}
	}
}

void facet_check_end(struct facet_check *check)
{
	const struct named *at = check->list, *end = check->list + check->count;

	if (check->count > 0)
		qsort(check->list, check->count, sizeof *check->list, compare_named);
	for (size_t i = 0; stored_facets(check->stored) && i < stored_facets(check->stored)->count; i++)
		check_words(check, stored_facets(check->stored), i);
	if (stored_facets(check->stored)) {
		for (int kind = 0; kind < ENTITY_KINDS; kind++)
			shim_index_terms(stored_index(check->stored), prefixes[kind], strlen(prefixes[kind]), collect_term, &check->terms, NULL);
		for (uint32_t number = 1; number <= check->terms.count; number++) {
			struct comparing comparing = {check, at, at};

			while (comparing.end < end && comparing.end->term == number)
				comparing.end++;
			compare_term(check, number, comparing);
			at = comparing.end;
		}
	}
	dictionary_release(&check->terms);
	free(check->list);
}
