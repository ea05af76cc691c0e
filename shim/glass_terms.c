/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/glass_terms.h"

#include "shim/glass_encode.h"
#include "text/buffer.h"

#include <string.h>

/* Behind the last chunk of a term's list, and before all terms that go on with a zero byte. */
#define BEHIND_CHUNKS "\0\xfe"
#define BEHIND_CHUNKS_LENGTH 2

void glass_terms_open(struct glass_terms *terms, const struct glass_reader *reader, const void *prefix, size_t length)
{
	terms->cursor = (struct glass_cursor){.reader = reader};
	terms->length = 0;
	terms->prefix_length = length;
	if (length <= sizeof terms->prefix)
		memcpy(terms->prefix, prefix, length);
}

void glass_terms_release(struct glass_terms *terms)
{
	glass_cursor_release(&terms->cursor);
}

/* The term of a list's first chunk by its key; false when it is the key of a later chunk, or of something else. */
static bool take_term(struct glass_terms *terms, const unsigned char *key, size_t length)
{
	terms->length = 0;
	for (size_t i = 0; i < length; i++) {
		if (key[i] == 0 && (i + 1 == length || key[++i] != 0xff))
			return false;
		terms->term[terms->length++] = key[i] == 0xff && i > 0 && key[i - 1] == 0 ? 0 : key[i];
	}
	return true;
}

/* Goes to the first entry behind the last one, or behind the list of the term at hand. */
static bool go_on(struct glass_terms *terms)
{
	unsigned char key[2 * GLASS_KEY_MAX + BEHIND_CHUNKS_LENGTH], *end;
	bool first = terms->length == 0;

	if (first && terms->prefix_length > sizeof terms->prefix)
		return false;
	key[0] = 0; /* an empty prefix writes nothing, and seeking it reads nothing, which gcc does not see */
	end = first ? glass_put_term(key, terms->prefix, terms->prefix_length) : glass_put_term(key, terms->term, terms->length);
	if (!first) {
		memcpy(end, BEHIND_CHUNKS, BEHIND_CHUNKS_LENGTH);
		end += BEHIND_CHUNKS_LENGTH;
	}
	if (!glass_cursor_seek(&terms->cursor, key, (size_t)(end - key)))
		return !terms->cursor.fault && first && glass_cursor_seek(&terms->cursor, (const unsigned char *)"", 0) &&
		       glass_cursor_next(&terms->cursor);
	if (first && terms->cursor.item.key_length == (size_t)(end - key) &&
	    !memcmp(terms->cursor.item.key, key, (size_t)(end - key)))
		return true;
	return glass_cursor_next(&terms->cursor);
}

bool glass_terms_next(struct glass_terms *terms)
{
	unsigned char before[GLASS_KEY_MAX];
	const unsigned char *tag;
	uint64_t documents;
	size_t length, before_length = terms->length;

	memcpy(before, terms->term, before_length);
	if (!go_on(terms) || !take_term(terms, terms->cursor.item.key, terms->cursor.item.key_length) ||
	    terms->length < terms->prefix_length || memcmp(terms->term, terms->prefix, terms->prefix_length) != 0)
		return false;
	if (!glass_cursor_tag(&terms->cursor, &tag, &length))
		return false;
	/* In a damaged tree the way on may lead back, and round for ever. */
	if (!glass_below(before, before_length, terms->term, terms->length) ||
	    varint_read(&tag, tag + length, &documents) != 0 || documents > UINT32_MAX) {
		terms->cursor.fault = GLASS_DAMAGED;
		return false;
	}
	terms->documents = (uint32_t)documents;
	return true;
}
