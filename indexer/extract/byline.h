/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The author of a page of HTML from what its reader sees, for pages that do not
 * tell machines.
 */
#ifndef DATELINE_INDEXER_EXTRACT_BYLINE_H
#define DATELINE_INDEXER_EXTRACT_BYLINE_H

#include "indexer/extract/measure.h"

/* A block classed as an author's or that begins as a byline does, near the headline; else *author stays as it is. */
void byline_find(char **author, const struct measures *measures, const struct phrases *phrases);

#endif
