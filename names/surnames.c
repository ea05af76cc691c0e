/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "names/surnames.h"

#include "text/memory.h"

#include <stdlib.h>
#include <string.h>

/* In this part of a surname's articles its bearer must be known under the other one too: what is spelled alike; a slip. */
#define SHARE 0.5
#define SLIP_SHARE 0.9

/* Nobody's surname is written in more ways. */
#define GROUP_SURNAMES 16

struct bearer {
	uint32_t group, unit, surname;
};

/* Two surnames that are spelled alike, of one group or more. */
struct likeness {
	uint32_t first, second; /* surnames, the lesser first */
	uint64_t documents[2];  /* that name somebody of these groups under the first, under the second */
	bool slip;
};

struct surnames {
	const struct units *units;
	struct word_table words; /* to the number of the surname */
	uint64_t *documents; /* of each */
	uint32_t *set; /* of each, another one of its set; itself: the last */
	size_t count;
	struct bearer *bearers;
	size_t bearer_count;
	struct word_table pairs; /* two numbers, to the likeness */
	struct likeness *likenesses;
	size_t likeness_count;
};

static uint32_t number_of(struct surnames *surnames, const struct person_name *person)
{
	size_t last = person->count - 1u;
	uint32_t *number = word_table_add(&surnames->words, person_word(person, last), person_word_length(person, last));

	if (*number == WORD_TABLE_NONE) {
		*number = (uint32_t)surnames->count++;
		surnames->documents[*number] = 0;
		surnames->set[*number] = *number;
	}
	return *number;
}

static int compare_bearers(const void *a, const void *b)
{
	const struct bearer *left = a, *right = b;

	if (left->group != right->group)
		return left->group < right->group ? -1 : 1;
	return (left->unit > right->unit) - (left->unit < right->unit);
}

/* Who has a full name, group by group. */
static void find_bearers(struct surnames *surnames, const uint32_t *of)
{
	const struct units *units = surnames->units;

	for (uint32_t i = 0; i < units->count; i++) {
		struct person_name person;
		uint32_t surname;

		units_person(units, i, &person);
		if (person.count < 2)
			continue;
		surname = number_of(surnames, &person);
		surnames->documents[surname] += units->list[i].documents;
		surnames->bearers[surnames->bearer_count++] = (struct bearer){of[i], i, surname};
	}
	if (surnames->bearer_count > 0)
		qsort(surnames->bearers, surnames->bearer_count, sizeof *surnames->bearers, compare_bearers);
}

/* ---- likenesses ---- */

/* A surname within a group. */
struct group_surname {
	uint32_t surname, unit;
	uint64_t documents;
};

static void add_likeness(struct surnames *surnames, const struct group_surname *a, const struct group_surname *b, bool slip)
{
	const struct group_surname *first = a->surname < b->surname ? a : b, *second = first == a ? b : a;
	const uint32_t key[2] = {first->surname, second->surname};
	uint32_t *number = word_table_add(&surnames->pairs, (const char *)key, sizeof key);
	struct likeness *likeness;

	if (*number == WORD_TABLE_NONE) {
		*number = (uint32_t)surnames->likeness_count;
		surnames->likenesses = memory_resize(surnames->likenesses, surnames->likeness_count + 1, sizeof *likeness);
		surnames->likenesses[surnames->likeness_count++] =
			(struct likeness){.first = first->surname, .second = second->surname, .slip = slip};
	}
	likeness = &surnames->likenesses[*number];
	likeness->documents[0] += first->documents;
	likeness->documents[1] += second->documents;
}

/* The surnames of one group; returns how many. */
static size_t list_surnames(const struct surnames *surnames, size_t first, size_t end, struct group_surname list[GROUP_SURNAMES])
{
	size_t count = 0;

	for (size_t i = first; i < end; i++) {
		const struct bearer *bearer = &surnames->bearers[i];
		size_t at = 0;

		while (at < count && list[at].surname != bearer->surname)
			at++;
		if (at == GROUP_SURNAMES)
			continue;
		if (at == count)
			list[count++] = (struct group_surname){bearer->surname, bearer->unit, 0};
		list[at].documents += surnames->units->list[bearer->unit].documents;
	}
	return count;
}

