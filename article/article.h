/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * An article, as every format is read into and every output is written from.
 *
 * All strings are valid UTF-8 and owned by the article (heap); NULL or "" means
 * not known. An article that is all zero is empty and ready.
 */
#ifndef DATELINE_ARTICLE_ARTICLE_H
#define DATELINE_ARTICLE_ARTICLE_H

#include "text/date.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum entity_kind {
	ENTITY_PERSON,
	ENTITY_ORG,
	ENTITY_PLACE
};

#define ENTITY_KINDS 3

/* Somebody or something that an article names. */
struct entity {
	enum entity_kind kind;
	char *name;   /* its fullest form in this article, without titles: "Vladimir Medinsky" */
	char **forms; /* as they stand in the article, each once: form_count strings and a NULL, or NULL */
	size_t form_count;
};

/* Where the text names it: bytes [start, end) of text. */
struct mention {
	uint32_t start, end;
	uint32_t entity; /* index into entities */
};

struct article {
	char *id;       /* unlike any other in the index */
	char *title;    /* one line */
	char *text;     /* the body: paragraphs separated by one blank line ("\n\n"), no other line feeds */
	char *url;
	char *source;   /* agency, paper or station, spelled one way */
	char *author;
	char *language; /* BCP 47, lower case: "en" */
	char **keywords; /* keyword_count strings and a NULL, or NULL */
	size_t keyword_count;
	struct date date;     /* published */
	struct date modified; /* last changed, where a page says so */
	struct entity *entities; /* in the order of their first mention */
	size_t entity_count;
	struct mention *mentions; /* in the order of the text; not stored */
	size_t mention_count;
	bool withdrawn; /* who sent it says that it is not to be used: what there is of it goes */
};

/* What a reader tells articles of one story apart by: its source, or its id. */
const char *article_outlet(const struct article *article);

void article_release(struct article *article); /* frees what it holds; empty again */

/* Replaces *field by a copy of the bytes, white space folded to single spaces and trimmed; NULL when nothing is left. */
void article_set(char **field, const char *bytes, size_t length);

void article_add_keyword(struct article *article, const char *bytes, size_t length);

/* Adds an entity without forms, and a form to one unless it has it; the name and form are copied. Returns its index. */
size_t article_add_entity(struct article *article, enum entity_kind kind, const char *name);
void entity_add_form(struct entity *entity, const char *form, size_t length);

void entity_release(struct entity *entity); /* frees what it holds */

/* 64 bits of all that was read of it, its id left out; to be taken before anything is found in its text: an article read again that gives the same has not changed. No defence against one who wants two to meet. */
uint64_t article_fingerprint(const struct article *article);

#endif
