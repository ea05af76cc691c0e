/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/query/function_words.h"

#include "article/schema.h"
#include "text/buffer.h"
#include "text/fold.h"

#include <string.h>

/* Words of a name, at the most, when nothing else stands beside it. */
#define NAME_WORDS_MAX 3

static bool begins_upper(const char *text)
{
	return *text && fold_character(fold_next(&text, text + strlen(text))).upper;
}

static bool has_lower(const char *text)
{
	const char *end = text + strlen(text);

	while (text < end) {
		struct folded folded = fold_character(fold_next(&text, end));

		if (folded.class == CLASS_LETTER && !folded.upper)
			return true;
	}
	return false;
}

/* What the capitals of a query may prove. */
struct capitals {
	const struct node *first; /* the query's first word, which may have one as the first of a sentence */
	size_t words;
	bool lower; /* there is a letter in lower case */
	bool title; /* all words begin with a capital */
};

static void look_at(struct capitals *capitals, const struct node *node)
{
	for (size_t i = 0; i < node->count; i++)
		look_at(capitals, node->children[i]);
	if (node_is_inner(node) || field_is_filter(node->field))
		return;
	capitals->first = capitals->first ? capitals->first : node;
	capitals->words++;
	capitals->lower |= has_lower(node->text);
	capitals->title &= begins_upper(node->text);
}

bool capitals_prove_name(const struct node *tree, const struct node *leaf)
{
	struct capitals capitals = {.title = true};

	if (!begins_upper(leaf->text))
		return false;
	look_at(&capitals, tree);
	if (!capitals.lower)
		return false;
	return capitals.title ? capitals.words > 1 && capitals.words <= NAME_WORDS_MAX : leaf != capitals.first;
}

bool is_known_name(struct planner *planner, const struct node *first, const struct node *second)
{
	static const char *const prefixes[] = {PREFIX_PERSON, PREFIX_ORG, PREFIX_PLACE};
	struct buffer name = {0};
	bool known = false;

	if (!first || !second)
		return false;
	buffer_add_format(&name, "%s %s", first->text, second->text);
	for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes && !known; i++) {
		char term[SHIM_TERM_MAX];
		size_t length = schema_name_term(term, prefixes[i], planner->analyzer, name.bytes);

		known = length > 0 && planner_frequency(planner, "", term, length) > 0;
	}
	buffer_release(&name);
	return known;
}
