/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One query answered: parsed, planned, matched, and its articles fetched with
 * the passages that show why. The same code for every output and for one query
 * as for many.
 */
#ifndef DATELINE_SEARCHER_SEARCH_H
#define DATELINE_SEARCHER_SEARCH_H

#include "searcher/query/dates.h"
#include "searcher/query/parse.h"
#include "searcher/query/run.h"
#include "searcher/show/results.h"
#include "shim/xapian.h"
#include "text/tokens.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct search_options {
	uint32_t limit, offset;
	enum sort_order order;
	struct period period;
	const struct search_filter *filters;
	size_t filter_count;
	unsigned facets;   /* bit 1 << enum facet_kind for each that is wanted */
	size_t facet_size; /* values of each at the most */
	enum timeline_unit timeline;
	size_t passages; /* for each result */
	bool entities;   /* what each result names is wanted */
	bool exact;
	bool expand;  /* copies of an article are results of their own */
	bool explain; /* results.terms, and weights of each result */
	const char *names; /* the user's own table of names, or NULL: names/table.h; the same for all queries of a searcher */
	bool count;     /* the exact total is wanted; else a lower bound will do */
	double timeout; /* seconds; 0: none */
	double half_life; /* seconds after which age costs a quarter of the weight; 0: it costs nothing */
};

/* An index with what answering needs; one thread at a time. */
struct searcher;

enum shim_status searcher_open(struct searcher **out, const char *index, struct shim_failure *failure);
void searcher_close(struct searcher *searcher);

/* The user's own table for all that follows, borrowed, or NULL; once, before anything is asked. Else that of the first query counts. */
void searcher_set_names(struct searcher *searcher, const char *file);

/*
 * *results (all zero before) is filled in as far as it went, on failure too;
 * results_release frees it.
 */
enum shim_status search(struct searcher *searcher, const char *query, const struct search_options *options,
                        struct results *results, struct shim_failure *failure);

/* The same for the articles like that of an id, in place of a query. SHIM_NOT_FOUND when there is no such article. */
enum shim_status search_similar(struct searcher *searcher, const char *id, const struct search_options *options,
                                struct results *results, struct shim_failure *failure);

/* The facets that the options ask for, over all articles of the index. */
enum shim_status search_facets(struct searcher *searcher, const struct search_options *options, struct results *results,
                               struct shim_failure *failure);

/*
 * The stored article of an id whole into *result (all zero before): title and
 * paragraphs with the words of the query marked, a passage each. query may be
 * ""; what narrows it does not count. SHIM_NOT_FOUND when there is no such
 * article. Of the options, exact and timeout count; past that, words may be left
 * unmarked. result_release frees it, on failure too.
 */
enum shim_status searcher_show(struct searcher *searcher, const char *id, const char *query, const struct search_options *options,
                               struct result *result, struct shim_failure *failure);

/* What it works with, borrowed: for what asks the index without searching. */
struct shim_index *searcher_index(struct searcher *searcher);
struct analyzer *searcher_analyzer(struct searcher *searcher);
struct text_store *searcher_texts(struct searcher *searcher);
struct catalog *searcher_catalog(struct searcher *searcher);

/* How many articles the index holds. */
enum shim_status searcher_articles(struct searcher *searcher, uint32_t *articles, struct shim_failure *failure);

#endif
