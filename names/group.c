/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "names/group.h"

#include "names/acronyms.h"
#include "names/alone.h"
#include "names/company.h"
#include "names/doubts.h"
#include "names/person.h"
#include "names/prospects.h"
#include "names/surnames.h"
#include "names/units.h"
#include "text/memory.h"

#include <stdlib.h>
#include <string.h>

/* A slip is so many times rarer than what was meant. */
#define SLIP_RATIO 20

/* Surnames with more forenames than these are so common that likeness proves nothing. */
#define RARE_FORENAMES 3
#define UNCOMMON_FORENAMES 6

/* Side by side in this part of the rarer one's articles, two names are two people's. */
#define TOGETHER 0.2

/* Members of a group that a newcomer must not contradict; no real group has so many that differ. */
#define MEMBERS_ASKED 64

struct member_list {
	uint32_t first, last; /* units; UINT32_MAX: none */
};

struct grouping {
	const struct names *names;
	const struct forenames *forenames;
	struct units *units;
	struct prospects prospects;
	struct doubts doubts;
	struct member_list *members; /* of each group */
	uint32_t *next;  /* of each unit, in its group */
	uint32_t *group; /* of each unit; UINT32_MAX: none yet */
	uint32_t *entry_group; /* of each entry of the tables */
	uint32_t *main; /* of each group, the unit that others are compared with */
	size_t group_count;
};

static uint32_t new_group(struct grouping *grouping, uint32_t unit)
{
	uint32_t group = (uint32_t)grouping->group_count++;

	grouping->members[group] = (struct member_list){unit, unit};
	grouping->main[group] = unit;
	grouping->group[unit] = group;
	return group;
}

static void join(struct grouping *grouping, uint32_t unit, uint32_t group)
{
	struct member_list *members = &grouping->members[group];

	grouping->next[members->last] = unit;
	members->last = unit;
	grouping->group[unit] = group;
}

/* ---- whether a name fits a group ---- */

static const struct unit *unit_at(const struct grouping *grouping, uint32_t unit)
{
	return &grouping->units->list[unit];
}

static bool slip_ratio(const struct unit *a, const struct unit *b)
{
	return a->documents >= SLIP_RATIO * (uint64_t)b->documents || b->documents >= SLIP_RATIO * (uint64_t)a->documents;
}

static uint32_t commoner(const struct grouping *grouping, const struct person_name *a, const struct person_name *b, bool least)
{
	uint32_t left = units_forenames(grouping->units, a), right = units_forenames(grouping->units, b);

	return (left < right) == least ? left : right;
}

/* What the differences ask of the index. */
static bool plausible(const struct grouping *grouping, uint32_t a, uint32_t b, const struct person_name *left,
                      const struct person_name *right, unsigned differences)
{
	const unsigned slips = DIFFERS_SLIP | DIFFERS_FORENAME_SLIP;

	if ((differences & slips) &&
	    ((differences & ~(slips | DIFFERS_MIDDLE)) || (differences & slips) == slips ||
	     !slip_ratio(unit_at(grouping, a), unit_at(grouping, b))))
		return false;
	if ((differences & DIFFERS_INITIAL) && (differences & (DIFFERS_SPELLING | DIFFERS_VOWEL)))
		return false;
	if ((differences & DIFFERS_SPELLING) && commoner(grouping, left, right, true) > UNCOMMON_FORENAMES)
		return false;
	return !(differences & (DIFFERS_VOWEL | DIFFERS_LENGTH)) || commoner(grouping, left, right, false) <= RARE_FORENAMES;
}

static bool kept_apart(const struct grouping *grouping, uint32_t a, uint32_t b)
{
	const struct unit *left = unit_at(grouping, a), *right = unit_at(grouping, b);

	return names_apart(grouping->names, left->kind, unit_key(grouping->units, left), left->key_length,
	                   unit_key(grouping->units, right), right->key_length);
}

