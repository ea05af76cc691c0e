/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/query/dates.h"
#include "searcher/query/parser.h"
#include "text/memory.h"
#include "text/utf8.h"

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

/* ---- what is said ---- */

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

void parser_warn(struct parser *parser, const char *place, const char *message)
{
	if (place == parser->warned || parser->warnings++ >= WARNINGS_MAX)
		return;
	parser->warned = place;
	parser->warning(parser->context, column_of(parser, place), message);
}

/* ---- nodes ---- */

struct node *parser_node(struct parser *parser, enum node_kind kind, const char *place)
{
	struct node *node = memory_zeroed(1, sizeof *node);

	node->kind = kind;
	node->column = column_of(parser, place);
	return node;
}

/* A leaf over the bytes; NULL past the bound. */
static struct node *leaf(struct parser *parser, enum node_kind kind, const char *start, const char *end)
{
	struct node *node;

	if (parser->leaves >= QUERY_LEAVES_MAX) {
		if (!parser->full)
			parser_warn(parser, start, "the query is too long; what begins here is left out");
		parser->full = true;
		return NULL;
	}
	parser->leaves++;
	node = parser_node(parser, kind, start);
	node->text = memory_copy(start, (size_t)(end - start));
	return node;
}

/* ---- places ---- */

void parser_skip_space(struct parser *parser)
{
	const char *next;

	while (parser->at < parser->end && sign_is_space(sign_at(parser->at, parser->end, &next)))
		parser->at = next;
}

const char *parser_word_end(const struct parser *parser, const char *at)
{
	const char *next;

	while (at < parser->end) {
		uint32_t code = sign_at(at, parser->end, &next);

		if (sign_is_space(code) || sign_is_quote(code) || sign_is_open(code) || sign_is_close(code))
			break;
		at = next;
	}
	return at;
}

/* ---- fields ---- */

bool parser_value_begins(const struct parser *parser, const char *at)
{
	const char *next;
	uint32_t code = sign_at(at, parser->end, &next);

	return code != 0 && !sign_is_space(code) && !sign_is_close(code);
}

static bool same_letters(const char *text, const char *name, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if ((text[i] >= 'A' && text[i] <= 'Z' ? text[i] | 0x20 : text[i]) != name[i])
			return false;
	return true;
}

/* The bytes of a field's name and its colon at parser->at, in capitals or not; 0: there is none. */
static size_t field_at(const struct parser *parser, enum node_field *field)
{
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		size_t length = strlen(fields[i].name);

		if ((size_t)(parser->end - parser->at) <= length || !same_letters(parser->at, fields[i].name, length) ||
		    parser->at[length] != ':')
			continue;
		*field = fields[i].field;
		return length + 1;
	}
	return 0;
}

enum node_field parser_take_field(struct parser *parser)
{
	enum node_field taken = QUERY_TEXT, field;
	size_t length;

	while ((length = field_at(parser, &field)) > 0) {
		if (!parser_value_begins(parser, parser->at + length)) {
			parser_warn(parser, parser->at, "nothing stands right behind the colon; this is searched as a word");
			return taken;
		}
		if (taken != QUERY_TEXT)
			parser_warn(parser, parser->at, "one field stands inside another; this one counts");
		taken = field;
		parser->at += length;
	}
	return taken;
}

/* "colour:red" is meant as a field; "https://x", "11:13" and "Analysis:Why" are not. */
static bool looks_like_field(const struct parser *parser, const char *at)
{
	const char *colon = at;

	while (colon < parser->end && *colon >= 'a' && *colon <= 'z')
		colon++;
	return colon - at >= 2 && colon < parser->end && *colon == ':' && parser_value_begins(parser, colon + 1) && colon[1] != '/' &&
	       colon[1] != ':';
}

/* What names no day cannot narrow: its words are searched. place: where the field's value begins. */
static void set_field(struct parser *parser, struct node *leaf, enum node_field field, const char *place)
{
	struct period period;

	if (field == QUERY_DATE && !period_parse(&period, leaf->text))
		parser_warn(parser, place,
		     "this is no date, and searched as words; write 2025, 2025-06-02, 2025-06-01..2025-06-03, yesterday or \"last week\"");
	else
		leaf->field = field;
	if (leaf->field == QUERY_DATE && period.last && period.first > period.last)
		parser_warn(parser, place, "this period ends before it begins");
}

/* ---- phrases and words ---- */

/* Where a quotation ends that begins with the quotation mark before `at`; NULL: nowhere. */
static const char *phrase_end(struct parser *parser, unsigned family, const char *at)
{
	const char *next, *other = NULL;

	for (; at < parser->end; at = next) {
		unsigned closing = sign_quote_family(sign_at(at, parser->end, &next));

		if (closing == family || (closing != 0 && parser->unclosed[family]))
			return at;
		if (closing != 0 && !other)
			other = at;
	}
	parser->unclosed[family] = true;
	return other;
}

/* The bytes of the sign and a number behind it that begin at `at`. */
static size_t signed_number(const char *at, const char *end, char sign)
{
	const char *start = at;

	if (at == end || *at != sign)
		return 0;
	for (at++; at < end && ((*at >= '0' && *at <= '9') || *at == '.');)
		at++;
	return (size_t)(at - start);
}

#define NO_WEIGHT "no word is given a weight, and this is passed over"

