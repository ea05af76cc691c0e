/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/query/languages.h"

#include "article/schema.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define SELDOM 200

struct census {
	struct query_languages *languages;
	uint32_t articles[QUERY_LANGUAGES_MAX];
	uint32_t least;
};

/* Keeps the most frequent, in falling order. */
static bool visit_language(void *context, const void *term, size_t length, uint32_t documents)
{
	struct census *census = context;
	struct query_languages *languages = census->languages;
	const char *code = (const char *)term + strlen(PREFIX_LANGUAGE);
	size_t at = languages->count, size = length - strlen(PREFIX_LANGUAGE);

	if (size == 0 || size >= sizeof languages->codes[0] || documents < census->least)
		return true;
	while (at > 0 && census->articles[at - 1] < documents)
		at--;
	if (at == QUERY_LANGUAGES_MAX)
		return true;
	languages->count += languages->count < QUERY_LANGUAGES_MAX;
	memmove(languages->codes[at + 1], languages->codes[at], (languages->count - at - 1) * sizeof languages->codes[0]);
	memmove(&census->articles[at + 1], &census->articles[at], (languages->count - at - 1) * sizeof census->articles[0]);
	memset(languages->codes[at], 0, sizeof languages->codes[at]);
	memcpy(languages->codes[at], code, size);
	census->articles[at] = documents;
	return true;
}

void query_languages_find(struct query_languages *languages, struct shim_index *index)
{
	struct census census = {.languages = languages, .least = shim_index_documents(index) / SELDOM + 1};

	*languages = (struct query_languages){0};
	shim_index_terms(index, PREFIX_LANGUAGE, strlen(PREFIX_LANGUAGE), visit_language, &census, NULL);
	if (languages->count == 0)
		strcpy(languages->codes[languages->count++], "en");
}
