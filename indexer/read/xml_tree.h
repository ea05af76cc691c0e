/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * An item of XML as a tree of libxml2, and what is asked of it. Elements are
 * known by their names without prefix: agencies agree about names and not about
 * namespaces.
 */
#ifndef DATELINE_INDEXER_READ_XML_TREE_H
#define DATELINE_INDEXER_READ_XML_TREE_H

#include "article/article.h"
#include "indexer/read/source.h"
#include "text/buffer.h"

#include <libxml/tree.h>
#include <stdbool.h>
#include <stddef.h>

/*
 * The tree of a document's bytes, freed by xmlFreeDoc; NULL, reported and
 * *reason set, when the XML is broken. Entities of HTML and lone ampersands,
 * which feeds are full of, are no faults. Nothing outside is ever asked for.
 */
xmlDoc *xml_read(const struct document *document, const char **reason);

/* Markup of HTML, as feeds hold it; NULL when there is none. */
xmlDoc *xml_read_html(const char *markup, size_t length);

/*
 * The first element that a path of names leads to ("contentMeta/headline"), a
 * child at each step; the next of the same name among its siblings; the first
 * below it in document order. NULL when there is none; so is what is asked of NULL.
 */
xmlNode *xml_child(const xmlNode *node, const char *path);
xmlNode *xml_again(const xmlNode *node);
xmlNode *xml_below(const xmlNode *node, const char *name);

bool xml_is(const xmlNode *node, const char *name); /* an element of this name */

/* Adds all text in the node to out. False when there is none but white space. */
bool xml_text(const xmlNode *node, struct buffer *out);

/* The same for an attribute of this name, without prefix. */
bool xml_attribute(const xmlNode *node, const char *name, struct buffer *out);
bool xml_attribute_is(const xmlNode *node, const char *name, const char *value);

/* Sets a field that is still empty to the text of the node, of an attribute. False when it is empty afterwards. */
bool xml_set(char **field, const xmlNode *node);
bool xml_set_attribute(char **field, const xmlNode *node, const char *name);

/* The same for a date that is still unknown. */
bool xml_set_date(struct date *date, const xmlNode *node);
bool xml_set_date_attribute(struct date *date, const xmlNode *node, const char *name);

/* The same for a language code, in lower case. */
bool xml_set_language(char **field, const xmlNode *node, const char *name);

#endif
