/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/query/parse.h"

#include "searcher/query/dates.h"
#include "text/memory.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

static const struct {
	const char *name;
	enum node_field field;
	bool filter;
} fields[] = {
	{"title", QUERY_TITLE, false},      {"source", QUERY_SOURCE, true}, {"language", QUERY_LANGUAGE, true},
	{"author", QUERY_AUTHOR, true},     {"date", QUERY_DATE, true},     {"person", QUERY_PERSON, true},
	{"org", QUERY_ORG, true},           {"place", QUERY_PLACE, true},
};

/* A query of brackets alone must not drown its answer. */
#define WARNINGS_MAX 8

struct parser {
	const char *text, *at, *end;
	unsigned depth, leaves, prefixes;
	enum node_field field; /* of the brackets around: "title:(a b)" */
	bool full; /* QUERY_LEAVES_MAX was said */
	unsigned warnings;
	const char *warned; /* the last place: several rules may look at it */
	const char *counted; /* column_of goes on from here */
	size_t column;
	query_warning warning;
	void *context;
};

bool field_is_filter(enum node_field field)
{
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (fields[i].field == field)
			return fields[i].filter;
	return false;
}

const char *field_name(enum node_field field)
{
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (fields[i].field == field)
			return fields[i].name;
	return "";
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

/* Places are asked about from left to right, but for few: counting each from the start would take quadratic time. */
static size_t column_of(struct parser *parser, const char *place)
{
	if (place < parser->counted) {
		parser->counted = parser->text;
		parser->column = 1;
	}
	while (parser->counted < place) {
		utf8_next(&parser->counted, parser->end);
		parser->column++;
	}
	return parser->column;
}

static void warn(struct parser *parser, const char *place, const char *message)
{
	if (place == parser->warned || parser->warnings++ >= WARNINGS_MAX)
		return;
	parser->warned = place;
	parser->warning(parser->context, column_of(parser, place), message);
}

/* ---- characters ---- */

static uint32_t peek(const char *at, const char *end, const char **next)
{
	*next = at;
	return at < end ? utf8_next(next, end) : 0;
}

static bool is_space(uint32_t code)
{
	return code == ' ' || code == '\t' || code == '\n' || code == 0xA0 || code == 0x1680 ||
	       (code >= 0x2000 && code <= 0x200B) || code == 0x2028 || code == 0x2029 || code == 0x202F ||
	       code == 0x205F || code == 0x3000;
}

static bool is_quote(uint32_t code)
{
	return code == '"' || (code >= 0x201C && code <= 0x201F) || code == 0xAB || code == 0xBB || code == 0xFF02 ||
	       (code >= 0x300C && code <= 0x300F) || code == 0x301D || code == 0x301E;
}

static bool is_open(uint32_t code)
{
	return code == '(' || code == 0xFF08;
}

static bool is_close(uint32_t code)
{
	return code == ')' || code == 0xFF09;
}

static void skip_space(struct parser *parser)
{
	const char *next;

	while (parser->at < parser->end && is_space(peek(parser->at, parser->end, &next)))
		parser->at = next;
}

/* ---- nodes ---- */

static struct node *node_new(struct parser *parser, enum node_kind kind, const char *place)
{
	struct node *node = memory_zeroed(1, sizeof *node);

	node->kind = kind;
	node->column = column_of(parser, place);
	return node;
}

static void add_child(struct node *group, struct node *child)
{
	if (!child)
		return;
	group->children = memory_resize(group->children, group->count + 1, sizeof(struct node *));
	group->children[group->count++] = child;
}

/* A leaf over the bytes; NULL past the bound. */
static struct node *leaf(struct parser *parser, enum node_kind kind, const char *start, const char *end)
{
	struct node *node;

	if (parser->leaves >= QUERY_LEAVES_MAX) {
		if (!parser->full)
			warn(parser, start, "the query is too long; what begins here is left out");
		parser->full = true;
		return NULL;
	}
	parser->leaves++;
	node = node_new(parser, kind, start);
	node->text = memory_copy(start, (size_t)(end - start));
	return node;
}

/* ---- leaves ---- */

/* Where the word that begins at `at` ends: at white space, a quote or a bracket. */
static const char *word_end(const struct parser *parser, const char *at)
{
	const char *next;

	while (at < parser->end) {
		uint32_t code = peek(at, parser->end, &next);

		if (is_space(code) || is_quote(code) || is_open(code) || is_close(code))
			break;
		at = next;
	}
	return at;
}

/* Whether a word, a phrase or a bracket begins here. */
static bool value_begins(const struct parser *parser, const char *at)
{
	const char *next;
	uint32_t code = peek(at, parser->end, &next);

	return code != 0 && !is_space(code) && !is_close(code);
}

/* The field whose name and colon stand at parser->at, with a value right behind; moves behind the colon. */
static enum node_field take_field(struct parser *parser)
{
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		size_t length = strlen(fields[i].name);

		if ((size_t)(parser->end - parser->at) <= length + 1 || strncmp(parser->at, fields[i].name, length) != 0 ||
		    parser->at[length] != ':' || !value_begins(parser, parser->at + length + 1))
			continue;
		parser->at += length + 1;
		return fields[i].field;
	}
	return QUERY_TEXT;
}

