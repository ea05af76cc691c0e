/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "names/prospects.h"

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

static uint64_t skeleton_hash_of(const char *word, size_t length)
{
	char skeleton[NAME_KEY_MAX];

	return term_hash(skeleton, name_skeleton(word, length, skeleton));
}

static uint64_t skeleton_hash(const struct person_name *person, size_t word)
{
	return skeleton_hash_of(person_word(person, word), person_word_length(person, word));
}

/* The forename's classes; and its skeleton, which stands for the unknown ones. */
static size_t forename_hashes(const struct prospects *prospects, const struct person_name *person, size_t word,
                              uint64_t out[FORENAME_CLASSES + 1])
{
	uint32_t classes[FORENAME_CLASSES];
	size_t count = forename_classes(prospects->forenames, person_word(person, word), person_word_length(person, word), classes);

	for (size_t i = 0; i < count; i++)
		out[i] = classes[i];
	out[count] = skeleton_hash(person, word);
	return count + 1;
}

static void add_class_hashes(const struct prospects *prospects, const struct person_name *person, size_t forename,
                             size_t surname, struct hashes *hashes)
{
	uint64_t forenames[FORENAME_CLASSES + 1], consonants = consonants_hash(person, surname);
	size_t count = forename_hashes(prospects, person, forename, forenames);

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
static void add_hashes(const struct prospects *prospects, const struct person_name *person, struct hashes *hashes)
{
	size_t last = person->count - 1u;

	if (!person->initial[0])
		add_class_hashes(prospects, person, 0, last, hashes);
	if (last >= 2 && !person->initial[0] && !person->initial[1]) /* as one word: they stand one behind the other */
		add_hash(hashes, SHARED_CLASS, consonants_hash(person, last), skeleton_hash_of(person->text, person->start[2]));
	for (size_t i = 1; i < last; i++) {
		if (person->initial[i])
			continue;
		add_class_hashes(prospects, person, i, last, hashes); /* without the first forename */
		if (!person->initial[0])
			add_class_hashes(prospects, person, 0, i, hashes); /* without the last surname */
	}
}

/* ---- the table ---- */

void prospects_init(struct prospects *prospects, const struct forenames *forenames)
{
	*prospects = (struct prospects){.forenames = forenames, .places = 1024};
	prospects->table = memory_zeroed(prospects->places, sizeof *prospects->table);
}

void prospects_release(struct prospects *prospects)
{
	free(prospects->table);
	free(prospects->links);
	*prospects = (struct prospects){0};
}

static struct prospect_place *place_of(const struct prospects *prospects, uint64_t hash)
{
	size_t at = hash & (prospects->places - 1);

	while (prospects->table[at].hash != 0 && prospects->table[at].hash != hash)
		at = (at + 1) & (prospects->places - 1);
	return &prospects->table[at];
}

static void grow(struct prospects *prospects)
{
	struct prospect_place *old = prospects->table;
	size_t places = prospects->places;

	prospects->places *= 2;
	prospects->table = memory_zeroed(prospects->places, sizeof *prospects->table);
	for (size_t i = 0; i < places; i++)
		if (old[i].hash != 0)
			*place_of(prospects, old[i].hash) = old[i];
	free(old);
}

static void add_link(struct prospects *prospects, uint64_t hash, uint32_t group)
{
	struct prospect_place *place;
	uint32_t link = (uint32_t)prospects->link_count;

	if (prospects->link_count == prospects->link_capacity) {
		prospects->link_capacity = prospects->link_capacity ? prospects->link_capacity * 2 : 1024;
		prospects->links = memory_resize(prospects->links, prospects->link_capacity, sizeof *prospects->links);
	}
	prospects->links[prospects->link_count++] = (struct prospect_link){group, UINT32_MAX};
	if (2 * (prospects->used + 1) > prospects->places)
		grow(prospects);
	place = place_of(prospects, hash);
	if (place->hash == 0) {
		prospects->used++;
		*place = (struct prospect_place){hash, link, link};
	} else {
		prospects->links[place->last].next = link;
		place->last = link;
	}
}

void prospects_add(struct prospects *prospects, const struct person_name *person, uint32_t documents, uint32_t group)
{
	struct hashes hashes = {.count = 0};

	add_hashes(prospects, person, &hashes);
	add_hash(&hashes, SHARED_LETTER, consonants_hash(person, person->count - 1u), (unsigned char)*person->text);
	if (documents >= FREQUENT_DOCUMENTS && !person->initial[0])
		add_slip_hashes(person, &hashes);
	for (size_t i = 0; i < hashes.count; i++)
		add_link(prospects, hashes.list[i], group);
}

/* Adds the groups under a hash, each once; returns how many there are then. */
static size_t follow(const struct prospects *prospects, uint64_t hash, uint32_t groups[PROSPECTS_MAX], size_t count)
{
	const struct prospect_place *place = place_of(prospects, hash);
	uint32_t link = place->hash == 0 ? UINT32_MAX : place->first;

	for (size_t i = 0; link != UINT32_MAX && i < LINKS_FOLLOWED && count < PROSPECTS_MAX; i++) {
		uint32_t group = prospects->links[link].group;
		size_t known = 0;

		while (known < count && groups[known] != group)
			known++;
		if (known == count)
			groups[count++] = group;
		link = prospects->links[link].next;
	}
	return count;
}

size_t prospects_find(const struct prospects *prospects, const struct person_name *person, uint32_t groups[PROSPECTS_MAX])
{
	struct hashes hashes = {.count = 0};
	size_t count = 0;

	add_hashes(prospects, person, &hashes);
	if (person->initial[0])
		add_hash(&hashes, SHARED_LETTER, consonants_hash(person, person->count - 1u), (unsigned char)*person->text);
	else
		add_slip_hashes(person, &hashes);
	for (size_t i = 0; i < hashes.count; i++)
		count = follow(prospects, hashes.list[i], groups, count);
	return count;
}
