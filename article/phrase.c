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

void phrase_release(struct phrase *phrase)
{
	for (size_t i = 0; i < phrase->count; i++) {
		for (size_t j = 0; j < phrase->elements[i].count; j++) {
			free(phrase->elements[i].forms[j].hashes);
			free(phrase->elements[i].forms[j].words);
		}
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
	form->words = memory_resize(NULL, count, sizeof *form->words);
	for (size_t i = 0; i < count; i++) {
		form->hashes[i] = hashes[i];
		form->words[i] = stream_word(hashes[i]);
	}
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
 * Bytes that a stream which holds the phrase must hold: two words in a row, in
 * each way to write them. Looking for them in the packed stream turns away
 * nearly all articles that have the words, but elsewhere, without unpacking.
 */
#define TRACES_MAX 6

struct trace {
	unsigned char bytes[4];
	size_t length; /* 2 to 4 */
};

struct traces {
	struct trace list[TRACES_MAX];
	size_t count; /* 0: nothing can be said */
};

static void add_trace(struct traces *traces, uint16_t first, uint16_t second)
{
	struct trace *trace = &traces->list[traces->count++];
	uint16_t words[2] = {first, second};

	trace->length = 0;
	for (size_t i = 0; i < 2; i++) {
		if (words[i] & STREAM_RARE)
			trace->bytes[trace->length++] = (unsigned char)(words[i] >> 8);
		trace->bytes[trace->length++] = (unsigned char)words[i];
	}
}

/* The words where two neighbouring places meet; false when there are too many ways. */
static bool trace_joint(struct traces *traces, const struct phrase_element *left, const struct phrase_element *right)
{
	traces->count = 0;
	if (left->count == 0 || right->count == 0 || left->count * right->count > TRACES_MAX)
		return false;
	for (size_t i = 0; i < left->count; i++)
		for (size_t j = 0; j < right->count; j++)
			add_trace(traces, left->forms[i].words[left->forms[i].count - 1], right->forms[j].words[0]);
	return true;
}

/* The first two words of each way to write a place; false when one of them is a single word. */
static bool trace_element(struct traces *traces, const struct phrase_element *element)
{
	traces->count = 0;
	if (element->count == 0 || element->count > TRACES_MAX)
		return false;
	for (size_t i = 0; i < element->count; i++) {
		if (element->forms[i].count < 2)
			return false;
		add_trace(traces, element->forms[i].words[0], element->forms[i].words[1]);
	}
	return true;
}

/* The more bytes, the rarer the words. */
static size_t shortest_trace(const struct traces *traces)
{
	size_t length = 4;

	for (size_t i = 0; i < traces->count; i++)
		if (traces->list[i].length < length)
			length = traces->list[i].length;
	return length;
}

static struct traces traces_of(const struct phrase *phrase)
{
	struct traces best = {.count = 0}, found;

	for (size_t i = 0; i < phrase->count && shortest_trace(&best) * (best.count > 0) < 4; i++) {
		bool traced = i + 1 < phrase->count ? trace_joint(&found, &phrase->elements[i], &phrase->elements[i + 1])
		                                    : phrase->count == 1 && trace_element(&found, &phrase->elements[0]);

		if (traced && (best.count == 0 || shortest_trace(&found) > shortest_trace(&best)))
			best = found;
	}
	return best;
}

static bool holds_trace(const unsigned char *at, const unsigned char *end, const struct trace *trace)
{
	size_t last = trace->length - 1;

#ifdef __SSE2__
	__m128i first_byte = _mm_set1_epi8((char)trace->bytes[0]), last_byte = _mm_set1_epi8((char)trace->bytes[last]);

	for (; (size_t)(end - at) >= 16 + last; at += 16) {
		__m128i firsts = _mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)(const void *)at), first_byte);
		__m128i lasts = _mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)(const void *)(at + last)), last_byte);
		unsigned bits = (unsigned)_mm_movemask_epi8(_mm_and_si128(firsts, lasts));

		for (; bits; bits &= bits - 1)
			if (!memcmp(at + __builtin_ctz(bits), trace->bytes, trace->length))
				return true;
	}
#endif
	for (; (size_t)(end - at) > last; at++)
		if (!memcmp(at, trace->bytes, trace->length))
			return true;
	return false;
}

/* Whether the phrase can stand in the packed words at all. */
static bool may_hold(const struct phrase *phrase, const unsigned char *at, const unsigned char *end)
{
	struct traces traces = traces_of(phrase);
	bool found = traces.count == 0;

	for (size_t i = 0; i < traces.count && !found; i++)
		found = holds_trace(at, end, &traces.list[i]);
	return found;
}

static bool occurs(const struct phrase *phrase, const uint16_t *words, size_t count)
{
	struct word_row row = {.stream = words, .count = count};
	size_t at = 0, base;

	return phrase_next(phrase, &row, &at, &base) != 0;
}

bool stream_matches(const struct phrase *phrase, const void *stream, size_t length)
{
	const unsigned char *at = stream, *end = at + length;
	struct stream_words words;
	uint64_t title;
	bool found;

	if (varint_read(&at, end, &title) != 0 || !may_hold(phrase, at, end) || stream_unpack(&words, stream, length) != 0)
		return false;
	found = occurs(phrase, words.list, words.title) ||
	        (phrase->field != PHRASE_IN_TITLE &&
	         occurs(phrase, words.list + words.title, words.count - words.title));
	stream_words_release(&words);
	return found;
}

size_t phrase_end(const struct phrase *phrase, const struct phrase_words *words, size_t at)
{
	struct word_row whole = {.whole = words, .count = words->count};
	size_t base;
	uint64_t ends = phrase_ends(phrase, &whole, at, &base);

	return ends ? base + PHRASE_REACH - 1 - (size_t)__builtin_clzll(ends) : 0;
}
