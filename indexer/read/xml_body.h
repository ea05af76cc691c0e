/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Markup of text that is an article's body and nothing else, as agencies and
 * feeds send it: XHTML, HTML and NITF, whose blocks become paragraphs.
 */
#ifndef DATELINE_INDEXER_READ_XML_BODY_H
#define DATELINE_INDEXER_READ_XML_BODY_H

#include "text/buffer.h"

#include <libxml/tree.h>
#include <stdbool.h>

/*
 * Adds the paragraphs of all in the node to an empty buffer, as struct
 * article has them. Scripts, headers, media and what is no text for readers is
 * left out; of a table, a row is a paragraph; a line that is broken within a
 * sentence goes on. False when nothing came of it.
 */
bool xml_body(const xmlNode *node, struct buffer *out);

/* The same for a string of HTML. */
bool xml_body_html(const char *markup, size_t length, struct buffer *out);

#endif
