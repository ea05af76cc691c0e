/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "names/acronyms.h"

#include "names/matter.h"
#include "text/lexicon.h"
#include "text/memory.h"

#include <stdlib.h>
#include <string.h>

/* Of two letters are too many things. */
#define LETTERS_MIN 3

/* Acronyms of fewer stand for several things by chance, so that it takes more to know which. */
#define LETTERS_FEW 4

/* In this part of the articles that say what it stands for, they must agree. */
#define AGREED 0.9

/* An acronym that stands alone so many times as often as somebody says what it is, may well be another's. */
#define ALONE_RATIO 5

/* In this part of the articles that have it alone, it must be written as an acronym: "Inc." is none. */
#define CAPITALS 0.9

/* That so many articles say of an acronym. */
struct saying {
	uint32_t unit, group;
	uint64_t documents;
};

static int compare_sayings(const void *a, const void *b)
{
	const struct saying *left = a, *right = b;

	if (left->unit != right->unit)
		return left->unit < right->unit ? -1 : 1;
	if (left->group != right->group)
		return left->group < right->group ? -1 : 1;
	return (left->documents > right->documents) - (left->documents < right->documents);
}

static size_t list_sayings(const struct units *units, const uint32_t *of, struct saying *list)
{
	const struct name_set *set = units->set;
	size_t count = 0;

	for (size_t i = 0; i < set->acronym_count; i++) {
		uint32_t acronym = units->of[set->acronyms[i].acronym], name = units->of[set->acronyms[i].name];

		if (of[acronym] != of[name])
			list[count++] = (struct saying){acronym, of[name], set->acronyms[i].documents};
	}
	if (count > 0)
		qsort(list, count, sizeof *list, compare_sayings);
	return count;
}

static bool has_lower_case(const char *name)
{
	for (; *name; name++)
		if (*name >= 'a' && *name <= 'z')
			return true;
	return false;
}

static bool in_capitals(const struct units *units, const struct unit *unit)
{
	uint32_t documents = 0;

	for (uint32_t i = unit->first; i < unit->first + unit->count; i++) {
		uint32_t name = units->spellings[i];

		if (!has_lower_case(units->set->list[name].name))
			documents += units->set->starts[name + 1] - units->set->starts[name];
	}
	return documents >= CAPITALS * unit->documents;
}

static bool may_stand(const struct units *units, const struct unit *unit)
{
	return unit->key_length >= LETTERS_MIN && !lexicon_holds(unit_key(units, unit), unit->key_length) && in_capitals(units, unit);
}

/* What the sayings of one unit come to; UINT32_MAX: nothing that is clear. */
static uint32_t agreed_group(const struct unit *unit, const struct saying *list, size_t count)
{
	uint64_t all = 0, best = 0;
	uint32_t group = UINT32_MAX;

	for (size_t i = 0, end; i < count; i = end) {
		uint64_t documents = 0;

		for (end = i; end < count && list[end].group == list[i].group; end++)
			documents += list[end].documents;
		all += documents;
		if (documents > best) {
			best = documents;
			group = list[i].group;
		}
	}
	return (double)best < AGREED * (double)all || unit->documents > ALONE_RATIO * all ? UINT32_MAX : group;
}

/* An acronym and its group, as the sayings have it. */
struct candidate {
	uint32_t unit, group;
	uint64_t bearers; /* articles that name a person who is called so: Kim is more than a youth organisation */
	bool longer;      /* its group is called so already without its first letter: the KCIA is not the CIA */
	uint32_t same_key, same_tail; /* the next with these, or WORD_TABLE_NONE */
};

struct candidates {
	struct candidate *list;
	size_t count;
	struct word_table keys, tails; /* the place in the list of the first that is, or ends, so */
};

static void add_candidate(struct candidates *candidates, const struct units *units, uint32_t unit, uint32_t group)
{
	const char *key = unit_key(units, &units->list[unit]);
	size_t length = units->list[unit].key_length;

	uint32_t *of_key = word_table_add(&candidates->keys, key, length);
	uint32_t *of_tail = word_table_add(&candidates->tails, key + 1, length - 1);

	candidates->list[candidates->count] =
		(struct candidate){.unit = unit, .group = group, .same_key = *of_key, .same_tail = *of_tail};
	*of_key = *of_tail = (uint32_t)candidates->count++;
}

