/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One thing that a query asks for, as it is matched and marked.
 */
#ifndef DATELINE_SEARCHER_QUERY_WANTED_H
#define DATELINE_SEARCHER_QUERY_WANTED_H

#include "article/near.h"
#include "article/phrase.h"
#include "searcher/query/letters.h"
#include "searcher/query/ways.h"
#include "shim/xapian.h"

#include <stdbool.h>

/* A word within a compound, "wind" of "wind-tunnel": it adds weight where it stands, and finds nothing of itself. */
struct part {
	struct way_word word;
	double weight; /* rarity, > 0 */
};

/* One thing a query asks for, ready to match and to mark. All zero is empty. */
struct wanted {
	struct shim_query *query; /* NULL: the text holds no word */
	struct phrase *phrase;    /* heap: what marks it in a text; query may borrow it for its checks; NULL with near */
	struct near *near;        /* heap: of NEAR; its operands mark it */
	struct letters *letters;  /* heap: borrowed by query */
	struct phrase **checks;   /* heap: more phrases that query borrows */
	size_t check_count;
	bool checks_mark;         /* they are other forms of the name that phrase is */
	struct part *parts; /* heap */
	size_t part_count;
	double weight; /* rarity, > 0 */
	double times;  /* how often the query says it; the planner of clauses sets it */
	bool stop;     /* nothing but function words */
	char *understood; /* as it is searched, in words */
};

void wanted_release(struct wanted *wanted); /* frees all of it, the query too when it is not NULL */

/* Keeps a phrase of the heap for as long as the query that borrows it. */
void wanted_keep_check(struct wanted *wanted, struct phrase *phrase);

#endif
