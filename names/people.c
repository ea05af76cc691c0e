/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The persons of one article: full names that are written in two ways, and
 * then surnames and forenames alone.
 */
#include "names/local.h"
#include "text/memory.h"

#include <stdlib.h>
#include <string.h>

/* More full names with like surnames than this are not compared: no article has them. */
#define LIKE_SURNAMES 32
/* A slip is looked for among the most frequent full names alone: an article of 64 MiB would take hours for all of them. */
#define SLIP_NAMES 512
/* Shorter surnames have neighbours that are names too. */
#define SURNAME_SLIP_MIN 7

struct people {
	const struct forenames *forenames;
	struct locals *locals;
	uint32_t *order; /* full names, the most frequent first */
	size_t count;
	struct word_table surnames, skeletons, firsts; /* to the full name that a single one is most likely to be of */
	struct word_table together; /* two names beside each other: "4 17" */
};

static bool is_full(const struct local *local)
{
	return local->kind == ENTITY_PERSON && local->person.count >= 2;
}

/* ---- two people named together in full ---- */

static size_t pair_of(uint32_t a, uint32_t b, char out[8])
{
	uint32_t low = a < b ? a : b, high = a < b ? b : a;

	memcpy(out, &low, sizeof low);
	memcpy(out + 4, &high, sizeof high);
	return 8;
}

/* Only "and", "&" or a comma between the two. */
static bool beside(const struct place_of_name *first, const struct place_of_name *second)
{
	static const char *const between[] = {" and ", ", ", " & ", ", and ", " or ", " vs ", " vs. ", " v ", " versus ", " and his son ", " and her son "};
	size_t length;

	if (first->title != second->title || second->start < first->end)
		return false;
	length = (size_t)(second->start - first->end);
	for (size_t i = 0; i < sizeof between / sizeof *between; i++)
		if (strlen(between[i]) == length && !memcmp(first->end, between[i], length))
			return true;
	return false;
}

static void find_together(struct people *people)
{
	const struct locals *locals = people->locals;
	char pair[8];

	for (size_t i = 0; i + 1 < locals->place_count; i++) {
		const struct place_of_name *first = &locals->places[i], *second = first + 1;

		if (first->local != second->local && is_full(&locals->list[first->local]) &&
		    is_full(&locals->list[second->local]) && beside(first, second))
			*word_table_add(&people->together, pair, pair_of(first->local, second->local, pair)) = 1;
	}
}

static bool together(const struct people *people, uint32_t a, uint32_t b)
{
	char pair[8];

	return word_table_find(&people->together, pair, pair_of(a, b, pair)) != WORD_TABLE_NONE;
}

/* ---- full names ---- */

static bool one_person(const struct people *people, uint32_t a, uint32_t b)
{
	const struct local *left = &people->locals->list[a], *right = &people->locals->list[b];
	unsigned differences;

	if (!person_compare(people->forenames, &left->person, &right->person, &differences) || together(people, a, b))
		return false;
	if (differences & DIFFERS_SLIP)
		return !(differences & ~(unsigned)(DIFFERS_SLIP | DIFFERS_MIDDLE));
	return !(differences & DIFFERS_FORENAME_SLIP) || left->count >= 3 * right->count || right->count >= 3 * left->count;
}

/* Names that may be one's, by the consonants of the surname: lists of places in order. */
struct like {
	uint32_t places[LIKE_SURNAMES];
	size_t count;
};

/* Joins the name to the first before it that it fits, unless it fits several that are different. */
static void join_full(struct people *people, const struct like *like, uint32_t local)
{
	uint32_t found = local;

	for (size_t i = 0; i < like->count; i++) {
		uint32_t root = locals_root(people->locals, like->places[i]);

		if (!one_person(people, like->places[i], local))
			continue;
		if (found != local && found != root)
			return;
		found = root;
	}
	locals_join(people->locals, local, found);
}

static void join_full_names(struct people *people)
{
	struct word_table groups = {0};
	struct like *likes = NULL;
	size_t count = 0;

	for (size_t i = 0; i < people->count; i++) {
		const struct person_name *person = &people->locals->list[people->order[i]].person;
		size_t last = person->count - 1u;
		char key[NAME_KEY_MAX];
		size_t length = name_skeleton(person_word(person, last), person_word_length(person, last), key);
		uint32_t *group = word_table_add(&groups, key, name_consonants(key, length));

		if (*group == WORD_TABLE_NONE) {
			*group = (uint32_t)count;
			likes = memory_resize(likes, count + 1, sizeof *likes);
			likes[count++].count = 0;
		}
		join_full(people, &likes[*group], people->order[i]);
		if (likes[*group].count < LIKE_SURNAMES)
			likes[*group].places[likes[*group].count++] = people->order[i];
	}
	free(likes);
	word_table_release(&groups);
}

/* ---- single names ---- */

/* The full names come in order: the first that has the word keeps it. */
static void lead(struct word_table *table, const char *word, size_t length, uint32_t local)
{
	uint32_t *place = word_table_add(table, word, length);

	if (*place == WORD_TABLE_NONE)
		*place = local;
}

