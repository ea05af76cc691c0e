/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * ="Exact Form": articles that hold these very letters. The index knows words
 * only folded and stemmed, so those that may hold them are looked into.
 */
#ifndef DATELINE_SEARCHER_QUERY_LETTERS_H
#define DATELINE_SEARCHER_QUERY_LETTERS_H

#include "article/texts.h"
#include "shim/xapian.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The articles that hold them, by their value in SLOT_PLACE, which no two share. */
struct letters {
	unsigned char *places; /* of PLACE_LENGTH bytes each, ascending */
	size_t count;
};

void letters_release(struct letters *letters);

/*
 * Whether the text holds the wanted letters and nothing but white space, marks
 * or an end stands right before and behind them; or ideographs, on either side
 * of the border, of which none tells where words end. White space of any kind and
 * length is as one space.
 */
bool letters_stand_in(const char *text, const char *wanted);

/*
 * Looks into the titles (and the texts, unless title_only) of all articles
 * that query finds, until the clock of clock_seconds() is at deadline (0:
 * none): SHIM_TIMEOUT then, and the letters are those found so far.
 */
enum shim_status letters_find(struct letters *letters, struct shim_index *index, struct text_store *texts,
                              const struct shim_query *query, const char *wanted, bool title_only, double deadline,
                              struct shim_failure *failure);

/* For shim_query_checked over SLOT_PLACE; context is a struct letters. */
bool letters_accept(const void *context, const void *value, size_t length);

#endif
