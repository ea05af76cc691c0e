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
	bool lower; /* the query has a small letter */
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

bool node_is_inner(const struct node *node)
{
	return node->kind == NODE_GROUP || node->kind == NODE_NEAR;
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

/* The minus of keyboards, typographers and word processors; a dash that parts sentences is none. */
static bool is_minus(uint32_t code)
{
	return code == '-' || code == 0x2212 || (code >= 0x2010 && code <= 0x2013) || code == 0xFE63;
}

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

		if ((size_t)(parser->end - parser->at) <= length || strncmp(parser->at, fields[i].name, length) != 0 ||
		    parser->at[length] != ':')
			continue;
		if (!value_begins(parser, parser->at + length + 1)) {
			warn(parser, parser->at, "nothing stands right behind the colon; this is searched as a word");
			return QUERY_TEXT;
		}
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
		     "this is no date, and searched as words; write 2025, 2025-06-02, 2025-06-01..2025-06-03, yesterday or \"last week\"");
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

/* The bytes of a word without its tilde, and the number that Lucene's users write behind one; 0: it has none. */
static size_t before_tilde(const char *start, const char *end)
{
	if (end - start >= 3 && (end[-1] == '1' || end[-1] == '2') && end[-2] == '~')
		end--;
	return end - start >= 2 && end[-1] == '~' ? (size_t)(end - start) - 1 : 0;
}

static struct node *take_word(struct parser *parser)
{
	const char *start = parser->at, *end = word_end(parser, start);
	size_t tilde = before_tilde(start, end);
	bool star = end - start >= 2 && end[-1] == '*';

	parser->at = end;
	if (star || tilde > 0) {
		end = star ? end - 1 : start + tilde;
		if (parser->prefixes++ < QUERY_PREFIXES_MAX)
			return leaf(parser, star ? NODE_PREFIX : NODE_SIMILAR, start, end);
		warn(parser, start, "too many words end in a star or a tilde; this one is searched without it");
	}
	return end > start ? leaf(parser, NODE_WORD, start, end) : NULL;
}

/* Whether these very letters are asked for: ="Kiev". */
static bool take_equals(struct parser *parser)
{
	const char *next;

	if (parser->at >= parser->end || *parser->at != '=' || !is_quote(peek(parser->at + 1, parser->end, &next)))
		return false;
	parser->at++;
	return true;
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
	bool exact;

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
	exact = take_equals(parser);
	node = exact || is_quote(code) ? take_phrase(parser) : take_word(parser);
	if (node && exact)
		node->kind = NODE_EXACT;
	if (node)
		set_field(parser, node, field, start);
	return node;
}

/* A sign right before something that it can stand for. */
static enum node_demand take_sign(struct parser *parser)
{
	const char *next, *behind;
	uint32_t sign = peek(parser->at, parser->end, &next), code = peek(next, parser->end, &behind);

	if ((sign != '+' && !is_minus(sign)) || code == 0 || is_space(code) || is_close(code))
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
	} else if (!parser->lower) {
		return 0;
	}
	code = peek(at, parser->end, &next);
	if (code != 0 && !is_space(code) && !is_open(code) && !is_quote(code) && !is_close(code))
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

	skip_space(&ahead);
	length = near_operator(&ahead, distance);
	if (length == 0)
		return false;
	parser->at = ahead.at;
	ahead.at += length;
	skip_space(&ahead);
	code = peek(ahead.at, ahead.end, &next);
	if (code == 0 || is_close(code) || at_operator(&ahead, "AND") || at_operator(&ahead, "OR")) {
		warn(parser, parser->at, "nothing follows this operator; it is searched as a word");
		return false;
	}
	if (*distance == 0 || *distance > QUERY_NEAR_MAX) {
		warn(parser, parser->at, "NEAR takes 1 to 100 words; the nearest of these is taken");
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
	warn(parser, start, "NEAR joins words, phrases and words in brackets; this one is searched as AND");
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
	near = node_new(parser, NODE_NEAR, start);
	add_child(near, first);
	do {
		struct node *operand;

		skip_space(parser);
		start = parser->at;
		operand = take_primary(parser);
		near->distance = distance > near->distance ? distance : near->distance;
		if (near->count < QUERY_NEAR_OPERANDS) {
			add_child(near, operand);
		} else {
			warn(parser, start, "NEAR joins six words or phrases at most; this one is left out");
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
		warn(parser, parser->at, "nothing stands before this operator; it is searched as a word");
}

static struct node *take_clause(struct parser *parser)
{
	enum node_demand demand = DEMAND_NONE;
	struct node *node;

	skip_space(parser);
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
	for (const char *at = parser.at; at < parser.end && !parser.lower; at++)
		parser.lower = *at >= 'a' && *at <= 'z';
	if (cut)
		warning(context, 0, "the query is too long; only its first 65536 bytes are used");
	node = take_query(&parser);
	buffer_release(&text);
	return node;
}
