/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/facets/naming.h"

#include "article/state.h"

#include <stdio.h>
#include <string.h>

/* How many shards the index has whose newest one this is; 0 when that cannot be read. */
static size_t shards_of(struct shim_index *index, size_t newest)
{
	struct index_state state = {0};
	struct shim_bytes bytes;
	size_t shards = 0;

	if (shim_index_metadata(index, newest, INDEX_STATE_KEY, strlen(INDEX_STATE_KEY), &bytes, NULL) == SHIM_OK &&
	    state_decode(&state, bytes.bytes, bytes.length) == 0)
		shards = state.shard_count;
	state_release(&state);
	return shards;
}

bool naming_is_whole(struct shim_index *index)
{
	return shards_of(index, 0) == shim_index_shards(index);
}

enum shim_status naming_read(struct name_map **out, struct shim_index *index, struct analyzer *analyzer, const char *file,
                             struct shim_failure *failure)
{
	size_t all = shim_index_shards(index), shards = 1;
	struct names *own = file ? names_read(file) : NULL;

	*out = NULL;
	if (file && !own) {
		*failure = (struct shim_failure){.status = SHIM_IO, .hint = "name another file, or none"};
		snprintf(failure->message, sizeof failure->message, "names are not known without their table");
		return SHIM_IO;
	}
	*out = name_map_new(analyzer);
	for (size_t at = 0; at < all && shards > 0; at += shards) {
		struct shim_bytes bytes;

		if (shim_index_metadata(index, at, NAME_MAP_KEY, strlen(NAME_MAP_KEY), &bytes, NULL) == SHIM_OK)
			name_map_add(*out, bytes.bytes, bytes.length);
		shards = shards_of(index, at);
	}
	if (own)
		name_map_correct(*out, own);
	names_free(own);
	return SHIM_OK;
}
