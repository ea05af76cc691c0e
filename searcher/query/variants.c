/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/query/variants.h"

#include "names/lines.h"
#include "names/spelling.h"
#include "names/table.h"
#include "program/data.h"
#include "searcher/facets/catalog.h"
#include "text/buffer.h"
#include "text/lexicon.h"
#include "text/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Of one name; the tables have them in the order of their use. */
#define VARIANTS_MAX 8

struct variants {
	struct shim_index *index;
	char *file;
	struct names *names; /* NULL: not read yet, or not to be read */
	bool tried;
	char *table; /* the text of the table that comes with the programs; NULL until it is asked, or it cannot be read */
	size_t table_length;
	unsigned glances; /* that have been taken at it */
	struct folder folder;
};

struct variants *variants_new(struct shim_index *index, const char *file)
{
	struct variants *variants = memory_zeroed(1, sizeof *variants);

	variants->index = index;
	variants->file = memory_string(file);
	return variants;
}

void variants_free(struct variants *variants)
{
	if (!variants)
		return;
	names_free(variants->names);
	free(variants->table);
	free(variants->file);
	free(variants);
}

/* After so many keys it is better to have the tables. */
#define GLANCES_MAX 48

/* Whether the tables are of no use for a key: most words of most queries are no names that they know. */
static bool unknown(struct variants *variants, const char *key, size_t length)
{
	if (variants->tried || variants->file || variants->glances++ == GLANCES_MAX)
		return false;
	if (!variants->table) {
		char *path = data_path("names.tsv");

		variants->table = table_read(path, &variants->table_length);
		free(path);
	}
	return variants->table && !names_mentioned(variants->table, variants->table_length, &variants->folder, key, length);
}

/* NULL where they cannot be read: only of the user's own is that more than a pity. */
static const struct names *tables(struct planner *planner)
{
	struct variants *variants = planner->variants;

	if (!variants->tried)
		variants->names = names_open(variants->file, false);
	variants->tried = true;
	if (!variants->names && variants->file)
		planner_fail(planner, &(struct shim_failure){.status = SHIM_IO, .message = "names are not known without their table"});
	return variants->names;
}

/* ---- what is said of them ---- */

void also_list_release(struct also_list *also)
{
	for (size_t i = 0; i < also->count; i++) {
		for (char **variant = also->list[i].variants; variant && *variant; variant++)
			free(*variant);
		free(also->list[i].variants);
		free(also->list[i].word);
	}
	free(also->list);
	*also = (struct also_list){0};
}

/* One name of the query, and what is found for it. */
struct search {
	struct planner *planner;
	const char *prefix;
	struct place *place;
	const char *typed;
	bool noted; /* by the word before, which is of the same name */
	size_t count;
};

static void note(struct search *search, const char *variant)
{
	struct also_list *also = search->planner->also;
	struct also_searched *found;
	size_t count = 0;

	if (!also || search->noted)
		return;
	for (size_t i = 0; search->count == 0 && i < also->count; i++)
		if (!strcmp(also->list[i].word, search->typed)) {
			search->noted = true;
			return;
		}
	if (search->count == 0) {
		also->list = memory_resize(also->list, also->count + 1, sizeof *also->list);
		also->list[also->count++] = (struct also_searched){.word = memory_string(search->typed)};
	}
	found = &also->list[also->count - 1];
	while (found->variants && found->variants[count])
		if (!strcmp(found->variants[count++], variant))
			return;
	found->variants = memory_resize(found->variants, count + 2, sizeof *found->variants);
	found->variants[count] = memory_string(variant);
	found->variants[count + 1] = NULL;
}

/* ---- from a form of a name to what the index has of it ---- */

/* The first reading of each word that the index holds; false when it holds one of them in none. */
static bool way_of(struct search *search, const struct places *places, struct way *way)
{
	*way = (struct way){.count = 0};
	for (size_t i = 0; i < places->count; i++) {
		const struct place *place = &places->list[i];
		size_t reading = 0;

		while (reading < place->count &&
		       (place->list[reading].count != 1 ||
		        planner_frequency(search->planner, search->prefix, place->list[reading].words[0].term,
		                          place->list[reading].words[0].length) == 0))
			reading++;
		if (reading == place->count || way->count == WAY_WORDS)
			return false;
		way->words[way->count++] = place->list[reading].words[0];
	}
	return way->count > 0;
}

static bool has_way(const struct place *place, const struct way *way)
{
	for (size_t i = 0; i < place->count; i++)
		if (ways_equal(&place->list[i], way))
			return true;
	return false;
}

