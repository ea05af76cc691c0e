/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The article in a page of HTML: text, title, dates, source, author, keywords.
 *
 * The page is cut into blocks (markup.h), which are judged one by one
 * (judge.h); what the page says of itself for machines (head.h) goes before what
 * its reader sees. The line-based sibling for pages saved as text is page.h.
 */
#ifndef DATELINE_INDEXER_EXTRACT_HTML_PAGE_H
#define DATELINE_INDEXER_EXTRACT_HTML_PAGE_H

#include "article/article.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Fills what is still empty of *article from a page of valid UTF-8, which may
 * be changed. url: where it was found, or NULL. keep_boilerplate takes every block
 * as text. False when there is no text in the page. *cut: the page nests too deeply, and was
 * read up to there.
 */
bool html_page_extract(struct article *article, char *page, size_t length, const char *url, bool keep_boilerplate, bool *cut);

#endif
