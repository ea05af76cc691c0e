/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Many queries from a file, answered in parallel, written in the order of the
 * file: each as it would be alone.
 */
#ifndef DATELINE_SEARCHER_BATCH_H
#define DATELINE_SEARCHER_BATCH_H

#include "searcher/search.h"
#include "text/buffer.h"

struct batch_options {
	const char *index;
	const char *file; /* "-": standard input */
	unsigned jobs;    /* threads, 1 or more */
	struct search_options search;
	unsigned topic_fields; /* of a TREC topic file: TOPIC_TITLE and so on */
	const char *qrels;     /* judgements: measures are printed in place of the answers; or NULL */
	bool warns; /* the answers do not hold their warnings: they go to stderr */
	/* Appends one answer to out; called by several threads at once. */
	void (*show)(struct buffer *out, const struct results *results);
};

/*
 * Lines are QID<TAB>QUERY, or a query alone, whose QID is the number of its
 * line; empty ones are passed over, bad ones reported. Or the topics of TREC. All queries see the index as it is when
 * they begin. Figures go to stderr at the end. *found: how many queries found
 * something. SHIM_IO when the file cannot be read.
 */
enum shim_status batch_run(const struct batch_options *options, size_t *found, struct shim_failure *failure);

#endif
