/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a page says about its article: title, date, source, author, keywords.
 */
#ifndef DATELINE_INDEXER_EXTRACT_METADATA_H
#define DATELINE_INDEXER_EXTRACT_METADATA_H

#include "article/article.h"
#include "indexer/extract/body.h"

/* Fills what is still empty in *article from lines whose roles body_choose has set. */
void metadata_find(struct article *article, const struct lines *lines, const struct body *body, const struct phrases *phrases);

#endif
