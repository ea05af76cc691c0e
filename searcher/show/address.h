/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The address of a page as its parameters, and links to the same page with
 * something changed: narrowed, sorted otherwise, turned over.
 */
#ifndef DATELINE_SEARCHER_SHOW_ADDRESS_H
#define DATELINE_SEARCHER_SHOW_ADDRESS_H

#include "text/buffer.h"

#include <stdbool.h>
#include <stddef.h>

struct parameter {
	const char *name, *value; /* borrowed; the value is any UTF-8 */
};

/* base and list are borrowed. */
struct address {
	const char *base; /* what stands before the "?"; "" for an address relative to the page itself */
	const struct parameter *list; /* in the order in which they are written */
	size_t count;
};

enum change_kind {
	CHANGE_SET, /* the one value of that name; a value NULL removes the name */
	CHANGE_ADD, /* one more value of that name */
	CHANGE_DROP /* removes that one value of the name */
};

struct change {
	enum change_kind kind;
	const char *name, *value;
};

/*
 * Appends the changed address, ready to stand in an attribute of HTML or XML.
 * Any change goes back to the first page of results and leaves a single
 * article, unless it sets "start" or "id" itself.
 */
void address_write(struct buffer *out, const struct address *address, const struct change *changes, size_t count);

/* The first value of that name, or NULL; whether it has this value. */
const char *address_value(const struct address *address, const char *name);
bool address_has(const struct address *address, const char *name, const char *value);

/* Percent-encoded for a query string: a space is "+". */
void address_encode(struct buffer *out, const char *text);

#endif
