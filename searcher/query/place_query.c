/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/query/place_query.h"

#include "article/schema.h"
#include "text/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool check_stream(const void *context, const void *value, size_t length)
{
	return stream_matches(context, value, length);
}

static void add_way(struct phrase_element *element, const struct way *way)
{
	uint64_t hashes[WAY_WORDS];
	struct term_head heads[WAY_WORDS];

	for (size_t i = 0; i < way->count; i++) {
		hashes[i] = way->words[i].hash;
		heads[i] = way->words[i].head;
	}
	phrase_element_add(element, hashes, heads, way->count);
}

/* The ways of a place, and how streams may have it beside these. */
void place_add_forms(struct phrase_element *element, const struct place *place)
{
	for (size_t i = 0; i < place->count; i++)
		add_way(element, &place->list[i]);
	if (place->behind.length > 0)
		phrase_element_add(element, &place->behind.hash, &place->behind.head, 1);
}

struct phrase *places_phrase(const struct places *places, enum phrase_field field)
{
	struct phrase *phrase = memory_zeroed(1, sizeof *phrase);

	phrase->field = field;
	for (size_t i = 0; i < places->count; i++) {
		struct phrase_element *element = phrase_add(phrase);

		/* A word by itself is looked for in articles whole: its other reading there is that of another word. */
		for (size_t j = 0; places->count == 1 && j < places->list[i].count; j++)
			add_way(element, &places->list[i].list[j]);
		if (places->count > 1)
			place_add_forms(element, &places->list[i]);
	}
	phrase_ready(phrase);
	return phrase;
}

struct phrase *phrase_of_way(const struct way *way, enum phrase_field field)
{
	struct phrase *phrase = memory_zeroed(1, sizeof *phrase);

	phrase->field = field;
	add_way(phrase_add(phrase), way);
	phrase_ready(phrase);
	return phrase;
}

struct shim_query *term_query(const char *prefix, const char *word, size_t length)
{
	char term[SHIM_TERM_MAX];
	size_t skip = strlen(prefix);

	memcpy(term, prefix, skip);
	memcpy(term + skip, word, length);
	return shim_query_term(term, skip + length);
}

static struct shim_query *way_word_query(const char *prefix, const struct way_word *word)
{
	return term_query(prefix, word->term, word->length);
}

static struct shim_query *two(enum shim_operator operation, struct shim_query *first, struct shim_query *second)
{
	struct shim_query *both[] = {first, second};

	return shim_query_combine(operation, both, 2);
}

/* All words of a way, in any order, in the languages in which they count. */
static struct shim_query *all_words(struct planner *planner, const char *prefix, const struct way *way)
{
	struct shim_query *parts[WAY_WORDS], *query;

	for (size_t i = 0; i < way->count; i++)
		parts[i] = way_word_query(prefix, &way->words[i]);
	query = way->count == 1 ? parts[0] : shim_query_combine(SHIM_AND, parts, way->count);
	return way->only ? two(SHIM_FILTER, query, languages_query(planner->languages, way->only)) : query;
}

/* A place within a phrase, whose order the phrase's check sees to. */
static struct shim_query *loose_query(struct planner *planner, const char *prefix, const struct place *place)
{
	struct shim_query *parts[PREFIX_WAYS_MAX];

	for (size_t i = 0; i < place->count; i++)
		parts[i] = all_words(planner, prefix, &place->list[i]);
	return place->count == 1 ? parts[0] : shim_query_combine(SHIM_OR, parts, place->count);
}

/* A row of words, checked for its order. */
struct shim_query *row_query(struct planner *planner, struct wanted *wanted, const char *prefix,
                                    enum phrase_field field, const struct way *way)
{
	struct phrase *phrase = phrase_of_way(way, field);

	wanted_keep_check(wanted, phrase);
	return shim_query_checked(all_words(planner, prefix, way), SLOT_STREAM, check_stream, phrase);
}

/* As the engine weighs a term: xapian.h, struct shim_hits. */
double rarity_of(double articles, double all)
{
	return log(1 + (all - articles + 0.5) / (articles + 0.5)) + 0.01;
}

