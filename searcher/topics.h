/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * TREC topic files as queries: <top> <num> Number: 301 <title> ... <desc> ...
 * </top>, with or without closing tags, and <topic number="1"> <query> ...
 */
#ifndef DATELINE_SEARCHER_TOPICS_H
#define DATELINE_SEARCHER_TOPICS_H

#include <stdbool.h>
#include <stddef.h>

/* Bits of the fields that make a query. */
#define TOPIC_TITLE 1u
#define TOPIC_DESC 2u
#define TOPIC_NARR 4u

/* "title,desc" as bits; false for anything else. */
bool topic_fields(const char *list, unsigned *fields);

/* Whether a file of queries is one of topics: its first mark is a tag of theirs. */
bool topics_begin(const char *bytes, size_t length);

/*
 * Gives each topic's number and the wanted fields, white space folded, in the
 * order of the file. What has no number or no text is given to fault with its
 * line instead.
 */
void topics_read(const char *bytes, size_t length, unsigned fields,
                 void (*visit)(void *context, const char *qid, const char *query),
                 void (*fault)(void *context, size_t line, const char *message), void *context);

#endif
