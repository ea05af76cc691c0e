/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The answer to one query, as every output is written from.
 */
#ifndef DATELINE_SEARCHER_SHOW_RESULTS_H
#define DATELINE_SEARCHER_SHOW_RESULTS_H

#include "article/article.h"
#include "searcher/snippet/snippet.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct result {
	size_t rank; /* from 1, offset included */
	double score;
	struct article article; /* owned, with its text */
	struct passage title;   /* the title with its marks; text NULL when there is no title */
	struct passage *passages;
	size_t passage_count;
};

struct warning {
	size_t column; /* from 1, in characters of the query; 0: the whole */
	char *message;
};

/* A word of the query and the other spellings that were searched with it. */
struct also_searched {
	char *word;
	char **variants; /* NULL at the end */
};

struct results {
	char *qid;        /* NULL outside a batch */
	char *query;      /* as typed */
	char *understood; /* as it was run */
	char *suggestion; /* "did you mean", or NULL */
	struct warning *warnings;
	size_t warning_count;
	struct also_searched *also;
	size_t also_count;
	struct result *list;
	size_t count;
	size_t offset;
	uint32_t total;
	bool total_exact;
	bool partial;
	double took_ms;
};

/* Frees what the results hold; all zero again. */
void results_release(struct results *results);

void results_warn(struct results *results, size_t column, const char *format, ...) __attribute__((format(printf, 3, 4)));

#endif
