/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/query/languages.h"

#include "article/schema.h"
#include "text/lexicon.h"
#include "text/utf8.h"

#include <stdbool.h>
#include <string.h>

/* ---- those of the index ---- */

/* Keeps the most frequent, in falling order. */
static bool visit_language(void *context, const void *term, size_t length, uint32_t documents)
{
	struct query_languages *languages = context;
	const char *code = (const char *)term + strlen(PREFIX_LANGUAGE);
	size_t at = languages->count, size = length - strlen(PREFIX_LANGUAGE);

	if (size == 0 || size >= sizeof languages->codes[0])
		return true;
	while (at > 0 && languages->articles[at - 1] < documents)
		at--;
	if (at == QUERY_LANGUAGES_MAX)
		return true;
	languages->count += languages->count < QUERY_LANGUAGES_MAX;
	memmove(languages->codes[at + 1], languages->codes[at], (languages->count - at - 1) * sizeof languages->codes[0]);
	memmove(&languages->articles[at + 1], &languages->articles[at], (languages->count - at - 1) * sizeof languages->articles[0]);
	memset(languages->codes[at], 0, sizeof languages->codes[at]);
	memcpy(languages->codes[at], code, size);
	languages->articles[at] = documents;
	return true;
}

/* Languages with stemmers of their own for other letters than Latin ones. Serbian has both. */
static bool other_letters(const char *code)
{
	static const char codes[][3] = {"ar", "el", "hi", "hy", "ne", "ru", "sr", "ta", "yi"};

	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
		if (!strcmp(codes[i], code))
			return true;
	return false;
}

void query_languages_find(struct query_languages *languages, struct shim_index *index)
{
	*languages = (struct query_languages){0};
	shim_index_terms(index, PREFIX_LANGUAGE, strlen(PREFIX_LANGUAGE), visit_language, languages, NULL);
	if (languages->count == 0)
		strcpy(languages->codes[languages->count++], "en");
	for (size_t i = 0; i < languages->count; i++) {
		bool other = other_letters(languages->codes[i]);

		if (!other || i == 0 || !strcmp(languages->codes[i], "sr"))
			languages->letters[0] |= (language_set)1 << i;
		if (other || i == 0)
			languages->letters[1] |= (language_set)1 << i;
	}
}

/* ---- those of a text and of a word ---- */

/* Unicode's blocks of Latin letters: up to Latin Extended-B, Latin Extended Additional, full-width forms. */
static bool is_latin(uint32_t code)
{
	return (code >= 'A' && code < 0x250) || (code >= 0x1E00 && code < 0x1F00) || (code >= 0xFF21 && code < 0xFF5B);
}

language_set languages_of_text(const struct query_languages *languages, const char *text)
{
	const char *end = text + strlen(text);
	bool latin = false, others = false;

	while (text < end) {
		uint32_t code = utf8_next(&text, end);

		latin |= is_latin(code);
		others |= code >= 0x250 && !is_latin(code);
	}
	return (latin ? languages->letters[0] : 0) | (others ? languages->letters[1] : 0);
}

language_set languages_that_pass_over(const struct query_languages *languages, const char *word, size_t length)
{
	language_set set = 0;

	for (size_t i = 0; i < languages->count; i++)
		if (lexicon_stop_word(languages->codes[i], word, length))
			set |= (language_set)1 << i;
	return set;
}

uint32_t languages_bound(const struct query_languages *languages, language_set set, uint32_t articles)
{
	uint64_t all = 0;

	for (size_t i = 0; i < languages->count; i++)
		if (set >> i & 1)
			all += languages->articles[i];
	return all < articles ? (uint32_t)all : articles;
}

language_set languages_but_first(const struct query_languages *languages)
{
	return (language_set)(((uint64_t)1 << languages->count) - 2);
}

struct shim_query *languages_query(const struct query_languages *languages, language_set set)
{
	struct shim_query *parts[QUERY_LANGUAGES_MAX];
	size_t count = 0;

	for (size_t i = 0; i < languages->count; i++)
		if (set >> i & 1) {
			char term[SHIM_TERM_MAX];

			parts[count++] = shim_query_term(term, schema_term(term, PREFIX_LANGUAGE, languages->codes[i], strlen(languages->codes[i])));
		}
	return count == 1 ? parts[0] : shim_query_combine(SHIM_OR, parts, count);
}
