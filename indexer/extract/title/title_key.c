/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/extract/title/title_key.h"

#include "text/fold.h"

#include <ctype.h>
#include <string.h>

void title_key_add(struct title_key *key, const char *text, size_t length)
{
	const char *at = text, *end = text + length;

	while (at < end && key->length < TITLE_KEY_BYTES) {
		struct folded folded;

		if ((signed char)*at >= 0) {
			if (isalnum((unsigned char)*at))
				key->bytes[key->length++] = (char)tolower((unsigned char)*at);
			at++;
			continue;
		}
		folded = fold_character(fold_next(&at, end));
		if (key->length + folded.length > TITLE_KEY_BYTES)
			return;
		memcpy(key->bytes + key->length, folded.bytes, folded.length);
		key->length += folded.length;
	}
}

struct title_key title_key_of(const char *text, size_t length)
{
	struct title_key key = {.length = 0};

	title_key_add(&key, text, length);
	return key;
}

bool title_key_same(const struct title_key *one, const struct title_key *other)
{
	return one->length && one->length == other->length && !memcmp(one->bytes, other->bytes, one->length);
}

bool title_key_contains(const struct title_key *whole, const struct title_key *part, size_t least)
{
	return part->length >= least && memmem(whole->bytes, whole->length, part->bytes, part->length);
}
