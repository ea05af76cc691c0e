/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "article/phrase.h"

#include "article/stream.h"
#include "text/buffer.h"
#include "text/memory.h"

#include <stdlib.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* Bounds of struct phrase_rows. */
#define ROWS_MAX 16
#define ROW_BYTES 24

void phrase_release(struct phrase *phrase)
{
	for (size_t i = 0; i < phrase->count; i++) {
		for (size_t j = 0; j < phrase->elements[i].count; j++) {
			free(phrase->elements[i].forms[j].hashes);
			free(phrase->elements[i].forms[j].heads);
			free(phrase->elements[i].forms[j].words);
		}
		free(phrase->elements[i].forms);
	}
	free(phrase->elements);
	free(phrase->rows);
	*phrase = (struct phrase){0};
}

struct phrase_element *phrase_add(struct phrase *phrase)
{
	phrase->elements = memory_resize(phrase->elements, phrase->count + 1, sizeof *phrase->elements);
	phrase->elements[phrase->count] = (struct phrase_element){0};
	return &phrase->elements[phrase->count++];
}

void phrase_element_add(struct phrase_element *element, const uint64_t *hashes, const struct term_head *heads, size_t count)
{
	struct phrase_form *form;

	element->forms = memory_resize(element->forms, element->count + 1, sizeof *element->forms);
	form = &element->forms[element->count++];
	form->count = count;
	form->hashes = memory_resize(NULL, count, sizeof *hashes);
	form->heads = memory_resize(NULL, count, sizeof *heads);
	form->words = memory_resize(NULL, count, sizeof *form->words);
	for (size_t i = 0; i < count; i++) {
		form->hashes[i] = hashes[i];
		form->heads[i] = heads[i];
		form->words[i] = stream_word(hashes[i]);
	}
}

static bool element_equals(const struct phrase_element *one, const struct phrase_element *other)
{
	if (one->count != other->count)
		return false;
	for (size_t i = 0; i < one->count; i++)
		if (one->forms[i].count != other->forms[i].count ||
		    memcmp(one->forms[i].hashes, other->forms[i].hashes, one->forms[i].count * sizeof *one->forms[i].hashes) != 0)
			return false;
	return true;
}

bool phrase_equals(const struct phrase *one, const struct phrase *other)
{
	if (one->count != other->count || one->field != other->field)
		return false;
	for (size_t i = 0; i < one->count; i++)
		if (!element_equals(&one->elements[i], &other->elements[i]))
			return false;
	return true;
}

static bool word_is(const struct word_row *words, size_t at, const struct phrase_form *form, size_t word)
{
	uint64_t hash = form->hashes[word];

	if (!words->stream)
		return words->whole->hashes[at] == hash || (words->whole->also && words->whole->also[at] == hash);
	return words->stream[at] == form->words[word];
}

static bool form_at(const struct word_row *words, size_t at, const struct phrase_form *form)
{
	if (form->count > words->count - at)
		return false;
	for (size_t i = 0; i < form->count; i++)
		if (!word_is(words, at + i, form, i))
			return false;
	return true;
}

static uint64_t pass_element(const struct phrase_element *element, const struct word_row *words, size_t base, uint64_t reach)
{
	uint64_t next = 0;

	for (; reach; reach &= reach - 1) {
		size_t offset = (size_t)__builtin_ctzll(reach);

		if (base + offset >= words->count)
			break;
		if (element->count == 0 && offset + 1 < PHRASE_REACH)
			next |= (uint64_t)1 << (offset + 1);
		for (size_t i = 0; i < element->count; i++) {
			const struct phrase_form *form = &element->forms[i];

			if (form->count < PHRASE_REACH - offset && form_at(words, base + offset, form))
				next |= (uint64_t)1 << (offset + form->count);
		}
	}
	return next;
}

uint64_t phrase_ends(const struct phrase *phrase, const struct word_row *words, size_t at, size_t *base)
{
	uint64_t reach = phrase->count > 0;

	*base = at;
	for (size_t i = 0; i < phrase->count && reach; i++) {
		int passed;

		reach = pass_element(&phrase->elements[i], words, *base, reach);
		if (!reach)
			break;
		passed = __builtin_ctzll(reach);
		*base += (size_t)passed;
		reach >>= passed;
	}
	return reach;
}

