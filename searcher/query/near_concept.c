/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/query/concept.h"

#include "article/schema.h"
#include "searcher/query/leaf_places.h"
#include "searcher/query/place_query.h"
#include "searcher/query/understood.h"
#include "text/buffer.h"
#include "text/memory.h"

#include <math.h>
#include <stdlib.h>

static bool check_near(const void *context, const void *value, size_t length)
{
	return stream_near(context, value, length);
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
	if (places_have_way(&places)) {
		query = places_query(planner, leaf_prefix(leaf), &places);
		for (size_t i = 0; i < places.count; i++)
			place_add_forms(alternative && phrase->count > 0 ? &phrase->elements[0] : phrase_add(phrase), &places.list[i]);
		wanted->weight = fmax(wanted->weight, places_rarity(planner, leaf_prefix(leaf), &places));
		said = places_say(planner, &places);
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

		wanted.near->field = leaf_field(leaf);
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
	if (places_have_way(&places)) {
		all = places_query(planner, leaf_prefix(leaf), &places);
		wanted.phrase = places_phrase(&places, leaf_field(leaf));
		wanted.letters = memory_zeroed(1, sizeof *wanted.letters);
		wanted.weight = places_rarity(planner, leaf_prefix(leaf), &places);
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