static bool together(const struct grouping *grouping, uint32_t a, uint32_t b)
{
	const struct unit *left = unit_at(grouping, a), *right = unit_at(grouping, b);
	uint32_t rarer = left->documents < right->documents ? left->documents : right->documents;
	uint32_t both = units_together(grouping->units, a, b);

	return both > 0 && both >= TOGETHER * rarer;
}

/* No member says otherwise. */
static bool agreed(const struct grouping *grouping, uint32_t unit, const struct person_name *person, uint32_t group)
{
	uint32_t member = grouping->members[group].first;

	for (size_t asked = 0; member != UINT32_MAX && asked < MEMBERS_ASKED; asked++, member = grouping->next[member]) {
		struct person_name other;

		units_person(grouping->units, member, &other);
		if (other.count >= 2 && person_conflict(grouping->forenames, person, &other))
			return false;
		if (kept_apart(grouping, unit, member))
			return false;
	}
	return true;
}

/* How well the name fits: 0 not at all, 3 spelled the same but for marks, 2 surely, 1 as an initial does. */
static int fit(const struct grouping *grouping, uint32_t unit, const struct person_name *person, uint32_t group)
{
	uint32_t main = grouping->main[group];
	struct person_name other;
	unsigned differences;

	units_person(grouping->units, main, &other);
	if (!person_compare(grouping->forenames, person, &other, &differences) ||
	    !plausible(grouping, unit, main, person, &other, differences) || (differences && together(grouping, unit, main)) ||
	    !agreed(grouping, unit, person, group))
		return 0;
	return differences == 0 ? 3 : differences & DIFFERS_INITIAL ? 1 : 2;
}

/* ---- placing ---- */

/* Whether a surname is one besides: a known forename, too, or borne by others. */
static bool is_surname(const struct grouping *grouping, const struct person_name *person, const struct person_name *other)
{
	const char *word = person_word(person, person->count - 1u), *second = person_word(other, other->count - 1u);
	size_t length = person_word_length(person, person->count - 1u), second_length = person_word_length(other, other->count - 1u);
	uint32_t classes[FORENAME_CLASSES];

	return units_forenames(grouping->units, person) > 1 ||
	       (forename_classes(grouping->forenames, word, length, classes) > 0 &&
	        !forenames_meet(grouping->forenames, word, length, second, second_length));
}

/*
 * A name that fits, but is as likely to be somebody else's: initials that may be no initials (JR West), a surname that is not
 * the same and is one besides, or of which the forenames are not the same either.
 */
static bool doubtful(const struct grouping *grouping, const struct person_name *person, uint32_t group, bool *grave)
{
	const unsigned forenames = DIFFERS_FORENAME | DIFFERS_MIDDLE;
	struct person_name other;
	unsigned differences;

	units_person(grouping->units, grouping->main[group], &other);
	if (!person_compare(grouping->forenames, person, &other, &differences))
		return false;
	*grave = (differences & DIFFERS_INITIAL) && (person->run || other.run);
	if (*grave || !(differences & (DIFFERS_SPELLING | DIFFERS_VOWEL | DIFFERS_SLIP)))
		return *grave;
	return (differences & forenames) == forenames || is_surname(grouping, person, &other);
}

/* The best group for a full name; UINT32_MAX when there is none, or when an initial fits several. */
static uint32_t best_group(const struct grouping *grouping, uint32_t unit, const struct person_name *person)
{
	uint32_t found[PROSPECTS_MAX], best = UINT32_MAX;
	size_t count = prospects_find(&grouping->prospects, person, found);
	int fits = 0;

	for (size_t i = 0; i < count; i++) {
		int how = fit(grouping, unit, person, found[i]);

		if (how > fits) {
			fits = how;
			best = found[i];
		} else if (how == 1 && fits == 1) {
			return UINT32_MAX;
		}
	}
	return best;
}

static void place_person(struct grouping *grouping, uint32_t unit)
{
	struct person_name person;
	uint32_t group;
	bool grave;

	units_person(grouping->units, unit, &person);
	if (person.count < 2)
		return;
	group = best_group(grouping, unit, &person);
	if (group != UINT32_MAX && doubtful(grouping, &person, group, &grave)) {
		doubts_add(&grouping->doubts, (struct doubt){unit, group, grave});
	} else if (group != UINT32_MAX) {
		join(grouping, unit, group);
		return;
	}
	group = new_group(grouping, unit);
	prospects_add(&grouping->prospects, &person, unit_at(grouping, unit)->documents, group);
}