/* The first words that a phrase can begin with, as they stand in a stream. */
#define FIRST_MAX 4

struct first_words {
	uint16_t list[FIRST_MAX];
	size_t count; /* 0: too many, or any word */
};

static struct first_words first_words_of(const struct phrase *phrase)
{
	const struct phrase_element *element = &phrase->elements[0];
	struct first_words first = {.count = 0};

	if (phrase->count == 0 || element->count > FIRST_MAX)
		return first;
	for (size_t i = 0; i < element->count; i++)
		first.list[first.count++] = element->forms[i].words[0];
	return first;
}

static bool is_first(const struct first_words *first, uint16_t word)
{
	for (size_t i = 0; i < first->count; i++)
		if (first->list[i] == word)
			return true;
	return false;
}

/*
 * The next place at or behind `at` where a phrase can begin. Nearly all of the
 * time of checking phrases is spent here, so eight words are looked at a time.
 */
static size_t next_first(const struct first_words *first, const uint16_t *stream, size_t at, size_t count)
{
#ifdef __SSE2__
	while (count - at >= 8) {
		__m128i words = _mm_loadu_si128((const __m128i *)(const void *)(stream + at));
		__m128i found = _mm_cmpeq_epi16(words, _mm_set1_epi16((short)first->list[0]));
		int bits;

		for (size_t i = 1; i < first->count; i++)
			found = _mm_or_si128(found, _mm_cmpeq_epi16(words, _mm_set1_epi16((short)first->list[i])));
		bits = _mm_movemask_epi8(found);
		if (bits)
			return at + (size_t)__builtin_ctz((unsigned)bits) / 2;
		at += 8;
	}
#endif
	while (at < count && !is_first(first, stream[at]))
		at++;
	return at;
}

uint64_t phrase_next(const struct phrase *phrase, const struct word_row *words, size_t *at, size_t *base)
{
	struct first_words first = first_words_of(phrase);

	for (; *at < words->count; ++*at) {
		uint64_t ends;

		if (first.count > 0)
			*at = next_first(&first, words->stream, *at, words->count);
		ends = *at < words->count ? phrase_ends(phrase, words, *at, base) : 0;
		if (ends)
			return ends;
	}
	return 0;
}

/*
 * Bytes that a stream which holds the phrase must hold: words in a row, packed
 * as streams have them, in each way to write them. Where that is the whole
 * phrase nothing else need be looked at, and no stream be unpacked; else it
 * turns away nearly all articles that have the words, but elsewhere.
 */
struct phrase_row {
	unsigned char bytes[ROW_BYTES];
	size_t length; /* at least 1 */
};

struct phrase_rows {
	struct phrase_row list[ROWS_MAX];
	size_t count;
	bool whole; /* they are all ways to write all of the phrase */
};

static bool add_form(struct phrase_row *row, const struct phrase_form *form)
{
	for (size_t i = 0; i < form->count; i++) {
		uint16_t word = form->words[i];

		if (row->length + 2 > ROW_BYTES)
			return false;
		if (word & STREAM_RARE)
			row->bytes[row->length++] = (unsigned char)(word >> 8);
		row->bytes[row->length++] = (unsigned char)word;
	}
	return true;
}

/* Each row goes on with each form of the element; false, and rows as they were, when these are too many or too long. */
static bool extend_rows(struct phrase_rows *rows, const struct phrase_element *element)
{
	struct phrase_rows longer = {.count = 0};

	if (element->count == 0 || rows->count * element->count > ROWS_MAX)
		return false;
	for (size_t i = 0; i < rows->count; i++)
		for (size_t j = 0; j < element->count; j++) {
			longer.list[longer.count] = rows->list[i];
			if (!add_form(&longer.list[longer.count++], &element->forms[j]))
				return false;
		}
	*rows = longer;
	return true;
}

static size_t shortest_row(const struct phrase_rows *rows)
{
	size_t length = rows->count > 0 ? ROW_BYTES : 0;

	for (size_t i = 0; i < rows->count; i++)
		if (rows->list[i].length < length)
			length = rows->list[i].length;
	return length;
}

/* From the element on, as far as it goes. */
static struct phrase_rows rows_from(const struct phrase *phrase, size_t start)
{
	struct phrase_rows rows = {.count = 1};
	size_t at = start;

