/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/query/leaf_places.h"

#include "article/schema.h"
#include "searcher/query/variants.h"

const char *leaf_prefix(const struct node *leaf)
{
	return leaf->field == QUERY_TITLE ? PREFIX_TITLE : "";
}

enum phrase_field leaf_field(const struct node *leaf)
{
	return leaf->field == QUERY_TITLE ? PHRASE_IN_TITLE : PHRASE_ANYWHERE;
}

bool places_have_way(const struct places *places)
{
	for (size_t i = 0; i < places->count; i++)
		if (places->list[i].count == 0)
			return false;
	return places->count > 0;
}

void places_of_leaf(struct planner *planner, const struct node *leaf, struct places *places)
{
	planner->column = leaf->column;
	switch (leaf->kind) {
	case NODE_PREFIX: places_of_prefix(planner, leaf_prefix(leaf), leaf->text, places); break;
	case NODE_SIMILAR: places_of_similar(planner, leaf_prefix(leaf), leaf->text, places); break;
	default: places_of(planner, leaf_prefix(leaf), leaf->text, places);
	}
}