/* So many articles hold the way at the most. */
static double articles_of(struct planner *planner, const char *prefix, const struct way *way)
{
	uint32_t articles = shim_index_documents(planner->index);

	for (size_t i = 0; i < way->count; i++) {
		uint32_t word = planner_frequency(planner, prefix, way->words[i].term, way->words[i].length);

		articles = word < articles ? word : articles;
	}
	return way->only ? languages_bound(planner->languages, way->only, articles) : articles;
}

/* The rarest word of the rarest place decides. */
double places_rarity(struct planner *planner, const char *prefix, const struct places *places)
{
	double documents = shim_index_documents(planner->index), rarest = documents;

	for (size_t i = 0; i < places->count; i++) {
		double often = 0;

		for (size_t j = 0; j < places->list[i].count; j++) {
			struct way first = places->list[i].list[j];

			first.count = 1;
			often += articles_of(planner, prefix, &first);
		}
		rarest = often < rarest ? often : rarest;
	}
	return rarity_of(rarest, documents);
}

/* As the engine will weigh the way if all its words are there. */
double weight_of_way(struct planner *planner, const char *prefix, const struct way *way)
{
	double weight = 0, documents = shim_index_documents(planner->index);

	for (size_t i = 0; i < way->count; i++)
		weight += rarity_of(planner_frequency(planner, prefix, way->words[i].term, way->words[i].length), documents);
	return weight;
}

/* What a function word of an article's language weighs there, of what it does elsewhere. */
#define IDLE_WEIGHT 0.05

/*
 * A way that does not count in all languages alike, as rare as the word is in all
 * its ways together: a stem of a language that few articles are in tells no more.
 */
static struct shim_query *unequal_query(struct planner *planner, const char *prefix, const struct way *way, double articles)
{
	double documents = shim_index_documents(planner->index);
	double own = planner_frequency(planner, prefix, way->words[0].term, way->words[0].length);
	struct shim_query *query = all_words(planner, prefix, way);

	if (way->never | way->idle)
		query = two(SHIM_AND_NOT, query, languages_query(planner->languages, way->never | way->idle));
	if (way->idle)
		query = two(SHIM_MAX, query, shim_query_scale(way_word_query(prefix, &way->words[0]), IDLE_WEIGHT));
	if (articles <= own)
		return query;
	return shim_query_scale(query, rarity_of(fmin(articles, documents), documents) / rarity_of(own, documents));
}

static bool is_unequal(const struct way *way)
{
	return way->count == 1 && (way->only | way->never | way->idle) != 0;
}

/* In how many articles a word stands as typed, at the most: what unequal ways need to know. 0: there are none. */
static double articles_of_typed(struct planner *planner, const char *prefix, const struct place *place)
{
	double articles = 0;
	bool unequal = false;

	for (size_t i = 0; i < place->count - place->variants; i++)
		unequal |= is_unequal(&place->list[i]);
	for (size_t i = 0; unequal && i < place->count - place->variants; i++)
		articles += articles_of(planner, prefix, &place->list[i]);
	return articles;
}

/* The ways of one word as typed: single words as one term, rows of words checked each, the best of them counts. */
static struct shim_query *typed_query(struct planner *planner, struct wanted *wanted, const char *prefix,
                                      enum phrase_field field, const struct place *place)
{
	struct shim_query *singles[PREFIX_WAYS_MAX], *parts[PREFIX_WAYS_MAX + 1];
	double articles = articles_of_typed(planner, prefix, place);
	size_t single_count = 0, count = 0;

	for (size_t i = 0; i < place->count - place->variants; i++) {
		const struct way *way = &place->list[i];

		if (way->count > 1)
			parts[count++] = row_query(planner, wanted, prefix, field, way);
		else if (is_unequal(way))
			parts[count++] = unequal_query(planner, prefix, way, articles);
		else
			singles[single_count++] = way_word_query(prefix, &way->words[0]);
	}
	if (single_count == 1)
		parts[count++] = singles[0];
	else if (single_count > 1)
		parts[count++] = shim_query_synonym(singles, single_count);
	return count == 1 ? parts[0] : shim_query_combine(SHIM_MAX, parts, count);
}

