/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Pieces that the pages of page.h are made of.
 */
#ifndef DATELINE_SEARCHER_SHOW_HTML_H
#define DATELINE_SEARCHER_SHOW_HTML_H

#include "searcher/show/page.h"
#include "text/date.h"

/* One of the strings may be NULL: nothing. */
void html_text(struct buffer *out, const char *text);

/* From <!DOCTYPE to the beginning of <main>. title: plain text, NULL for the site's name alone; feed: this page has one. */
void html_begin(struct buffer *out, const struct page *page, const char *title, bool feed);
void html_end(struct buffer *out, const struct page *page);

/* <a href="…"> for the page's address with one thing changed. Only where the page has an address. */
void html_link(struct buffer *out, const struct page *page, const char *class, const struct change *changes, size_t count);

/* <p class="byline">: date, source, author when wanted, and a link to the article's own site. */
void html_byline(struct buffer *out, const struct article *article, bool whole);

/* <ul class="chips"> of at most limit entities, each a link that narrows or asks for it. */
void html_entities(struct buffer *out, const struct article *article, size_t limit, const struct page *page);

/* lang="…" dir="auto" for text of that article, with a space before. */
void html_language(struct buffer *out, const struct article *article);

/* "2 June 2025", "June 2025", "2025", "2 June 2025, 08:13 UTC"; nothing when unknown. */
void html_date(struct buffer *out, const struct date *date);

/* 12345 as "12,345". */
void html_number(struct buffer *out, uint64_t number);

/* What narrows the results now, each to be taken off; facets; matches over time. Nothing where there is none. */
void html_filters(struct buffer *out, const struct page *page);
void html_facets(struct buffer *out, const struct results *results, const struct page *page);
void html_timeline(struct buffer *out, const struct results *results, const struct page *page);

/* Whether an address of an article may become a link: http or https and nothing else. */
bool html_is_web(const char *url);

#endif
