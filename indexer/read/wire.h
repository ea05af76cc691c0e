/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the agencies' formats have in common: bylines, datelines, subjects.
 */
#ifndef DATELINE_INDEXER_READ_WIRE_H
#define DATELINE_INDEXER_READ_WIRE_H

#include "article/article.h"
#include "indexer/read/source.h"
#include "text/buffer.h"

#include <libxml/tree.h>
#include <stdbool.h>

/* Sets the author, while it is empty, to what a byline says: "By John Doe, <byttl>Staff Reporter</byttl>" to John Doe. */
void wire_set_author(struct article *article, const xmlNode *byline);

/* Adds a subject as a keyword unless it is there already. */
void wire_add_keyword(struct article *article, const xmlNode *subject);
void wire_add_keyword_attribute(struct article *article, const xmlNode *subject, const char *name);

/*
 * Makes the paragraphs the article's text, unless it has some: without a first one that only repeats the title,
 * and behind the dateline where they do not begin with it. Takes what body holds.
 */
void wire_set_text(struct article *article, struct buffer *body, const char *dateline);

/* The place in a NITF or NewsML dateline, owned by the caller: "LONDON"; NULL where it tells a time alone. */
char *wire_dateline(const xmlNode *dateline);

/* The id of an item of several that does not bring one: "PATH:LINE", owned by the caller. */
char *wire_derived_id(const struct document *document);

/* Fills what is still empty from a nitf element: nitf.c. */
void nitf_fill(struct article *article, const xmlNode *nitf);

#endif
