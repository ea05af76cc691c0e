/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The command line of dateline-search, read and checked.
 */
#ifndef DATELINE_SEARCHER_COMMAND_H
#define DATELINE_SEARCHER_COMMAND_H

#include "program/options.h"
#include "searcher/search.h"

#include <stdbool.h>

/* As grep. */
enum exit_status {
	EXIT_FOUND = 0,
	EXIT_NOTHING = 1,
	EXIT_TROUBLE = 2
};

enum format {
	FORMAT_TEXT,
	FORMAT_JSON,
	FORMAT_JSONL,
	FORMAT_TSV,
	FORMAT_TREC,
	FORMAT_HTML,
	FORMAT_ATOM
};

struct command {
	struct search_options search;
	enum format format;
	enum option_when color;
	const char *batch; /* file of queries, or NULL */
	const char *qrels; /* file of judgements, or NULL */
	unsigned topic_fields;
	const char *show, *similar; /* ids, or NULL */
	unsigned entities;  /* kinds to be listed; 0: none */
	const char *prefix; /* of what is listed, or NULL */
	bool limited;       /* -n was given */
	enum { STORIES_UNSAID, STORIES_COLLAPSE, STORIES_EXPAND } stories;
	unsigned jobs;
	const char *index;
	char *query; /* owned; "" where none was given */
};

/* What command_read has to say instead of an exit status: *command is what the user wants. */
#define COMMAND_RUN (-1)

/*
 * COMMAND_RUN, or the exit status where there is nothing to run: --help and
 * --version have been answered, or what is wrong was reported. Strings are
 * argv's but for the query; release it in either case.
 */
int command_read(struct command *command, int argc, char **argv);
void command_release(struct command *command);

#endif
