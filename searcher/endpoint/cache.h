/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Responses kept for those who ask the same again: a front page's searches,
 * a feed that a thousand readers follow. A process has one of its own.
 */
#ifndef DATELINE_SEARCHER_ENDPOINT_CACHE_H
#define DATELINE_SEARCHER_ENDPOINT_CACHE_H

#include "text/buffer.h"

#include <stdbool.h>

/* Bounds: 8 MiB a process. */
#define CACHE_RESPONSES 256
#define CACHE_RESPONSE_MAX 32768

struct cached {
	char *tag, *query; /* NULL: free */
	struct buffer bytes;
};

/* All zero is empty and ready. */
struct cache {
	struct cached list[CACHE_RESPONSES];
};

/* Appends what was kept for the tag (which stands for the index, too) and the query string; false when there is none. */
bool cache_find(const struct cache *cache, const char *tag, const char *query, struct buffer *out);

/* Keeps a response in the place of another; not one that is too large. */
void cache_keep(struct cache *cache, const char *tag, const char *query, const char *bytes, size_t length);
void cache_release(struct cache *cache);

#endif
