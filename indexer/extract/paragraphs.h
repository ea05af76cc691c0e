/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Line ends of a text that is an article's body and nothing else, as JSON Lines
 * and feeds carry it, made into the paragraphs of struct article.
 *
 * A blank line always separates paragraphs. A single line feed does too, unless
 * the text is hard-wrapped: its longest line has 60 to 120 characters, and the
 * next line's first word would not have fitted on the line within that width,
 * which is why a typewriter or mail program broke it there. Such lines are
 * joined by a space. Long lines are whole paragraphs; short ones are verses,
 * lists and headings.
 */
#ifndef DATELINE_INDEXER_EXTRACT_PARAGRAPHS_H
#define DATELINE_INDEXER_EXTRACT_PARAGRAPHS_H

#include "text/buffer.h"

#include <stddef.h>

/*
 * Adds the text (valid UTF-8; LF, CR LF or CR) to an empty buffer: paragraphs
 * without white space around them, separated by "\n\n". Made again of its own
 * result, it is the same.
 */
void paragraphs_add(struct buffer *out, const char *text, size_t length);

#endif
