/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The article in a page saved as text: body, title, date, source, author.
 *
 * A browser's "save as text" or an agency's wire copy: lines, of which the
 * article's paragraphs are some, and menus, captions, share bars, promotions
 * and legal notices are the rest. Lines are classed by what they are (length,
 * sentences, bullets, repetition, place between other lines), not by who
 * printed them, after Kohlschütter, Fankhauser & Nejdl 2010, "Boilerplate
 * Detection using Shallow Text Features", and jusText (Pomikálek 2011).
 */
#ifndef DATELINE_INDEXER_EXTRACT_PAGE_H
#define DATELINE_INDEXER_EXTRACT_PAGE_H

#include "article/article.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Fills title, text, date, source, author, keywords of *article (only where
 * they are still empty) from a page of valid UTF-8 with LF line ends. With
 * keep_boilerplate the text is every line of the page; the rest is found all
 * the same. False when the page holds no text at all.
 */
bool page_extract(struct article *article, const char *page, size_t length, bool keep_boilerplate);

/* The source of a page of that text as its labels, signatures and bylines tell it; *source stays as it is when none does. */
void page_find_source(char **source, const char *page, size_t length);

#endif
