/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/query/plan.h"

#include "article/schema.h"
#include "searcher/query/feedback.h"
#include "searcher/query/filter.h"
#include "searcher/query/function_words.h"
#include "text/memory.h"

#include <stdlib.h>
#include <string.h>

/* A list of parts on its way into one query. */
struct parts {
	struct shim_query **list;
	size_t count;
};

struct planning {
	struct plan *plan;
	struct planner *planner;
	bool keep_stop_words; /* the query holds nothing else */
	const struct node *tree;
	bool denied;          /* inside something that is not wanted: nothing to mark */
	bool operand;         /* all of the group that is planned was asked for by an operator or a sign */
	double times;         /* how often the clause is said that is planned, and those around it */
	const size_t *first;  /* by the clauses of the group that is planned: the first that says the same */
	struct parts parts;   /* of compounds: they add weight */
};

static void add_part(struct parts *parts, struct shim_query *query)
{
	if (!query)
		return;
	parts->list = memory_resize(parts->list, parts->count + 1, sizeof(struct shim_query *));
	parts->list[parts->count++] = query;
}

/* The parts as one; NULL when there are none. */
static struct shim_query *close_parts(struct parts *parts, enum shim_operator operation)
{
	struct shim_query *query = NULL;

	if (parts->count == 1)
		query = parts->list[0];
	else if (parts->count > 1)
		query = shim_query_combine(operation, parts->list, parts->count);
	free(parts->list);
	*parts = (struct parts){0};
	return query;
}

static struct shim_query *join_two(enum shim_operator operation, struct shim_query *first, struct shim_query *second)
{
	struct shim_query *both[2] = {first, second};

	return !first ? second : !second ? first : shim_query_combine(operation, both, 2);
}

/* ---- words ---- */

static void say(struct planning *planning, const char *text)
{
	buffer_add_string(&planning->plan->understood, text);
}

static void remember(struct planning *planning, const struct wanted *wanted)
{
	struct plan *plan = planning->plan;

	plan->wanted = memory_resize(plan->wanted, plan->wanted_count + 1, sizeof *plan->wanted);
	plan->wanted[plan->wanted_count] = *wanted;
	plan->wanted[plan->wanted_count++].query = NULL; /* the tree has it */
}

/* The highlight borrows the phrase. What is asked for in several places is marked once. */
static void mark(struct planning *planning, const struct phrase *phrase, double weight)
{
	struct highlight *highlight = &planning->plan->highlight;

	if (planning->denied)
		return;
	for (size_t i = 0; i < highlight->count; i++)
		if (phrase_equals(&highlight->concepts[i].phrase, phrase))
			return;
	highlight->concepts = memory_resize(highlight->concepts, highlight->count + 1, sizeof *highlight->concepts);
	highlight->concepts[highlight->count++] = (struct concept){.phrase = *phrase, .weight = weight};
}

/* What a part of a compound adds, of what it would as a word of its own. */
#define PART_FACTOR 0.5

static void take_parts(struct planning *planning, const struct wanted *wanted)
{
	for (size_t i = 0; i < wanted->part_count; i++) {
		const struct part *part = &wanted->parts[i];

		add_part(&planning->parts,
		         shim_query_scale(shim_query_term(part->word.term, part->word.length), PART_FACTOR * planning->times));
		proximity_word(&planning->plan->proximity, part->weight);
		proximity_form(&planning->plan->proximity, part->word.hash);
	}
}

/* Words of the text should stand together; phrases see to it themselves. */
static void want_together(struct planning *planning, const struct wanted *wanted)
{
	const struct phrase_element *element = wanted->phrase->elements;

	if (wanted->phrase->count == 1) {
		proximity_word(&planning->plan->proximity, wanted->weight);
		for (size_t i = 0; i < element->count; i++)
			if (element->forms[i].count == 1)
				proximity_form(&planning->plan->proximity, element->forms[i].hashes[0]);
	}
	take_parts(planning, wanted);
}

