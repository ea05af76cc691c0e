/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/query/understood.h"

void way_say(struct buffer *out, const struct way *way)
{
	for (size_t i = 0; i < way->count; i++) {
		if (i > 0)
			buffer_add_byte(out, ' ');
		buffer_add(out, way->words[i].term, way->words[i].length);
	}
}

/* "di [fr es]": what is looked for in articles of these languages alone. */
static void say_languages(struct buffer *out, const struct query_languages *languages, language_set set)
{
	const char *before = " [";

	for (size_t i = 0; set >> i; i++)
		if (set >> i & 1) {
			buffer_add_string(out, before);
			buffer_add_string(out, languages->codes[i]);
			before = " ";
		}
	if (set)
		buffer_add_byte(out, ']');
}

static void say_place(struct planner *planner, struct buffer *out, const struct place *place)
{
	if (place->count > 1)
		buffer_add_byte(out, '(');
	for (size_t i = 0; i < place->count && i < WAYS_MAX; i++) {
		bool row = place->list[i].count > 1;

		if (i > 0)
			buffer_add_string(out, " | ");
		if (row && place->count > 1)
			buffer_add_byte(out, '"');
		way_say(out, &place->list[i]);
		say_languages(out, planner->languages, place->list[i].only);
		if (row && place->count > 1)
			buffer_add_byte(out, '"');
	}
	if (place->count > WAYS_MAX)
		buffer_add_format(out, " | %zu more", place->count - WAYS_MAX);
	if (place->count > 1)
		buffer_add_byte(out, ')');
}

char *places_say(struct planner *planner, const struct places *places)
{
	struct buffer out = {0};

	if (places->count > 1)
		buffer_add_byte(&out, '"');
	for (size_t i = 0; i < places->count; i++) {
		if (i > 0)
			buffer_add_byte(&out, ' ');
		say_place(planner, &out, &places->list[i]);
	}
	if (places->count > 1)
		buffer_add_byte(&out, '"');
	return buffer_detach(&out);
}
