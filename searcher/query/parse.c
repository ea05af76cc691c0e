/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/query/parse.h"

#include "searcher/query/parser.h"
#include "text/memory.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

bool node_is_inner(const struct node *node)
{
	return node->kind == NODE_GROUP || node->kind == NODE_NEAR;
}

bool node_equals(const struct node *one, const struct node *other)
{
	if (one->kind != other->kind || one->field != other->field || one->count != other->count || one->distance != other->distance)
		return false;
	for (size_t i = 0; i < one->count; i++)
		if (one->children[i]->demand != other->children[i]->demand ||
		    one->children[i]->alternative != other->children[i]->alternative || !node_equals(one->children[i], other->children[i]))
			return false;
	return node_is_inner(one) || !strcmp(one->text, other->text);
}

void node_free(struct node *node)
{
	if (!node)
		return;
	for (size_t i = 0; i < node->count; i++)
		node_free(node->children[i]);
	free(node->children);
	free(node->text);
	free(node);
}

/* ---- clauses ---- */

static void add_child(struct node *group, struct node *child)
{
	if (!child)
		return;
	group->children = memory_resize(group->children, group->count + 1, sizeof(struct node *));
	group->children[group->count++] = child;
}

static struct node *take_query(struct parser *parser);

/* Whether the operator stands at parser->at as a word of its own. */
static bool at_operator(const struct parser *parser, const char *operator)
{
	size_t length = strlen(operator);
	const char *next;
	uint32_t code;

	if (parser->headline || (size_t)(parser->end - parser->at) < length || strncmp(parser->at, operator, length) != 0)
		return false;
	code = sign_at(parser->at + length, parser->end, &next);
	return code == 0 || sign_is_space(code) || sign_is_open(code) || sign_is_close(code) || sign_is_quote(code);
}

/* Whether a clause follows the operator at parser->at. */
static bool operand_follows(const struct parser *parser, const char *operator)
{
	struct parser ahead = *parser;
	const char *next;

	ahead.at += strlen(operator);
	parser_skip_space(&ahead);
	return ahead.at < ahead.end && !sign_is_close(sign_at(ahead.at, ahead.end, &next)) && !at_operator(&ahead, "AND") &&
	       !at_operator(&ahead, "OR") && (!strcmp(operator, "NOT") ? !at_operator(&ahead, "NOT") : true);
}

static bool take_operator(struct parser *parser, const char *operator)
{
	parser_skip_space(parser);
	if (!at_operator(parser, operator))
		return false;
	if (!operand_follows(parser, operator)) {
		parser_warn(parser, parser->at, "nothing follows this operator; it is searched as a word");
		return false;
	}
	parser->at += strlen(operator);
	parser_skip_space(parser);
	return true;
}

static struct node *take_bracket(struct parser *parser)
{
	const char *open = parser->at, *next;
	struct node *group;

	sign_at(parser->at, parser->end, &parser->at);
	if (parser->depth >= QUERY_DEPTH_MAX) {
		parser_warn(parser, open, "brackets are nested too deeply; this one is passed over");
		return NULL;
	}
	parser->depth++;
	group = take_query(parser);
	parser->depth--;
	if (parser->at < parser->end && sign_is_close(sign_at(parser->at, parser->end, &next))) {
		if (group->count == 0)
			parser_warn(parser, open, "nothing stands between these brackets");
		parser->at = next;
	} else {
		parser_warn(parser, open, "this bracket is not closed; it is closed at the end");
	}
	return group;
}

static struct node *take_primary(struct parser *parser)
{
	enum node_field outer = parser->field, field;
	const char *start = parser->at, *next;
	struct node *node;

	field = parser_take_field(parser);
	if (field == QUERY_TEXT)
		field = outer;
	if (!sign_is_open(sign_at(parser->at, parser->end, &next)))
		return parser_take_leaf(parser, field, start);
	parser->field = field;
	node = take_bracket(parser);
	parser->field = outer;
	return node;
}

/* A sign right before something that it can stand for. */
static enum node_demand take_sign(struct parser *parser)
{
	const char *next, *behind;
	uint32_t sign = sign_at(parser->at, parser->end, &next), code = sign_at(next, parser->end, &behind);

	if ((sign != '+' && !sign_is_minus(sign)) || code == 0 || sign_is_space(code) || sign_is_close(code))
		return DEMAND_NONE;
	if (sign_is_minus(code) && !parser_value_begins(parser, behind)) /* two are a dash */
		return DEMAND_NONE;
	parser->at = next;
	return sign == '+' ? DEMAND_MUST : DEMAND_NOT;
}

/* ---- NEAR ---- */

