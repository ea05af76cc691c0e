/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The query language, read into a tree. Never fails: what cannot be parsed is
 * taken as words, and a warning names the column.
 *
 *     query       = conjunction { [ "OR" ] conjunction }
 *     conjunction = clause { "AND" clause | [ "AND" ] "NOT" clause }
 *     clause      = [ "+" | "-" | "NOT" ] near
 *     near        = primary { "NEAR/" number primary }
 *     primary     = [ field ":" ] ( "(" query ")" | word [ "*" | "~" ] | [ "=" ] phrase )
 *     phrase      = quote words quote
 *
 * Operators are in capitals and stand between two clauses; elsewhere they are
 * words. "NEAR" alone is NEAR/10, unless all of the query is in capitals.
 * Quotes, brackets and dashes may be of any script's, and full-width forms are
 * what they stand for.
 */
#ifndef DATELINE_SEARCHER_QUERY_PARSE_H
#define DATELINE_SEARCHER_QUERY_PARSE_H

#include <stdbool.h>
#include <stddef.h>

/* Bounds; past them the rest is left out with a warning. */
#define QUERY_LEAVES_MAX 256
#define QUERY_DEPTH_MAX 32
#define QUERY_PREFIXES_MAX 8 /* words with a star or a tilde: each stands for many */
#define QUERY_NEAR_MAX 100 /* words between */
#define QUERY_NEAR_DEFAULT 10
#define QUERY_NEAR_OPERANDS 6
#define QUERY_BYTES_MAX 65536

enum node_kind {
	NODE_GROUP,  /* children, each with what it demands */
	NODE_WORD,   /* text up to white space: one word or several joined by marks */
	NODE_PHRASE, /* text between quotes */
	NODE_PREFIX, /* text before the star */
	NODE_SIMILAR, /* text before the tilde: words spelled nearly so */
	NODE_EXACT,  /* text between quotes with = before: these very letters */
	NODE_NEAR    /* children, leaves and groups, all of which stand near each other */
};

enum node_field {
	QUERY_TEXT,
	QUERY_TITLE,
	QUERY_SOURCE,
	QUERY_LANGUAGE,
	QUERY_AUTHOR,
	QUERY_PERSON,
	QUERY_ORG,
	QUERY_PLACE,
	QUERY_DATE
};

#define QUERY_FIELDS (QUERY_DATE + 1)

/* Narrows what a query finds, as field:"value" in it would. */
struct search_filter {
	enum node_field field; /* one of those that field_is_filter */
	const char *value;
};

enum node_demand {
	DEMAND_NONE, /* matches rank higher; one of a group's clauses must match when none is demanded */
	DEMAND_MUST,
	DEMAND_NOT
};

struct node {
	enum node_kind kind;
	enum node_field field;
	enum node_demand demand;
	bool alternative; /* OR stands before it */
	char *text;    /* of a leaf; valid UTF-8 */
	size_t column; /* of its first character in the query, from 1; a phrase's is behind its quote */
	struct node **children;
	size_t count;
	unsigned distance; /* of NODE_NEAR: words from one to the next, 1: side by side */
};

/* Called for each thing that was understood otherwise than it was perhaps meant. */
typedef void (*query_warning)(void *context, size_t column, const char *message);

/* The tree of a query: a group, perhaps empty. query: any bytes. Freed by node_free. */
struct node *query_parse(const char *query, size_t length, query_warning warning, void *context);
void node_free(struct node *node);

/* Whether a node has children in place of a text. */
bool node_is_inner(const struct node *node);

/* Whether two nodes ask for the same, but for what is demanded of them. */
bool node_equals(const struct node *one, const struct node *other);

/* Fields whose values narrow; none adds to the score. */
bool field_is_filter(enum node_field field);
const char *field_name(enum node_field field);

#endif
