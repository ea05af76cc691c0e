/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The sentences and paragraphs of an article, as passages are chosen from them.
 */
#ifndef DATELINE_SEARCHER_SNIPPET_OUTLINE_H
#define DATELINE_SEARCHER_SNIPPET_OUTLINE_H

#include "searcher/snippet/hits.h"
#include "text/tokens.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sentence {
	uint32_t start, end; /* without the white space around it; never empty */
	uint32_t paragraph;  /* from 0 */
	bool mere;           /* has no full stop: a subhead, a caption, a line of a list */
	bool excluded;       /* not to be shown: the headline again, or shown before */
};

struct outline {
	struct sentence *sentences; /* owned */
	size_t count, capacity;
};

/*
 * Adds bytes [start, end) of the text, behind what is there: the paragraphs that passages with these hits may touch; all
 * where there are no hits. Paragraphs that say the title (may be NULL) again, in whatever case or accents, are excluded.
 * The analyzer's analysis stays.
 */
void outline_add(struct outline *outline, struct analyzer *analyzer, const char *text, size_t start, size_t end,
                 const char *title, const struct hits *hits);
void outline_release(struct outline *outline);

#endif