/* What names no day cannot narrow: its words are searched. place: where the field's value begins. */
static void set_field(struct parser *parser, struct node *leaf, enum node_field field, const char *place)
{
	struct period period;

	if (field == QUERY_DATE && !period_parse(&period, leaf->text))
		warn(parser, place,
		     "this is no date, and searched as words; write 2025, 2025-06, 2025-06-02 or 2025-06-01..2025-06-03");
	else
		leaf->field = field;
	if (leaf->field == QUERY_DATE && period.last && period.first > period.last)
		warn(parser, place, "this period ends before it begins");
}

/* From an opening quote at parser->at to the closing one. Without it the quote is passed over and NULL returned. */
static struct node *take_phrase(struct parser *parser)
{
	const char *quote = parser->at, *start, *at, *next;

	peek(parser->at, parser->end, &start);
	for (at = start; at < parser->end; at = next)
		if (is_quote(peek(at, parser->end, &next)))
			break;
	parser->at = start;
	if (at >= parser->end) {
		warn(parser, quote, "this quotation mark is not closed; its words are searched one by one");
		return NULL;
	}
	peek(at, parser->end, &parser->at);
	return leaf(parser, NODE_PHRASE, start, at);
}

static struct node *take_word(struct parser *parser)
{
	const char *start = parser->at, *end = word_end(parser, start);

	parser->at = end;
	if (end - start >= 2 && end[-1] == '*') {
		if (parser->prefixes++ < QUERY_PREFIXES_MAX)
			return leaf(parser, NODE_PREFIX, start, end - 1);
		warn(parser, start, "too many words end in a star; this one is searched without it");
		end--;
	}
	return end > start ? leaf(parser, NODE_WORD, start, end) : NULL;
}

/* ---- clauses ---- */

static struct node *take_query(struct parser *parser);

/* Whether the operator stands at parser->at as a word of its own. */
static bool at_operator(const struct parser *parser, const char *operator)
{
	size_t length = strlen(operator);
	const char *next;
	uint32_t code;

	if ((size_t)(parser->end - parser->at) < length || strncmp(parser->at, operator, length) != 0)
		return false;
	code = peek(parser->at + length, parser->end, &next);
	return code == 0 || is_space(code) || is_open(code) || is_close(code) || is_quote(code);
}

/* Whether a clause follows the operator at parser->at. */
static bool operand_follows(const struct parser *parser, const char *operator)
{
	struct parser ahead = *parser;
	const char *next;

	ahead.at += strlen(operator);
	skip_space(&ahead);
	return ahead.at < ahead.end && !is_close(peek(ahead.at, ahead.end, &next)) && !at_operator(&ahead, "AND") &&
	       !at_operator(&ahead, "OR") && (!strcmp(operator, "NOT") ? !at_operator(&ahead, "NOT") : true);
}

