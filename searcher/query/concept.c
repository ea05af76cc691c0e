/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/query/concept.h"

#include "article/schema.h"
#include "searcher/query/variants.h"
#include "text/buffer.h"
#include "text/lexicon.h"
#include "text/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void wanted_release(struct wanted *wanted)
{
	shim_query_free(wanted->query);
	for (size_t i = 0; i < wanted->check_count; i++) {
		phrase_release(wanted->checks[i]);
		free(wanted->checks[i]);
	}
	free(wanted->checks);
	free(wanted->parts);
	if (wanted->phrase)
		phrase_release(wanted->phrase);
	free(wanted->phrase);
	if (wanted->near)
		near_release(wanted->near);
	free(wanted->near);
	if (wanted->letters)
		letters_release(wanted->letters);
	free(wanted->letters);
	free(wanted->understood);
	*wanted = (struct wanted){0};
}

static const char *prefix_of(const struct node *leaf)
{
	return leaf->field == QUERY_TITLE ? PREFIX_TITLE : "";
}

static enum phrase_field phrase_field_of(const struct node *leaf)
{
	return leaf->field == QUERY_TITLE ? PHRASE_IN_TITLE : PHRASE_ANYWHERE;
}

static bool check_stream(const void *context, const void *value, size_t length)
{
	return stream_matches(context, value, length);
}

/* ---- phrases over places ---- */

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

static struct phrase *phrase_of_places(const struct places *places, enum phrase_field field)
{
	struct phrase *phrase = memory_zeroed(1, sizeof *phrase);

	phrase->field = field;
	for (size_t i = 0; i < places->count; i++) {
		struct phrase_element *element = phrase_add(phrase);

		for (size_t j = 0; j < places->list[i].count; j++)
			add_way(element, &places->list[i].list[j]);
	}
	phrase_ready(phrase);
	return phrase;
}

static struct phrase *phrase_of_way(const struct way *way, enum phrase_field field)
{
	struct phrase *phrase = memory_zeroed(1, sizeof *phrase);

	phrase->field = field;
	add_way(phrase_add(phrase), way);
	phrase_ready(phrase);
	return phrase;
}

/* ---- queries over places ---- */

static struct shim_query *term_query(const char *prefix, const struct way_word *word)
{
	char term[SHIM_TERM_MAX];
	size_t length = strlen(prefix);

	memcpy(term, prefix, length);
	memcpy(term + length, word->term, word->length);
	return shim_query_term(term, length + word->length);
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
		parts[i] = term_query(prefix, &way->words[i]);
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

static void keep_check(struct wanted *wanted, struct phrase *phrase)
{
	wanted->checks = memory_resize(wanted->checks, wanted->check_count + 1, sizeof *wanted->checks);
	wanted->checks[wanted->check_count++] = phrase;
}

/* A row of words, checked for its order. */
static struct shim_query *row_query(struct planner *planner, struct wanted *wanted, const char *prefix,
                                    enum phrase_field field, const struct way *way)
{
	struct phrase *phrase = phrase_of_way(way, field);

	keep_check(wanted, phrase);
	return shim_query_checked(all_words(planner, prefix, way), SLOT_STREAM, check_stream, phrase);
}

/* ---- rarity ---- */

/* As the engine weighs a term: xapian.h, struct shim_hits. */
static double rarity_of(double articles, double all)
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

/* ---- one word ---- */

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
		query = two(SHIM_MAX, query, shim_query_scale(term_query(prefix, &way->words[0]), IDLE_WEIGHT));
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
			singles[single_count++] = term_query(prefix, &way->words[0]);
	}
	if (single_count == 1)
		parts[count++] = singles[0];
	else if (single_count > 1)
		parts[count++] = shim_query_synonym(singles, single_count);
	return count == 1 ? parts[0] : shim_query_combine(SHIM_MAX, parts, count);
}

/* ---- several words ---- */

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
static struct shim_query *phrase_query(struct planner *planner, struct wanted *wanted, const char *prefix,
                                       const struct places *places)
{
	struct shim_query *all = places_query(planner, prefix, places), *parts[2];
	language_set set = foreign_languages(planner, places);
	struct places first;
	size_t count = 0;

	if (set) {
		if (first_language(places, &first)) {
			struct phrase *phrase = phrase_of_places(&first, wanted->phrase->field);

			keep_check(wanted, phrase);
			parts[count++] = shim_query_checked(places_query(planner, prefix, &first), SLOT_STREAM, check_stream, phrase);
		}
		places_release(&first);
		all = two(SHIM_FILTER, all, languages_query(planner->languages, set));
	}
	parts[count++] = shim_query_checked(all, SLOT_STREAM, check_stream, wanted->phrase);
	return count == 1 ? parts[0] : shim_query_combine(SHIM_MAX, parts, count);
}

/* ---- what the user is told ---- */

