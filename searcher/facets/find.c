/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/facets/find.h"

#include "article/schema.h"
#include "names/words.h"
#include "text/memory.h"

#include <stdlib.h>
#include <string.h>

enum fit {
	FIT_NONE,
	FIT_WORDS,
	FIT_FORM,
	FIT_NAME
};

struct finding {
	struct catalog *catalog;
	struct analyzer *analyzer;
	const struct name_map *map;
	enum facet_kind kind;
	const struct name_finder *finder;
	struct word_table names; /* folded: all that are to be found, by how well they fit */
	struct word_table led;   /* those that the finder has been given */
	enum fit best;
	uint32_t last; /* the document that it was given last */
};

/* An entry that holds all words of what is looked for. */
typedef void entry_visitor(struct finding *finding, const struct facet_entry *entry, uint32_t document, const char *wanted,
                           size_t length);

static size_t fold(const struct finding *finding, const char *text, char folded[FOLDED_MAX])
{
	return analyzer_fold(finding->analyzer, text, strlen(text), folded, FOLDED_MAX);
}

/* ---- entries with the words of a name ---- */

struct looking {
	struct finding *finding;
	const char *wanted; /* folded */
	size_t length;
	entry_visitor *visit;
	struct facets *facets;
	size_t part;
	struct shim_failure *failure;
};

static enum shim_status look_into_chunk(const struct looking *looking, uint32_t chunk)
{
	const struct facet_part *part = &looking->facets->parts[looking->part];
	size_t shards = catalog_shards(looking->finding->catalog);
	enum shim_status status = SHIM_OK;

	for (uint32_t i = chunk * FACET_ENTRIES; i < part->entries && i < (chunk + 1) * FACET_ENTRIES && status == SHIM_OK; i++) {
		const struct facet_entry *entry;
		size_t document = 0;

		status = facets_entry(looking->facets, looking->part, i, &entry, looking->failure);
		if (status != SHIM_OK || entry->kind != looking->finding->kind)
			continue;
		if (entry->single > 0)
			document = (size_t)(part->first + entry->single - 2) * shards + looking->facets->shard + 1;
		looking->visit(looking->finding, entry, (uint32_t)document, looking->wanted, looking->length);
	}
	return status;
}

/* Where the words are damaged, all names are looked at. */
static enum shim_status look_into_part(const struct looking *looking)
{
	uint32_t chunks = facet_entry_chunks(looking->facets->parts[looking->part].entries);
	uint64_t *marks;
	enum shim_status status =
		facets_find_words(looking->facets, looking->part, looking->wanted, looking->length, &marks, looking->failure);

	if (status == SHIM_CORRUPT)
		status = SHIM_OK;
	for (uint32_t i = 0; status == SHIM_OK && i < chunks; i++)
		if (!marks || marks[i / 64] >> i % 64 & 1)
			status = look_into_chunk(looking, i);
	free(marks);
	return status;
}

static enum shim_status look_for(struct finding *finding, const char *wanted, size_t length, entry_visitor *visit,
                                 struct shim_failure *failure)
{
	struct looking looking = {.finding = finding, .wanted = wanted, .length = length, .visit = visit, .failure = failure};
	enum shim_status status = SHIM_OK;

	for (size_t i = 0; i < catalog_shards(finding->catalog) && status == SHIM_OK; i++) {
		looking.facets = catalog_facets(finding->catalog, i);
		for (looking.part = 0; looking.part < looking.facets->count && status == SHIM_OK; looking.part++)
			status = look_into_part(&looking);
	}
	return status;
}

/* ---- from names to articles ---- */

/* Adds the names of the value that a folded name is of; itself, when it stands for itself. */
static void add_name(void *context, const char *folded, size_t length)
{
	struct finding *finding = context;

	if (length > 0)
		*word_table_add(&finding->names, folded, length) = 1;
}

static void add_value(struct finding *finding, const char *folded, size_t length)
{
	add_name(finding, folded, length);
	name_map_visit(finding->map, (enum entity_kind)finding->kind, folded, length, add_name, finding);
}

