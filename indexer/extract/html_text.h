/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The article's text out of the blocks that are its own.
 */
#ifndef DATELINE_INDEXER_EXTRACT_HTML_TEXT_H
#define DATELINE_INDEXER_EXTRACT_HTML_TEXT_H

#include "indexer/extract/head.h"
#include "indexer/extract/measure.h"

/* The blocks that are the article's: a flag each, owned by the caller. */
bool *html_choose(const struct measures *measures, const struct head *head);

/*
 * Adds the blocks that are flagged (NULL: all) as paragraphs separated by
 * "\n\n"; a repeated paragraph once (its flag is taken away), the cells of a table's row as one.
 */
void html_write(struct buffer *out, const struct measures *measures, bool *chosen);

#endif
