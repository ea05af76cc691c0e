/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How far the parser of queries is, and what its two halves share: leaves.c
 * reads fields, phrases and words; parse.c what stands between them.
 */
#ifndef DATELINE_SEARCHER_QUERY_PARSER_H
#define DATELINE_SEARCHER_QUERY_PARSER_H

#include "searcher/query/parse.h"
#include "searcher/query/signs.h"

struct parser {
	const char *text, *at, *end;
	unsigned depth, leaves, prefixes;
	enum node_field field; /* of the brackets around: "title:(a b)" */
	bool capitals; /* a line of capitals: NEAR is a word in it */
	bool headline; /* and its words stand side by side: so are AND, OR, NOT */
	bool unclosed[QUOTE_FAMILIES]; /* from here on nothing closes this family's quotations */
	bool full; /* QUERY_LEAVES_MAX was said */
	unsigned warnings;
	const char *warned; /* the last place: several rules may look at it */
	const char *counted; /* column_of goes on from here */
	size_t column;
	query_warning warning;
	void *context;
};

/* Says it once for each place, and no more than a few times for a query. */
void parser_warn(struct parser *parser, const char *place, const char *message);

void parser_skip_space(struct parser *parser);

/* Where the word that begins at `at` ends: at white space, a quote or a bracket. */
const char *parser_word_end(const struct parser *parser, const char *at);

/* Whether a word, a phrase or a bracket begins at `at`. */
bool parser_value_begins(const struct parser *parser, const char *at);

/* A node without a text that begins at the place. */
struct node *parser_node(struct parser *parser, enum node_kind kind, const char *place);

/* The field whose name, colon and value begin at parser->at, which moves behind the colon; QUERY_TEXT: there is none. */
enum node_field parser_take_field(struct parser *parser);

/*
 * The word or phrase at parser->at, which moves behind it, in the field whose
 * name, if it has one, begins at the place; NULL when nothing is there.
 */
struct node *parser_take_leaf(struct parser *parser, enum node_field field, const char *place);

#endif
