/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/query/readings.h"

#include "searcher/query/place_query.h"
#include "text/stem.h"

#include <string.h>

/* ---- in the first language ---- */

/* One word in one language. */
struct reading_of {
	struct planner *planner;
	const char *prefix;
	struct place *place;
	const struct tokens *tokens;
	const struct token *token;
	size_t language; /* by its number among the planner's */
};

static uint32_t frequency(const struct reading_of *reading, const char *term, size_t length)
{
	return planner_frequency(reading->planner, reading->prefix, term, length);
}

/*
 * Whether a word whose stem misleads is mostly a name here: most articles that
 * hold its form do not hold its stem, which stands in all that have it in lower
 * case. Else "slippers" is also a slipper, and Manning is not a man.
 */
static bool mostly_name(const struct reading_of *reading, uint32_t articles)
{
	struct planner *planner = reading->planner;
	const char *form = token_form(reading->tokens, reading->token), *stem = token_term(reading->tokens, reading->token);
	struct shim_query *both[] = {term_query(reading->prefix, form, reading->token->form_length),
	                             term_query(reading->prefix, stem, reading->token->term_length)};
	struct shim_query *query = shim_query_combine(SHIM_AND, both, 2);
	struct shim_match counted = {.count = true};
	struct shim_hits hits = {0};
	struct shim_failure failure;
	bool mostly;

	if (shim_index_match(planner->index, query, &counted, &hits, &failure) != SHIM_OK)
		planner_fail(planner, &failure);
	shim_query_free(query);
	mostly = 3 * articles > 5 * hits.total;
	shim_hits_release(&hits);
	return mostly;
}

/* The word as it was typed, where the index has that; false where that is all that it is. */
static bool add_form(const struct reading_of *reading)
{
	const struct token *token = reading->token;
	const char *form = token_form(reading->tokens, token);
	uint32_t articles = frequency(reading, form, token->form_length);

	if (articles == 0)
		return true;
	place_add_single(reading->place, form, token->form_length, term_hash(form, token->form_length));
	return !token->name_like || !stem_misleads(form, token->form_length) || !mostly_name(reading, articles);
}

/* Those but the first. */
static language_set others_that_pass_over(const struct planner *planner, const char *word, size_t length)
{
	return languages_that_pass_over(planner->languages, word, length) & ~(language_set)1;
}

/* The stem of the index's first language, everywhere but in languages to which it is a function word. */
static void add_first_stem(const struct reading_of *reading)
{
	const struct token *token = reading->token;
	const char *term = token_term(reading->tokens, token);
	struct place *place = reading->place;
	size_t before = place->count;

	place_add_single(place, term, token->term_length, token->hash);
	if (place->count > before && reading->planner->languages && token->term_length != token->form_length)
		place->list[before].never = others_that_pass_over(reading->planner, term, token->term_length);
}

/*
 * The readings of a word in the index's first language: its stem; itself, where
 * an article has it as a name or is in a language that leaves it so. A name comes
 * first, for what takes one reading of a word takes the first.
 */
void add_first_readings(struct planner *planner, const char *prefix, struct place *place, const struct tokens *tokens,
                        const struct token *token)
{
	const struct reading_of one = {planner, prefix, place, tokens, token, 0}, *const reading = &one;
	bool name = reading->token->name_like;
	struct way behind = {.count = 0};
	size_t before;

	if (!name || add_form(reading)) {
		add_first_stem(reading);
	} else {
		way_add_word(&behind, token_term(tokens, token), token->term_length, token->hash);
		place->behind = behind.words[0];
	}
	before = reading->place->count;
	if (!name && reading->token->hash != term_hash(token_form(reading->tokens, reading->token), reading->token->form_length))
		add_form(reading);
	if (reading->place->count > before)
		reading->place->list[before].foreign = reading->planner->languages != NULL;
}

/* ---- in the others ---- */

/* What a language adds: the word's stem there, which counts in its articles alone. */
static void add_stem_of(const struct reading_of *reading, const char *term, size_t length, uint64_t hash)
{
	language_set language = (language_set)1 << reading->language;
	struct way *way = place_find_single(reading->place, hash);

	if (way && way->only)
		way->only |= language;
	if (way)
		way->never &= ~language;
	if (way || frequency(reading, term, length) == 0)
		return;
	place_add_single(reading->place, term, length, hash);
	way = place_find_single(reading->place, hash);
	if (way) {
		way->only = language;
		way->foreign = true;
	}
}

