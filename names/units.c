/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "names/units.h"

#include "text/bytes.h"
#include "text/memory.h"

#include <stdlib.h>
#include <string.h>

static uint32_t documents_of(const struct name_set *set, uint32_t name)
{
	return set->starts[name + 1] - set->starts[name];
}

/* ---- spellings to units ---- */

static void add_unit(struct units *units, uint32_t name, const char *key, size_t length)
{
	struct unit *unit = &units->list[units->count++];

	*unit = (struct unit){.key = units->arena.length,
	                      .key_length = (uint8_t)length,
	                      .kind = (uint8_t)units->set->list[name].kind,
	                      .name = name};
	buffer_add(&units->arena, key, length);
}

static bool shouted(const char *name)
{
	for (; *name; name++)
		if (*name >= 'a' && *name <= 'z')
			return false;
	return true;
}

/* Whether a spelling is better to show than another: in lower case too, in more articles, by bytes. */
static bool better(const struct name_set *set, uint32_t name, uint32_t than)
{
	const char *first = set->list[name].name, *second = set->list[than].name;
	uint32_t documents = documents_of(set, name), others = documents_of(set, than);

	if (shouted(first) != shouted(second))
		return !shouted(first);
	return documents != others ? documents > others : strcmp(first, second) < 0;
}

static void add_spelling(struct units *units, uint32_t at, uint32_t name)
{
	struct unit *unit = &units->list[at];

	units->of[name] = at;
	unit->documents += documents_of(units->set, name);
	unit->count++;
	if (better(units->set, name, unit->name))
		unit->name = name;
}

/* What has no letter that names are told by is a unit of its own, under its bytes. */
static size_t key_of(struct units *units, uint32_t name, char key[NAME_KEY_MAX + 1])
{
	const struct index_name *given = &units->set->list[name];
	size_t length;

	key[0] = "pol"[given->kind];
	length = names_key(units->names, units->folder, given->name, strlen(given->name), key + 1);
	if (length > 0)
		return length;
	length = strlen(given->name) < NAME_KEY_MAX ? strlen(given->name) : NAME_KEY_MAX;
	memcpy(key + 1, given->name, length);
	return length;
}

static void gather(struct units *units)
{
	struct word_table keys = {0};

	for (uint32_t i = 0; i < units->set->count; i++) {
		char key[NAME_KEY_MAX + 1];
		size_t length = key_of(units, i, key);
		uint32_t *unit = word_table_add(&keys, key, length + 1);

		if (*unit == WORD_TABLE_NONE) {
			*unit = (uint32_t)units->count;
			add_unit(units, i, key + 1, length);
		}
		add_spelling(units, *unit, i);
	}
	word_table_release(&keys);
}

/* ---- order ---- */

static int compare_units(const void *a, const void *b, void *context)
{
	const struct units *units = context;
	const struct unit *left = &units->list[*(const uint32_t *)a], *right = &units->list[*(const uint32_t *)b];

	if (left->kind != right->kind)
		return left->kind < right->kind ? -1 : 1;
	if (left->initial != right->initial)
		return left->initial ? 1 : -1;
	if (left->documents != right->documents)
		return left->documents > right->documents ? -1 : 1;
	return bytes_compare(unit_key(units, left), left->key_length, unit_key(units, right), right->key_length);
}

static void sort(struct units *units)
{
	uint32_t *order = memory_resize(NULL, units->count, sizeof *order);
	uint32_t *place = memory_resize(NULL, units->count, sizeof *place);
	struct unit *sorted = memory_resize(NULL, units->count, sizeof *sorted);

	for (uint32_t i = 0; i < units->count; i++)
		order[i] = i;
	qsort_r(order, units->count, sizeof *order, compare_units, units);
	for (uint32_t i = 0; i < units->count; i++) {
		sorted[i] = units->list[order[i]];
		place[order[i]] = i;
	}
	for (size_t i = 0; i < units->set->count; i++)
		units->of[i] = place[units->of[i]];
	free(units->list);
	units->list = sorted;
	free(order);
	free(place);
}

static void list_spellings(struct units *units)
{
	uint32_t first = 0;

	units->spellings = memory_resize(NULL, units->set->count, sizeof *units->spellings);
	for (size_t i = 0; i < units->count; i++) {
		units->list[i].first = first;
		first += units->list[i].count;
		units->list[i].count = 0;
	}
	for (uint32_t i = 0; i < units->set->count; i++) {
		struct unit *unit = &units->list[units->of[i]];

		units->spellings[unit->first + unit->count++] = i;
	}
}

/* ---- surnames ---- */

