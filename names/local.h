/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The different names of one article, while names/resolve.c finds out which of
 * them are the same one's. For names/ alone.
 */
#ifndef DATELINE_NAMES_LOCAL_H
#define DATELINE_NAMES_LOCAL_H

#include "names/person.h"
#include "names/resolve.h"
#include "names/words.h"

#define LOCAL_FORMS 64 /* ways of writing one name that are kept: no article has so many */

/* One spelling of a name: the bytes that stand in the article. */
struct local_form {
	const char *bytes; /* borrowed from the article */
	size_t length;
	uint32_t count;
};

/* Names with one key. */
struct local {
	char key[NAME_KEY_MAX];
	size_t key_length;
	uint32_t votes[ENTITY_KINDS];
	uint32_t count;
	uint32_t behind_the; /* so many of them */
	enum entity_kind kind;
	struct person_name person; /* of a person, else empty */
	struct local_form *forms;
	size_t form_count;
	bool nobody; /* "the Trumps", the plural of a surname; or letters that the article uses for what has no name */
	uint32_t parent; /* whose name it is too; itself: nobody's */
	const char *known; /* what the tables call it though no name in the article does; or NULL */
};

/* Where a name stands; its titles and possessive are left out. */
struct place_of_name {
	const char *start, *end; /* in the title or the text */
	uint32_t local;
	bool title;
};

struct locals {
	struct local *list;
	size_t count, capacity;
	struct word_table keys;
	struct place_of_name *places; /* in the order of the spans */
	size_t place_count;
};

void locals_release(struct locals *locals);

/* Takes in all spans of an article; those that hold no name are left out. names: that are known as places'. */
void locals_read(struct locals *locals, struct folder *folder, const struct names *names, const struct article *article,
                 const struct span *spans, size_t count);

uint32_t locals_find(const struct locals *locals, const char *key, size_t length); /* WORD_TABLE_NONE: none */

/* The name at the end of the parents. */
uint32_t locals_root(const struct locals *locals, uint32_t local);

/* From now on this name is that one's. Nothing happens when they are one already. */
void locals_join(struct locals *locals, uint32_t local, uint32_t to);

/* The most frequent spelling, one with lower-case letters before one without. */
const struct local_form *local_best_form(const struct local *local);

/* Joins the persons among the names: names/people.c. */
void people_join(const struct forenames *forenames, struct locals *locals);

/* Names of one entry of the tables are one; the first of them to be met stands for the entry: names/known.c. */
void known_join(const struct names *names, struct folder *folder, struct locals *locals, const struct article *article);

#endif