/* A full name becomes what others of the group are compared with, where it has none yet. */
static void lead(struct grouping *grouping, uint32_t unit, uint32_t group)
{
	struct person_name person, main;

	units_person(grouping->units, unit, &person);
	units_person(grouping->units, grouping->main[group], &main);
	if (person.count < 2 || (main.count >= 2 && grouping->main[group] != unit))
		return;
	grouping->main[group] = unit;
	prospects_add(&grouping->prospects, &person, unit_at(grouping, unit)->documents, group);
}

/* Those that the tables name come first, so that what is like them finds them. */
static void place_entries(struct grouping *grouping)
{
	for (uint32_t i = 0; i < grouping->units->count; i++) {
		const struct unit *unit = unit_at(grouping, i);
		uint32_t entry = names_find(grouping->names, unit->kind, unit_key(grouping->units, unit), unit->key_length);

		if (entry == NAMES_NONE)
			continue;
		if (grouping->entry_group[entry] == UINT32_MAX)
			grouping->entry_group[entry] = new_group(grouping, i);
		else
			join(grouping, i, grouping->entry_group[entry]);
		lead(grouping, i, grouping->entry_group[entry]);
	}
}

static void merge(struct grouping *grouping, uint32_t from, uint32_t to)
{
	uint32_t member = grouping->members[from].first;

	while (member != UINT32_MAX) {
		uint32_t next = grouping->next[member];

		grouping->next[member] = UINT32_MAX;
		join(grouping, member, to);
		member = next;
	}
}

/* One whose doubt is settled goes with all who joined it; the other may itself have become part of a third. */
static void place_doubtful(void *context, uint32_t unit, uint32_t to)
{
	struct grouping *grouping = context;
	uint32_t from = grouping->group[unit], whole = grouping->group[grouping->main[to]];
	struct person_name person;

	units_person(grouping->units, unit, &person);
	if (from != whole && grouping->main[from] == unit && agreed(grouping, unit, &person, whole))
		merge(grouping, from, whole);
}

static void place_persons(struct grouping *grouping)
{
	for (uint32_t i = 0; i < grouping->units->count; i++)
		if (grouping->group[i] == UINT32_MAX && unit_at(grouping, i)->kind == ENTITY_PERSON)
			place_person(grouping, i);
	doubts_settle(&grouping->doubts, grouping->units, grouping->group, grouping->group_count, place_doubtful, grouping);
}

/* ---- surnames alone ---- */

static void place_surname(void *context, uint32_t unit, uint32_t group)
{
	struct grouping *grouping = context;

	if (!kept_apart(grouping, unit, grouping->main[group]))
		join(grouping, unit, group);
}

static void place_surnames(struct grouping *grouping)
{
	const struct grouped grouped = {grouping->group, grouping->main, grouping->group_count};

	alone_find(grouping->units, grouping->forenames, &grouped, place_surname, grouping);
}

/* ---- organisations and the rest ---- */

/* Companies with and without their legal form are one, and institutions of the United States and the US; whatever is left is itself. */
static void place_others(struct grouping *grouping)
{
	struct word_table companies = {0};

	for (int placed = 1; placed >= 0; placed--) /* those that have a group already are joined by the others */
		for (uint32_t i = 0; i < grouping->units->count; i++) {
			const struct unit *unit = unit_at(grouping, i);
			uint32_t *group, alone = UINT32_MAX;
			char key[NAME_KEY_MAX];

			if (placed != (grouping->group[i] != UINT32_MAX))
				continue;
			group = unit->kind == ENTITY_ORG ? word_table_add(&companies, key, company_key(unit_key(grouping->units, unit), unit->key_length, key)) : &alone;
			if (placed && *group == UINT32_MAX)
				*group = grouping->group[i];
			else if (!placed && (*group == UINT32_MAX || kept_apart(grouping, i, grouping->main[*group])))
				*group = new_group(grouping, i);
			else if (!placed)
				join(grouping, i, *group);
		}
	word_table_release(&companies);
}