static void index_words(struct people *people, uint32_t local)
{
	const struct person_name *person = &people->locals->list[local].person;
	size_t last = person->count - 1u, length = person_word_length(person, last);
	char skeleton[NAME_KEY_MAX];

	lead(&people->surnames, person_word(person, last), length, local);
	if (length >= 5) {
		length = name_skeleton(person_word(person, last), length, skeleton);
		lead(&people->skeletons, skeleton, length, local);
	}
	if (!person->initial[0])
		lead(&people->firsts, person_word(person, 0), person_word_length(person, 0), local);
}

/* Whose surname a word is but for one letter, when it is one person's only: a slip of the hand. */
static uint32_t owner_by_slip(const struct people *people, const char *word, size_t length)
{
	uint32_t owner = WORD_TABLE_NONE;

	for (size_t i = 0; i < people->count && i < SLIP_NAMES && length >= SURNAME_SLIP_MIN; i++) {
		const struct person_name *person = &people->locals->list[people->order[i]].person;
		size_t last = person->count - 1u, size = person_word_length(person, last);
		const char *surname = person_word(person, last);

		if (surname[0] != word[0] || !name_slip(word, length, surname, size) || name_gendered(word, length, surname, size))
			continue;
		if (owner != WORD_TABLE_NONE && locals_root(people->locals, owner) != locals_root(people->locals, people->order[i]))
			return WORD_TABLE_NONE;
		owner = people->order[i];
	}
	return owner;
}

static uint32_t owner_of(const struct people *people, const char *word, size_t length)
{
	uint32_t owner = word_table_find(&people->surnames, word, length);
	char skeleton[NAME_KEY_MAX];

	if (owner == WORD_TABLE_NONE && length >= 5)
		owner = word_table_find(&people->skeletons, skeleton, name_skeleton(word, length, skeleton));
	if (owner == WORD_TABLE_NONE)
		owner = word_table_find(&people->firsts, word, length);
	return owner != WORD_TABLE_NONE ? owner : owner_by_slip(people, word, length);
}

/* A word that was taken for a place or a company, and is somebody's surname. */
static bool is_surname(const struct people *people, const struct local *local)
{
	return !memchr(local->key, ' ', local->key_length) &&
	       word_table_find(&people->surnames, local->key, local->key_length) != WORD_TABLE_NONE;
}

/* "the Trumps", where somebody is called Trump. */
static bool is_family(const struct people *people, const struct local *local)
{
	size_t length = person_word_length(&local->person, 0);

	if (local->kind != ENTITY_PERSON || local->person.count != 1 || local->behind_the * 2 < local->count)
		return false;
	return length > 1 && local->person.text[length - 1] == 's' &&
	       word_table_find(&people->surnames, local->person.text, length - 1) != WORD_TABLE_NONE;
}

static void join_single_names(struct people *people)
{
	struct locals *locals = people->locals;

	for (size_t i = 0; i < people->count; i++)
		index_words(people, people->order[i]);
	for (uint32_t i = 0; i < locals->count; i++) {
		struct local *local = &locals->list[i];
		uint32_t owner = WORD_TABLE_NONE;

		if (local->kind == ENTITY_PERSON && local->person.count == 1)
			owner = owner_of(people, local->person.text, person_word_length(&local->person, 0));
		else if (local->kind != ENTITY_PERSON && local->votes[ENTITY_PERSON] > 0 && is_surname(people, local))
			owner = word_table_find(&people->surnames, local->key, local->key_length);
		if (owner == WORD_TABLE_NONE) {
			local->nobody = is_family(people, local);
			continue;
		}
		local->kind = ENTITY_PERSON;
		locals_join(locals, i, owner);
	}
}

/* ---- the whole ---- */

static int compare_order(const void *a, const void *b, void *context)
{
	const struct locals *locals = context;
	uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
	bool left_initial = locals->list[left].person.initial[0], right_initial = locals->list[right].person.initial[0];

	if (left_initial != right_initial)
		return left_initial ? 1 : -1;
	if (locals->list[left].count != locals->list[right].count)
		return locals->list[left].count > locals->list[right].count ? -1 : 1;
	return left < right ? -1 : left > right;
}

void people_join(const struct forenames *forenames, struct locals *locals)
{
	struct people people = {.forenames = forenames, .locals = locals};

	people.order = memory_resize(NULL, locals->count, sizeof *people.order);
	for (uint32_t i = 0; i < locals->count; i++)
		if (is_full(&locals->list[i]))
			people.order[people.count++] = i;
	qsort_r(people.order, people.count, sizeof *people.order, compare_order, locals);
	find_together(&people);
	join_full_names(&people);
	join_single_names(&people);
	word_table_release(&people.surnames);
	word_table_release(&people.skeletons);
	word_table_release(&people.firsts);
	word_table_release(&people.together);
	free(people.order);
}
