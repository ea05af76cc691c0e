/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/stem.h"

#include "text/accents.h"
#include "text/fold.h"
#include "text/lexicon.h"
#include "text/memory.h"
#include "text/utf8.h"

#include <endian.h>
#include <libstemmer.h>
#include <stdlib.h>
#include <string.h>

/*
 * Two entries a set, and a set is a cache line. A query's few words fill some of
 * 16 kB; who reads on gets four megabytes, in two steps.
 */
#define CACHE_SETS_MIN ((size_t)1 << 8)
#define CACHE_SETS_MAX ((size_t)1 << 16)
#define CACHE_GROWTH 16
#define CACHE_LINE 64

/* Bytes of a stem that are not its word's first ones. Longer endings are rare and pass the cache by. */
#define CACHE_ENDING 12

/* A word is known by its 64 bits alone: were two ever to meet, one would get the other's stem. */
struct cached {
	uint64_t hash; /* of the word; 0: empty */
	uint64_t stem_hash;
	char ending[CACHE_ENDING];
	uint8_t kept, length;
	bool stop, name_like;
};

struct stemmer {
	struct sb_stemmer *snowball; /* NULL: words stay as they are */
	char language[9];
	const struct accents *accents; /* that it needs, or NULL */
	struct stem found;
	struct cached *cache; /* sets * 2, aligned to the processor's cache lines */
	void *memory;         /* that the cache lies in */
	size_t sets, learned; /* a power of two; words put in since it has this size */
};

/* Zero pages that nobody touches cost nothing, which aligned_alloc and memset would not leave so. */
static void make_cache(struct stemmer *stemmer, size_t sets)
{
	size_t misfit;

	free(stemmer->memory);
	stemmer->sets = sets;
	stemmer->learned = 0;
	stemmer->memory = memory_zeroed(sets * 2 * sizeof(struct cached) + CACHE_LINE, 1);
	misfit = (uintptr_t)stemmer->memory % CACHE_LINE;
	stemmer->cache = (struct cached *)((char *)stemmer->memory + (misfit ? CACHE_LINE - misfit : 0));
}

bool stemmer_knows(const char *language)
{
	struct sb_stemmer *snowball = sb_stemmer_new(language, "UTF_8");

	if (snowball)
		sb_stemmer_delete(snowball);
	return snowball;
}

struct stemmer *stemmer_new(const char *language)
{
	struct stemmer *stemmer = memory_zeroed(1, sizeof *stemmer);

	if (language && strlen(language) < sizeof stemmer->language) {
		strcpy(stemmer->language, language);
		stemmer->snowball = sb_stemmer_new(language, "UTF_8");
		stemmer->accents = accents_of(language);
	}
	make_cache(stemmer, CACHE_SETS_MIN);
	return stemmer;
}

void stemmer_free(struct stemmer *stemmer)
{
	if (!stemmer)
		return;
	if (stemmer->snowball)
		sb_stemmer_delete(stemmer->snowball);
	free(stemmer->memory);
	free(stemmer);
}