static void say_way(struct buffer *out, const struct way *way)
{
	for (size_t i = 0; i < way->count; i++) {
		if (i > 0)
			buffer_add_byte(out, ' ');
		buffer_add(out, way->words[i].term, way->words[i].length);
	}
}

/* "di [fr es]": what is looked for in articles of these languages alone. */
static void say_languages(struct buffer *out, const struct query_languages *languages, language_set set)
{
	const char *before = " [";

	for (size_t i = 0; set >> i; i++)
		if (set >> i & 1) {
			buffer_add_string(out, before);
			buffer_add_string(out, languages->codes[i]);
			before = " ";
		}
	if (set)
		buffer_add_byte(out, ']');
}

static void say_place(struct planner *planner, struct buffer *out, const struct place *place)
{
	if (place->count > 1)
		buffer_add_byte(out, '(');
	for (size_t i = 0; i < place->count && i < WAYS_MAX; i++) {
		bool row = place->list[i].count > 1;

		if (i > 0)
			buffer_add_string(out, " | ");
		if (row && place->count > 1)
			buffer_add_byte(out, '"');
		say_way(out, &place->list[i]);
		say_languages(out, planner->languages, place->list[i].only);
		if (row && place->count > 1)
			buffer_add_byte(out, '"');
	}
	if (place->count > WAYS_MAX)
		buffer_add_format(out, " | %zu more", place->count - WAYS_MAX);
	if (place->count > 1)
		buffer_add_byte(out, ')');
}

static char *say_places(struct planner *planner, const struct places *places)
{
	struct buffer out = {0};

	if (places->count > 1)
		buffer_add_byte(&out, '"');
	for (size_t i = 0; i < places->count; i++) {
		if (i > 0)
			buffer_add_byte(&out, ' ');
		say_place(planner, &out, &places->list[i]);
	}
	if (places->count > 1)
		buffer_add_byte(&out, '"');
	return buffer_detach(&out);
}

/* ---- how rare it is ---- */

/* The rarest word of the rarest place decides. */
static double rarity(struct planner *planner, const char *prefix, const struct places *places)
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

/* ---- other forms of a name ---- */

/* What another form counts, of what the one as typed does. */
#define VARIANT_WEIGHT 0.9

/* As the engine will weigh the way if all its words are there. */
static double weight_of(struct planner *planner, const char *prefix, const struct way *way)
{
	double weight = 0, documents = shim_index_documents(planner->index);

	for (size_t i = 0; i < way->count; i++)
		weight += rarity_of(planner_frequency(planner, prefix, way->words[i].term, way->words[i].length), documents);
	return weight;
}

/*
 * All forms are as rare as they are together: a spelling that few articles use
 * says no more than the one that most do.
 */
static struct shim_query *place_query(struct planner *planner, struct wanted *wanted, const char *prefix,
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
		struct shim_query *query = way->count == 1 ? term_query(prefix, &way->words[0])
		                                           : row_query(planner, wanted, prefix, field, way);

		parts[count++] = shim_query_scale(query, VARIANT_WEIGHT * weight / weight_of(planner, prefix, way));
	}
	return shim_query_combine(SHIM_MAX, parts, count);
}

/* A phrase that is a name: its other forms beside it. */
static void add_forms_of_phrase(struct planner *planner, struct wanted *wanted, const struct node *leaf, const struct places *places)
{
	struct way ways[WAYS_MAX];
	struct place place = {.list = ways, .room = WAYS_MAX};
	struct shim_query *parts[WAYS_MAX + 1];
	struct buffer understood = {0};
	double weight = 0;
	size_t count = 0;

	add_phrase_variants(planner, prefix_of(leaf), leaf->text, &place);
	if (place.count == 0)
		return;
	for (size_t i = 0; i < places->count; i++)
		weight += weight_of(planner, prefix_of(leaf), &places->list[i].list[0]);
	wanted->checks_mark = true;
	buffer_add_format(&understood, "(%s", wanted->understood);
	parts[count++] = wanted->query;
	for (size_t i = 0; i < place.count; i++) {
		const struct way *way = &place.list[i];
		struct shim_query *query = row_query(planner, wanted, prefix_of(leaf), phrase_field_of(leaf), way);

		parts[count++] = shim_query_scale(query, VARIANT_WEIGHT * weight / weight_of(planner, prefix_of(leaf), way));
		buffer_add_string(&understood, way->count > 1 ? " | \"" : " | ");
		say_way(&understood, way);
		buffer_add_string(&understood, way->count > 1 ? "\"" : "");
	}
	buffer_add_byte(&understood, ')');
	free(wanted->understood);
	wanted->understood = buffer_detach(&understood);
	wanted->query = shim_query_combine(SHIM_MAX, parts, count);
}

/* ---- parts of compounds ---- */