/* The plain word beside a leaf that may be one word with it. */
static const struct node *neighbour(const struct node *group, size_t at, const struct node *leaf)
{
	const struct node *node = at < group->count ? group->children[at] : NULL;

	return node && node->kind == NODE_WORD && node->field == leaf->field && node->demand == leaf->demand ? node : NULL;
}

/* The word before (step -1) or behind a clause, wherever it is said, that is not the same again. */
static const struct node *neighbour_of(const struct planning *planning, const struct node *group, size_t at, int step)
{
	for (size_t i = at; i < group->count; i++) {
		const struct node *node = planning->first[i] == at ? neighbour(group, i + (size_t)step, group->children[at]) : NULL;

		if (node && !node_equals(node, group->children[at]))
			return node;
	}
	return NULL;
}

/* Notes down what the query is searched without, once. */
static void leave_out(struct plan *plan, const char *word)
{
	size_t count = 0;

	for (; plan->left_out && plan->left_out[count]; count++)
		if (!strcmp(plan->left_out[count], word))
			return;
	plan->left_out = memory_resize(plan->left_out, count + 2, sizeof *plan->left_out);
	plan->left_out[count] = memory_string(word);
	plan->left_out[count + 1] = NULL;
}

/* Whether this is all that stands on one side of an OR. */
static bool is_alternative(const struct node *group, size_t at)
{
	const struct node *next = at + 1 < group->count ? group->children[at + 1] : NULL;

	return next && next->alternative ? at == 0 || group->children[at]->alternative : !next && group->children[at]->alternative;
}

/* Whether a clause, wherever it is said, is what an operator or a sign asks for: an empty side changes what that means. */
static bool is_operand(const struct planning *planning, const struct node *group, size_t at)
{
	bool operand = group->children[at]->demand != DEMAND_NONE || (group->count == 1 && planning->operand);

	for (size_t i = at; i < group->count && !operand; i++)
		operand = planning->first[i] == at && is_alternative(group, i);
	return operand;
}

/* Whether a function word that is no operand says nothing here. */
static bool is_idle(const struct planning *planning, const struct node *leaf, const struct node *previous,
                    const struct node *next)
{
	return !planning->keep_stop_words && !capitals_prove_name(planning->tree, leaf) &&
	       !is_known_name(planning->planner, previous, leaf) && !is_known_name(planning->planner, leaf, next);
}

static struct shim_query *words_of(struct planning *planning, const struct node *group, size_t at)
{
	const struct node *leaf = group->children[at];
	const struct node *previous = neighbour_of(planning, group, at, -1);
	const struct node *next = neighbour_of(planning, group, at, 1);
	struct wanted wanted = leaf->kind == NODE_NEAR    ? near_concept(planning->planner, leaf)
	                       : leaf->kind == NODE_EXACT ? exact_concept(planning->planner, leaf)
	                                                  : concept_of(planning->planner, leaf, previous, next);
	struct shim_query *query = wanted.query;

	wanted.times = planning->times;
	if (!query) {
		wanted_release(&wanted);
		return NULL;
	}
	if (wanted.stop && !is_operand(planning, group, at) && is_idle(planning, leaf, previous, next)) {
		leave_out(planning->plan, leaf->text);
		wanted_release(&wanted);
		return NULL;
	}
	if (leaf->field == QUERY_TITLE)
		say(planning, "title:");
	say(planning, wanted.understood);
	if (wanted.phrase)
		mark(planning, wanted.phrase, wanted.weight);
	for (size_t i = 0; wanted.checks_mark && i < wanted.check_count; i++)
		mark(planning, wanted.checks[i], wanted.weight);
	for (size_t i = 0; wanted.near && i < wanted.near->count; i++)
		mark(planning, &wanted.near->phrases[i], wanted.weight);
	if (!planning->denied && leaf->field == QUERY_TEXT && wanted.phrase)
		want_together(planning, &wanted);
	planning->plan->weighs |= !planning->denied;
	remember(planning, &wanted);
	return query;
}

/* ---- clauses ---- */

static struct shim_query *group_of(struct planning *planning, const struct node *group);

