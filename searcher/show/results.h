/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The answer to one query, as every output is written from.
 */
#ifndef DATELINE_SEARCHER_SHOW_RESULTS_H
#define DATELINE_SEARCHER_SHOW_RESULTS_H

#include "article/article.h"
#include "article/facets.h"
#include "searcher/snippet/snippet.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Copies of a result that are named. */
#define COPIES_SHOWN 20

struct result {
	size_t rank; /* from 1, offset included */
	size_t place; /* among all hits, from 1: as rank, where no copies were folded before it */
	uint32_t document; /* in the index */
	double score;
	struct article article; /* owned, with its text */
	struct passage title;   /* the title with its marks; text NULL when there is no title */
	struct passage *passages;
	size_t passage_count;
	struct article *copies; /* other hits that are nearly the same text, without their texts; of the first COPIES_SHOWN */
	size_t copy_count;
	size_t copies_found;    /* of them all */
	double *weights; /* what each of the results' terms adds to the score; NULL unless it was explained */
};

struct facet_value {
	char *value; /* as it is shown and narrowed by */
	uint32_t count; /* matching articles */
	char **forms;   /* the ways in which the matching articles write it, the most frequent first; NULL at the end, or NULL */
};

enum timeline_unit {
	TIMELINE_NONE,
	TIMELINE_AUTO, /* what gives a readable number of bars */
	TIMELINE_DAY,
	TIMELINE_WEEK,
	TIMELINE_MONTH,
	TIMELINE_YEAR
};

/* The values of one kind over all matches, the most frequent first, ties by their folded bytes; dates by time. */
struct facet {
	struct facet_value *list;
	size_t count;
	size_t distinct; /* how many there are, the list being cut */
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

/* Something that adds to scores, or narrows. */
struct explained_term {
	char *text;        /* as it was run */
	uint32_t articles; /* that hold it, whatever else is asked */
	bool counted;      /* articles is known: it is for what the query says itself */
	bool denied;
	bool factor;       /* its weights are what scores are multiplied by */
};

struct results {
	char *qid;        /* NULL outside a batch */
	char *query;      /* as typed */
	char *understood; /* as it was run */
	char *similar;    /* the id of the article that others are wanted like, in place of a query; or NULL */
	char *suggestion; /* "did you mean", or NULL */
	struct warning *warnings;
	size_t warning_count;
	struct also_searched *also;
	size_t also_count;
	char **left_out; /* function words of the query that it was searched without, NULL at the end; or NULL */
	struct facet facets[FACET_KINDS];
	unsigned facet_kinds;  /* bit 1 << enum facet_kind for each that was counted; the others are empty */
	struct facet timeline; /* matches a day, week ("2025-W23", ISO 8601), month or year, without gaps */
	enum timeline_unit timeline_unit; /* of the bars; TIMELINE_NONE: not counted */
	struct explained_term *terms; /* when the results are explained */
	size_t term_count;
	char *to_blame; /* why nothing is found, when that is explained; or NULL */
	struct result *list;
	size_t count;
	size_t offset;
	size_t folded; /* hits up to the last result that are copies of one */
	bool last;     /* no result follows */
	uint32_t total; /* articles that match, copies too */
	bool total_exact;
	bool partial;
	double took_ms;
};

/* Frees strings that end with NULL, and their list, which may be NULL. */
void strings_free(char **strings);

/* Free what they hold; all zero again. */
void result_release(struct result *result);
void results_release(struct results *results);

/* Whether something is found that is not passed over: what is exited with tells so. */
bool results_found(const struct results *results);

void results_warn(struct results *results, size_t column, const char *format, ...) __attribute__((format(printf, 3, 4)));

#endif
