/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "names/candidates.h"

#include "text/memory.h"
#include "text/stem.h"

#include <stdlib.h>
#include <string.h>

#define HASHES_MAX 160 /* of one name: a few of its words, and its surname's letters */
#define LINKS_FOLLOWED 48 /* under one hash: the groups of the most frequent names */

/* What two names may share; part of a hash. */
enum shared {
	SHARED_CLASS = 1,
	SHARED_LETTER,
	SHARED_SLIP,
	SHARED_FORENAME_SLIP
};

struct hashes {
	uint64_t list[HASHES_MAX];
	size_t count;
};

static uint64_t mix(uint64_t a, uint64_t b)
{
	a = (a ^ (b + 0x9E3779B97F4A7C15u + (a << 6) + (a >> 2))) * 0xBF58476D1CE4E5B9u;
	return a ^ (a >> 29);
}

static void add_hash(struct hashes *hashes, enum shared shared, uint64_t surname, uint64_t forename)
{
	uint64_t hash = mix(mix(surname, forename), shared);

	if (hashes->count < HASHES_MAX)
		hashes->list[hashes->count++] = hash ? hash : 1;
}

static uint64_t consonants_hash(const struct person_name *person, size_t word)
{
	char skeleton[NAME_KEY_MAX];
	size_t length = name_skeleton(person_word(person, word), person_word_length(person, word), skeleton);

	return term_hash(skeleton, name_consonants(skeleton, length));
}

static uint64_t skeleton_hash(const struct person_name *person, size_t word)
{
	char skeleton[NAME_KEY_MAX];

	return term_hash(skeleton, name_skeleton(person_word(person, word), person_word_length(person, word), skeleton));
}

/* The forename's classes; and its skeleton, which stands for the unknown ones. */
static size_t forename_hashes(const struct candidates *candidates, const struct person_name *person, size_t word,
                              uint64_t out[FORENAME_CLASSES + 1])
{
	uint32_t classes[FORENAME_CLASSES];
	size_t count = forename_classes(candidates->forenames, person_word(person, word), person_word_length(person, word), classes);

	for (size_t i = 0; i < count; i++)
		out[i] = classes[i];
	out[count] = skeleton_hash(person, word);
	return count + 1;
}

static void add_class_hashes(const struct candidates *candidates, const struct person_name *person, size_t forename,
                             size_t surname, struct hashes *hashes)
{
	uint64_t forenames[FORENAME_CLASSES + 1], consonants = consonants_hash(person, surname);
	size_t count = forename_hashes(candidates, person, forename, forenames);

	for (size_t i = 0; i < count; i++)
		add_hash(hashes, SHARED_CLASS, consonants, forenames[i]);
}

/* The surname, and each way to leave out one of its letters behind the second. */
static void add_slip_hashes(const struct person_name *person, struct hashes *hashes)
{
	const char *surname = person_word(person, person->count - 1u);
	size_t length = person_word_length(person, person->count - 1u);
	uint64_t forename = skeleton_hash(person, 0);
	char left[NAME_KEY_MAX];

	add_hash(hashes, SHARED_FORENAME_SLIP, term_hash(surname, length), (unsigned char)*person->text);
	add_hash(hashes, SHARED_SLIP, term_hash(surname, length), forename);
	for (size_t out = 2; out < length && length > 5; out++) {
		memcpy(left, surname, out);
		memcpy(left + out, surname + out + 1, length - out - 1);
		add_hash(hashes, SHARED_SLIP, term_hash(left, length - 1), forename);
	}
}

/* What is true of the name whether it is the one that is kept or the one that looks. */
static void add_hashes(const struct candidates *candidates, const struct person_name *person, struct hashes *hashes)
{
	size_t last = person->count - 1u;

	if (!person->initial[0])
		add_class_hashes(candidates, person, 0, last, hashes);
	for (size_t i = 1; i < last; i++) {
		if (person->initial[i])
			continue;
		add_class_hashes(candidates, person, i, last, hashes); /* without the first forename */
		if (!person->initial[0])
			add_class_hashes(candidates, person, 0, i, hashes); /* without the last surname */
	}
}

