/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which names are one entity because somebody says so: a table that comes with
 * the programs (data/names.tsv) and one of the user's own (--names=FILE). A
 * line of either is
 *
 *     CANONICAL <tab> KIND <tab> ALIAS <tab> ALIAS ...     all of these are CANONICAL
 *     !NAME <tab> KIND <tab> NAME <tab> NAME ...           no two of these are one
 *
 * with KIND person, org or place. An alias behind "?" is CANONICAL only in an
 * article that says so: SEC is more than a commission. Names are compared by their keys
 * (names/spelling.h). What a later line says wins over an earlier one, and
 * either over any rule.
 */
#ifndef DATELINE_NAMES_TABLE_H
#define DATELINE_NAMES_TABLE_H

#include "article/article.h"
#include "names/forenames.h"
#include "names/spelling.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct names;

#define NAMES_NONE UINT32_MAX

/* An entry of the table: its names as they are written there, the canonical one first, those behind "?" last and without it. */
struct names_entry {
	enum entity_kind kind;
	char **names;
	size_t sure, count; /* that are its names anywhere, and all */
};

/* Without any name. */
struct names *names_new(void);
void names_free(struct names *names);

/*
 * The tables that come with the programs, and the user's own beside them when
 * file is not NULL; with the forenames, which only the rules of persons need.
 * NULL, with a message, when a file cannot be read; lines
 * that make no sense are named and passed over. Read-only from then on: any
 * number of threads may ask.
 */
struct names *names_open(const char *file, bool forenames);

/* One table alone; NULL, with a message, when it cannot be read. */
struct names *names_read(const char *file);

/* Adds the lines of a table's text; file names it in messages. */
void names_parse(struct names *names, const char *text, size_t length, const char *file);

/*
 * Whether one of the names in a table's text has the key, and others beside it.
 * Reading the table takes ten times as long: for who asks once or twice. True too of what is no
 * name there but a comment or a kind.
 */
bool names_mentioned(const char *text, size_t length, struct folder *folder, const char *key, size_t key_length);

/*
 * name_key, but that an acronym which is a word in small letters asks for its capitals: the key of "The Who" is "the who",
 * as no other key begins, and so not that of WHO. "Nato" is NATO.
 */
size_t names_key(const struct names *names, struct folder *folder, const char *name, size_t length, char key[NAME_KEY_MAX]);

/* The entry that surely holds a key, or NAMES_NONE. */
uint32_t names_find(const struct names *names, enum entity_kind kind, const char *key, size_t length);

/* The entry that holds a key behind "?", or NAMES_NONE. */
uint32_t names_find_doubtful(const struct names *names, enum entity_kind kind, const char *key, size_t length);

const struct names_entry *names_entry(const struct names *names, uint32_t entry);
size_t names_count(const struct names *names);

/* The one kind under which the tables hold a key; false when they do not, or under several. */
bool names_kind(const struct names *names, const char *key, size_t length, enum entity_kind *kind);

/* Whether a line keeps two keys apart. */
bool names_apart(const struct names *names, enum entity_kind kind, const char *a, size_t a_length, const char *b,
                 size_t b_length);

/* Two names that a line keeps apart, as they are written there. */
struct names_parted {
	enum entity_kind kind;
	char *first, *second;
};

size_t names_parted_count(const struct names *names);
const struct names_parted *names_parted(const struct names *names, size_t pair);

const struct forenames *names_forenames(const struct names *names);

#endif
