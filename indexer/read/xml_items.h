/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A file of XML cut into its items, so that one of a thousand is parsed alone
 * and a damaged one is alone in being lost.
 *
 * What comes out is well formed when the file is: all that stands before the
 * first item (the declaration, what is open around the items, a feed's own
 * title), one item, and the end tags of what is open. The document type is left
 * out, so that nothing in it can be asked for or expand.
 */
#ifndef DATELINE_INDEXER_READ_XML_ITEMS_H
#define DATELINE_INDEXER_READ_XML_ITEMS_H

#include "indexer/read/format.h"
#include "indexer/read/header.h"
#include "text/buffer.h"

#include <stdbool.h>
#include <stddef.h>

/* Past it an item is named and skipped: as a tree it takes thirty times its size. */
#define XML_ITEM_MAX ((size_t)8 << 20)

#define XML_OPEN_MAX 16

struct xml_items {
	struct input *input;      /* borrowed */
	const char *const *names; /* of elements that are items, ended by NULL; without a prefix */
	struct buffer converted;  /* the whole file in UTF-8, when it was in UTF-16 */
	size_t converted_at;
	size_t line;              /* of the next byte, from 0 */
	struct buffer before;     /* what stands before the first item */
	struct {
		size_t start, length; /* its start tag, in before */
		size_t name;          /* length of its name */
	} open[XML_OPEN_MAX];
	size_t depth;             /* how many are open around the items, with those beyond XML_OPEN_MAX */
	bool begun;               /* an item has been met: before is complete */
	bool ended;
	bool faulted;             /* why the file breaks off has been said */
	struct buffer ahead;      /* the start tag of an item that has been read already */
};

/* All zero but input and names is ready. */
void xml_items_release(struct xml_items *items);

/* The next item into *out: its bytes, length and line. False at the end; an item that breaks off is skipped and named. */
bool xml_items_next(struct xml_items *items, struct document *out);

/* The name of the outermost element of a file that begins so, without a prefix. False where it is no XML. */
bool xml_root(struct span head, struct span *name);

/* For formats' claims: whether the outermost element has one of these names, ended by NULL. */
bool xml_root_is(const char *head, size_t length, const char *const *names);

#endif