unsigned stemmer_keeps(const struct stemmer *stemmer)
{
	static const char suffixes[][3] = {"ca", "da", "de", "es", "fi", "fr", "hu", "it", "no", "pt", "ro", "ru", "sv"};

	if (!stemmer->snowball || !strcmp(stemmer->language, "en"))
		return 2;
	for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
		if (!strcmp(stemmer->language, suffixes[i]))
			return 1;
	return 0;
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
 * they still tell every two terms apart. fold: bits that are set in each byte.
 */
static inline uint64_t hash_folded(const char *term, size_t length, uint64_t fold)
{
	uint64_t hash = 0x9E3779B97F4A7C15u * (length + 1);

	if (length >= 8) {
		for (size_t i = 0; i + 8 < length; i += 8)
			hash = mix(hash ^ (load(term + i, 8) | fold));
		return mix(hash ^ (load(term + length - 8, 8) | fold));
	}
	if (length >= 4)
		return mix(hash ^ (load(term, 4) | load(term + length - 4, 4) << 32 | fold));
	if (length > 0)
		hash ^= load(term, 1) | load(term + length / 2, 1) << 8 | load(term + length - 1, 1) << 16 | (fold & 0xFFFFFF);
	return mix(hash);
}

uint64_t term_hash(const char *term, size_t length)
{
	return hash_folded(term, length, 0);
}

uint64_t term_hash_letters(const char *letters, size_t length)
{
	return hash_folded(letters, length, 0x2020202020202020u);
}

/* Snowball stems letters; a number, a mixture ("f16", "6000s") or an acronym ("u.s") keeps its form. */
static bool stemmable(const char *word, size_t length)
{
	if (length < 3)
		return false;
	for (size_t i = 0; i < length; i++)
		if ((word[i] >= '0' && word[i] <= '9') || word[i] == '.')
			return false;
	return true;
}

/* Takes the accents out of a stem that has kept some; returns its length. */
static size_t fold_stem(char *stem, size_t length)
{
	const char *at = stem, *end = stem + length;
	size_t used = 0;

	while (at < end) {
		struct folded folded = fold_character(utf8_next(&at, end));

		memcpy(stem + used, folded.bytes, folded.length); /* never longer than the letter was */
		used += folded.length;
	}
	return used;
}

static void stem_accented(struct stemmer *stemmer, const char *word, size_t length)
{
	struct stem *found = &stemmer->found;
	const sb_symbol *stem = sb_stemmer_stem(stemmer->snowball, (const sb_symbol *)word, (int)length);
	int size = sb_stemmer_length(stemmer->snowball);

	char folded[ACCENTED_MAX];

	if (!stem || size <= 0 || size > ACCENTED_MAX)
		return;
	memcpy(folded, stem, (size_t)size);
	size = (int)fold_stem(folded, (size_t)size);
	if (size > WORD_MAX)
		return;
	memcpy(found->bytes, folded, (size_t)size);
	found->length = (uint8_t)size;
}

/* Longer surnames have stems that are nothing else; to keep all such words would make an index .7 % larger, these .4 %. */
#define MISLEADING_MAX 9

bool stem_misleads(const char *word, size_t length)
{
	static const char *const endings[] = {"s", "ed", "ing"};

	for (size_t i = 0; i < sizeof endings / sizeof *endings && length <= MISLEADING_MAX; i++) {
		size_t size = strlen(endings[i]);

		if (length > size && !memcmp(word + length - size, endings[i], size))
			return true;
	}
	return false;
}

static void keep_form(struct stem *found, const char *word, size_t length)
{
	found->length = (uint8_t)length;
	memcpy(found->bytes, word, length);
}

static void run(struct stemmer *stemmer, const char *word, size_t length, uint64_t hash)
{
	struct stem *found = &stemmer->found;
	const unsigned char *stem = NULL;
	char accented[ACCENTED_MAX];
	bool inflects = stemmer->snowball && stemmable(word, length);
	size_t accented_length = inflects && stemmer->accents ? accents_restore(stemmer->accents, word, length, accented) : 0;

	if (inflects && !accented_length)
		stem = sb_stemmer_stem(stemmer->snowball, (const sb_symbol *)word, (int)length);
	found->form_hash = hash;
	keep_form(found, word, length);
	if (stem) {
		int size = sb_stemmer_length(stemmer->snowball);

		if (size > 0 && size <= WORD_MAX) {
			found->length = (uint8_t)size;
			memcpy(found->bytes, stem, (size_t)size);
		}
	}
	if (accented_length)
		stem_accented(stemmer, accented, accented_length);
	found->stop = lexicon_stop_word(stemmer->language, word, length);
	if (!found->stop && lexicon_stop_word(stemmer->language, found->bytes, found->length))
		keep_form(found, word, length);
	found->name_like = !strcmp(stemmer->language, "en") &&
	                   (found->length != length || memcmp(found->bytes, word, length) != 0) &&
	                   !lexicon_holds(word, length);
	found->hash = found->length == length && !memcmp(found->bytes, word, length)
	                      ? hash
	                      : term_hash(found->bytes, found->length);
}

/* How many bytes word and stem have in common at their beginning. */
static uint8_t common(const struct stem *found, const char *word, size_t length)
{
	size_t same = 0;

	while (same < length && same < found->length && word[same] == found->bytes[same])
		same++;
	return (uint8_t)same;
}

static struct ending recall(const struct cached *cached)
{
	return (struct ending){.hash = cached->stem_hash,
	                       .bytes = cached->ending,
	                       .kept = cached->kept,
	                       .length = cached->length,
	                       .stop = cached->stop,
	                       .name_like = cached->name_like};
}

static void keep(struct cached *cached, uint64_t hash, const struct ending *ending)
{
	*cached = (struct cached){.hash = hash,
	                          .stem_hash = ending->hash,
	                          .kept = ending->kept,
	                          .length = ending->length,
	                          .stop = ending->stop,
	                          .name_like = ending->name_like};
	memcpy(cached->ending, ending->bytes, ending->length);
}

static struct cached *set_of(const struct stemmer *stemmer, uint64_t hash)
{
	return &stemmer->cache[(hash & (stemmer->sets - 1)) * 2];
}

void stemmer_prefetch(const struct stemmer *stemmer, uint64_t hash)
{
	__builtin_prefetch(set_of(stemmer, hash));
}

/* A word that the cache does not know takes the place of the one that was asked for longest ago. */
static struct ending learn(struct stemmer *stemmer, const char *word, size_t length, uint64_t hash)
{
	const struct stem *found = &stemmer->found;
	struct cached *set;
	struct ending ending;

	if (stemmer->learned++ > stemmer->sets && stemmer->sets < CACHE_SETS_MAX)
		make_cache(stemmer, stemmer->sets * CACHE_GROWTH);
	set = set_of(stemmer, hash);
	run(stemmer, word, length, hash);
	ending = (struct ending){.hash = found->hash, .kept = common(found, word, length), .stop = found->stop, .name_like = found->name_like};
	ending.bytes = found->bytes + ending.kept;
	ending.length = (uint8_t)(found->length - ending.kept);
	if (ending.length <= CACHE_ENDING) {
		set[1] = set[0];
		keep(&set[0], hash, &ending);
	}
	return ending;
}

struct ending stemmer_find(struct stemmer *stemmer, const char *word, size_t length, uint64_t hash)
{
	struct cached *set = set_of(stemmer, hash);

	if (set[0].hash == hash)
		return recall(&set[0]);
	if (set[1].hash == hash) {
		struct cached first = set[0];

		set[0] = set[1];
		set[1] = first;
		return recall(&set[0]);
	}
	return learn(stemmer, word, length, hash);
}

const struct stem *stemmer_look_up(struct stemmer *stemmer, const char *word, size_t length)
{
	uint64_t hash = term_hash(word, length);
	struct ending ending = stemmer_find(stemmer, word, length, hash);
	struct stem *found = &stemmer->found;

	memmove(found->bytes + ending.kept, ending.bytes, ending.length);
	memcpy(found->bytes, word, ending.kept);
	found->length = (uint8_t)(ending.kept + ending.length);
	found->hash = ending.hash;
	found->form_hash = hash;
	found->stop = ending.stop;
	found->name_like = ending.name_like;
	return found;
}