static void count_bearers(struct candidates *candidates, const struct units *units, const struct unit *person)
{
	const char *at = unit_key(units, person), *end = at + person->key_length;

	for (const char *space; at < end; at = space + 1) {
		uint32_t place;

		space = memchr(at, ' ', (size_t)(end - at));
		if (!space)
			space = end;
		place = space > at ? word_table_find(&candidates->keys, at, (size_t)(space - at)) : WORD_TABLE_NONE;
		for (; place != WORD_TABLE_NONE; place = candidates->list[place].same_key)
			candidates->list[place].bearers += person->documents;
	}
}

/* Whether another one without the first letter is to join the same group. */
static bool has_shorter(const struct candidates *candidates, const struct units *units, const struct candidate *candidate)
{
	const struct unit *unit = &units->list[candidate->unit];
	uint32_t place = word_table_find(&candidates->keys, unit_key(units, unit) + 1, unit->key_length - 1u);

	while (place != WORD_TABLE_NONE && candidates->list[place].group != candidate->group)
		place = candidates->list[place].same_key;
	return place != WORD_TABLE_NONE;
}

static void find_doubts(struct candidates *candidates, const struct units *units, const uint32_t *of)
{
	for (uint32_t i = 0; i < units->count; i++) {
		const struct unit *unit = &units->list[i];
		uint32_t place;

		if (unit->kind == ENTITY_PERSON) {
			count_bearers(candidates, units, unit);
			continue;
		}
		place = word_table_find(&candidates->tails, unit_key(units, unit), unit->key_length);
		for (; place != WORD_TABLE_NONE; place = candidates->list[place].same_tail)
			candidates->list[place].longer |= of[i] == candidates->list[place].group;
	}
	for (size_t i = 0; i < candidates->count; i++)
		candidates->list[i].longer |= has_shorter(candidates, units, &candidates->list[i]);
}

static void list_candidates(struct candidates *candidates, const struct units *units, const uint32_t *of)
{
	struct saying *list = memory_resize(NULL, units->set->acronym_count, sizeof *list);
	size_t count = list_sayings(units, of, list);

	candidates->list = memory_resize(NULL, count, sizeof *candidates->list);
	for (size_t i = 0, end; i < count; i = end) {
		const struct unit *unit = &units->list[list[i].unit];
		uint32_t group;

		for (end = i; end < count && list[end].unit == list[i].unit;)
			end++;
		group = may_stand(units, unit) ? agreed_group(unit, list + i, end - i) : UINT32_MAX;
		if (group != UINT32_MAX)
			add_candidate(candidates, units, list[i].unit, group);
	}
	free(list);
}

/* Those are left that nothing else speaks against. */
static void drop_doubtful(struct candidates *candidates, const struct units *units, const uint32_t *of)
{
	size_t count = 0;

	find_doubts(candidates, units, of);
	for (size_t i = 0; i < candidates->count; i++) {
		const struct candidate *candidate = &candidates->list[i];

		if (!candidate->longer && candidate->bearers <= units->list[candidate->unit].documents)
			candidates->list[count++] = *candidate;
	}
	candidates->count = count;
}

/* One that stands alone nowhere is no article's name, but may be asked for. */
static bool is_meant(const struct matter *matter, const struct units *units, const struct candidate *candidate)
{
	const struct unit *unit = &units->list[candidate->unit];
	double near = unit->key_length < LETTERS_FEW ? MATTER_NEAR : MATTER_TOUCHING;

	return unit->documents == 0 || matter_shared(matter, candidate->unit, candidate->group, near);
}

void acronyms_find(const struct units *units, const uint32_t *of, size_t groups, acronym_visitor *visit, void *context)
{
	struct candidates candidates = {0};
	struct matter matter;

	list_candidates(&candidates, units, of);
	drop_doubtful(&candidates, units, of);
	matter_init(&matter, units, of, groups);
	for (size_t i = 0; i < candidates.count; i++)
		matter_want(&matter, candidates.list[i].unit, candidates.list[i].group);
	matter_read(&matter);
	for (size_t i = 0; i < candidates.count; i++)
		if (is_meant(&matter, units, &candidates.list[i]))
			visit(context, candidates.list[i].unit, candidates.list[i].group);
	matter_release(&matter);
	word_table_release(&candidates.keys);
	word_table_release(&candidates.tails);
	free(candidates.list);
}
