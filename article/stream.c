/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "article/stream.h"

#include "text/memory.h"

#include <stdlib.h>
#include <string.h>

static unsigned short_hash(uint64_t hash)
{
	return (unsigned)(hash >> 48);
}

void stream_encode(struct buffer *out, const struct tokens *tokens)
{
	unsigned char *to;

	buffer_add_varint(out, tokens->positions[FIELD_TITLE]);
	to = (unsigned char *)buffer_reserve(out, 2 * tokens->count);
	for (size_t i = 0; i < tokens->count; i++) {
		const struct token *token = &tokens->list[i];

		if (token->kind != TOKEN_WORD)
			continue;
		*to++ = (unsigned char)(token->hash >> 56);
		*to++ = (unsigned char)(token->hash >> 48);
	}
	out->length = (size_t)((char *)to - out->bytes);
}

void phrase_release(struct phrase *phrase)
{
	for (size_t i = 0; i < phrase->count; i++) {
		for (size_t j = 0; j < phrase->elements[i].count; j++)
			free(phrase->elements[i].forms[j].hashes);
		free(phrase->elements[i].forms);
	}
	free(phrase->elements);
	*phrase = (struct phrase){0};
}

struct phrase_element *phrase_add(struct phrase *phrase)
{
	phrase->elements = memory_resize(phrase->elements, phrase->count + 1, sizeof *phrase->elements);
	phrase->elements[phrase->count] = (struct phrase_element){0};
	return &phrase->elements[phrase->count++];
}

void phrase_element_add(struct phrase_element *element, const uint64_t *hashes, size_t count)
{
	struct phrase_form *form;

	element->forms = memory_resize(element->forms, element->count + 1, sizeof *element->forms);
	form = &element->forms[element->count++];
	form->count = count;
	form->hashes = memory_resize(NULL, count, sizeof *hashes);
	memcpy(form->hashes, hashes, count * sizeof *hashes);
}

/* Words in either shape: of a stream (two bytes each), or as whole hashes. */
struct words {
	const unsigned char *stream;
	const uint64_t *hashes;
	size_t count;
};

static bool word_is(const struct words *words, size_t at, uint64_t hash)
{
	if (words->hashes)
		return words->hashes[at] == hash;
	return (unsigned)(words->stream[2 * at] << 8 | words->stream[2 * at + 1]) == short_hash(hash);
}

static bool form_at(const struct words *words, size_t at, const struct phrase_form *form)
{
	if (form->count > words->count - at)
		return false;
	for (size_t i = 0; i < form->count; i++)
		if (!word_is(words, at + i, form->hashes[i]))
			return false;
	return true;
}

/*
 * One try at a place in the text. Forms of different lengths let several ways
 * lead to the same element at the same word: what failed once is remembered,
 * and past a bound of steps the try is given up, so that no phrase can make
 * the ways multiply.
 */
#define REMEMBERED 64
#define STEPS_MAX 20000

struct attempt {
	const struct phrase *phrase;
	const struct words *words;
	size_t start;
	unsigned steps;
	uint64_t failed[REMEMBERED]; /* bit n of element e: it does not match at start + n */
};

static size_t match_from(struct attempt *attempt, size_t element, size_t at)
{
	const struct phrase_element *place;
	uint64_t bit = at - attempt->start < 64 ? (uint64_t)1 << (at - attempt->start) : 0;
	size_t end = 0;

	if (element == attempt->phrase->count)
		return at;
	if (element < REMEMBERED && attempt->failed[element] & bit)
		return 0;
	if (++attempt->steps > STEPS_MAX)
		return 0;
	place = &attempt->phrase->elements[element];
	if (place->count == 0 && at < attempt->words->count)
		end = match_from(attempt, element + 1, at + 1);
	for (size_t i = 0; i < place->count && end == 0; i++)
		if (form_at(attempt->words, at, &place->forms[i]))
			end = match_from(attempt, element + 1, at + place->forms[i].count);
	if (end == 0 && element < REMEMBERED)
		attempt->failed[element] |= bit;
	return end;
}

/* Where an occurrence that starts at `at` ends; 0 when there is none. */
static size_t match_at(const struct phrase *phrase, const struct words *words, size_t at)
{
	const struct phrase_element *first = &phrase->elements[0];
	bool possible = first->count == 0;
	struct attempt attempt;

	for (size_t i = 0; i < first->count && !possible; i++)
		possible = word_is(words, at, first->forms[i].hashes[0]);
	if (!possible)
		return 0;
	attempt.phrase = phrase;
	attempt.words = words;
	attempt.start = at;
	attempt.steps = 0;
	memset(attempt.failed, 0, (phrase->count < REMEMBERED ? phrase->count : REMEMBERED) * sizeof *attempt.failed);
	return match_from(&attempt, 0, at);
}

/* Occurrences in the words; without marks the first one is enough. */
static size_t occurrences(const struct phrase *phrase, const struct words *words, bool *marks)
{
	size_t found = 0;

	if (phrase->count == 0)
		return 0;
	for (size_t at = 0; at < words->count; at++) {
		size_t end = match_at(phrase, words, at);

		if (end == 0)
			continue;
		found++;
		if (!marks)
			break;
		memset(marks + at, true, end - at);
	}
	return found;
}

bool stream_matches(const struct phrase *phrase, const void *stream, size_t length)
{
	const unsigned char *at = stream, *end = at + length;
	struct words words = {0};
	uint64_t title;

	if (varint_read(&at, end, &title) != 0 || (size_t)(end - at) % 2 != 0 || title > (size_t)(end - at) / 2)
		return false;
	words.stream = at;
	words.count = (size_t)title;
	if (occurrences(phrase, &words, NULL) > 0)
		return true;
	if (phrase->field == PHRASE_IN_TITLE)
		return false;
	words.stream = at + 2 * title;
	words.count = (size_t)(end - words.stream) / 2;
	return occurrences(phrase, &words, NULL) > 0;
}

size_t phrase_mark(const struct phrase *phrase, const uint64_t *words, size_t count, bool *marks)
{
	struct words all = {.hashes = words, .count = count};

	return occurrences(phrase, &all, marks);
}
