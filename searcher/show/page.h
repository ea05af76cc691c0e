/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Pages of HTML (and a feed) for people: results, one article, a message. Each
 * function appends a whole page. Text is escaped by show_escaped and
 * show_marked alone, addresses by address_write.
 *
 * A page needs no script and holds no style, so that a Content-Security-Policy
 * without 'unsafe-inline' fits; the style is linked. A page by itself, as the
 * command line writes it, carries its style, and has no form nor any link but
 * those to the articles' own sites.
 */
#ifndef DATELINE_SEARCHER_SHOW_PAGE_H
#define DATELINE_SEARCHER_SHOW_PAGE_H

#include "searcher/show/address.h"
#include "searcher/show/results.h"
#include "text/buffer.h"

#include <stdbool.h>
#include <stdint.h>

/* All borrowed. */
struct page {
	const char *name;              /* of the site: "Dateline" */
	const struct address *address; /* of what is shown, for links that change one thing of it; NULL: a page by itself */
	uint32_t limit;                /* results on a page; 0 when there are no pages to turn */
	uint32_t start_max;            /* the last result that may be asked for as the first of a page */
	bool spare;                    /* the address is long: only the links that nothing goes without */
	int64_t updated;               /* when the index was last published, seconds since 1970; for feeds */
	uint64_t articles;             /* in the index; for the first page */
};

/* Nothing is asked yet: the box, and what can be typed into it. */
void show_html_start(struct buffer *out, const struct page *page);

void show_html(struct buffer *out, const struct results *results, const struct page *page);

/* One article whole: result's passages are its paragraphs. similar may be NULL. */
void show_html_article(struct buffer *out, const struct result *result, const struct results *similar, const struct page *page);

/* A title and one sentence: what is wrong with a request. Both plain text. */
void show_html_message(struct buffer *out, const char *title, const char *sentence, const struct page *page);

/*
 * The results as an Atom feed (RFC 4287). Identifiers are made from the
 * articles' ids and the query alone, so that they stay when the site moves.
 */
void show_atom(struct buffer *out, const struct results *results, const struct page *page);

#endif
