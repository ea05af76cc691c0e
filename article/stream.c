/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "article/stream.h"

#include "article/frequent.h"
#include "text/memory.h"

#include <stdlib.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

uint16_t stream_word(uint64_t hash)
{
	uint8_t code = frequent_code(hash);

	return code != FREQUENT_NONE ? code : (uint16_t)(STREAM_RARE | hash >> 49);
}

void stream_encode(struct buffer *out, const struct tokens *tokens)
{
	unsigned char *to;

	buffer_add_varint(out, tokens->positions[FIELD_TITLE]);
	to = (unsigned char *)buffer_reserve(out, 2 * tokens->count);
	for (size_t i = 0; i < tokens->count; i++) {
		const struct token *token = &tokens->list[i];
		uint16_t word;

		if (token->kind != TOKEN_WORD)
			continue;
		word = stream_word(token->hash);
		if (word & STREAM_RARE)
			*to++ = (unsigned char)(word >> 8);
		*to++ = (unsigned char)word;
	}
	out->length = (size_t)((char *)to - out->bytes);
}

/* The words of a stream behind its title count; returns how many, SIZE_MAX when the last one is cut off. */
static size_t unpack_words(const unsigned char *at, const unsigned char *end, uint16_t *words)
{
	size_t count = 0;

	/* Whether a word takes one byte or two cannot be foretold, so nothing is asked but how far to go on. */
	while (end - at >= 2) {
		unsigned pair = (unsigned)(at[0] << 8 | at[1]), rare = pair >> 15;

		words[count++] = (uint16_t)(pair >> (rare ? 0 : 8));
		at += 1 + rare;
	}
	if (at < end && *at >= 0x80)
		return SIZE_MAX;
	if (at < end)
		words[count++] = *at;
	return count;
}

int stream_count(const void *stream, size_t length, size_t *words, size_t *title)
{
	const unsigned char *at = stream, *end = at + length;
	uint64_t number;

	*words = *title = 0;
	if (varint_read(&at, end, &number) != 0)
		return -1;
	while (at < end) {
		at += *at < 0x80 ? 1 : 2;
		++*words;
	}
	if (at > end || number > *words)
		return -1;
	*title = (size_t)number;
	return 0;
}

#ifdef __SSE2__
/* The bytes of 64 that are not below 0x80, a bit each. */
static uint64_t high_bytes(const unsigned char *at)
{
	uint64_t bits = 0;

	for (unsigned i = 0; i < 64; i += 16)
		bits |= (uint64_t)(unsigned)_mm_movemask_epi8(_mm_loadu_si128((const __m128i *)(const void *)(at + i))) << i;
	return bits;
}

/*
 * Which bytes of 64 are the second ones of a word: in a row of high bytes, with
 * the byte behind it, those an odd way from its start. *carry: whether the first
 * byte of the 64 is one, and then whether the byte behind them is.
 */
static uint64_t second_bytes(uint64_t high, uint64_t *carry)
{
	const uint64_t even = 0x5555555555555555u;
	uint64_t rows = high & ~*carry, starts = rows & ~(rows << 1);
	uint64_t from_even = rows & ~(rows + (starts & even)), from_odd = rows ^ from_even; /* an addition runs through a row */
	uint64_t seconds = ((from_even | from_even << 1) & ~even) | ((from_odd | from_odd << 1) & even) | *carry;

	*carry = (rows & ~seconds) >> 63;
	return seconds;
}
#endif

size_t stream_count_words(const unsigned char *at, const unsigned char *end)
{
	size_t words = 0;
#ifdef __SSE2__
	uint64_t carry = 0;

	for (; end - at >= 64; at += 64)
		words += (size_t)__builtin_popcountll(~second_bytes(high_bytes(at), &carry));
	at += carry;
#endif
	for (; at < end; words++)
		at += *at < 0x80 ? 1 : 2;
	return words;
}

int stream_unpack(struct stream_words *out, const void *stream, size_t length)
{
	const unsigned char *at = stream, *end = at + length;
	uint64_t title;

	out->heap = NULL;
	if (varint_read(&at, end, &title) != 0)
		return -1;
	if ((size_t)(end - at) > STREAM_WORDS_ON_STACK)
		out->heap = memory_resize(NULL, (size_t)(end - at), sizeof *out->heap);
	out->list = out->heap ? out->heap : out->near;
	out->count = unpack_words(at, end, out->list);
	out->title = (size_t)title;
	if (out->count != SIZE_MAX && title <= out->count)
		return 0;
	stream_words_release(out);
	return -1;
}

void stream_words_release(struct stream_words *words)
{
	free(words->heap);
	words->heap = NULL;
}