/* A word that says something else too often to stand for a name. */
static bool too_common(const struct places *places, enum entity_kind kind)
{
	const struct place *place = &places->list[0];

	if (places->count != 1)
		return false;
	return place->stop || (kind != ENTITY_PLACE && lexicon_holds(place->form, place->form_length));
}

static uint32_t frequency_of(struct search *search, const struct way *way)
{
	uint32_t least = UINT32_MAX;

	for (size_t i = 0; i < way->count; i++) {
		uint32_t frequency = planner_frequency(search->planner, search->prefix, way->words[i].term, way->words[i].length);

		least = frequency < least ? frequency : least;
	}
	return least;
}

/* Of what was typed, at the most; 0: the index has no such thing. */
static uint32_t typed_frequency(struct search *search, struct planner *literal)
{
	struct places places;
	struct way way;
	uint32_t frequency;

	places_of(literal, search->prefix, search->typed, &places);
	frequency = way_of(search, &places, &way) ? frequency_of(search, &way) : 0;
	places_release(&places);
	return frequency;
}

/*
 * Letters for a name that are a function word of some language, and stand in more
 * articles than the name: "la" is Los Angeles in few of them, "un" the United
 * Nations in nearly all that are not French.
 */
static bool drowns(struct search *search, struct planner *literal, const struct places *places, const struct way *way)
{
	const struct place *place = &places->list[0];
	uint32_t typed;

	if (places->count != 1 || place->form_length != 2 || !lexicon_stop_word_of_any(place->form, place->form_length))
		return false;
	typed = typed_frequency(search, literal);
	return typed > 0 && frequency_of(search, way) > typed;
}

static void add_form(struct search *search, const char *form, enum entity_kind kind)
{
	struct planner literal = *search->planner;
	struct places places;
	struct way way;

	literal.exact = true;
	places_of(&literal, search->prefix, form, &places);
	if (search->count < VARIANTS_MAX && search->place->count < search->place->room && places.count > 0 && !too_common(&places, kind) &&
	    way_of(search, &places, &way) && !has_way(search->place, &way) && !drowns(search, &literal, &places, &way)) {
		search->place->list[search->place->count++] = way;
		search->place->variants++;
		note(search, form);
		search->count++;
	}
	places_release(&places);
}

/* ---- the tables ---- */

static size_t words_in(const char *key, size_t length)
{
	size_t words = 1;

	for (size_t i = 0; i < length; i++)
		words += key[i] == ' ';
	return words;
}

/* Whether a key holds all that was typed: what has the longer form is found by the shorter one. */
static bool holds(const char *key, size_t length, const char *typed, size_t typed_length)
{
	for (size_t at = 0; at + typed_length <= length; at++)
		if ((at == 0 || key[at - 1] == ' ') && (at + typed_length == length || key[at + typed_length] == ' ') &&
		    !memcmp(key + at, typed, typed_length))
			return true;
	return false;
}

/* Of a person only what is as long as what was typed (a key): a surname's spellings for a surname. */
static void add_entry(struct search *search, struct variants *variants, const struct names_entry *entry, const char *typed,
                      size_t typed_length)
{
	size_t words = words_in(typed, typed_length);

	for (size_t i = 0; i < entry->count; i++) {
		char key[NAME_KEY_MAX];
		size_t length = name_key(&variants->folder, entry->names[i], strlen(entry->names[i]), key);

		if (!holds(key, length, typed, typed_length) &&
		    (entry->kind != ENTITY_PERSON || words_in(key, length) == words))
			add_form(search, entry->names[i], entry->kind);
	}
}

static void add_from_tables(struct search *search, const char *key, size_t length)
{
	struct variants *variants = search->planner->variants;
	const struct names *names = unknown(variants, key, length) ? NULL : tables(search->planner);

	for (int kind = 0; names && kind < ENTITY_KINDS; kind++) {
		uint32_t entry = names_find(names, (enum entity_kind)kind, key, length);

		if (entry == NAMES_NONE)
			entry = names_find_doubtful(names, (enum entity_kind)kind, key, length);
		if (entry == NAMES_NONE || (kind != ENTITY_PLACE && !memchr(key, ' ', length) && lexicon_holds(key, length)))
			continue;
		add_entry(search, variants, names_entry(names, entry), key, length);
	}
}

/* ---- what the index's own articles write ---- */

struct group_search {
	struct search *search;
	enum entity_kind kind;
	const char *typed; /* folded */
	size_t length;
};

/* "k.": who types a name in full does not mean everybody with the initial. */
static bool has_initial(const char *folded, size_t length)
{
	for (size_t at = 0, word = 0; at <= length; at++)
		if (at == length || folded[at] == ' ') {
			if (at - word == 1 || (at - word == 2 && folded[at - 1] == '.'))
				return true;
			word = at + 1;
		}
	return false;
}

