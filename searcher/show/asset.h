/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Files that pages need: the style, the script and the icon of web/, compiled
 * in, so that a program that runs needs no file but the index.
 */
#ifndef DATELINE_SEARCHER_SHOW_ASSET_H
#define DATELINE_SEARCHER_SHOW_ASSET_H

#include "text/buffer.h"

#include <stddef.h>

struct asset {
	const char *name; /* "style.css" */
	const char *type; /* for Content-Type */
	const char *bytes;
	size_t length;
};

/* NULL when there is none of that name. */
const struct asset *asset_find(const char *name);

/* Its address, "?asset=style.css&amp;v=…": another for other bytes, so that it may be kept for ever. */
void asset_write_address(struct buffer *out, const char *name);

#endif
