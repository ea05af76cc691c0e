/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Relevance judgements, and what a ranking is worth by them, counted as
 * trec_eval does.
 */
#ifndef DATELINE_SEARCHER_QRELS_H
#define DATELINE_SEARCHER_QRELS_H

#include "searcher/show/results.h"
#include "shim/xapian.h"

#include <stdbool.h>

struct qrels;

struct measures {
	double ndcg_10, average_precision, precision_10, recall_100;
};

/* Lines "QID ITERATION DOCID GRADE". Bad ones are reported and passed over. SHIM_IO when the file cannot be read. */
enum shim_status qrels_open(struct qrels **out, const char *file, struct shim_failure *failure);
void qrels_close(struct qrels *qrels);

/*
 * The measures of one answer; false when no document is relevant to its query.
 * Ranks are by the score as it is printed, then by the id downwards, as
 * trec_eval sorts a run.
 */
bool qrels_measure(const struct qrels *qrels, const struct results *results, struct measures *measures);

#endif