static void add_part(struct planner *planner, struct wanted *wanted, const char *prefix, const struct way_word *word)
{
	uint32_t articles = planner_frequency(planner, prefix, word->term, word->length);

	if (articles == 0 || lexicon_stop_word(planner->language, word->term, word->length))
		return;
	wanted->parts = memory_resize(wanted->parts, wanted->part_count + 1, sizeof *wanted->parts);
	wanted->parts[wanted->part_count++] =
		(struct part){.word = *word, .weight = rarity_of(articles, shim_index_documents(planner->index))};
}

/* "shock-sound wave": articles about sound waves are nearer to what is meant than those about waves alone. */
static void add_parts(struct planner *planner, struct wanted *wanted, const char *prefix, const struct places *places)
{
	for (size_t i = 0; i < places->count; i++) {
		const struct place *place = &places->list[i];
		const struct way *way = &place->list[place->compound ? 1 : 0];

		if (places->count == 1 && !place->compound)
			return;
		for (size_t j = 0; j < way->count; j++)
			add_part(planner, wanted, prefix, &way->words[j]);
	}
}

/* ---- leaves ---- */

/* A neighbour that is one plain word: places has one place then. */
static bool plain_word(struct planner *planner, const char *prefix, const struct node *leaf, struct places *places)
{
	struct planner own = *planner;

	if (!leaf || leaf->kind != NODE_WORD)
		return false;
	own.languages = NULL; /* how it is read in the first tells whether it is one with the other */
	own.warning = NULL;
	places_of(&own, prefix, leaf->text, places);
	planner_fail(planner, &own.failure);
	if (places->count == 1 && places->list[0].form_length > 0)
		return true;
	places_release(places);
	return false;
}

/* "cease fire" typed as two words: each of them also finds the one. */
static void join_with_leaves(struct planner *planner, const char *prefix, struct place *place, const struct node *previous,
                             const struct node *next)
{
	struct places neighbour;

	if (plain_word(planner, prefix, previous, &neighbour)) {
		add_joined(planner, prefix, &neighbour.list[0], place, place);
		places_release(&neighbour);
	}
	if (plain_word(planner, prefix, next, &neighbour)) {
		add_joined(planner, prefix, place, &neighbour.list[0], place);
		places_release(&neighbour);
	}
}

static bool all_stop(const struct places *places)
{
	for (size_t i = 0; i < places->count; i++)
		if (!places->list[i].stop)
			return false;
	return true;
}

/* Whether there is something to look for. */
static bool some_way(const struct places *places)
{
	for (size_t i = 0; i < places->count; i++)
		if (places->list[i].count == 0)
			return false;
	return places->count > 0;
}

static void places_of_leaf(struct planner *planner, const struct node *leaf, struct places *places)
{
	planner->column = leaf->column;
	switch (leaf->kind) {
	case NODE_PREFIX: places_of_prefix(planner, prefix_of(leaf), leaf->text, places); break;
	case NODE_SIMILAR: places_of_similar(planner, prefix_of(leaf), leaf->text, places); break;
	default: places_of(planner, prefix_of(leaf), leaf->text, places);
	}
}

struct wanted concept_of(struct planner *planner, const struct node *leaf, const struct node *previous, const struct node *next)
{
	const char *prefix = prefix_of(leaf);
	enum phrase_field field = phrase_field_of(leaf);
	struct wanted wanted = {0};
	struct places places;

	places_of_leaf(planner, leaf, &places);
	if (!some_way(&places)) {
		places_release(&places);
		return wanted;
	}
	if (places.count > 1)
		join_neighbours(planner, prefix, &places);
	else if (leaf->kind == NODE_WORD && !planner->exact)
		join_with_leaves(planner, prefix, &places.list[0], previous, next);
	if (places.count == 1 && leaf->kind == NODE_WORD && !planner->exact)
		add_variants(planner, prefix, previous ? previous->text : NULL, leaf->text, next ? next->text : NULL, &places.list[0]);
	wanted.phrase = phrase_of_places(&places, field);
	wanted.query = places.count == 1 ? place_query(planner, &wanted, prefix, field, &places.list[0])
	                                 : phrase_query(planner, &wanted, prefix, &places);
	wanted.stop = leaf->kind == NODE_WORD && all_stop(&places);
	wanted.weight = rarity(planner, prefix, &places);
	wanted.understood = say_places(planner, &places);
	if (places.count > 1 && leaf->kind == NODE_PHRASE && !planner->exact)
		add_forms_of_phrase(planner, &wanted, leaf, &places);
	if (leaf->kind == NODE_WORD && leaf->field == QUERY_TEXT && !planner->exact)
		add_parts(planner, &wanted, prefix, &places);
	places_release(&places);
	return wanted;
}

/* ---- NEAR ---- */

static bool check_near(const void *context, const void *value, size_t length)
{
	return stream_near(context, value, length);
}

