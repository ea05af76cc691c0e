/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A title's or name's letters and digits, folded and run together: what counts when two are compared.
 */
#ifndef DATELINE_INDEXER_EXTRACT_TITLE_TITLE_KEY_H
#define DATELINE_INDEXER_EXTRACT_TITLE_TITLE_KEY_H

#include <stdbool.h>
#include <stddef.h>

#define TITLE_KEY_BYTES 240 /* what is longer is cut */

struct title_key {
	char bytes[TITLE_KEY_BYTES];
	size_t length;
};

struct title_key title_key_of(const char *text, size_t length);
void title_key_add(struct title_key *key, const char *text, size_t length);

bool title_key_same(const struct title_key *one, const struct title_key *other); /* empty ones are not */
bool title_key_contains(const struct title_key *whole, const struct title_key *part, size_t least); /* part is so long at least */

#endif
