/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/homes.h"

#include "article/schema.h"
#include "indexer/invert/dictionary.h"
#include "indexer/read/identity.h"
#include "text/memory.h"

#include <stdlib.h>
#include <string.h>

struct homes {
	struct known *known;
	char **origins;
	uint32_t count;
	uint32_t last;
	uint32_t *origin; /* of each document 1 + its place in origins; 0: not known */
	bool *current;    /* of each origin: it is a SOURCE of this run */
	struct dictionary sources; /* the first source_count terms; none after homes_new */
	size_t source_count;
};

static void note_document(void *context, uint32_t id)
{
	struct homes *homes = context;

	if (id <= homes->last)
		homes->origin[id] = homes->count;
}

static void note_origin(void *context, const char *origin)
{
	struct homes *homes = context;

	homes->origins = memory_resize(homes->origins, homes->count + 1, sizeof *homes->origins);
	homes->current = memory_resize(homes->current, homes->count + 1, sizeof *homes->current);
	homes->current[homes->count] = dictionary_term(&homes->sources, origin, strlen(origin))->number <= homes->source_count;
	homes->origins[homes->count++] = memory_string(origin);
	known_from_origin(homes->known, origin, note_document, homes);
}

/* As their terms have them. */
static void add_sources(struct homes *homes, const char *const *sources, size_t count)
{
	char cut[SHIM_TERM_MAX];

	for (size_t i = 0; i < count; i++) {
		char *origin = realpath(sources[i], NULL);

		if (origin)
			dictionary_term(&homes->sources, cut, schema_term(cut, "", origin, strlen(origin)));
		free(origin);
	}
}

struct homes *homes_new(struct known *known, const char *const *sources, size_t count)
{
	struct homes *homes = memory_zeroed(1, sizeof *homes);

	add_sources(homes, sources, count);
	homes->source_count = homes->sources.count;
	homes->known = known;
	homes->last = known_last(known);
	homes->origin = memory_zeroed((size_t)homes->last + 1, sizeof *homes->origin);
	known_origins(known, note_origin, homes);
	dictionary_release(&homes->sources);
	return homes;
}

void homes_free(struct homes *homes)
{
	if (!homes)
		return;
	for (uint32_t i = 0; i < homes->count; i++)
		free(homes->origins[i]);
	free(homes->origins);
	free(homes->origin);
	free(homes->current);
	free(homes);
}

const char *homes_of(const struct homes *homes, uint32_t id)
{
	return id <= homes->last && homes->origin[id] > 0 ? homes->origins[homes->origin[id] - 1] : NULL;
}

bool homes_is(const struct homes *homes, uint32_t id, const char *origin)
{
	const char *home = homes_of(homes, id);

	return home && (!strcmp(home, origin) || schema_term_is(home, origin));
}

bool homes_cover(const struct homes *homes, uint32_t id, const char *origin)
{
	return homes_is(homes, id, origin) || (homes_of(homes, id) && homes->current[homes->origin[id] - 1]);
}

bool origins_apart(const char *one, const char *other)
{
	return strcmp(one, "-") != 0 && strcmp(other, "-") != 0 && !path_below(one, other) && !path_below(other, one);
}