static bool take_operator(struct parser *parser, const char *operator)
{
	skip_space(parser);
	if (!at_operator(parser, operator))
		return false;
	if (!operand_follows(parser, operator)) {
		warn(parser, parser->at, "nothing follows this operator; it is searched as a word");
		return false;
	}
	parser->at += strlen(operator);
	skip_space(parser);
	return true;
}

static struct node *take_bracket(struct parser *parser)
{
	const char *open = parser->at, *next;
	struct node *group;

	peek(parser->at, parser->end, &parser->at);
	if (parser->depth >= QUERY_DEPTH_MAX) {
		warn(parser, open, "brackets are nested too deeply; this one is passed over");
		return NULL;
	}
	parser->depth++;
	group = take_query(parser);
	parser->depth--;
	if (parser->at < parser->end && is_close(peek(parser->at, parser->end, &next)))
		parser->at = next;
	else
		warn(parser, open, "this bracket is not closed; it is closed at the end");
	return group;
}

static struct node *take_primary(struct parser *parser)
{
	enum node_field outer = parser->field, field;
	const char *start = parser->at, *next;
	struct node *node;
	uint32_t code;

	field = take_field(parser);
	if (field == QUERY_TEXT)
		field = outer;
	code = peek(parser->at, parser->end, &next);
	if (is_open(code)) {
		parser->field = field;
		node = take_bracket(parser);
		parser->field = outer;
		return node;
	}
	node = is_quote(code) ? take_phrase(parser) : take_word(parser);
	if (node)
		set_field(parser, node, field, start);
	return node;
}

/* A sign right before something that it can stand for. */
static enum node_demand take_sign(struct parser *parser)
{
	const char *next, *behind;
	uint32_t sign = peek(parser->at, parser->end, &next), code = peek(next, parser->end, &behind);

	if ((sign != '+' && sign != '-' && sign != 0x2212) || code == 0 || is_space(code) || is_close(code))
		return DEMAND_NONE;
	parser->at = next;
	return sign == '+' ? DEMAND_MUST : DEMAND_NOT;
}

static struct node *take_clause(struct parser *parser)
{
	enum node_demand demand = DEMAND_NONE;
	struct node *node;

	skip_space(parser);
	if (at_operator(parser, "NOT") && take_operator(parser, "NOT"))
		demand = DEMAND_NOT;
	else
		demand = take_sign(parser);
	node = take_primary(parser);
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
	group = node_new(parser, NODE_GROUP, start);
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
	struct node *group = node_new(parser, NODE_GROUP, parser->at);
	const char *next;

	for (;;) {
		const char *before;
		struct node *node;
		bool alternative;

		skip_space(parser);
		alternative = group->count > 0 && take_operator(parser, "OR");
		before = parser->at;
		if (parser->at >= parser->end)
			return group;
		if (is_close(peek(parser->at, parser->end, &next))) {
			if (parser->depth > 0)
				return group;
			warn(parser, parser->at, "this bracket closes nothing; it is passed over");
			parser->at = next;
			continue;
		}
		node = take_conjunctions(parser);
		if (node)
			node->alternative = alternative;
		add_child(group, node);
		if (parser->at == before) /* whatever stands there is no part of the language: pass it over */
			peek(parser->at, parser->end, &parser->at);
	}
}

struct node *query_parse(const char *query, size_t length, query_warning warning, void *context)
{
	struct buffer text = {0};
	struct parser parser = {.warning = warning, .context = context};
	struct node *node;
	bool cut = length > QUERY_BYTES_MAX;

	utf8_from(&text, ENCODING_UTF8, query, cut ? QUERY_BYTES_MAX : length);
	parser.text = parser.at = parser.counted = text.bytes;
	parser.column = 1;
	parser.end = text.bytes + text.length;
	if (cut)
		warning(context, 0, "the query is too long; only its first 65536 bytes are used");
	node = take_query(&parser);
	buffer_release(&text);
	return node;
}
