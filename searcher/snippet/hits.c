/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/snippet/hits.h"

#include "text/memory.h"

#include <stdlib.h>
#include <string.h>

/* A word that an occurrence of a concept can begin with. */
struct beginning {
	uint64_t hash;
	uint32_t concept; /* from 1; 0: a free place in the table */
};

struct finder {
	struct phrase *phrases; /* of each concept, borrowed, without "any word" at its ends */
	struct beginning *beginnings; /* open addressing */
	size_t mask;
	size_t reach; /* words of the longest occurrence of any */
	struct phrase_words words;
	const struct token **word_tokens; /* of each word */
	struct hits *hits;
	const struct origin *origin;
};

void hits_release(struct hits *hits)
{
	free(hits->list);
	*hits = (struct hits){0};
}

struct phrase phrase_shown(const struct phrase *phrase)
{
	struct phrase inner = *phrase;

	while (inner.count > 0 && inner.elements[0].count == 0) {
		inner.elements++;
		inner.count--;
	}
	while (inner.count > 0 && inner.elements[inner.count - 1].count == 0)
		inner.count--;
	return inner;
}

static void add_beginning(struct finder *finder, uint64_t hash, uint32_t concept)
{
	size_t at = hash & finder->mask;

	while (finder->beginnings[at].concept) {
		if (finder->beginnings[at].hash == hash && finder->beginnings[at].concept == concept)
			return;
		at = (at + 1) & finder->mask;
	}
	finder->beginnings[at] = (struct beginning){.hash = hash, .concept = concept};
}

size_t phrase_longest(const struct phrase *phrase)
{
	size_t words = 0;

	for (size_t i = 0; i < phrase->count; i++) {
		size_t most = 1;

		for (size_t j = 0; j < phrase->elements[i].count; j++)
			most = phrase->elements[i].forms[j].count > most ? phrase->elements[i].forms[j].count : most;
		words += most;
	}
	return words;
}

/* Returns how many forms the concepts can begin with in this field. */
static size_t take_phrases(struct finder *finder, const struct highlight *highlight, enum token_field field)
{
	size_t forms = 0;

	finder->phrases = memory_zeroed(highlight->count, sizeof *finder->phrases);
	for (size_t i = 0; i < highlight->count; i++) {
		const struct phrase *phrase = &highlight->concepts[i].phrase;

		if (field == FIELD_BODY && phrase->field == PHRASE_IN_TITLE)
			continue;
		finder->phrases[i] = phrase_shown(phrase);
		if (finder->phrases[i].count > 0)
			forms += finder->phrases[i].elements[0].count;
		if (phrase_longest(&finder->phrases[i]) > finder->reach)
			finder->reach = phrase_longest(&finder->phrases[i]);
	}
	return forms;
}

static void index_beginnings(struct finder *finder, size_t concepts, size_t forms)
{
	size_t size = 16;

	while (size < 4 * forms)
		size *= 2;
	finder->mask = size - 1;
	finder->beginnings = memory_zeroed(size, sizeof *finder->beginnings);
	for (size_t i = 0; i < concepts; i++) {
		const struct phrase *phrase = &finder->phrases[i];

		for (size_t j = 0; phrase->count > 0 && j < phrase->elements[0].count; j++)
			add_beginning(finder, phrase->elements[0].forms[j].hashes[0], (uint32_t)(i + 1));
	}
}

/* Only what may be looked at is written: words that were kept, and zeros, which no word has, for those that may follow. */
static void index_words(struct finder *finder, const struct tokens *tokens, enum token_field field)
{
	size_t count = tokens->positions[field], clear = 0;
	uint64_t *hashes = memory_new(count * sizeof *hashes), *also = memory_new(count * sizeof *also);

	finder->word_tokens = memory_new(count * sizeof *finder->word_tokens);
	for (size_t i = 0; i < tokens->count; i++) {
		const struct token *token = &tokens->list[i];

		clear = token->position > clear ? token->position : clear;
		for (; clear < count && clear < token->position + finder->reach; clear++)
			hashes[clear] = also[clear] = 0;
		if (token->kind == TOKEN_WHOLE)
			continue;
		if (token->kind == TOKEN_WORD)
			hashes[token->position] = token->hash;
		else
			also[token->position] = token->hash;
		finder->word_tokens[token->position] = token; /* either reading has the word's bytes */
	}
	finder->words = (struct phrase_words){.hashes = hashes, .also = also, .count = count};
}