/* ---- the table ---- */

void candidates_init(struct candidates *candidates, const struct forenames *forenames)
{
	*candidates = (struct candidates){.forenames = forenames, .places = 1024};
	candidates->table = memory_zeroed(candidates->places, sizeof *candidates->table);
}

void candidates_release(struct candidates *candidates)
{
	free(candidates->table);
	free(candidates->links);
	*candidates = (struct candidates){0};
}

static struct candidate_place *place_of(const struct candidates *candidates, uint64_t hash)
{
	size_t at = hash & (candidates->places - 1);

	while (candidates->table[at].hash != 0 && candidates->table[at].hash != hash)
		at = (at + 1) & (candidates->places - 1);
	return &candidates->table[at];
}

static void grow(struct candidates *candidates)
{
	struct candidate_place *old = candidates->table;
	size_t places = candidates->places;

	candidates->places *= 2;
	candidates->table = memory_zeroed(candidates->places, sizeof *candidates->table);
	for (size_t i = 0; i < places; i++)
		if (old[i].hash != 0)
			*place_of(candidates, old[i].hash) = old[i];
	free(old);
}

static void add_link(struct candidates *candidates, uint64_t hash, uint32_t group)
{
	struct candidate_place *place;
	uint32_t link = (uint32_t)candidates->link_count;

	if (candidates->link_count == candidates->link_capacity) {
		candidates->link_capacity = candidates->link_capacity ? candidates->link_capacity * 2 : 1024;
		candidates->links = memory_resize(candidates->links, candidates->link_capacity, sizeof *candidates->links);
	}
	candidates->links[candidates->link_count++] = (struct candidate_link){group, UINT32_MAX};
	if (2 * (candidates->used + 1) > candidates->places)
		grow(candidates);
	place = place_of(candidates, hash);
	if (place->hash == 0) {
		candidates->used++;
		*place = (struct candidate_place){hash, link, link};
	} else {
		candidates->links[place->last].next = link;
		place->last = link;
	}
}

void candidates_add(struct candidates *candidates, const struct person_name *person, uint32_t documents, uint32_t group)
{
	struct hashes hashes = {.count = 0};

	add_hashes(candidates, person, &hashes);
	add_hash(&hashes, SHARED_LETTER, consonants_hash(person, person->count - 1u), (unsigned char)*person->text);
	if (documents >= FREQUENT_DOCUMENTS && !person->initial[0])
		add_slip_hashes(person, &hashes);
	for (size_t i = 0; i < hashes.count; i++)
		add_link(candidates, hashes.list[i], group);
}

/* Adds the groups under a hash, each once; returns how many there are then. */
static size_t follow(const struct candidates *candidates, uint64_t hash, uint32_t groups[CANDIDATES_MAX], size_t count)
{
	const struct candidate_place *place = place_of(candidates, hash);
	uint32_t link = place->hash == 0 ? UINT32_MAX : place->first;

	for (size_t i = 0; link != UINT32_MAX && i < LINKS_FOLLOWED && count < CANDIDATES_MAX; i++) {
		uint32_t group = candidates->links[link].group;
		size_t known = 0;

		while (known < count && groups[known] != group)
			known++;
		if (known == count)
			groups[count++] = group;
		link = candidates->links[link].next;
	}
	return count;
}

size_t candidates_find(const struct candidates *candidates, const struct person_name *person, uint32_t groups[CANDIDATES_MAX])
{
	struct hashes hashes = {.count = 0};
	size_t count = 0;

	add_hashes(candidates, person, &hashes);
	if (person->initial[0])
		add_hash(&hashes, SHARED_LETTER, consonants_hash(person, person->count - 1u), (unsigned char)*person->text);
	else
		add_slip_hashes(person, &hashes);
	for (size_t i = 0; i < hashes.count; i++)
		count = follow(candidates, hashes.list[i], groups, count);
	return count;
}