static void explained_release(struct explained *explained)
{
	shim_query_free(explained->query);
	if (explained->owner)
		plan_release(explained->owner);
	free(explained->owner);
	free(explained->text);
}

/* Plans a leaf once more, into a plan of its own. */
static void explain(struct planning *planning, const struct node *group, size_t at, const char *text)
{
	const struct node *node = group->children[at];
	struct plan *plan = planning->plan;
	struct explained explained = {.text = memory_string(text), .denied = planning->denied};
	struct planning own = {
		.planner = planning->planner,
		.keep_stop_words = planning->keep_stop_words,
		.tree = planning->tree,
		.operand = planning->operand,
		.times = planning->times,
		.first = planning->first};

	explained.owner = own.plan = memory_zeroed(1, sizeof *own.plan);
	if (!node_is_inner(node) && field_is_filter(node->field))
		explained.query = filter_query(planning->planner, node->field, node->text);
	else
		explained.query = words_of(&own, group, at);
	if (explained.query && planning->times > 1)
		explained.query = shim_query_scale(explained.query, planning->times);
	shim_query_free(close_parts(&own.parts, SHIM_OR));
	plan->explained = memory_resize(plan->explained, plan->explained_count + 1, sizeof *plan->explained);
	plan->explained[plan->explained_count++] = explained;
}

/* A word or a group, with its sign in what is understood. */
static struct shim_query *one_clause(struct planning *planning, const struct node *group, size_t at)
{
	const struct node *node = group->children[at];
	struct buffer *understood = &planning->plan->understood;
	size_t before = understood->length;
	bool denied = planning->denied, operand = planning->operand;
	struct shim_query *query;
	size_t signed_at;

	if (before > 0 && understood->bytes[before - 1] != '(')
		say(planning, node->alternative && field_is_manifold(node->field) ? " OR " : " ");
	say(planning, node->demand == DEMAND_MUST ? "+" : node->demand == DEMAND_NOT ? "-" : "");
	signed_at = understood->length;
	planning->denied |= node->demand == DEMAND_NOT;
	if (node->kind == NODE_GROUP) {
		say(planning, "(");
		planning->operand = is_operand(planning, group, at);
		query = group_of(planning, node);
		planning->operand = operand;
		say(planning, ")");
	} else if (field_is_filter(node->field)) {
		query = filter_query(planning->planner, node->field, node->text);
		say(planning, field_name(node->field));
		say(planning, ":\"");
		say(planning, node->text);
		say(planning, "\"");
	} else {
		query = words_of(planning, group, at);
	}
	if (planning->planner->explain && query && node->kind != NODE_GROUP)
		explain(planning, group, at, understood->bytes + signed_at);
	planning->denied = denied;
	if (understood->length == signed_at || !query) { /* nothing came of it */
		understood->length = before;
		understood->bytes[before] = '\0';
	}
	return query;
}

/* How often a clause is said; 0: it was said before. Equal clauses are matched once, and weigh as much as all of them. */
static double times_said(const struct planning *planning, const struct node *group, size_t at)
{
	double times = 0;

	for (size_t i = at; i < group->count; i++)
		times += planning->first[i] == at;
	return times;
}

static struct shim_query *clause_of(struct planning *planning, const struct node *group, size_t at)
{
	double times = times_said(planning, group, at), around = planning->times;
	struct shim_query *query;

	if (times == 0)
		return NULL;
	planning->times = around * times;
	query = one_clause(planning, group, at);
	planning->times = around;
	if (!query || times == 1 || group->children[at]->demand == DEMAND_NOT)
		return query;
	buffer_add_format(&planning->plan->understood, " (%.0f times)", times);
	return shim_query_scale(query, times);
}

/* What a group's clauses come to, sorted by what they demand. */
struct clauses {
	struct parts may, must, not;
	struct parts filters[QUERY_FIELDS]; /* by field: alternatives among themselves */
	struct parts narrow;                /* each must hold */
};

/* Of people, organisations and places only those with OR between them are alternatives. */
static void sort_filter(struct clauses *clauses, const struct node *node, struct shim_query *query)
{
	struct parts *alternatives = &clauses->filters[node->field];

	if (field_is_manifold(node->field) && !node->alternative)
		add_part(&clauses->narrow, close_parts(alternatives, SHIM_OR));
	add_part(alternatives, query);
}

