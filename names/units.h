/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The names of an index, those of one kind and key taken together: what
 * names/group.c works on. For names/ alone.
 */
#ifndef DATELINE_NAMES_UNITS_H
#define DATELINE_NAMES_UNITS_H

#include "names/group.h"
#include "names/person.h"
#include "names/words.h"

struct unit {
	size_t key; /* in the arena */
	uint8_t key_length, kind;
	bool initial;       /* a person's whose forename is an initial */
	uint32_t documents; /* that name it in any spelling */
	uint32_t name; /* the spelling that most of them have, in the set */
	size_t person; /* in persons */
	uint32_t first, count; /* its spellings are spellings[first] and on: places in the set */
};

struct units {
	const struct names *names; /* borrowed, as is the set */
	const struct name_set *set;
	struct folder *folder;
	struct unit *list; /* kind by kind; initials behind full names; then the most frequent first, then by key */
	size_t count;
	uint32_t *of; /* of each name of the set, its unit */
	uint32_t *spellings;
	struct buffer arena;
	struct buffer persons; /* each person's name in its parts, as units_person gives it */
	struct word_table surnames; /* to how many forenames they are borne with, in forenames */
	uint32_t *forenames;
};

void units_init(struct units *units, const struct names *names, const struct name_set *set);
void units_release(struct units *units);

static inline const char *unit_key(const struct units *units, const struct unit *unit)
{
	return units->arena.bytes + unit->key;
}

/* The unit's name in its parts; none for what is no person. */
void units_person(const struct units *units, uint32_t unit, struct person_name *person);

/* With how many forenames the person's surname is borne in two articles or more. */
uint32_t units_forenames(const struct units *units, const struct person_name *person);

/* How many articles name both. */
uint32_t units_together(const struct units *units, uint32_t a, uint32_t b);

#endif