/* Adds the forms of a place to those of the operand's element. */
static void add_forms(struct phrase_element *element, const struct place *place)
{
	for (size_t i = 0; i < place->count; i++)
		add_way(element, &place->list[i]);
}

/* What one operand is made of, said and to be looked for. NULL when it holds no word. */
static struct shim_query *near_leaf(struct planner *planner, const struct node *leaf, struct phrase *phrase, bool alternative,
                                    struct wanted *wanted)
{
	struct buffer understood = {0};
	struct shim_query *query = NULL;
	struct places places;
	char *said;

	places_of_leaf(planner, leaf, &places);
	if (some_way(&places)) {
		query = places_query(planner, prefix_of(leaf), &places);
		for (size_t i = 0; i < places.count; i++)
			add_forms(alternative && phrase->count > 0 ? &phrase->elements[0] : phrase_add(phrase), &places.list[i]);
		wanted->weight = fmax(wanted->weight, rarity(planner, prefix_of(leaf), &places));
		said = say_places(planner, &places);
		buffer_add_format(&understood, "%s%s%s", wanted->understood ? wanted->understood : "",
		                  alternative && wanted->understood ? " | " : "", said);
		free(said);
		free(wanted->understood);
		wanted->understood = buffer_detach(&understood);
	}
	places_release(&places);
	return query;
}

static struct shim_query *near_operand(struct planner *planner, const struct node *node, struct near *near,
                                       struct wanted *wanted)
{
	struct shim_query **parts, *query;
	struct phrase *phrase = near_add(near);
	size_t count = 0;

	if (node->kind != NODE_GROUP)
		return near_leaf(planner, node, phrase, false, wanted);
	parts = memory_resize(NULL, node->count, sizeof(struct shim_query *));
	for (size_t i = 0; i < node->count; i++) {
		query = near_leaf(planner, node->children[i], phrase, true, wanted);
		if (query)
			parts[count++] = query;
	}
	query = count > 0 ? shim_query_combine(SHIM_OR, parts, count) : NULL;
	free(parts);
	return query;
}

struct wanted near_concept(struct planner *planner, const struct node *node)
{
	struct wanted wanted = {0};
	struct shim_query *parts[NEAR_MAX];
	struct buffer understood = {0};
	size_t count = 0;

	wanted.near = memory_zeroed(1, sizeof *wanted.near);
	wanted.near->distance = node->distance;
	for (size_t i = 0; i < node->count && i < NEAR_MAX; i++) {
		const struct node *child = node->children[i];
		const struct node *leaf = child->kind == NODE_GROUP && child->count > 0 ? child->children[0] : child;
		struct shim_query *part;

		wanted.near->field = phrase_field_of(leaf);
		part = near_operand(planner, child, wanted.near, &wanted);
		if (!part) { /* an operand without a word: nothing to stand near */
			phrase_release(&wanted.near->phrases[--wanted.near->count]);
			continue;
		}
		parts[count++] = part;
		if (count > 1)
			buffer_add_format(&understood, " NEAR/%u ", node->distance);
		buffer_add_string(&understood, wanted.understood);
		free(wanted.understood);
		wanted.understood = NULL;
	}
	free(wanted.understood);
	wanted.understood = buffer_detach(&understood);
	if (count > 0)
		wanted.query = shim_query_checked(shim_query_combine(SHIM_AND, parts, count), SLOT_STREAM, check_near, wanted.near);
	return wanted;
}

/* ---- exact letters ---- */

struct wanted exact_concept(struct planner *planner, const struct node *leaf)
{
	struct wanted wanted = {0};
	struct buffer understood = {0};
	struct shim_failure failure = {0};
	struct shim_query *all;
	struct places places;
	enum shim_status status;
	bool exact = planner->exact;

	planner->exact = true;
	places_of_leaf(planner, leaf, &places);
	planner->exact = exact;
	if (some_way(&places)) {
		all = places_query(planner, prefix_of(leaf), &places);
		wanted.phrase = phrase_of_places(&places, phrase_field_of(leaf));
		wanted.letters = memory_zeroed(1, sizeof *wanted.letters);
		wanted.weight = rarity(planner, prefix_of(leaf), &places);
		status = letters_find(wanted.letters, planner->index, planner->texts, all, leaf->text, leaf->field == QUERY_TITLE,
		                      planner->deadline, &failure);
		planner->partial |= status == SHIM_TIMEOUT;
		if (status != SHIM_OK && status != SHIM_TIMEOUT)
			planner_fail(planner, &failure);
		wanted.query = shim_query_checked(all, SLOT_PLACE, letters_accept, wanted.letters);
		buffer_add_format(&understood, "=\"%s\"", leaf->text);
		wanted.understood = buffer_detach(&understood);
	}
	places_release(&places);
	return wanted;
}
