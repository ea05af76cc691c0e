/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/unit/letters.h"

#include "article/stream.h"
#include "text/memory.h"
#include "text/stem.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

uint64_t letter_hash(char letter)
{
	return term_hash(&letter, 1);
}

void add_letters(struct phrase_element *element, const char *form, size_t length)
{
	uint64_t hashes[80];
	struct term_head heads[80];

	for (size_t i = 0; i < length; i++) {
		hashes[i] = letter_hash(form[i]);
		heads[i] = term_head(&form[i], 1);
	}
	phrase_element_add(element, hashes, heads, length);
}

struct phrase phrase_of(const char *pattern)
{
	struct phrase phrase = {0};

	while (*pattern) {
		struct phrase_element *element = phrase_add(&phrase);

		while (*pattern && *pattern != ' ') {
			size_t length = strcspn(pattern, "| ");

			if (*pattern != '*')
				add_letters(element, pattern, length);
			pattern += length + (pattern[length] == '|');
		}
		pattern += *pattern == ' ';
	}
	return phrase;
}

struct buffer stream_of(const char *title, const char *body)
{
	size_t lengths[2] = {strlen(title), strlen(body)};
	struct tokens tokens = {.positions = {(uint32_t)lengths[0], (uint32_t)lengths[1]}};
	struct buffer stream = {0};

	tokens.list = memory_zeroed(2 * (lengths[0] + lengths[1]), sizeof *tokens.list);
	for (size_t i = 0; i < lengths[0] + lengths[1]; i++) {
		char letter = i < lengths[0] ? title[i] : body[i - lengths[0]];

		tokens.list[tokens.count++] = (struct token){.kind = TOKEN_WORD, .hash = letter_hash(letter)};
		tokens.list[tokens.count++] = (struct token){.kind = i % 2 ? TOKEN_WHOLE : TOKEN_ALSO, .hash = letter_hash('z')};
	}
	stream_encode(&stream, &tokens);
	free(tokens.list);
	return stream;
}