/* A letter of ASCII is folded to itself in lower case: most names need not be folded to see that they are others. */
static bool begins_otherwise(const char *name, char folded)
{
	char first = (char)(*name | 0x20);

	return first >= 'a' && first <= 'z' && first != folded;
}

static void lead(struct finding *finding, const struct facet_entry *entry, uint32_t document, const char *wanted, size_t length)
{
	char name[FOLDED_MAX + 1];
	uint32_t *led;

	if (begins_otherwise(entry->name, *wanted) || fold(finding, entry->name, name) != length ||
	    memcmp(name, wanted, length) != 0)
		return;
	finding->best = FIT_NAME;
	if (document > 0) {
		if (document != finding->last) /* several forms stand together */
			finding->finder->document(finding->finder->context, document);
		finding->last = document;
		return;
	}
	led = word_table_add(&finding->led, name, length);
	if (*led != WORD_TABLE_NONE)
		return;
	*led = 1;
	name[length] = '\0';
	finding->finder->name(finding->finder->context, name);
}

/* Gives the finder all names that were added. */
static enum shim_status lead_all(struct finding *finding, struct shim_failure *failure)
{
	enum shim_status status = SHIM_OK;

	for (size_t i = 0; i < finding->names.places && status == SHIM_OK; i++) {
		const struct word_table_entry *name = &finding->names.entries[i];

		finding->last = 0;
		if (name->length > 0)
			status = look_for(finding, finding->names.arena.bytes + name->start, name->length, lead, failure);
	}
	return status;
}

/* ---- names that hold what is wanted ---- */

/* Whether wanted is the text, or stands in it as whole words, or neither. */
static enum fit fit_text(const struct finding *finding, const char *text, const char *wanted, size_t length)
{
	char key[FOLDED_MAX];
	size_t size = fold(finding, text, key);

	if (size == length && !memcmp(key, wanted, length))
		return FIT_FORM;
	for (size_t at = 0; at + length <= size; at++) {
		bool begins = at == 0 || key[at - 1] == ' ';
		bool ends = at + length == size || key[at + length] == ' ';

		if (begins && ends && !memcmp(key + at, wanted, length))
			return FIT_WORDS;
	}
	return FIT_NONE;
}

/* Only those that fit best are kept. */
static void weigh(struct finding *finding, const struct facet_entry *entry, uint32_t document, const char *wanted, size_t length)
{
	enum fit fit = fit_text(finding, entry->name, wanted, length);
	enum fit form = entry->form == entry->name ? FIT_NONE : fit_text(finding, entry->form, wanted, length);
	char name[FOLDED_MAX];

	(void)document;
	fit = form > fit ? form : fit;
	if (fit == FIT_NONE || fit < finding->best)
		return;
	if (fit > finding->best)
		word_table_release(&finding->names);
	finding->best = fit;
	add_value(finding, name, fold(finding, entry->name, name));
}

enum shim_status name_find(struct catalog *catalog, enum facet_kind kind, const char *text, const struct name_finder *finder,
                           struct shim_failure *failure)
{
	struct finding finding = {.catalog = catalog, .analyzer = catalog_analyzer(catalog), .kind = kind, .finder = finder};
	char wanted[FOLDED_MAX];
	size_t length = fold(&finding, text, wanted);
	enum shim_status status = catalog_open(catalog, failure);

	if (length == 0 || status != SHIM_OK)
		return status;
	finding.map = catalog_map(catalog, failure);
	add_value(&finding, wanted, length);
	status = lead_all(&finding, failure);
	if (status == SHIM_OK && finding.best == FIT_NONE) {
		word_table_release(&finding.names);
		status = look_for(&finding, wanted, length, weigh, failure);
		if (status == SHIM_OK)
			status = lead_all(&finding, failure);
	}
	word_table_release(&finding.names);
	word_table_release(&finding.led);
	return status;
}
