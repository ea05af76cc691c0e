/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/unit/token_rules.h"

#include "text/stem.h"
#include "text/utf8.h"

#include <string.h>

struct reading {
	const struct tokens *tokens;
	const char *text;
	size_t length;
	const struct token *last; /* word of the field so far */
	uint32_t words;
};

static bool at_border(const struct reading *reading, size_t at)
{
	return at == reading->length || ((unsigned char)reading->text[at] & 0xC0) != 0x80;
}

static const char *bytes_rule(const struct tokens *tokens, const struct token *token)
{
	if (token->term_length < 1 || token->term_length > WORD_MAX || token->form_length < 1 || token->form_length > WORD_MAX)
		return "a term and a form have 1 to WORD_MAX bytes";
	if (token->term + token->term_length > tokens->arena_length || token->form + token->form_length > tokens->arena_length)
		return "a term and a form lie in the arena";
	if (!utf8_valid(token_term(tokens, token), token->term_length) ||
	    !utf8_valid(token_form(tokens, token), token->form_length))
		return "a term and a form are valid UTF-8";
	return token->hash == term_hash(token_term(tokens, token), token->term_length) ? NULL : "the hash is the term's";
}

static const char *place_rule(const struct reading *reading, const struct token *token)
{
	if (token->start >= token->end || token->end > reading->length)
		return "a token lies inside the text";
	return at_border(reading, token->start) && at_border(reading, token->end) ? NULL : "a token ends at characters' borders";
}

static const char *word_rule(struct reading *reading, const struct token *token)
{
	const struct token *last = reading->last;

	if (token->position != reading->words || token->width != 1)
		return "words take the positions one by one";
	if (last && (token->start <= last->start || token->end < last->end))
		return "words are in the order of the text";
	if (last && token->start < last->end && !(token->ideograph && last->ideograph))
		return "words do not overlap";
	reading->last = token;
	reading->words++;
	return NULL;
}

static const char *whole_rule(const struct reading *reading, const struct token *token)
{
	if (token->width < 1 || token->width > reading->words || token->position + token->width != reading->words)
		return "a whole spans the words right before it";
	return token->start <= reading->last->start && token->end >= reading->last->end ? NULL : "a whole holds its words";
}

static const char *token_rule(struct reading *reading, const struct token *token)
{
	const char *broken = bytes_rule(reading->tokens, token);

	if (!broken)
		broken = place_rule(reading, token);
	if (broken)
		return broken;
	if (token->kind == TOKEN_WORD)
		return word_rule(reading, token);
	if (!reading->last)
		return "a word comes before its second reading and its whole";
	if (token->kind == TOKEN_WHOLE)
		return whole_rule(reading, token);
	return token->position + 1 == reading->words ? NULL : "a second reading stands at its word's position";
}

const char *token_rule_broken(const struct tokens *tokens, enum token_field field, const char *text, size_t length)
{
	struct reading reading = {.tokens = tokens, .text = text, .length = length};

	for (size_t i = 0; i < tokens->count; i++) {
		const char *broken = tokens->list[i].field == field ? token_rule(&reading, &tokens->list[i]) : NULL;

		if (broken)
			return broken;
	}
	return tokens->positions[field] == reading.words ? NULL : "positions are counted";
}

static bool same_bytes(const struct tokens *tokens, const struct token *token, const struct tokens *others,
                       const struct token *other)
{
	return token->term_length == other->term_length && token->form_length == other->form_length &&
	       !memcmp(token_term(tokens, token), token_term(others, other), token->term_length) &&
	       !memcmp(token_form(tokens, token), token_form(others, other), token->form_length);
}

bool tokens_equal(const struct tokens *tokens, const struct tokens *others)
{
	if (tokens->count != others->count || memcmp(tokens->positions, others->positions, sizeof tokens->positions) != 0)
		return false;
	for (size_t i = 0; i < tokens->count; i++) {
		const struct token *token = &tokens->list[i], *other = &others->list[i];

		if (token->start != other->start || token->end != other->end || token->position != other->position ||
		    token->width != other->width || token->kind != other->kind || token->field != other->field ||
		    token->stop != other->stop || token->name_like != other->name_like || token->ideograph != other->ideograph ||
		    !same_bytes(tokens, token, others, other))
			return false;
	}
	return true;
}
