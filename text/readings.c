/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/readings.h"

#include "text/memory.h"

#include <stdlib.h>
#include <string.h>

/* How many words ahead the stemmer's memory is asked for. */
#define AHEAD 12

void readings_release(struct readings *readings)
{
	free(readings->list);
	free(readings->names.hashes);
	*readings = (struct readings){0};
}

void readings_clear(struct readings *readings)
{
	if (readings->names.count > 0)
		memset(readings->names.hashes, 0, readings->names.size * sizeof *readings->names.hashes);
	readings->names.count = 0;
	readings->count = 0;
	readings->ambiguous = false;
}

void readings_grow(struct readings *readings)
{
	readings->capacity = readings->capacity * 2 + 256;
	readings->list = memory_resize(readings->list, readings->capacity, sizeof *readings->list);
}

void tokens_grow(struct tokens *tokens, size_t more)
{
	tokens->arena_capacity = (tokens->arena_length + more) * 2 + 4096;
	tokens->arena = memory_resize(tokens->arena, tokens->arena_capacity, 1);
}

/* ---- names seen inside sentences ---- */

static bool name_set_find(const struct name_set *set, uint64_t hash, size_t *at)
{
	*at = hash & (set->size - 1);
	while (set->hashes[*at] && set->hashes[*at] != hash)
		*at = (*at + 1) & (set->size - 1);
	return set->hashes[*at] == hash;
}

static void name_set_add(struct name_set *set, uint64_t hash)
{
	size_t at;

	if (set->count * 2 >= set->size) {
		struct name_set larger = {.size = set->size ? set->size * 2 : 256};

		larger.hashes = memory_zeroed(larger.size, sizeof *larger.hashes);
		for (size_t i = 0; i < set->size; i++)
			if (set->hashes[i])
				name_set_add(&larger, set->hashes[i]);
		free(set->hashes);
		*set = larger;
	}
	if (!name_set_find(set, hash, &at)) {
		set->hashes[at] = hash;
		set->count++;
	}
}

/* ---- words to tokens ---- */

/* The token of a word with its form as the term; room for it has been made. */
static struct token *add_form(struct tokens *tokens, const struct draft *draft)
{
	struct token *token = &tokens->list[tokens->count++];

	*token = (struct token){.start = draft->start,
	                        .end = draft->end,
	                        .position = draft->position,
	                        .term = draft->form,
	                        .form = draft->form,
	                        .term_length = draft->form_length,
	                        .form_length = draft->form_length,
	                        .width = draft->width,
	                        .kind = draft->kind,
	                        .field = draft->field,
	                        .stop = draft->stop,
	                        .ideograph = draft->ideograph,
	                        .hash = draft->hash};
	return token;
}

/* Makes the stem the token's term. Most stems are the beginning of the form, whose bytes are then the term's. */
static void set_stem(struct tokens *tokens, struct token *token, const struct ending *ending)
{
	char *to;

	token->hash = ending->hash;
	token->term_length = (uint8_t)(ending->kept + ending->length);
	if (ending->length == 0)
		return;
	to = tokens_room(tokens, token->term_length);
	memcpy(to, token_form(tokens, token), ending->kept);
	memcpy(to + ending->kept, ending->bytes, ending->length);
	token->term = (uint32_t)tokens->arena_length;
	tokens->arena_length += token->term_length;
}

static void add_word(struct readings *readings, const struct draft *draft, struct stemmer *stemmer, struct tokens *tokens)
{
	struct ending ending = stemmer_find(stemmer, tokens->arena + draft->form, draft->form_length, draft->hash);
	struct token *token = add_form(tokens, draft);
	bool name = ending.name_like && draft->reading == READ_NAME, either = draft->reading == READ_EITHER;

	if (name)
		name_set_add(&readings->names, draft->hash);
	else
		set_stem(tokens, token, &ending);
	if (draft->kind != TOKEN_WORD)
		return;
	token->stop |= ending.stop;
	token->name_like = ending.name_like;
	if (ending.name_like && !name && (either || stem_misleads(tokens->arena + draft->form, draft->form_length))) {
		token = add_form(tokens, draft);
		token->kind = TOKEN_ALSO;
		token->name_like = either;
		readings->ambiguous |= either;
	}
}

/*
 * The second readings, now that the whole article has been read: a form that
 * stood as a name inside a sentence is that name here too, and the stem goes.
 */
static void choose(const struct readings *readings, struct tokens *tokens)
{
	size_t kept = 0;

	for (size_t i = 0; i < tokens->count; i++) {
		struct token *token = &tokens->list[i];
		size_t at;

		if (token->kind == TOKEN_ALSO && token->name_like && readings->names.count > 0 &&
		    name_set_find(&readings->names, token->hash, &at)) {
			struct token *word = &tokens->list[kept - 1];

			word->term = token->term;
			word->term_length = token->term_length;
			word->hash = token->hash;
			continue;
		}
		if (kept != i)
			tokens->list[kept] = *token;
		kept++;
	}
	tokens->count = kept;
}

void readings_settle(struct readings *readings, struct stemmer *stemmer, struct tokens *tokens)
{
	size_t most = tokens->count + 2 * readings->count;

	if (most > tokens->capacity) {
		tokens->capacity = most + most / 2;
		tokens->list = memory_resize(tokens->list, tokens->capacity, sizeof *tokens->list);
	}
	for (size_t i = 0; i < readings->count; i++) {
		const struct draft *draft = &readings->list[i];

		if (i + AHEAD < readings->count)
			stemmer_prefetch(stemmer, draft[AHEAD].hash);
		if (draft->reading == READ_FORM)
			add_form(tokens, draft);
		else
			add_word(readings, draft, stemmer, tokens);
	}
	readings->count = 0;
	if (readings->ambiguous)
		choose(readings, tokens);
	readings->ambiguous = false;
}
