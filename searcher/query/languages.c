/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/query/languages.h"

#include "article/schema.h"
#include "article/stream.h"
#include "text/lexicon.h"
#include "text/memory.h"
#include "text/utf8.h"

#include <stdbool.h>
#include <stdlib.h>
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
	memmove(&languages->articles[at + 1], &languages->articles[at],
	        (languages->count - at - 1) * sizeof languages->articles[0]);
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

		if (i > 0 && !analyzer_inflects(languages->codes[i]))
			continue;
		if (!other || i == 0 || !strcmp(languages->codes[i], "sr"))
			languages->letters[0] |= (language_set)1 << i;
		if (other || i == 0)
			languages->letters[1] |= (language_set)1 << i;
	}
}

void query_languages_release(struct query_languages *languages)
{
	for (size_t i = 0; i < languages->count; i++) {
		stemmer_free(languages->stemmers[i]);
		free(languages->words[i]);
	}
	*languages = (struct query_languages){0};
}

/* ---- those of a text and of a word ---- */

/* Unicode's blocks of Latin letters: up to Latin Extended-B, Latin Extended Additional, full-width forms. */
static bool is_latin(uint32_t code)
{
	return (code >= 'A' && code < 0x250) || (code >= 0x1E00 && code < 0x1F00) || (code >= 0xFF21 && code < 0xFF5B);
}

/* Letters of ASCII and digits, spaces, other letters but those between which an apostrophe may be. */
static bool is_plain(uint32_t code)
{
	return (code | 0x20) - 'a' < 26 || code - '0' < 10 || code == ' ' || (code >= 0xC0 && code < 0x2B0) ||
	       (code >= 0x370 && code < 0x1E00);
}

language_set languages_of_text(const struct query_languages *languages, const char *text, bool *plain)
{
	const char *end = text + strlen(text);
	bool latin = false, others = false;

	*plain = true;
	while (text < end) {
		uint32_t code = utf8_next(&text, end);

		latin |= is_latin(code);
		others |= code >= 0x250 && !is_latin(code);
		*plain &= is_plain(code);
	}
	return (latin ? languages->letters[0] : 0) | (others ? languages->letters[1] : 0);
}

const struct stem *languages_stem(struct query_languages *languages, size_t language, const char *word, size_t length)
{
	if (!languages->stemmers[language])
		languages->stemmers[language] = stemmer_new(languages->codes[language]);
	return stemmer_look_up(languages->stemmers[language], word, length);
}

/* ---- words of languages that few articles are in ---- */

#define FEW_ARTICLES 32
#define ASKED_OFTEN 8

/* stream_word has 16 bits. */
#define STREAM_WORDS 65536

struct gathering {
	uint32_t documents[FEW_ARTICLES];
	size_t count;
	bool more;
};

static bool visit_article(void *context, uint32_t document)
{
	struct gathering *gathering = context;

	gathering->more = gathering->count == FEW_ARTICLES;
	if (!gathering->more)
		gathering->documents[gathering->count++] = document;
	return !gathering->more;
}

static bool add_words(uint64_t *words, struct shim_index *index, uint32_t document)
{
	struct stream_words unpacked;
	struct shim_bytes stream;

	if (shim_index_value(index, document, SLOT_STREAM, &stream, NULL) != SHIM_OK ||
	    stream_unpack(&unpacked, stream.bytes, stream.length) != 0)
		return false;
	for (size_t i = 0; i < unpacked.count; i++)
		words[unpacked.list[i] / 64] |= (uint64_t)1 << unpacked.list[i] % 64;
	stream_words_release(&unpacked);
	return true;
}

/* NULL where something cannot be read: then any word may be there. */
static uint64_t *words_of(const char *code, struct shim_index *index)
{
	uint64_t *words = memory_zeroed(STREAM_WORDS / 64, sizeof *words);
	struct gathering gathering = {.count = 0};
	char term[SHIM_TERM_MAX];
	size_t length = schema_term(term, PREFIX_LANGUAGE, code, strlen(code));
	bool whole = shim_index_postings(index, term, length, visit_article, &gathering, NULL) == SHIM_OK && !gathering.more;

	for (size_t i = 0; i < gathering.count && whole; i++)
		whole = add_words(words, index, gathering.documents[i]);
	if (whole)
		return words;
	free(words);
	return NULL;
}

bool languages_may_hold(struct query_languages *languages, struct shim_index *index, size_t language, uint64_t hash)
{
	uint16_t word = stream_word(hash);

	if (languages->articles[language] > FEW_ARTICLES || shim_index_remote(index))
		return true;
	if (++languages->asked[language] == ASKED_OFTEN)
		languages->words[language] = words_of(languages->codes[language], index);
	return !languages->words[language] || (languages->words[language][word / 64] >> word % 64 & 1);
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

			size_t length = schema_term(term, PREFIX_LANGUAGE, languages->codes[i], strlen(languages->codes[i]));

			parts[count++] = shim_query_term(term, length);
		}
	return count == 1 ? parts[0] : shim_query_combine(SHIM_OR, parts, count);
}
