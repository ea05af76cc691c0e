/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "article/texts_cut.h"

#include "text/sentence.h"

#include <string.h>

/* Behind the line feeds of the first blank line in [at, end); 0: there is none. */
static size_t blank_line(const char *text, size_t at, size_t end)
{
	const char *feed;

	for (; (feed = memchr(text + at, '\n', end - at)); at = (size_t)(feed - text) + 1) {
		size_t behind = (size_t)(feed - text) + 1;

		while (behind < end && text[behind] == '\n')
			behind++;
		if (behind > (size_t)(feed - text) + 1)
			return behind;
	}
	return 0;
}

/* Behind the first such byte in [at, end); 0: there is none. */
static size_t behind_byte(const char *text, size_t at, size_t end, char byte)
{
	const char *found = memchr(text + at, byte, end - at);

	return found ? (size_t)(found - text) + 1 : 0;
}

size_t text_cut(const char *text, size_t length, size_t at)
{
	size_t least = at + PART_LEAST, most = at + PART_MOST, cut;

	if (length - at <= PART_MOST)
		return length;
	if ((cut = blank_line(text, least, most)) > 0)
		return cut;
	if ((cut = behind_byte(text, least, most, '\n')) > 0)
		return cut;
	if ((cut = sentence_end(text, most, least)) < most)
		return cut;
	if ((cut = behind_byte(text, least, most, ' ')) > 0)
		return cut;
	while (most > least && ((unsigned char)text[most] & 0xC0) == 0x80)
		most--;
	return most;
}

size_t words_before(const struct tokens *tokens, size_t at)
{
	size_t low = 0, high = tokens->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct token *token = &tokens->list[middle];

		if (token->field != FIELD_BODY || token->start < at)
			low = middle + 1;
		else
			high = middle;
	}
	return low < tokens->count ? tokens->list[low].position : tokens->positions[FIELD_BODY];
}