/* The bytes of "NEAR" or "NEAR/5" at parser->at, and its distance; 0: there is none. */
static size_t near_operator(const struct parser *parser, unsigned *distance)
{
	static const char name[] = "NEAR";
	const char *at = parser->at + sizeof name - 1, *digits, *next;
	unsigned number = 0;
	uint32_t code;

	if ((size_t)(parser->end - parser->at) < sizeof name || memcmp(parser->at, name, sizeof name - 1) != 0)
		return 0;
	*distance = QUERY_NEAR_DEFAULT;
	if (*at == '/') {
		for (digits = ++at; at < parser->end && *at >= '0' && *at <= '9'; at++)
			number = number < 1000 ? number * 10 + (unsigned)(*at - '0') : number;
		if (at == digits)
			return 0;
		*distance = number;
	} else if (parser->capitals) {
		return 0;
	}
	code = sign_at(at, parser->end, &next);
	if (code != 0 && !sign_is_space(code) && !sign_is_open(code) && !sign_is_quote(code) && !sign_is_close(code))
		return 0; /* "NEAR/5km" */
	return (size_t)(at - parser->at);
}

/* Moves behind a NEAR that stands at parser->at between two clauses. */
static bool take_near(struct parser *parser, unsigned *distance)
{
	struct parser ahead = *parser;
	const char *next;
	size_t length;
	uint32_t code;

	parser_skip_space(&ahead);
	length = near_operator(&ahead, distance);
	if (length == 0)
		return false;
	parser->at = ahead.at;
	ahead.at += length;
	parser_skip_space(&ahead);
	code = sign_at(ahead.at, ahead.end, &next);
	if (code == 0 || sign_is_close(code) || at_operator(&ahead, "AND") || at_operator(&ahead, "OR")) {
		parser_warn(parser, parser->at, "nothing follows this operator; it is searched as a word");
		return false;
	}
	if (*distance == 0 || *distance > QUERY_NEAR_MAX) {
		parser_warn(parser, parser->at, "NEAR takes 1 to 100 words; the nearest of these is taken");
		*distance = *distance == 0 ? 1 : QUERY_NEAR_MAX;
	}
	parser->at = ahead.at;
	return true;
}

/* Words, phrases, and words in brackets of which any will do. */
static bool may_be_near(const struct node *node)
{
	for (size_t i = 0; i < node->count; i++)
		if (node_is_inner(node->children[i]) || node->children[i]->kind == NODE_PHRASE ||
		    node->children[i]->demand != DEMAND_NONE || !may_be_near(node->children[i]))
			return false;
	return node->kind == NODE_GROUP ? node->count > 0 : node->kind != NODE_EXACT && !field_is_filter(node->field);
}

static void check_near(struct parser *parser, struct node *near, const char *start)
{
	for (size_t i = 0; i < near->count; i++)
		if (!may_be_near(near->children[i]))
			near->kind = NODE_GROUP;
	if (near->kind == NODE_NEAR)
		return;
	parser_warn(parser, start, "NEAR joins words, phrases and words in brackets; this one is searched as AND");
	for (size_t i = 0; i < near->count; i++)
		near->children[i]->demand = DEMAND_MUST;
}

/* "a NEAR/5 b NEAR/5 c" is one; the widest distance of a row counts for all of it. */
static struct node *take_nears(struct parser *parser)
{
	const char *whole = parser->at, *start = whole;
	struct node *first = take_primary(parser), *near;
	unsigned distance;

	if (!first || !take_near(parser, &distance))
		return first;
	near = parser_node(parser, NODE_NEAR, start);
	add_child(near, first);
	do {
		struct node *operand;

		parser_skip_space(parser);
		start = parser->at;
		operand = take_primary(parser);
		near->distance = distance > near->distance ? distance : near->distance;
		if (near->count < QUERY_NEAR_OPERANDS) {
			add_child(near, operand);
		} else {
			parser_warn(parser, start, "NEAR joins six words or phrases at most; this one is left out");
			node_free(operand);
		}
	} while (take_near(parser, &distance));
	check_near(parser, near, whole);
	return near;
}

/* Where a clause begins, an operator that joins two has nothing before it. */
static void warn_of_dangling(struct parser *parser)
{
	unsigned distance;

	if (at_operator(parser, "AND") || at_operator(parser, "OR") || near_operator(parser, &distance) > 0)
		parser_warn(parser, parser->at, "nothing stands before this operator; it is searched as a word");
}

static struct node *take_clause(struct parser *parser)
{
	enum node_demand demand = DEMAND_NONE;
	struct node *node;

	parser_skip_space(parser);
	warn_of_dangling(parser);
	if (at_operator(parser, "NOT") && take_operator(parser, "NOT"))
		demand = DEMAND_NOT;
	else
		demand = take_sign(parser);
	node = take_nears(parser);
	if (node && demand != DEMAND_NONE)
		node->demand = demand;
	return node;
}

