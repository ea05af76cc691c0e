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
	struct date date; /* published */
};

void article_release(struct article *article); /* frees what it holds; empty again */

/* Replaces *field by a copy of the bytes, white space folded to single spaces and trimmed; NULL when nothing is left. */
void article_set(char **field, const char *bytes, size_t length);

void article_add_keyword(struct article *article, const char *bytes, size_t length);

/* 64 bits of all its fields but the id: an article read again that gives the same has not changed. No defence against one who wants two to meet. */
uint64_t article_fingerprint(const struct article *article);

#endif
