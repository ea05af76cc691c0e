/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Text folded to the width of a terminal, with its marks in colour.
 *
 * Lines end at spaces, between ideographs (not before their closing
 * punctuation nor behind the opening one), and inside a word only where it is
 * longer than a line. What a reader sees as one character (UAX 29) is never
 * split; its width is the sum of its parts', which is what the simplest
 * terminals make of it and too wide, never too narrow, for the others. Colours
 * end with each line and begin again after its indent, so that a line cut out
 * by another program colours nothing behind it.
 *
 * Control characters become spaces, direction controls and soft hyphens go;
 * runs of spaces become one.
 */
#ifndef DATELINE_SEARCHER_SHOW_WRAP_H
#define DATELINE_SEARCHER_SHOW_WRAP_H

#include "searcher/snippet/snippet.h"
#include "text/buffer.h"

#include <stdbool.h>
#include <stddef.h>

struct wrap {
	struct buffer *out; /* borrowed */
	size_t width;       /* columns of a line; 0: no end */
	size_t indent;      /* of every line after the first */
	size_t column;      /* where the next character goes, from 0 */
	bool color;
	bool whole_words; /* a word longer than a line (a path, an address) stays whole, for it to be copied */
	const char *style; /* parameters of SGR (ECMA-48, 8.3.117) for plain text, such as "1"; NULL: none */
	const char *mark_style; /* and for marks */

	/* Private. */
	const char *worn; /* the style that is switched on */
	bool space;       /* one is due before the next word */
	const char *space_style;
};

/* Adds text behind what is there; a line may end between two calls. The passage's cut_before and cut_after do not count. */
void wrap_passage(struct wrap *wrap, const struct passage *passage);
void wrap_text(struct wrap *wrap, const char *text, size_t length);
void wrap_string(struct wrap *wrap, const char *string);

/* Ends the line. The next begins at column 0. */
void wrap_end(struct wrap *wrap);

#endif