static void sort_clause(struct clauses *clauses, const struct node *node, struct shim_query *query)
{
	if (node->demand == DEMAND_NOT)
		add_part(&clauses->not, query);
	else if (!node_is_inner(node) && field_is_filter(node->field))
		sort_filter(clauses, node, query);
	else if (node->demand == DEMAND_MUST)
		add_part(&clauses->must, query);
	else
		add_part(&clauses->may, query);
}

static struct shim_query *close_clauses(struct clauses *clauses)
{
	struct shim_query *must = close_parts(&clauses->must, SHIM_AND), *may = close_parts(&clauses->may, SHIM_OR);
	struct shim_query *query = must ? join_two(SHIM_MAYBE, must, may) : may;
	struct shim_query *filter = close_parts(&clauses->narrow, SHIM_FILTER);

	for (size_t i = 0; i < QUERY_FIELDS; i++)
		filter = join_two(SHIM_FILTER, filter, close_parts(&clauses->filters[i], SHIM_OR));
	if (filter)
		query = join_two(SHIM_FILTER, query, query ? filter : shim_query_scale(filter, 0));
	if (clauses->not.count > 0) {
		struct shim_query *not = close_parts(&clauses->not, SHIM_OR);

		query = join_two(SHIM_AND_NOT, query ? query : shim_query_all(), not);
	}
	return query;
}

/* ---- groups ---- */

/* The same word beside other words may be part of other names, or written in one with them. */
static bool may_be_one(const struct node *word, const struct node *one, const struct node *other)
{
	return !one || !other || node_equals(word, one) || node_equals(word, other) || node_equals(one, other);
}

/* Whether two clauses come to the same query. Filters are alternatives or not by what stands beside them. */
static bool same_clause(const struct node *group, size_t one, size_t other)
{
	const struct node *first = group->children[one], *second = group->children[other];

	return first->demand == second->demand && !field_is_filter(first->field) && node_equals(first, second) &&
	       (first->kind != NODE_WORD ||
	        (may_be_one(first, neighbour(group, one - 1, first), neighbour(group, other - 1, second)) &&
	         may_be_one(first, neighbour(group, one + 1, first), neighbour(group, other + 1, second))));
}

/* By clause: the first that says the same. Freed by the caller. */
static size_t *first_clauses(const struct node *group)
{
	size_t *first = memory_resize(NULL, group->count + 1, sizeof *first);

	for (size_t at = 0; at < group->count; at++) {
		first[at] = at;
		for (size_t i = 0; i < at && first[at] == at; i++)
			if (first[i] == i && same_clause(group, i, at))
				first[at] = i;
	}
	return first;
}

static struct shim_query *group_of(struct planning *planning, const struct node *group)
{
	size_t *first = first_clauses(group);
	const size_t *around = planning->first;
	struct clauses clauses = {0};

	planning->first = first;
	for (size_t i = 0; i < group->count; i++)
		sort_clause(&clauses, group->children[i], clause_of(planning, group, i));
	planning->first = around;
	free(first);
	return close_clauses(&clauses);
}

/* ---- the whole ---- */

static bool is_plain(const struct node *tree)
{
	for (size_t i = 0; i < tree->count; i++) {
		const struct node *node = tree->children[i];

		if (node_is_inner(node) ||
		    (!field_is_filter(node->field) &&
		     (node->kind != NODE_WORD || node->field != QUERY_TEXT || node->demand != DEMAND_NONE)))
			return false;
	}
	return true;
}

static void count_words(struct plan *plan)
{
	for (size_t i = 0; i < plan->wanted_count; i++) {
		double repeats = plan->wanted[i].times;
		bool first = true;

		for (size_t j = 0; j < plan->wanted_count; j++)
			if (j != i && !strcmp(plan->wanted[i].understood, plan->wanted[j].understood)) {
				repeats += plan->wanted[j].times;
				first &= i < j;
			}
		plan->different_words += first;
		plan->repeats = repeats > plan->repeats ? repeats : plan->repeats;
		plan->rarity += plan->wanted[i].weight * plan->wanted[i].times;
	}
}