static void visit_form(void *context, const char *folded, size_t length)
{
	struct group_search *group = context;
	char form[NAME_KEY_MAX + 1];

	if (length > NAME_KEY_MAX || holds(folded, length, group->typed, group->length) ||
	    (group->kind == ENTITY_PERSON &&
	     (words_in(folded, length) != words_in(group->typed, group->length) || has_initial(folded, length))))
		return;
	*(char *)mempcpy(form, folded, length) = '\0';
	add_form(group->search, form, group->kind);
}

static const struct name_map *map_of(struct planner *planner)
{
	struct shim_failure failure;
	const struct name_map *map = planner->catalog ? catalog_map(planner->catalog, &failure) : NULL;

	if (planner->catalog && !map)
		planner_fail(planner, &failure);
	return map;
}

/* A surname typed alone is no person's whole name. */
static void add_surnames(struct search *search, const char *word, size_t length)
{
	struct group_search group = {search, ENTITY_PERSON, word, length};
	const struct name_map *map = map_of(search->planner);

	if (map)
		name_map_visit_surname(map, word, length, visit_form, &group);
}

/* A name of so many words, folded. */
static void add_from_groups(struct search *search, const char *name, size_t length)
{
	struct group_search group = {.search = search, .typed = name, .length = length};
	const struct name_map *map = map_of(search->planner);
	int first = words_in(name, length) > 1 ? ENTITY_PERSON : ENTITY_PERSON + 1;

	for (int kind = first; map && kind < ENTITY_KINDS; kind++) {
		group.kind = (enum entity_kind)kind;
		name_map_visit(map, group.kind, name, length, visit_form, &group);
	}
}

/* ---- the names of a query ---- */

static size_t pair_key(struct variants *variants, const char *first, const char *second, char key[NAME_KEY_MAX])
{
	struct buffer both = {0};
	size_t length;

	buffer_add_format(&both, "%s %s", first, second);
	length = name_key(&variants->folder, both.bytes, both.length, key);
	buffer_release(&both);
	return words_in(key, length) == 2 ? length : 0;
}

/* Only words that English writes in lower case too: hardly a name, and not worth the reading of the record. */
static bool plain_words(const char *folded, size_t length)
{
	for (size_t at = 0, word = 0; at <= length; at++)
		if (at == length || folded[at] == ' ') {
			if (!lexicon_holds(folded + word, at - word))
				return false;
			word = at + 1;
		}
	return true;
}

/* What the groups have of a name as typed. */
static void add_name(struct search *search, const char *typed)
{
	char folded[NAME_KEY_MAX + 1];
	size_t length = analyzer_fold(search->planner->analyzer, typed, strlen(typed), folded, sizeof folded);

	if (length > 0 && length <= NAME_KEY_MAX && !plain_words(folded, length))
		add_from_groups(search, folded, length);
}

/* Two words that are a name of a place or an organisation, or somebody's other name. */
static void add_from_pair(struct search *search, const char *first, const char *second)
{
	char key[NAME_KEY_MAX];
	size_t length = first && second ? pair_key(search->planner->variants, first, second, key) : 0;
	struct buffer typed = {0};

	if (length == 0)
		return;
	buffer_add_format(&typed, "%s %s", first, second);
	search->typed = typed.bytes;
	search->count = 0;
	add_from_tables(search, key, length);
	add_name(search, typed.bytes);
	buffer_release(&typed);
}

void add_variants(struct planner *planner, const char *prefix, const char *previous, const char *word, const char *next,
                  struct place *place)
{
	struct search search = {.planner = planner, .prefix = prefix, .place = place, .typed = word};
	char key[NAME_KEY_MAX];
	size_t length;

	if (!planner->variants)
		return;
	length = name_key(&planner->variants->folder, place->form, place->form_length, key); /* without a possessive */
	if (length > 0 && !place->stop) {
		add_from_tables(&search, key, length);
		if (!lexicon_holds(key, length)) {
			add_surnames(&search, key, length);
			add_from_groups(&search, key, length);
		}
	}
	add_from_pair(&search, word, next);
	search.noted = true;
	add_from_pair(&search, previous, word);
}

void add_phrase_variants(struct planner *planner, const char *prefix, const char *phrase, struct place *place)
{
	struct search search = {.planner = planner, .prefix = prefix, .place = place, .typed = phrase};
	char key[NAME_KEY_MAX];
	size_t length;

	if (!planner->variants)
		return;
	length = name_key(&planner->variants->folder, phrase, strlen(phrase), key);
	if (length == 0 || words_in(key, length) < 2)
		return;
	add_from_tables(&search, key, length);
	add_name(&search, phrase);
}
