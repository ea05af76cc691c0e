/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The text of a piece of HTML that is an article and little else, as feeds send
 * it: no page is around it, but the share bar, the "Read more" and the last line of
 * the program that made the feed may be in it.
 */
#ifndef DATELINE_INDEXER_EXTRACT_FRAGMENT_H
#define DATELINE_INDEXER_EXTRACT_FRAGMENT_H

#include "text/buffer.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Adds its paragraphs, separated by "\n\n", to an empty buffer; of a fragment that is nothing
 * but what would be left out, all of it. html: valid UTF-8. False when there is no text.
 */
bool fragment_write(struct buffer *out, const char *html, size_t length, bool keep_boilerplate);

/* Whether a text holds elements that are lines of their own; without any, its line ends are its paragraphs. */
bool fragment_has_blocks(const char *html);

#endif
