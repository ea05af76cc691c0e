/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/query/places.h"

#include "text/memory.h"

#include <stdlib.h>
#include <string.h>

void places_release(struct places *places)
{
	for (size_t i = 0; i < places->count; i++)
		free(places->list[i].list);
	free(places->list);
	*places = (struct places){0};
}

struct place *places_add(struct places *places)
{
	struct place *place;

	places->list = memory_resize(places->list, places->count + 1, sizeof *places->list);
	place = &places->list[places->count++];
	*place = (struct place){.list = memory_resize(NULL, WAYS_MAX, sizeof(struct way)), .room = WAYS_MAX};
	return place;
}

/* A new, empty way; NULL when there are enough. */
struct way *place_add_way(struct place *place)
{
	if (place->count == place->room)
		return NULL;
	place->list[place->count] = (struct way){.count = 0};
	return &place->list[place->count++];
}

void way_add_word(struct way *way, const char *term, size_t length, uint64_t hash)
{
	struct way_word *word;

	if (!way || way->count == WAY_WORDS || length > WORD_MAX)
		return;
	word = &way->words[way->count++];
	memcpy(word->term, term, length);
	word->length = length;
	word->hash = hash;
	word->head = term_head(term, length);
}

struct way *place_find_single(struct place *place, uint64_t hash)
{
	for (size_t i = 0; i < place->count; i++)
		if (place->list[i].count == 1 && place->list[i].words[0].hash == hash)
			return &place->list[i];
	return NULL;
}

void place_add_single(struct place *place, const char *term, size_t length, uint64_t hash)
{
	if (!place_find_single(place, hash))
		way_add_word(place_add_way(place), term, length, hash);
}

bool ways_equal(const struct way *one, const struct way *other)
{
	bool same = one->count == other->count;

	for (size_t i = 0; same && i < one->count; i++)
		same = one->words[i].hash == other->words[i].hash;
	return same;
}
