/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/query/concept.h"

#include "searcher/query/leaf_places.h"
#include "searcher/query/place_query.h"
#include "searcher/query/understood.h"
#include "searcher/query/variants.h"
#include "text/buffer.h"
#include "text/lexicon.h"
#include "text/memory.h"

#include <stdlib.h>

/* A phrase that is a name: its other forms beside it. */
static void add_forms_of_phrase(struct planner *planner, struct wanted *wanted, const struct node *leaf, const struct places *places)
{
	struct way ways[WAYS_MAX];
	struct place place = {.list = ways, .room = WAYS_MAX};
	struct shim_query *parts[WAYS_MAX + 1];
	struct buffer understood = {0};
	double weight = 0;
	size_t count = 0;

	add_phrase_variants(planner, leaf_prefix(leaf), leaf->text, &place);
	if (place.count == 0)
		return;
	for (size_t i = 0; i < places->count; i++)
		weight += weight_of_way(planner, leaf_prefix(leaf), &places->list[i].list[0]);
	wanted->checks_mark = true;
	buffer_add_format(&understood, "(%s", wanted->understood);
	parts[count++] = wanted->query;
	for (size_t i = 0; i < place.count; i++) {
		const struct way *way = &place.list[i];
		struct shim_query *query = row_query(planner, wanted, leaf_prefix(leaf), leaf_field(leaf), way);

		parts[count++] = shim_query_scale(query, VARIANT_WEIGHT * weight / weight_of_way(planner, leaf_prefix(leaf), way));
		buffer_add_string(&understood, way->count > 1 ? " | \"" : " | ");
		way_say(&understood, way);
		buffer_add_string(&understood, way->count > 1 ? "\"" : "");
	}
	buffer_add_byte(&understood, ')');
	free(wanted->understood);
	wanted->understood = buffer_detach(&understood);
	wanted->query = shim_query_combine(SHIM_MAX, parts, count);
}

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

struct wanted concept_of(struct planner *planner, const struct node *leaf, const struct node *previous, const struct node *next)
{
	const char *prefix = leaf_prefix(leaf);
	enum phrase_field field = leaf_field(leaf);
	struct wanted wanted = {0};
	struct places places;

	places_of_leaf(planner, leaf, &places);
	if (!places_have_way(&places)) {
		places_release(&places);
		return wanted;
	}
	if (places.count > 1)
		join_neighbours(planner, prefix, &places);
	else if (leaf->kind == NODE_WORD && !planner->exact)
		join_with_leaves(planner, prefix, &places.list[0], previous, next);
	if (places.count == 1 && leaf->kind == NODE_WORD && !planner->exact)
		add_variants(planner, prefix, previous ? previous->text : NULL, leaf->text, next ? next->text : NULL, &places.list[0]);
	wanted.phrase = places_phrase(&places, field);
	wanted.query = places.count == 1 ? place_query(planner, &wanted, prefix, field, &places.list[0])
	                                 : phrase_query(planner, &wanted, prefix, &places);
	wanted.stop = leaf->kind == NODE_WORD && all_stop(&places);
	wanted.weight = places_rarity(planner, prefix, &places);
	wanted.understood = places_say(planner, &places);
	if (places.count > 1 && leaf->kind == NODE_PHRASE && !planner->exact)
		add_forms_of_phrase(planner, &wanted, leaf, &places);
	if (leaf->kind == NODE_WORD && leaf->field == QUERY_TEXT && !planner->exact)
		add_parts(planner, &wanted, prefix, &places);
	places_release(&places);
	return wanted;
}