/* Each pair of forename and surname once, in two articles or more. */
static void count_forenames(struct units *units)
{
	struct word_table pairs = {0};
	size_t count = 0;

	units->forenames = memory_resize(NULL, units->count, sizeof *units->forenames);
	for (uint32_t i = 0; i < units->count; i++) {
		struct person_name person;
		char pair[2 * NAME_KEY_MAX];
		uint32_t *known, *surname;
		size_t last, length, first;

		units_person(units, i, &person);
		if (person.count < 2 || person.initial[0] || units->list[i].documents < 2)
			continue;
		last = person.count - 1u;
		length = person_word_length(&person, last);
		first = person_word_length(&person, 0);
		memcpy(pair, person.text, first);
		pair[first] = ' ';
		memcpy(pair + first + 1, person_word(&person, last), length);
		known = word_table_add(&pairs, pair, first + 1 + length);
		surname = word_table_add(&units->surnames, person_word(&person, last), length);
		if (*surname == WORD_TABLE_NONE) {
			units->forenames[count] = 0;
			*surname = (uint32_t)count++;
		}
		if (*known == WORD_TABLE_NONE)
			units->forenames[*surname]++;
		*known = 1;
	}
	word_table_release(&pairs);
}

/* ---- the whole ---- */

/* What a person's name is parsed into, without the room behind the words: names are asked for many times. */
struct packed_person {
	uint8_t start[PERSON_WORDS + 1];
	bool initial[PERSON_WORDS], run;
	uint8_t count, suffix, numeral, length;
};

static void pack_person(struct units *units, struct unit *unit)
{
	const char *name = units->set->list[unit->name].name;
	struct packed_person packed;
	struct person_name person;

	unit->person = units->persons.length;
	if (unit->kind != ENTITY_PERSON)
		return;
	person_parse(&person, units->folder, name, strlen(name));
	unit->initial = person.count >= 2 && person.initial[0];
	packed = (struct packed_person){.count = person.count, .suffix = person.suffix, .numeral = person.numeral, .run = person.run};
	if (person.count > 0) {
		memcpy(packed.start, person.start, sizeof packed.start);
		memcpy(packed.initial, person.initial, sizeof packed.initial);
		packed.length = person.start[person.count];
	}
	buffer_add(&units->persons, &packed, sizeof packed);
	buffer_add(&units->persons, person.text, packed.length);
}

void units_init(struct units *units, const struct names *names, const struct name_set *set)
{
	*units = (struct units){.names = names, .set = set, .folder = memory_zeroed(1, sizeof *units->folder)};
	units->list = memory_resize(NULL, set->count, sizeof *units->list);
	units->of = memory_resize(NULL, set->count, sizeof *units->of);
	gather(units);
	for (uint32_t i = 0; i < units->count; i++)
		pack_person(units, &units->list[i]);
	sort(units);
	list_spellings(units);
	count_forenames(units);
}

void units_release(struct units *units)
{
	free(units->folder);
	free(units->list);
	free(units->of);
	free(units->spellings);
	free(units->forenames);
	buffer_release(&units->arena);
	buffer_release(&units->persons);
	word_table_release(&units->surnames);
	*units = (struct units){0};
}

void units_person(const struct units *units, uint32_t unit, struct person_name *person)
{
	const struct unit *asked = &units->list[unit];
	struct packed_person packed;

	person->count = 0;
	if (asked->kind != ENTITY_PERSON)
		return;
	memcpy(&packed, units->persons.bytes + asked->person, sizeof packed);
	memcpy(person->start, packed.start, sizeof packed.start);
	memcpy(person->initial, packed.initial, sizeof packed.initial);
	memcpy(person->text, units->persons.bytes + asked->person + sizeof packed, packed.length);
	person->count = packed.count;
	person->suffix = packed.suffix;
	person->numeral = packed.numeral;
	person->run = packed.run;
}

uint32_t units_forenames(const struct units *units, const struct person_name *person)
{
	uint32_t surname = word_table_find(&units->surnames, person_word(person, person->count - 1u),
	                                   person_word_length(person, person->count - 1u));

	return surname == WORD_TABLE_NONE ? 0 : units->forenames[surname];
}

/* ---- side by side ---- */

/* The first place at or behind `from` whose document is not before the wanted one. */
static uint32_t seek(const struct name_set *set, uint32_t from, uint32_t end, uint32_t document)
{
	while (from < end) {
		uint32_t middle = from + (end - from) / 2;

		if (set->documents[middle] < document)
			from = middle + 1;
		else
			end = middle;
	}
	return from;
}

static uint32_t names_together(const struct name_set *set, uint32_t a, uint32_t b)
{
	uint32_t rarer = documents_of(set, a) <= documents_of(set, b) ? a : b, other = rarer == a ? b : a;
	uint32_t at = set->starts[other], end = set->starts[other + 1], both = 0;

	for (uint32_t i = set->starts[rarer]; i < set->starts[rarer + 1] && at < end; i++) {
		at = seek(set, at, end, set->documents[i]);
		both += at < end && set->documents[at] == set->documents[i];
	}
	return both;
}

uint32_t units_together(const struct units *units, uint32_t a, uint32_t b)
{
	const struct unit *left = &units->list[a], *right = &units->list[b];
	uint32_t both = 0;

	for (uint32_t i = 0; i < left->count; i++)
		for (uint32_t j = 0; j < right->count; j++)
			both += names_together(units->set, units->spellings[left->first + i], units->spellings[right->first + j]);
	return both;
}