/* Whether a clause follows the conjunction so far, and whether it is denied. */
static bool take_conjunction(struct parser *parser, bool *denied)
{
	*denied = false;
	if (take_operator(parser, "AND")) {
		*denied = at_operator(parser, "NOT") && take_operator(parser, "NOT");
		return true;
	}
	*denied = at_operator(parser, "NOT") && take_operator(parser, "NOT");
	return *denied;
}

static void demand(struct node *node, enum node_demand demanded)
{
	if (node && node->demand == DEMAND_NONE)
		node->demand = demanded;
}

/* "a AND b NOT c" as a group in which all is demanded; a clause alone as itself. */
static struct node *take_conjunctions(struct parser *parser)
{
	const char *start = parser->at;
	struct node *first = take_clause(parser), *group;
	bool denied;

	if (!first || !take_conjunction(parser, &denied))
		return first;
	group = parser_node(parser, NODE_GROUP, start);
	demand(first, DEMAND_MUST);
	add_child(group, first);
	do {
		struct node *next = take_clause(parser);

		demand(next, denied ? DEMAND_NOT : DEMAND_MUST);
		add_child(group, next);
	} while (take_conjunction(parser, &denied));
	return group;
}

static struct node *take_query(struct parser *parser)
{
	struct node *group = parser_node(parser, NODE_GROUP, parser->at);
	const char *next;

	for (;;) {
		const char *before;
		struct node *node;
		bool alternative;

		parser_skip_space(parser);
		alternative = group->count > 0 && take_operator(parser, "OR");
		before = parser->at;
		if (parser->at >= parser->end)
			return group;
		if (sign_is_close(sign_at(parser->at, parser->end, &next))) {
			if (parser->depth > 0)
				return group;
			parser_warn(parser, parser->at, "this bracket closes nothing; it is passed over");
			parser->at = next;
			continue;
		}
		node = take_conjunctions(parser);
		if (node)
			node->alternative = alternative;
		add_child(group, node);
		if (parser->at == before) /* whatever stands there is no part of the language: pass it over */
			sign_at(parser->at, parser->end, &parser->at);
	}
}

/* Full-width forms as what they stand for, a character for a character: columns stay what they are. */
static void narrow(struct buffer *out, const struct buffer *text)
{
	const char *at = text->bytes, *end = at + text->length;

	while (at < end) {
		const char *start = at;
		uint32_t code = utf8_next(&at, end);

		if (code >= 0xFF01 && code <= 0xFF5E)
			buffer_add_byte(out, (char)(code - 0xFF01 + '!'));
		else
			buffer_add(out, start, (size_t)(at - start));
	}
}

/* ---- headlines ---- */

static bool is_operator(const char *word, size_t length)
{
	return (length == 3 && (!memcmp(word, "AND", 3) || !memcmp(word, "NOT", 3))) || (length == 2 && !memcmp(word, "OR", 2));
}

static bool is_near(const char *word, size_t length)
{
	return length > 5 && !memcmp(word, "NEAR/", 5);
}

/* What only who knows the language writes. */
static bool is_typed(uint32_t code)
{
	return code == '+' || sign_is_minus(code) || sign_is_quote(code) || sign_is_open(code) || sign_is_close(code);
}

/*
 * "TO BE OR NOT TO BE" is pasted, "NATO AND EU NOT TURKEY" is typed: what has
 * operators in a line of capitals has them between all of its words.
 */
static void look_for_headline(struct parser *parser)
{
	const char *at = parser->at, *next, *first = NULL;
	bool side_by_side = false, word = false;

	parser->capitals = sign_all_capitals(parser->text, parser->end);
	while (parser->capitals && at < parser->end) {
		uint32_t code = sign_at(at, parser->end, &next);
		const char *end = parser_word_end(parser, at);
		size_t length = (size_t)(end - at);

		if (is_typed(code))
			return;
		if (is_operator(at, length) || is_near(at, length)) {
			first = first || is_near(at, length) ? first : at;
			word = false;
		} else if (length > 0) {
			side_by_side |= word;
			word = true;
		}
		at = length > 0 ? end : next;
	}
	parser->headline = side_by_side;
	if (side_by_side && first)
		parser_warn(parser, first, "in a line of capitals this is searched as a word; write the other words small to make it an operator");
}

struct node *query_parse(const char *query, size_t length, query_warning warning, void *context)
{
	struct buffer given = {0}, text = {0};
	struct parser parser = {.warning = warning, .context = context};
	struct node *node;
	bool cut = length > QUERY_BYTES_MAX;

	utf8_from(&given, ENCODING_UTF8, query, cut ? QUERY_BYTES_MAX : length);
	buffer_add_string(&text, "");
	narrow(&text, &given);
	buffer_release(&given);
	parser.text = parser.at = parser.counted = text.bytes;
	parser.column = 1;
	parser.end = text.bytes + text.length;
	if (cut)
		warning(context, 0, "the query is too long; only its first 65536 bytes are used");
	look_for_headline(&parser);
	node = take_query(&parser);
	buffer_release(&text);
	return node;
}
