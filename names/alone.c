/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "names/alone.h"

#include "names/forenames.h"
#include "names/matter.h"
#include "text/lexicon.h"
#include "text/memory.h"

#include <stdlib.h>

/* A surname alone is that person's who has this part of all articles with the surname. */
#define DOMINANT 0.9

/* Of a word that people are called by as a forename, in this part of the articles, nobody knows what it is alone. */
#define FORENAME 0.05

/*
 * Whom so many articles name in full, and so many times as many as have the surname alone, is known; of others, articles
 * must be of one matter.
 */
#define KNOWN_DOCUMENTS 20
#define KNOWN_RATIO 10

/* Who bears a surname. */
struct bearers {
	uint64_t all, best; /* articles that name any of them, the most named one */
	uint64_t forename;  /* articles that name somebody whose forename it is */
	uint32_t group; /* the most named one */
};

struct alone {
	const struct units *units;
	const struct forenames *forenames;
	const struct grouped *grouped;
	struct word_table surnames; /* to the place in bearers */
	struct bearers *bearers;
};

static uint64_t *documents_of_groups(const struct alone *alone)
{
	uint64_t *documents = memory_zeroed(alone->grouped->count, sizeof *documents);

	for (size_t i = 0; i < alone->units->count; i++)
		if (alone->grouped->of[i] != UINT32_MAX)
			documents[alone->grouped->of[i]] += alone->units->list[i].documents;
	return documents;
}

static void find_bearers(struct alone *alone)
{
	uint64_t *documents = documents_of_groups(alone);
	size_t count = 0;

	alone->bearers = memory_zeroed(alone->grouped->count, sizeof *alone->bearers);
	for (uint32_t group = 0; group < alone->grouped->count; group++) {
		struct person_name person;
		struct bearers *bearers;
		uint32_t *place;

		units_person(alone->units, alone->grouped->main[group], &person);
		if (person.count < 2 || documents[group] == 0) /* all of it is another group's */
			continue;
		place = word_table_add(&alone->surnames, person_word(&person, person.count - 1u),
		                       person_word_length(&person, person.count - 1u));
		if (*place == WORD_TABLE_NONE)
			*place = (uint32_t)count++;
		bearers = &alone->bearers[*place];
		bearers->all += documents[group];
		if (documents[group] > bearers->best) {
			bearers->best = documents[group];
			bearers->group = group;
		}
	}
	free(documents);
}

/* The same word in front of others: "Barron Trump" says what "Barron" may be. */
static void count_forenames(struct alone *alone)
{
	for (uint32_t i = 0; i < alone->units->count; i++) {
		struct person_name person;
		uint32_t place;

		units_person(alone->units, i, &person);
		if (person.count < 2)
			continue;
		place = word_table_find(&alone->surnames, person.text, person_word_length(&person, 0));
		if (place != WORD_TABLE_NONE)
			alone->bearers[place].forename += alone->units->list[i].documents;
	}
}

static bool is_one_persons(const struct bearers *bearers)
{
	double all = (double)bearers->all;

	return (double)bearers->best >= DOMINANT * all && (double)bearers->forename <= FORENAME * all;
}

/* Who may be meant by a surname alone; NULL: nobody. */
static const struct bearers *bearers_of(const struct alone *alone, uint32_t unit)
{
	struct person_name person;
	uint32_t classes[FORENAME_CLASSES], place;
	const struct bearers *bearers;
	size_t length;

	units_person(alone->units, unit, &person);
	if (person.count != 1 || alone->grouped->of[unit] != UINT32_MAX)
		return NULL;
	length = person_word_length(&person, 0);
	place = word_table_find(&alone->surnames, person.text, length);
	if (place == WORD_TABLE_NONE || lexicon_holds(person.text, length) ||
	    forename_classes(alone->forenames, person.text, length, classes) > 0)
		return NULL;
	bearers = &alone->bearers[place];
	return is_one_persons(bearers) ? bearers : NULL;
}

static bool well_known(const struct bearers *bearers, const struct unit *surname)
{
	return bearers->best >= KNOWN_DOCUMENTS && bearers->best >= KNOWN_RATIO * (uint64_t)surname->documents;
}

/* A surname alone, and who may be meant. */
struct candidate {
	uint32_t unit, group;
	bool known;
};

static struct candidate *list_candidates(const struct alone *alone, size_t *count)
{
	struct candidate *list = memory_resize(NULL, alone->units->count, sizeof *list);

	*count = 0;
	for (uint32_t i = 0; i < alone->units->count; i++) {
		const struct bearers *bearers = bearers_of(alone, i);

		if (bearers)
			list[(*count)++] = (struct candidate){i, bearers->group, well_known(bearers, &alone->units->list[i])};
	}
	return list;
}

void alone_find(const struct units *units, const struct forenames *forenames, const struct grouped *grouped, alone_visitor *visit,
                void *context)
{
	struct alone alone = {.units = units, .forenames = forenames, .grouped = grouped};
	struct candidate *list;
	struct matter matter;
	size_t count;

	find_bearers(&alone);
	count_forenames(&alone);
	list = list_candidates(&alone, &count);
	matter_init(&matter, units, grouped->of, grouped->count);
	for (size_t i = 0; i < count; i++)
		if (!list[i].known)
			matter_want(&matter, list[i].unit, list[i].group);
	matter_read(&matter);
	for (size_t i = 0; i < count; i++)
		if (list[i].known || matter_shared(&matter, list[i].unit, list[i].group, MATTER_NEAR))
			visit(context, list[i].unit, list[i].group);
	matter_release(&matter);
	free(list);
	free(alone.bearers);
	word_table_release(&alone.surnames);
}
