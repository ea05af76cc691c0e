/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Characters that act instead of showing, and text written with some of its
 * characters replaced.
 */
#ifndef DATELINE_TEXT_VISIBLE_H
#define DATELINE_TEXT_VISIBLE_H

#include "text/buffer.h"

#include <stddef.h>
#include <stdint.h>

enum effect {
	EFFECT_NONE,
	EFFECT_CONTROL,  /* drives a terminal or ends a line: C0 (tab and line feed too), DEL, C1, U+2028, U+2029 */
	EFFECT_DIRECTION /* turns the direction of what follows: embeddings, overrides, isolates (UAX 9, 2.1 to 2.4) */
};

enum effect character_effect(uint32_t code);

/*
 * What to write for a code point: NULL for itself, else a string, borrowed
 * until the next call; it may be made in room. Letters and digits of ASCII and
 * the space are not asked for: they stay.
 */
typedef const char *replacement(uint32_t code, char room[8]);

/* Adds the text with each code point as replace says. What is added is valid UTF-8, whatever the text is. */
void buffer_add_replaced(struct buffer *out, const char *text, size_t length, replacement *replace);

#endif
