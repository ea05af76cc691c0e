/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What all parts of planning a query share: the index that is asked, and what
 * the user set.
 */
#ifndef DATELINE_SEARCHER_QUERY_PLANNER_H
#define DATELINE_SEARCHER_QUERY_PLANNER_H

#include "article/texts.h"
#include "searcher/query/parse.h"
#include "shim/xapian.h"
#include "text/tokens.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct also_list;       /* searcher/query/variants.h */
struct catalog;         /* searcher/facets/catalog.h */
struct query_languages; /* searcher/query/languages.h */
struct variants;        /* searcher/query/variants.h */

/* All borrowed. */
struct planner {
	struct shim_index *index;
	struct text_store *texts; /* of the index */
	struct analyzer *analyzer;
	const char *language; /* in which query words are read first: the first of languages */
	struct query_languages *languages;
	struct catalog *catalog; /* of the people, organisations and places that the index names; NULL: none */
	const struct search_filter *filters; /* that narrow the query beside what it says itself */
	size_t filter_count;
	bool exact;           /* the words as typed: no other ways of writing */
	bool explain;         /* each clause by itself too: struct plan */
	double deadline;      /* of clock_seconds(), for what reads articles; 0: none */
	bool partial;         /* the deadline came first */
	struct variants *variants; /* other forms of names; NULL: none are looked for */
	struct also_list *also;    /* where those that are searched are noted down, or NULL */
	query_warning warning;     /* of what is searched otherwise than it was typed; NULL: nobody asks */
	void *warned;              /* its context */
	size_t column;             /* of the leaf that is planned */
	struct shim_failure failure; /* the first one; planning goes on as if the index held nothing */
};

/* Keeps the failure, unless there was one before. */
void planner_fail(struct planner *planner, const struct shim_failure *failure);

/* Says something of the leaf that is planned; some are planned more than once, and say it as often. */
void planner_warn(struct planner *planner, const char *message);

/* How the index knows a term: in how many articles it stands; 0 when asking fails. */
uint32_t planner_frequency(struct planner *planner, const char *prefix, const char *term, size_t length);

#endif
