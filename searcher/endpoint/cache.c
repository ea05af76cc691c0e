/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/endpoint/cache.h"

#include "text/memory.h"
#include "text/stem.h"

#include <stdlib.h>
#include <string.h>

/* The one place where a tag's response may be. */
static size_t place_of(const char *tag)
{
	return term_hash(tag, strlen(tag)) % CACHE_RESPONSES;
}

static void cached_release(struct cached *cached)
{
	free(cached->tag);
	free(cached->query);
	buffer_release(&cached->bytes);
	*cached = (struct cached){0};
}

bool cache_find(const struct cache *cache, const char *tag, const char *query, struct buffer *out)
{
	const struct cached *cached = &cache->list[place_of(tag)];

	if (!cached->tag || strcmp(cached->tag, tag) != 0 || strcmp(cached->query, query) != 0)
		return false;
	buffer_add(out, cached->bytes.bytes, cached->bytes.length);
	return true;
}

void cache_keep(struct cache *cache, const char *tag, const char *query, const char *bytes, size_t length)
{
	struct cached *cached = &cache->list[place_of(tag)];

	if (length > CACHE_RESPONSE_MAX)
		return;
	cached_release(cached);
	cached->tag = memory_string(tag);
	cached->query = memory_string(query);
	buffer_add(&cached->bytes, bytes, length);
}

void cache_release(struct cache *cache)
{
	for (size_t i = 0; i < CACHE_RESPONSES; i++)
		cached_release(&cache->list[i]);
}