static void add_weights(struct planning *planning)
{
	struct plan *plan = planning->plan;
	struct shim_query *parts = close_parts(&planning->parts, SHIM_OR);

	if (plan->query && parts)
		plan->query = join_two(SHIM_MAYBE, plan->query, parts);
	else
		shim_query_free(parts);
}

/* Narrows the whole. */
static void narrow(struct plan *plan, struct shim_query *filter)
{
	if (filter)
		plan->query = join_two(SHIM_FILTER, plan->query, plan->query ? filter : shim_query_scale(filter, 0));
}

/* By what stands beside the query. */
static void narrow_all(struct plan *plan, struct planner *planner, const struct period *period)
{
	narrow(plan, filter_queries(planner));
	if (period->first || period->last)
		narrow(plan, period_query(planner->index, *period, &planner->failure));
}

/* Filters and what is not wanted are no words beside which a function word says nothing. */
static void plan_tree(struct planning *planning)
{
	struct plan *plan = planning->plan;

	buffer_add_string(&plan->understood, "");
	plan->query = group_of(planning, planning->tree);
	if (!plan->weighs && plan->left_out) {
		plan_release(plan);
		planning->keep_stop_words = true;
		buffer_add_string(&plan->understood, "");
		plan->query = group_of(planning, planning->tree);
	}
}

void plan_make(struct plan *plan, struct planner *planner, const struct node *tree, const struct period *period)
{
	struct planning planning = {.plan = plan, .planner = planner, .tree = tree, .times = 1};

	*plan = (struct plan){0};
	planner->also = &plan->also;
	plan_tree(&planning);
	add_weights(&planning);
	plan->plain = is_plain(tree) && !planner->exact;
	count_words(plan);
	narrow_all(plan, planner, period);
}

/* A word of the article as something to be marked. */
static void want_term(struct planning *planning, const struct feedback_term *term)
{
	struct wanted wanted = {.weight = term->factor, .times = 1};
	uint64_t hash = term_hash(term->term, term->length);
	struct term_head head = term_head(term->term, term->length);

	wanted.phrase = memory_zeroed(1, sizeof *wanted.phrase);
	phrase_element_add(phrase_add(wanted.phrase), &hash, &head, 1);
	wanted.understood = memory_copy(term->term, term->length);
	say(planning, " ");
	say(planning, wanted.understood);
	mark(planning, wanted.phrase, wanted.weight);
	remember(planning, &wanted);
}

void plan_similar(struct plan *plan, const char *id, const struct feedback *feedback, struct planner *planner,
                  const struct period *period)
{
	struct planning planning = {.plan = plan, .planner = planner};
	char term[SHIM_TERM_MAX];
	struct shim_query *itself = shim_query_term(term, schema_term(term, PREFIX_ID, id, strlen(id)));

	*plan = (struct plan){.weighs = true};
	say(&planning, "like ");
	say(&planning, id);
	say(&planning, ":");
	for (size_t i = 0; i < feedback->count; i++)
		want_term(&planning, &feedback->list[i]);
	plan->query = feedback_query(feedback);
	if (plan->query)
		plan->query = join_two(SHIM_AND_NOT, plan->query, itself);
	else
		shim_query_free(itself);
	narrow_all(plan, planner, period);
}

void plan_release(struct plan *plan)
{
	shim_query_free(plan->query);
	free(plan->highlight.concepts); /* their phrases are those of wanted */
	for (size_t i = 0; i < plan->wanted_count; i++)
		wanted_release(&plan->wanted[i]);
	free(plan->wanted);
	proximity_release(&plan->proximity);
	for (size_t i = 0; i < plan->explained_count; i++)
		explained_release(&plan->explained[i]);
	free(plan->explained);
	also_list_release(&plan->also);
	strings_free(plan->left_out);
	buffer_release(&plan->understood);
	*plan = (struct plan){0};
}
