/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/extract/title/title_words.h"

#include "text/fold.h"

#include <ctype.h>
#include <stdbool.h>

#define WORD_LETTERS_MIN 2
#define HASH_SEED 2166136261u /* FNV-1a */
#define HASH_PRIME 16777619u

/* The next word's hash; false at the end. */
static bool next_word(const char **at, const char *end, uint32_t *hash)
{
	size_t letters = 0;

	*hash = HASH_SEED;
	while (*at < end) {
		struct folded folded;

		if ((signed char)**at >= 0) {
			folded = (struct folded){.length = isalnum((unsigned char)**at) != 0, .bytes = {(char)tolower((unsigned char)**at)}};
			++*at;
		} else {
			folded = fold_character(fold_next(at, end));
			if (folded.class == CLASS_MARK)
				continue;
		}
		if (!folded.length && letters >= WORD_LETTERS_MIN)
			return true;
		if (!folded.length) {
			*hash = HASH_SEED;
			letters = 0;
		}
		letters += folded.length;
		for (size_t i = 0; i < folded.length; i++)
			*hash = (*hash ^ (unsigned char)folded.bytes[i]) * HASH_PRIME;
	}
	return letters >= WORD_LETTERS_MIN;
}

void title_words_of(struct title_words *words, const char *text, size_t length)
{
	const char *end = text + length;

	words->count = 0;
	while (words->count < TITLE_WORDS_MAX && next_word(&text, end, &words->hashes[words->count]))
		words->count++;
}

size_t title_words_shared(const struct title_words *words, const struct title_words *with)
{
	size_t shared = 0;

	for (size_t i = 0; i < words->count; i++)
		for (size_t k = 0; k < with->count; k++)
			if (words->hashes[i] == with->hashes[k]) {
				shared++;
				break;
			}
	return shared;
}

static uint32_t bit_of(uint32_t hash)
{
	return (hash ^ hash >> 15) % WORD_SIEVE_BITS;
}

void word_sieve_add(struct word_sieve *sieve, const char *text, size_t length)
{
	const char *end = text + length;
	uint32_t hash;

	while (text < end && next_word(&text, end, &hash))
		sieve->bits[bit_of(hash) / 64] |= UINT64_C(1) << bit_of(hash) % 64;
}

size_t word_sieve_shared(const struct word_sieve *sieve, const struct title_words *words)
{
	size_t shared = 0;

	for (size_t i = 0; i < words->count; i++)
		shared += sieve->bits[bit_of(words->hashes[i]) / 64] >> bit_of(words->hashes[i]) % 64 & 1;
	return shared;
}
