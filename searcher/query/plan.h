/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From the tree of a query to what the engine matches and the snippets mark.
 */
#ifndef DATELINE_SEARCHER_QUERY_PLAN_H
#define DATELINE_SEARCHER_QUERY_PLAN_H

#include "searcher/query/concept.h"
#include "searcher/query/dates.h"
#include "searcher/query/proximity.h"
#include "searcher/query/variants.h"
#include "text/buffer.h"

/* A clause by itself, for who explains what it finds. */
struct explained {
	char *text; /* as it is run */
	struct shim_query *query;
	bool denied;
	struct plan *owner; /* of what query borrows */
};

struct plan {
	struct shim_query *query; /* NULL: the query asks for nothing */
	struct wanted *wanted;    /* all that query borrows from */
	size_t wanted_count;
	struct highlight highlight; /* its phrases are borrowed from wanted: not to be released by itself */
	struct buffer understood; /* the query as it is run */
	struct proximity proximity; /* what should stand together */
	struct also_list also; /* other forms of names that are searched */
	char **left_out; /* function words that it is searched without, NULL at the end; or NULL */
	bool plain; /* nothing but words that are looked for anywhere, and filters */
	size_t different_words; /* of the plain ones */
	double repeats; /* how often the most frequent of them is said */
	double rarity;  /* of all that is not denied, summed */
	struct explained *explained; /* when the planner explains */
	size_t explained_count;
	bool weighs; /* something in it adds to a score; else results have no order of their own */
};

/* period and the planner's filters narrow beside what the tree says; an empty period does not. */
void plan_make(struct plan *plan, struct planner *planner, const struct node *tree, const struct period *period);
/*
 * Articles like the one of this id: those that hold the words that tell most
 * of it (feedback_of_article), without itself.
 */
struct feedback;
void plan_similar(struct plan *plan, const char *id, const struct feedback *feedback, struct planner *planner,
                  const struct period *period);

void plan_release(struct plan *plan);

#endif
