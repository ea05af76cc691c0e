/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which lines of a page are the article.
 */
#ifndef DATELINE_INDEXER_EXTRACT_BODY_H
#define DATELINE_INDEXER_EXTRACT_BODY_H

#include "indexer/extract/lines.h"
#include "indexer/extract/phrases.h"

#define NO_LINE SIZE_MAX

struct body {
	size_t title;    /* the line that is the headline, or NO_LINE */
	size_t sentence; /* the article's first line that reads as text; the number of lines when there is none */
	size_t end;      /* behind its last line */
};

/* Gives each line its role. What ends as ROLE_TEXT is the article's text. */
void body_choose(struct body *body, struct lines *lines, const struct phrases *phrases);

#endif