static void add_hit(struct finder *finder, const struct token *token, size_t end, size_t concept)
{
	struct hits *hits = finder->hits;
	size_t at = hits->count, start = finder->origin->start + token->start;

	end += finder->origin->start;

	/* A compound comes behind its words, and with its sign it starts before them. */
	while (at > 0 && hits->list[at - 1].start > start)
		at--;
	for (size_t i = at; i > 0 && hits->list[i - 1].start == start; i--) {
		struct hit *same = &hits->list[i - 1];

		if (same->concept == concept) {
			same->end = same->end > end ? same->end : (uint32_t)end;
			return;
		}
	}
	if (hits->count == hits->capacity) {
		hits->capacity = hits->capacity * 2 + 32;
		hits->list = memory_resize(hits->list, hits->capacity, sizeof *hits->list);
	}
	memmove(&hits->list[at + 1], &hits->list[at], (hits->count++ - at) * sizeof *hits->list);
	hits->list[at] = (struct hit){.start = (uint32_t)start,
	                              .end = (uint32_t)end,
	                              .word = (uint32_t)(finder->origin->word + token->position),
	                              .concept = (uint32_t)concept};
}

/* Whether the whole of a compound is the concept: phrases of several places are found by words alone, as in a stream. */
static bool is_whole(const struct phrase *phrase, uint64_t hash)
{
	for (size_t i = 0; phrase->count == 1 && i < phrase->elements[0].count; i++)
		if (phrase->elements[0].forms[i].count == 1 && phrase->elements[0].forms[i].hashes[0] == hash)
			return true;
	return false;
}

static void try_concept(struct finder *finder, const struct token *token, size_t concept)
{
	const struct phrase *phrase = &finder->phrases[concept];
	size_t behind;

	if (token->kind == TOKEN_WHOLE) {
		if (is_whole(phrase, token->hash))
			add_hit(finder, token, token->end, concept);
		return;
	}
	behind = phrase_end(phrase, &finder->words, token->position);
	if (behind > 0)
		add_hit(finder, token, finder->word_tokens[behind - 1]->end, concept);
}

static void try_token(struct finder *finder, const struct token *token)
{
	size_t at = token->hash & finder->mask;

	for (; finder->beginnings[at].concept; at = (at + 1) & finder->mask)
		if (finder->beginnings[at].hash == token->hash)
			try_concept(finder, token, finder->beginnings[at].concept - 1);
}

static void sift_phrase(struct analyzer *analyzer, const struct phrase *phrase)
{
	for (size_t i = 0; i < phrase->count; i++)
		for (size_t j = 0; j < phrase->elements[i].count; j++)
			analyzer_sift(analyzer, phrase->elements[i].forms[j].heads, phrase->elements[i].forms[j].count);
}

void hits_sift(struct analyzer *analyzer, const struct highlight *highlight)
{
	for (size_t i = 0; i < highlight->count; i++)
		sift_phrase(analyzer, &highlight->concepts[i].phrase);
}

void hits_find(struct hits *hits, const struct tokens *tokens, enum token_field field, const struct origin *origin,
               const struct highlight *highlight)
{
	struct finder finder = {.hits = hits, .origin = origin};
	size_t forms = take_phrases(&finder, highlight, field);

	if (forms > 0) {
		index_beginnings(&finder, highlight->count, forms);
		index_words(&finder, tokens, field);
		for (size_t i = 0; i < tokens->count; i++)
			try_token(&finder, &tokens->list[i]);
	}
	free(finder.phrases);
	free(finder.beginnings);
	free((void *)finder.words.hashes);
	free((void *)finder.words.also);
	free(finder.word_tokens);
}
