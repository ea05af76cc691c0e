/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/stem.h"

#include "text/lexicon.h"
#include "text/memory.h"

#include <endian.h>
#include <libstemmer.h>
#include <stdlib.h>
#include <string.h>

/* Two places a set. Two megabytes, of which a query touches a few lines. */
#define CACHE_SETS 16384
#define CACHE_STEM 41 /* longer stems are rare and pass the cache by; an entry is a cache line */

/* A word is known by its 64 bits alone: were two ever to meet, one would get the other's stem. */
struct cached {
	uint64_t hash; /* of the word; 0: empty */
	uint64_t stem_hash;
	char stem[CACHE_STEM];
	uint8_t stem_length;
	bool stop, name_like;
};

struct stemmer {
	struct sb_stemmer *snowball; /* NULL: words stay as they are */
	char language[9];
	struct stem found;
	struct cached *cache;
};

struct stemmer *stemmer_new(const char *language)
{
	struct stemmer *stemmer = memory_zeroed(1, sizeof *stemmer);

	if (language && strlen(language) < sizeof stemmer->language) {
		strcpy(stemmer->language, language);
		stemmer->snowball = sb_stemmer_new(language, "UTF_8");
	}
	stemmer->cache = memory_zeroed(CACHE_SETS * 2, sizeof *stemmer->cache);
	return stemmer;
}

void stemmer_free(struct stemmer *stemmer)
{
	if (!stemmer)
		return;
	if (stemmer->snowball)
		sb_stemmer_delete(stemmer->snowball);
	free(stemmer->cache);
	free(stemmer);
}

static uint64_t mix(uint64_t value)
{
	value ^= value >> 32;
	value *= 0xD6E8FEB86659FD93u;
	value ^= value >> 32;
	value *= 0xD6E8FEB86659FD93u;
	return value ^ value >> 32;
}

static uint64_t load(const char *bytes, size_t length)
{
	uint64_t word = 0;

	memcpy(&word, bytes, length);
	return le64toh(word);
}

/*
 * Eight bytes at a time, lowest first whatever the machine. What is left at the
 * end is read in pieces of a fixed size that overlap: with the length mixed in
 * they still tell every two terms apart.
 */
uint64_t term_hash(const char *term, size_t length)
{
	uint64_t hash = 0x9E3779B97F4A7C15u * (length + 1);

	if (length >= 8) {
		for (size_t i = 0; i + 8 < length; i += 8)
			hash = mix(hash ^ load(term + i, 8));
		return mix(hash ^ load(term + length - 8, 8));
	}
	if (length >= 4)
		return mix(hash ^ (load(term, 4) | load(term + length - 4, 4) << 32));
	if (length > 0)
		hash ^= load(term, 1) | load(term + length / 2, 1) << 8 | load(term + length - 1, 1) << 16;
	return mix(hash);
}

/* Snowball stems letters; a number or a mixture ("f16", "6000s") keeps its form. */
static bool stemmable(const char *word, size_t length)
{
	if (length < 3)
		return false;
	for (size_t i = 0; i < length; i++)
		if (word[i] >= '0' && word[i] <= '9')
			return false;
	return true;
}

static void run(struct stemmer *stemmer, const char *word, size_t length, uint64_t hash)
{
	struct stem *found = &stemmer->found;
	const unsigned char *stem = NULL;

	if (stemmer->snowball && stemmable(word, length))
		stem = sb_stemmer_stem(stemmer->snowball, (const sb_symbol *)word, (int)length);
	found->form_hash = hash;
	found->length = (uint8_t)length;
	memcpy(found->bytes, word, length);
	if (stem) {
		int size = sb_stemmer_length(stemmer->snowball);

		if (size > 0 && size <= WORD_MAX) {
			found->length = (uint8_t)size;
			memcpy(found->bytes, stem, (size_t)size);
		}
	}
	found->stop = lexicon_stop_word(stemmer->language, word, length);
	found->name_like = !strcmp(stemmer->language, "en") &&
	                   (found->length != length || memcmp(found->bytes, word, length) != 0) &&
	                   !lexicon_holds(word, length);
	found->hash = found->length == length && !memcmp(found->bytes, word, length)
	                      ? hash
	                      : term_hash(found->bytes, found->length);
}

static void recall(struct stem *found, const struct cached *cached)
{
	found->hash = cached->stem_hash;
	found->form_hash = cached->hash;
	found->length = cached->stem_length;
	memcpy(found->bytes, cached->stem, CACHE_STEM);
	found->stop = cached->stop;
	found->name_like = cached->name_like;
}

static void keep(struct cached *cached, const struct stem *found)
{
	cached->hash = found->form_hash;
	cached->stem_hash = found->hash;
	cached->stem_length = found->length;
	memcpy(cached->stem, found->bytes, found->length);
	cached->stop = found->stop;
	cached->name_like = found->name_like;
}

const struct stem *stemmer_look_up(struct stemmer *stemmer, const char *word, size_t length)
{
	uint64_t hash = term_hash(word, length);
	struct cached *set = &stemmer->cache[(hash & (CACHE_SETS - 1)) * 2];
	struct stem *found = &stemmer->found;

	if (set[0].hash == hash) {
		recall(found, &set[0]);
		return found;
	}
	if (set[1].hash == hash) {
		struct cached first = set[0];

		set[0] = set[1];
		set[1] = first;
		recall(found, &set[0]);
		return found;
	}
	run(stemmer, word, length, hash);
	if (found->length <= CACHE_STEM) {
		set[1] = set[0]; /* the one that was asked for longest ago goes */
		keep(&set[0], found);
	}
	return found;
}
