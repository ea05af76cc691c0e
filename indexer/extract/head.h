/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a page of HTML says of its article for machines: JSON-LD, Open Graph,
 * Dublin Core and their like, <time>, <title>, <link>.
 */
#ifndef DATELINE_INDEXER_EXTRACT_HEAD_H
#define DATELINE_INDEXER_EXTRACT_HEAD_H

#include "article/article.h"
#include "indexer/extract/markup.h"

/* Strings are owned, on one line; NULL for what is not said. */
struct head {
	char *data_title, *meta_title, *window_title; /* JSON-LD, Open Graph and its like, <title>: they may hold the site's name */
	char *site;         /* the publisher's or site's name */
	char *author;
	char *description;
	char *body; /* JSON-LD's articleBody, tags taken out and white space folded */
	char *paragraphs; /* the same, each of its lines a paragraph */
	char *url;
	char *language; /* lower case */
	char **keywords;
	size_t keyword_count;
	struct date published, modified;
	struct date dated; /* of a tag that means now the one, now the other */
};

/*
 * Each is taken from the one that means it most: JSON-LD of a NewsArticle or
 * its kin before meta tags, an article's own tags before general ones.
 */
void head_read(struct head *head, const struct markup *markup);
void head_release(struct head *head);

/* What the page says its headline is: the first of its titles; NULL for none. */
const char *head_title(const struct head *head);

#endif