static void compare_group(struct surnames *surnames, size_t first, size_t end)
{
	struct group_surname list[GROUP_SURNAMES];
	size_t count = end - first > 1 ? list_surnames(surnames, first, end, list) : 0;

	for (size_t i = 0; i < count; i++)
		for (size_t j = i + 1; j < count; j++) {
			struct person_name left, right;
			unsigned differences = 0;

			units_person(surnames->units, list[i].unit, &left);
			units_person(surnames->units, list[j].unit, &right);
			if (person_surnames_alike(&left, &right, &differences))
				add_likeness(surnames, &list[i], &list[j], differences & DIFFERS_SLIP);
		}
}

static void compare_groups(struct surnames *surnames)
{
	for (size_t i = 0, end; i < surnames->bearer_count; i = end) {
		for (end = i; end < surnames->bearer_count && surnames->bearers[end].group == surnames->bearers[i].group;)
			end++;
		compare_group(surnames, i, end);
	}
}

/* ---- sets ---- */

static uint32_t set_of(const struct surnames *surnames, uint32_t surname)
{
	while (surnames->set[surname] != surname)
		surname = surnames->set[surname];
	return surname;
}

static void join_likenesses(struct surnames *surnames)
{
	for (size_t i = 0; i < surnames->likeness_count; i++) {
		const struct likeness *likeness = &surnames->likenesses[i];
		double share = likeness->slip ? SLIP_SHARE : SHARE;
		uint32_t first = set_of(surnames, likeness->first), second = set_of(surnames, likeness->second);

		if ((double)likeness->documents[0] < share * (double)surnames->documents[likeness->first] ||
		    (double)likeness->documents[1] < share * (double)surnames->documents[likeness->second])
			continue;
		surnames->set[first < second ? second : first] = first < second ? first : second;
	}
}

static int compare_spellings(const void *a, const void *b)
{
	const struct surname_spelling *left = a, *right = b;

	if (left->set != right->set)
		return left->set < right->set ? -1 : 1;
	if (left->documents != right->documents)
		return left->documents > right->documents ? -1 : 1;
	return strcmp(left->word, right->word);
}

/* Those that have others in their set. */
static void hand_over(struct surnames *surnames, struct name_groups *groups)
{
	bool *several = memory_zeroed(surnames->count, sizeof *several);

	for (uint32_t i = 0; i < surnames->count; i++)
		if (set_of(surnames, i) != i)
			several[i] = several[set_of(surnames, i)] = true;
	groups->surnames = memory_resize(NULL, surnames->count, sizeof *groups->surnames);
	for (size_t i = 0; i < surnames->words.places; i++) {
		const struct word_table_entry *entry = &surnames->words.entries[i];

		if (entry->length > 0 && several[entry->number])
			groups->surnames[groups->surname_count++] =
				(struct surname_spelling){memory_copy(surnames->words.arena.bytes + entry->start, entry->length),
				                          surnames->documents[entry->number], set_of(surnames, entry->number)};
	}
	if (groups->surname_count > 0)
		qsort(groups->surnames, groups->surname_count, sizeof *groups->surnames, compare_spellings);
	free(several);
}

void surnames_find(const struct units *units, const uint32_t *of, struct name_groups *groups)
{
	struct surnames surnames = {.units = units,
	                            .documents = memory_resize(NULL, units->count, sizeof *surnames.documents),
	                            .set = memory_resize(NULL, units->count, sizeof *surnames.set),
	                            .bearers = memory_resize(NULL, units->count, sizeof *surnames.bearers)};

	find_bearers(&surnames, of);
	compare_groups(&surnames);
	join_likenesses(&surnames);
	hand_over(&surnames, groups);
	word_table_release(&surnames.words);
	word_table_release(&surnames.pairs);
	free(surnames.documents);
	free(surnames.set);
	free(surnames.bearers);
	free(surnames.likenesses);
}
