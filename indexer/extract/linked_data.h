/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * An article as JSON-LD describes it in the words of schema.org.
 *
 * Only what news pages write is understood: objects in each other, lists and
 * @graph of them, references by @id; no contexts. What is no sound JSON is taken as far as it is.
 */
#ifndef DATELINE_INDEXER_EXTRACT_LINKED_DATA_H
#define DATELINE_INDEXER_EXTRACT_LINKED_DATA_H

#include "text/buffer.h"

#include <stdbool.h>
#include <stddef.h>

/* Strings as they stand there, entities taken out; empty where nothing is said. */
struct linked_data {
	struct buffer headline, published, modified, author, publisher, site, body, description, language, url;
	struct buffer keywords; /* separated by commas */
};

enum linked_data_part {
	LINKED_ARTICLES, /* objects that are articles */
	LINKED_REST      /* pages, sites */
};

/*
 * Adds what a script of JSON-LD says to what is known already, which goes
 * before: so ask all of a page's scripts for their articles, then for the rest.
 */
void linked_data_read(struct linked_data *data, enum linked_data_part part, const char *json, size_t length);
void linked_data_release(struct linked_data *data);

/* Adds a text with HTML's entities in it as characters; with strip, without tags too, and a line feed for those that end a line. */
void entities_decode(struct buffer *out, const char *text, size_t length, bool strip);

#endif
