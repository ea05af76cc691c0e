/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "article/word_set.h"

#include "article/stream.h"
#include "text/memory.h"

#include <stdlib.h>
#include <string.h>
#if defined __x86_64__ && defined __GNUC__
#define BY_SIXTEEN
#include <tmmintrin.h>
#endif

#define BUCKETS 8

void word_set_release(struct word_set *set)
{
	free(set->list);
	*set = (struct word_set){0};
}

/* The place of the first entry that is not below word. */
static size_t place_of(const struct word_set *set, uint16_t word)
{
	size_t low = 0, high = set->count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (set->list[middle].word < word)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void add_halves(struct word_set *set, uint16_t word, uint8_t bucket)
{
	unsigned first = word & STREAM_RARE ? word >> 8 : word, second = word & 0xff;

	set->halves[0][first & 15] |= bucket;
	set->halves[1][first >> 4] |= bucket;
	for (size_t i = 0; i < 16; i++) { /* behind a word of one byte stands anything */
		if (!(word & STREAM_RARE) || i == (second & 15))
			set->halves[2][i] |= bucket;
		if (!(word & STREAM_RARE) || i == second >> 4)
			set->halves[3][i] |= bucket;
	}
}

void word_set_add(struct word_set *set, uint16_t word, uint16_t number)
{
	size_t at = place_of(set, word);

	if (at < set->count && set->list[at].word == word)
		return;
	add_halves(set, word, (uint8_t)(1u << set->count % BUCKETS));
	set->list = memory_resize(set->list, set->count + 1, sizeof *set->list);
	memmove(&set->list[at + 1], &set->list[at], (set->count - at) * sizeof *set->list);
	set->list[at] = (struct word_set_entry){word, number};
	set->count++;
}

struct search {
	const struct word_set *set;
	const unsigned char *begins, *end; /* a word begins there, as far as we have come */
	void (*visit)(void *context, const unsigned char *at, unsigned number);
	void *context;
};

/*
 * Whether a word begins at `at`, which is not before search->begins. A byte
 * below 0x80 always ends a word, as a code or as the second byte of two; behind
 * it, bytes belong together in pairs.
 */
static bool word_begins(struct search *search, const unsigned char *at)
{
	const unsigned char *before = at;

	while (before > search->begins && before[-1] >= 0x80)
		before--;
	search->begins = (at - before) % 2 == 0 ? at : at + 1;
	return search->begins == at;
}

/* What may be a word of the set. */
static void look_at(struct search *search, const unsigned char *at)
{
	uint16_t word = *at;
	size_t place;

	if (!word_begins(search, at))
		return;
	if (word >= 0x80) {
		if (search->end - at < 2)
			return;
		word = (uint16_t)(word << 8 | at[1]);
	}
	place = place_of(search->set, word);
	if (place < search->set->count && search->set->list[place].word == word)
		search->visit(search->context, at, search->set->list[place].number);
}

#ifdef BY_SIXTEEN
/* Mula's and Langdale's way to find many short strings ("Teddy", in Hyperscan). Up to where it came. */
__attribute__((target("ssse3"))) static const unsigned char *find_by_sixteen(struct search *search, const unsigned char *at)
{
	const __m128i *tables = (const void *)search->set->halves;
	const __m128i low_first = _mm_loadu_si128(tables), high_first = _mm_loadu_si128(tables + 1);
	const __m128i low_second = _mm_loadu_si128(tables + 2), high_second = _mm_loadu_si128(tables + 3);
	const __m128i half = _mm_set1_epi8(15);

	for (; search->end - at > 16; at += 16) {
		__m128i first = _mm_loadu_si128((const void *)at), second = _mm_loadu_si128((const void *)(at + 1));
		__m128i buckets = _mm_and_si128(
			_mm_and_si128(_mm_shuffle_epi8(low_first, _mm_and_si128(first, half)),
		                      _mm_shuffle_epi8(high_first, _mm_and_si128(_mm_srli_epi16(first, 4), half))),
			_mm_and_si128(_mm_shuffle_epi8(low_second, _mm_and_si128(second, half)),
		                      _mm_shuffle_epi8(high_second, _mm_and_si128(_mm_srli_epi16(second, 4), half))));
		unsigned bits = ~(unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(buckets, _mm_setzero_si128())) & 0xffff;

		for (; bits; bits &= bits - 1)
			look_at(search, at + __builtin_ctz(bits));
	}
	return at;
}
#endif

void word_set_find(const struct word_set *set, const unsigned char *start, const unsigned char *end,
                   void (*visit)(void *context, const unsigned char *at, unsigned number), void *context)
{
	struct search search = {.set = set, .begins = start, .end = end, .visit = visit, .context = context};
	const unsigned char *at = start;

#ifdef BY_SIXTEEN
	if (__builtin_cpu_supports("ssse3"))
		at = find_by_sixteen(&search, at);
#endif
	for (; at < end; at++)
		if (set->halves[0][*at & 15] & set->halves[1][*at >> 4])
			look_at(&search, at);
}