	while (at < phrase->count && extend_rows(&rows, &phrase->elements[at]))
		at++;
	rows.whole = start == 0 && at == phrase->count;
	if (at == start)
		rows.count = 0;
	return rows;
}

/* The more bytes, the rarer. */
void phrase_ready(struct phrase *phrase)
{
	struct phrase_rows best = {.count = 0};

	for (size_t i = 0; i < phrase->count && !best.whole; i++) {
		struct phrase_rows rows = rows_from(phrase, i);

		if (rows.whole || shortest_row(&rows) > shortest_row(&best))
			best = rows;
	}
	free(phrase->rows);
	phrase->rows = NULL;
	if (best.count > 0) {
		phrase->rows = memory_new(sizeof best);
		*phrase->rows = best;
	}
}

/* Where the row's bytes stand next in [at, end); NULL when they do not. */
static const unsigned char *find_bytes(const unsigned char *at, const unsigned char *end, const struct phrase_row *row)
{
	size_t last = row->length - 1;

#ifdef __SSE2__
	__m128i first_byte = _mm_set1_epi8((char)row->bytes[0]), last_byte = _mm_set1_epi8((char)row->bytes[last]);

	for (; (size_t)(end - at) >= 16 + last; at += 16) {
		__m128i firsts = _mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)(const void *)at), first_byte);
		__m128i lasts = _mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)(const void *)(at + last)), last_byte);
		unsigned bits = (unsigned)_mm_movemask_epi8(_mm_and_si128(firsts, lasts));

		for (; bits; bits &= bits - 1)
			if (!memcmp(at + __builtin_ctz(bits), row->bytes, row->length))
				return at + __builtin_ctz(bits);
	}
#endif
	for (; (size_t)(end - at) > last; at++)
		if (!memcmp(at, row->bytes, row->length))
			return at;
	return NULL;
}

/*
 * Whether a word begins at `at`. A byte below 0x80 always ends a word, as a
 * code or as the second byte of two; behind the last such byte, or the start,
 * bytes belong together in pairs.
 */
static bool word_begins(const unsigned char *start, const unsigned char *at)
{
	const unsigned char *before = at;

	while (before > start && before[-1] >= 0x80)
		before--;
	return (at - before) % 2 == 0;
}

static bool holds_row(const unsigned char *start, const unsigned char *end, const struct phrase_rows *rows)
{
	for (size_t i = 0; i < rows->count; i++) {
		const unsigned char *at = start;

		while ((at = find_bytes(at, end, &rows->list[i]))) {
			if (word_begins(start, at))
				return true;
			at++;
		}
	}
	return false;
}

static bool occurs(const struct phrase *phrase, const uint16_t *words, size_t count)
{
	struct word_row row = {.stream = words, .count = count};
	size_t at = 0, base;

	return phrase_next(phrase, &row, &at, &base) != 0;
}

static bool unpacked_matches(const struct phrase *phrase, const void *stream, size_t length)
{
	struct stream_words words;
	bool found;

	if (stream_unpack(&words, stream, length) != 0)
		return false;
	found = occurs(phrase, words.list, words.title) ||
	        (phrase->field != PHRASE_IN_TITLE &&
	         occurs(phrase, words.list + words.title, words.count - words.title));
	stream_words_release(&words);
	return found;
}

bool stream_matches(const struct phrase *phrase, const void *stream, size_t length)
{
	const unsigned char *at = stream, *end = at + length, *body;
	uint64_t title;

	if (!phrase->rows)
		return unpacked_matches(phrase, stream, length);
	if (varint_read(&at, end, &title) != 0 || title > (size_t)(end - at))
		return false;
	body = stream_skip(at, end, &title);
	if (title > 0 || body > end)
		return false;
	if (!holds_row(at, body, phrase->rows) &&
	    (phrase->field == PHRASE_IN_TITLE || !holds_row(body, end, phrase->rows)))
		return false;
	return phrase->rows->whole || unpacked_matches(phrase, stream, length);
}

size_t phrase_end(const struct phrase *phrase, const struct phrase_words *words, size_t at)
{
	struct word_row whole = {.whole = words, .count = words->count};
	size_t base;
	uint64_t ends = phrase_ends(phrase, &whole, at, &base);

	return ends ? base + PHRASE_REACH - 1 - (size_t)__builtin_clzll(ends) : 0;
}