/* Its group, all of which is called so, becomes part of what it stands for; but what the tables know is what they say. */
static void place_acronym(void *context, uint32_t unit, uint32_t to)
{
	struct grouping *grouping = context;
	const struct unit *acronym = unit_at(grouping, unit);
	uint32_t from = grouping->group[unit];

	if (from == to || grouping->main[from] != unit || grouping->group[grouping->main[to]] != to || kept_apart(grouping, unit, grouping->main[to]) ||
	    names_find(grouping->names, acronym->kind, unit_key(grouping->units, acronym), acronym->key_length) != NAMES_NONE)
		return;
	merge(grouping, from, to);
}

/* ---- the whole ---- */

static const char *name_of_group(const struct grouping *grouping, const struct name_set *set, uint32_t group)
{
	const struct unit *main = unit_at(grouping, grouping->main[group]);
	uint32_t entry = names_find(grouping->names, main->kind, unit_key(grouping->units, main), main->key_length);

	return entry != NAMES_NONE ? names_entry(grouping->names, entry)->names[0] : set->list[main->name].name;
}

static void hand_over(const struct grouping *grouping, const struct name_set *set, struct name_groups *groups)
{
	groups->of = memory_resize(NULL, set->count, sizeof *groups->of);
	groups->list = memory_resize(NULL, grouping->group_count, sizeof *groups->list);
	groups->count = grouping->group_count;
	for (size_t i = 0; i < set->count; i++)
		groups->of[i] = grouping->group[grouping->units->of[i]];
	for (uint32_t group = 0; group < grouping->group_count; group++) {
		const struct unit *main = unit_at(grouping, grouping->main[group]);

		groups->list[group] = (struct name_group){
			main->kind, memory_string(name_of_group(grouping, set, group)), main->name};
	}
}

static void begin(struct grouping *grouping, const struct names *names, struct units *units)
{
	size_t entries = names_count(names);

	*grouping = (struct grouping){.names = names, .forenames = names_forenames(names), .units = units};
	prospects_init(&grouping->prospects, grouping->forenames);
	grouping->members = memory_resize(NULL, units->count, sizeof *grouping->members);
	grouping->next = memory_resize(NULL, units->count, sizeof *grouping->next);
	grouping->group = memory_resize(NULL, units->count, sizeof *grouping->group);
	grouping->main = memory_resize(NULL, units->count, sizeof *grouping->main);
	grouping->entry_group = memory_resize(NULL, entries, sizeof *grouping->entry_group);
	for (size_t i = 0; i < units->count; i++)
		grouping->next[i] = grouping->group[i] = UINT32_MAX;
	for (size_t i = 0; i < entries; i++)
		grouping->entry_group[i] = UINT32_MAX;
}

void names_group(const struct names *names, const struct name_set *set, struct name_groups *groups)
{
	struct grouping grouping;
	struct units units;

	*groups = (struct name_groups){0};
	units_init(&units, names, set);
	begin(&grouping, names, &units);
	place_entries(&grouping);
	place_persons(&grouping);
	place_surnames(&grouping);
	place_others(&grouping);
	acronyms_find(&units, grouping.group, grouping.group_count, place_acronym, &grouping);
	surnames_find(&units, grouping.group, groups);
	hand_over(&grouping, set, groups);
	prospects_release(&grouping.prospects);
	doubts_release(&grouping.doubts);
	free(grouping.members);
	free(grouping.next);
	free(grouping.group);
	free(grouping.main);
	free(grouping.entry_group);
	units_release(&units);
}

void name_groups_release(struct name_groups *groups)
{
	for (size_t i = 0; i < groups->count; i++)
		free(groups->list[i].name);
	for (size_t i = 0; i < groups->surname_count; i++)
		free(groups->surnames[i].word);
	free(groups->surnames);
	free(groups->list);
	free(groups->of);
	*groups = (struct name_groups){0};
}