/* Articles of languages in which what was typed is a function word are full of it. */
static void set_idle(struct planner *planner, struct place *place)
{
	struct way *way = NULL;

	if (place->form_length > 0 && planner->languages)
		way = place_find_single(place, term_hash(place->form, place->form_length));
	if (way && !way->only)
		way->idle = others_that_pass_over(planner, place->form, place->form_length);
}

/* A row of words that one language alone makes of the place, or makes of it otherwise. */
static void add_row(struct place *place, const struct way *row)
{
	struct way *to;

	for (size_t i = 0; i < place->count; i++)
		if (ways_equal(&place->list[i], row)) {
			place->list[i].only |= place->list[i].only ? row->only : 0;
			return;
		}
	to = row->count > 1 ? place_add_way(place) : NULL;
	if (to)
		*to = *row;
}

static bool stands_in(const struct token *token, const struct place *place)
{
	return token->start >= place->start && token->end <= place->end;
}

/*
 * What one more language adds to a place. What is one word in the first language
 * may be an article and a word in this one (l'Ukraine), or function words alone (c'est).
 * Where it stands alone the word finds all that the row of both does; among other
 * words streams have the article between these and the word.
 */
static void add_language(struct reading_of reading, bool alone)
{
	struct place *place = reading.place;
	struct way row = {.only = (language_set)1 << reading.language, .foreign = true};
	size_t words = 0, content = 0;
	bool all;

	for (size_t i = 0; i < reading.tokens->count; i++) {
		const struct token *token = &reading.tokens->list[i];

		if (!stands_in(token, place) || token->kind == TOKEN_ALSO)
			continue;
		reading.token = token;
		if (token->kind == TOKEN_WORD) {
			words++;
			content += !token->stop;
			way_add_word(&row, token_term(reading.tokens, token), token->term_length, token->hash);
		}
		all = token->start == place->start && token->end == place->end;
		if (token->kind == TOKEN_WHOLE ? token->width > 1 && place->compound : !place->compound && (!token->stop || all))
			add_stem_of(&reading, token_term(reading.tokens, token), token->term_length, token->hash);
	}
	if (words == row.count && (!alone || place->compound || content == 0))
		add_row(place, &row);
}

/* The same of a place that is one word in any language. */
static void add_stem_alone(const struct reading_of *reading)
{
	const struct place *place = reading->place;
	const struct stem *stem = languages_stem(reading->planner->languages, reading->language, place->form, place->form_length);

	if (languages_may_hold(reading->planner->languages, reading->planner->index, reading->language, stem->hash))
		add_stem_of(reading, stem->bytes, stem->length, stem->hash);
}

/* Whether what was cut out of a text without marks are the same words in any language: neither compounds nor ideographs. */
static bool all_words_plain(const struct places *places)
{
	for (size_t i = 0; i < places->count; i++)
		if (places->list[i].compound || places->list[i].form_length == 0)
			return false;
	return true;
}

const struct tokens *places_tokens(struct planner *planner, const char *language, const char *text)
{
	analyzer_begin_query(planner->analyzer, language);
	analyzer_add(planner->analyzer, FIELD_BODY, text, strlen(text));
	return analyzer_end(planner->analyzer);
}

/* The same text as it is read in the other languages of the index: all readings of a word are one to the query. */
void add_other_readings(struct planner *planner, const char *prefix, const char *text, struct places *places)
{
	bool plain = false, simple;
	language_set set = planner->languages ? languages_of_text(planner->languages, text, &plain) : 0;

	simple = plain && all_words_plain(places);
	for (size_t i = 1; set >> i; i++) {
		struct reading_of reading = {.planner = planner, .prefix = prefix, .language = i};

		if (!(set >> i & 1))
			continue;
		if (!simple)
			reading.tokens = places_tokens(planner, planner->languages->codes[i], text);
		for (size_t j = 0; j < places->count; j++) {
			reading.place = &places->list[j];
			if (simple)
				add_stem_alone(&reading);
			else
				add_language(reading, places->count == 1);
		}
	}
	if (set && !simple)
		analyzer_begin_query(planner->analyzer, planner->language);
	for (size_t i = 0; i < places->count; i++)
		set_idle(planner, &places->list[i]);
}