/*
 * All forms are as rare as they are together: a spelling that few articles use
 * says no more than the one that most do.
 */
struct shim_query *place_query(struct planner *planner, struct wanted *wanted, const char *prefix,
                                      enum phrase_field field, const struct place *place)
{
	struct shim_query *parts[WAYS_MAX + 1];
	double documents = shim_index_documents(planner->index), all = 0, typed = 0, weight;
	size_t count = 0, first = place->count - place->variants;

	if (place->variants == 0)
		return typed_query(planner, wanted, prefix, field, place);
	for (size_t i = 0; i < place->count; i++) {
		all += articles_of(planner, prefix, &place->list[i]);
		typed = i < first ? all : typed;
	}
	weight = rarity_of(fmin(all, documents), documents);
	parts[count++] = shim_query_scale(typed_query(planner, wanted, prefix, field, place),
	                                  weight / rarity_of(fmin(typed, documents), documents));
	for (size_t i = first; i < place->count; i++) {
		const struct way *way = &place->list[i];
		struct shim_query *query = way->count == 1 ? way_word_query(prefix, &way->words[0])
		                                           : row_query(planner, wanted, prefix, field, way);

		parts[count++] = shim_query_scale(query, VARIANT_WEIGHT * weight / weight_of_way(planner, prefix, way));
	}
	return shim_query_combine(SHIM_MAX, parts, count);
}

struct shim_query *places_query(struct planner *planner, const char *prefix, const struct places *places)
{
	struct shim_query **parts = memory_resize(NULL, places->count, sizeof(struct shim_query *));
	struct shim_query *all;

	for (size_t i = 0; i < places->count; i++)
		parts[i] = loose_query(planner, prefix, &places->list[i]);
	all = shim_query_combine(SHIM_AND, parts, places->count);
	free(parts);
	return all;
}

/* The ways in which the index's first language has the places; false when it has one of them in none. */
static bool first_language(const struct places *places, struct places *first)
{
	bool all = true;

	*first = (struct places){memory_zeroed(places->count, sizeof *first->list), places->count};
	for (size_t i = 0; i < places->count; i++) {
		const struct place *place = &places->list[i];
		struct place *to = &first->list[i];

		to->behind = place->behind;
		to->list = memory_resize(NULL, place->count, sizeof *to->list);
		for (size_t j = 0; j < place->count; j++)
			if (!place->list[j].foreign)
				to->list[to->count++] = place->list[j];
		all &= to->count > 0;
	}
	return all;
}

/* The languages other than the first whose articles may have a place in a way of their own. */
static language_set foreign_languages(const struct planner *planner, const struct places *places)
{
	language_set set = 0;

	for (size_t i = 0; i < places->count; i++)
		for (size_t j = 0; j < places->list[i].count; j++) {
			const struct way *way = &places->list[i].list[j];

			if (way->foreign)
				set |= way->only ? way->only : languages_but_first(planner->languages);
		}
	return set;
}

/*
 * All ways of all places, in any combination, are looked for in articles of the
 * languages that these come from, and in the others, most of them, no more than
 * what the first language makes of the phrase: to check takes the longer the more
 * ways there are.
 */
struct shim_query *phrase_query(struct planner *planner, struct wanted *wanted, const char *prefix,
                                       const struct places *places)
{
	struct shim_query *all = places_query(planner, prefix, places), *parts[2];
	language_set set = foreign_languages(planner, places);
	struct places first;
	size_t count = 0;

	if (set) {
		if (first_language(places, &first)) {
			struct phrase *phrase = places_phrase(&first, wanted->phrase->field);

			wanted_keep_check(wanted, phrase);
			parts[count++] = shim_query_checked(places_query(planner, prefix, &first), SLOT_STREAM, check_stream, phrase);
		}
		places_release(&first);
		all = two(SHIM_FILTER, all, languages_query(planner->languages, set));
	}
	parts[count++] = shim_query_checked(all, SLOT_STREAM, check_stream, wanted->phrase);
	return count == 1 ? parts[0] : shim_query_combine(SHIM_MAX, parts, count);
}
