/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The names of one article that the tables know. */
#include "names/local.h"
#include "text/memory.h"
#include "text/scan.h"

#include <stdlib.h>
#include <string.h>

/* Shorter words say little of what an article is about. */
#define SAYING_WORD 5

struct known {
	const struct names *names;
	struct folder *folder;
	uint32_t *first; /* of each entry of the tables, the first name of the article that is its own; UINT32_MAX: none is */
};

/* Whether a text has the word, whatever its capitals. */
static bool has_word(const char *text, const char *word)
{
	size_t length = strlen(word);

	for (const char *at = text; at && (at = strcasestr(at, word)); at++)
		if ((at == text || !ascii_word(at[-1])) && !ascii_word(at[length]))
			return true;
	return false;
}

/* Whether the article has half of the name's longer words: of "Securities and Exchange Commission" two. */
static bool has_words(const struct article *article, const char *name)
{
	char *copy = memory_string(name), *rest;
	size_t words = 0, found = 0;

	for (const char *word = strtok_r(copy, " ", &rest); word; word = strtok_r(NULL, " ", &rest)) {
		if (strlen(word) < SAYING_WORD)
			continue;
		words++;
		found += has_word(article->title, word) || has_word(article->text, word);
	}
	free(copy);
	return words > 0 && found * 2 >= words;
}

/* The person of the article who is called by the surname alone, "Kennedy" of JFK; WORD_TABLE_NONE: nobody. */
static uint32_t find_surname(struct folder *folder, const struct locals *locals, const char *name)
{
	struct person_name person;
	size_t last;
	uint32_t local;

	person_parse(&person, folder, name, strlen(name));
	if (person.count < 2)
		return WORD_TABLE_NONE;
	last = person.count - 1u;
	local = locals_find(locals, person_word(&person, last), person_word_length(&person, last));
	return local == WORD_TABLE_NONE || locals->list[local].kind != ENTITY_PERSON ? WORD_TABLE_NONE : local;
}

/* The tables may mean this name: whether the article says so. */
static bool is_meant(struct folder *folder, struct locals *locals, const struct article *article, uint32_t local, const char *name)
{
	uint32_t surname;

	if (locals->list[local].kind != ENTITY_PERSON)
		return has_words(article, name);
	surname = find_surname(folder, locals, name);
	if (surname == WORD_TABLE_NONE)
		return false;
	if (locals->list[surname].parent == surname)
		locals_join(locals, surname, local);
	return true;
}

/* What the tables are not sure of is the entry's where the article has another of its names, or words of it. */
static void join_doubtful(const struct known *known, struct locals *locals, const struct article *article, uint32_t local)
{
	struct local *joined = &locals->list[local];
	uint32_t entry = names_find_doubtful(known->names, joined->kind, joined->key, joined->key_length);
	const char *name;

	if (entry == NAMES_NONE)
		return;
	name = names_entry(known->names, entry)->names[0];
	if (known->first[entry] != UINT32_MAX)
		locals_join(locals, local, known->first[entry]);
	else if (is_meant(known->folder, locals, article, local, name))
		joined->known = name;
}

/* Initials that were taken for something else, and are a person's who is named too. */
static bool join_initials_of_person(const struct known *known, struct locals *locals, uint32_t local)
{
	struct local *joined = &locals->list[local];
	uint32_t entry = names_find(known->names, ENTITY_PERSON, joined->key, joined->key_length);

	if (entry == NAMES_NONE)
		entry = names_find_doubtful(known->names, ENTITY_PERSON, joined->key, joined->key_length);
	if (joined->kind == ENTITY_PERSON || entry == NAMES_NONE || known->first[entry] == UINT32_MAX)
		return false;
	joined->kind = ENTITY_PERSON;
	locals_join(locals, local, known->first[entry]);
	return true;
}

/* ---- letters that mean something else here ---- */

/* Where the words begin that stand before "(GM)" and have its letters for initials; NULL: they have not. */
static const char *spelled_out(const char *text, const char *start, const char *end)
{
	const char *at = start - 2;

	if (start - text < 3 || start[-1] != '(' || start[-2] != ' ' || *end != ')')
		return NULL;
	for (const char *letter = end; letter > start; letter--) {
		const char *stop = at;

		while (at > text && ascii_word(at[-1]))
			at--;
		if (at == stop || (*at | 0x20) != (letter[-1] | 0x20))
			return NULL;
		if (letter > start + 1 && (at == text || *--at != ' '))
			return NULL;
	}
	return at;
}

/* "Grand Master (GM)": the letters are no company's, unless the words are its name too. */
static bool means_otherwise(const struct known *known, const struct local *local, const struct place_of_name *place, const char *text,
                            uint32_t entry)
{
	const char *words = spelled_out(text, place->start, place->end);
	char key[NAME_KEY_MAX];
	size_t length = words ? name_key(known->folder, words, (size_t)(place->start - 2 - words), key) : 0;

	return length > 0 && names_find(known->names, local->kind, key, length) != entry;
}

static void drop_other_meanings(const struct known *known, struct locals *locals, const struct article *article)
{
	for (size_t i = 0; i < locals->place_count; i++) {
		const struct place_of_name *place = &locals->places[i];
		struct local *local = &locals->list[place->local];
		uint32_t entry;

		if (place->title || local->parent != place->local || local->kind == ENTITY_PERSON || place->start[-(place->start > article->text)] != '(')
			continue;
		entry = names_find(known->names, local->kind, local->key, local->key_length);
		local->nobody |= entry != NAMES_NONE && means_otherwise(known, local, place, article->text, entry);
	}
}

static void join_unsure(const struct known *known, struct locals *locals, const struct article *article)
{
	for (uint32_t i = 0; i < locals->count; i++) {
		const struct local *local = &locals->list[i];

		if (local->parent == i && names_find(known->names, local->kind, local->key, local->key_length) == NAMES_NONE &&
		    !join_initials_of_person(known, locals, i))
			join_doubtful(known, locals, article, i);
	}
}

void known_join(const struct names *names, struct folder *folder, struct locals *locals, const struct article *article)
{
	struct known known = {names, folder, memory_resize(NULL, names_count(names), sizeof *known.first)};

	memset(known.first, 0xFF, names_count(names) * sizeof *known.first);
	drop_other_meanings(&known, locals, article);
	for (uint32_t i = 0; i < locals->count; i++) {
		const struct local *local = &locals->list[i];
		uint32_t entry = names_find(names, local->kind, local->key, local->key_length);

		if (entry == NAMES_NONE || local->parent != i || local->nobody)
			continue;
		if (known.first[entry] == UINT32_MAX)
			known.first[entry] = i;
		else
			locals_join(locals, i, known.first[entry]);
	}
	join_unsure(&known, locals, article);
	free(known.first);
}
