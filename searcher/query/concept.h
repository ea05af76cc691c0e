/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From a word or a phrase as typed to all ways in which articles write it.
 *
 * "ceasefire" is also "cease-fire" and "cease fire"; "Perthes" is itself and
 * not Perth; "US" is U.S. Which of these ways there are is asked of the index:
 * a way that no article uses costs nothing.
 */
#ifndef DATELINE_SEARCHER_QUERY_CONCEPT_H
#define DATELINE_SEARCHER_QUERY_CONCEPT_H

#include "article/near.h"
#include "article/phrase.h"
#include "article/texts.h"
#include "searcher/query/letters.h"
#include "searcher/query/parse.h"
#include "searcher/query/ways.h"
#include "searcher/snippet/snippet.h"
#include "shim/xapian.h"
#include "text/stem.h"
#include "text/tokens.h"

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

/* Words near each other, and words as exact letters: leaves of kind NODE_NEAR and NODE_EXACT. */
struct wanted near_concept(struct planner *planner, const struct node *node);
struct wanted exact_concept(struct planner *planner, const struct node *leaf);

/* What holds all places of a text, one or more, each in any of its ways, in any order. */
struct shim_query *places_query(struct planner *planner, const char *prefix, const struct places *places);

/*
 * A leaf of the tree as what is wanted. Several words in one leaf ("RFE/RL")
 * are a phrase. next: the leaf right behind it when both are plain words, or
 * NULL; the two may be one word written apart ("cease fire").
 */
struct wanted concept_of(struct planner *planner, const struct node *leaf, const struct node *previous,
                         const struct node *next);

#endif