/* What Lucene's users write behind a phrase: "a b"~5, "a b"^2. */
static void pass_slop(struct parser *parser)
{
	size_t slop = signed_number(parser->at, parser->end, '~'), weight;

	if (slop > 0)
		parser_warn(parser, parser->at, "nothing is known to stand behind a phrase, and this is passed over; write one NEAR/5 another");
	parser->at += slop;
	weight = signed_number(parser->at, parser->end, '^');
	if (weight > 1)
		parser_warn(parser, parser->at, NO_WEIGHT);
	parser->at += weight > 1 ? weight : 0;
}

/* And behind a word: where it ends without that. */
static const char *before_weight(struct parser *parser, const char *start, const char *end)
{
	const char *sign = memrchr(start, '^', (size_t)(end - start));

	if (!sign || sign == start || signed_number(sign, end, '^') != (size_t)(end - sign) || end - sign < 2)
		return end;
	parser_warn(parser, sign, NO_WEIGHT);
	return sign;
}

/* From an opening quote at parser->at to the closing one. Without it the quote is passed over and NULL returned. */
static struct node *take_phrase(struct parser *parser)
{
	const char *quote = parser->at, *start, *at, *end;
	unsigned family = sign_quote_family(sign_at(quote, parser->end, &start));

	end = phrase_end(parser, family, start);
	parser->at = start;
	if (!end) {
		parser_warn(parser, quote, "this quotation mark is not closed; its words are searched one by one");
		return NULL;
	}
	for (at = start; at < end && sign_is_space(sign_at(at, end, &parser->at));)
		at = parser->at;
	if (at == end)
		parser_warn(parser, quote, "nothing stands between these quotation marks");
	sign_at(end, parser->end, &parser->at);
	pass_slop(parser);
	return leaf(parser, NODE_PHRASE, start, end);
}

/* The bytes of a word without its tilde, and the number that Lucene's users write behind one; 0: it has none. */
static size_t before_tilde(const char *start, const char *end)
{
	if (end - start >= 3 && (end[-1] == '1' || end[-1] == '2') && end[-2] == '~')
		end--;
	return end - start >= 2 && end[-1] == '~' ? (size_t)(end - start) - 1 : 0;
}

/* What stands at the beginning or the end of a word elsewhere, by itself. */
static bool is_sign_alone(const char *start, const char *end)
{
	const char *at = start;

	while (at < end && (*at == '*' || *at == '~'))
		at++;
	return (at == end && at > start) || (end - start == 1 && (*start == '+' || *start == '-'));
}

/* What looks like a part of the language and is none. */
static void warn_of_word(struct parser *parser, const char *start, const char *end, bool in_field)
{
	size_t length = (size_t)(end - start);

	if (is_sign_alone(start, end))
		parser_warn(parser, start, "this sign stands right before or behind a word; by itself it is passed over");
	else if (length == 2 && (!memcmp(start, "&&", 2) || !memcmp(start, "||", 2)))
		parser_warn(parser, start, "this is no operator, and passed over; the operators are AND, OR, NOT and NEAR");
	else if (length >= 5 && !memcmp(start, "NEAR/", 5))
		parser_warn(parser, start, "NEAR/ has a number of words behind it, as in NEAR/5; this is searched as words");
	else if (memchr(start, '*', length - 1))
		parser_warn(parser, start, "a star stands for the end of a word only; elsewhere it is passed over");
	else if (!in_field && looks_like_field(parser, start))
		parser_warn(parser, start, "there is no such field; this is searched as words (the fields are title, person, org, "
		                    "place, source, author, language and date)");
}

static struct node *take_word(struct parser *parser, bool in_field)
{
	const char *start = parser->at, *end = parser_word_end(parser, start);
	size_t tilde;
	bool star;

	parser->at = end;
	end = before_weight(parser, start, end);
	tilde = before_tilde(start, end);
	star = end - start >= 2 && end[-1] == '*';
	if (end > start)
		warn_of_word(parser, start, end, in_field);
	if (is_sign_alone(start, end))
		return leaf(parser, NODE_WORD, start, end);
	if (star || tilde > 0) {
		end = star ? end - 1 : start + tilde;
		if (parser->prefixes++ < QUERY_PREFIXES_MAX)
			return leaf(parser, star ? NODE_PREFIX : NODE_SIMILAR, start, end);
		parser_warn(parser, start, "too many words end in a star or a tilde; this one is searched without it");
	}
	return end > start ? leaf(parser, NODE_WORD, start, end) : NULL;
}

/* Whether these very letters are asked for: ="Kiev". */
static bool take_equals(struct parser *parser)
{
	const char *next;

	if (parser->at >= parser->end || *parser->at != '=' || !sign_is_quote(sign_at(parser->at + 1, parser->end, &next)))
		return false;
	parser->at++;
	return true;
}

struct node *parser_take_leaf(struct parser *parser, enum node_field field, const char *place)
{
	bool exact = take_equals(parser);
	const char *next;
	struct node *node = NULL;

	if (exact || sign_is_quote(sign_at(parser->at, parser->end, &next)))
		node = take_phrase(parser);
	if (node && exact)
		node->kind = NODE_EXACT;
	if (!node) /* a sign or a field before a quotation that nothing closes is its first word's */
		node = take_word(parser, field != QUERY_TEXT);
	if (node)
		set_field(parser, node, field, place);
	return node;
}
