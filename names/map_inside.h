/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What writing and reading the record of an index's names share. */
#ifndef DATELINE_NAMES_MAP_INSIDE_H
#define DATELINE_NAMES_MAP_INSIDE_H

#include "names/map.h"

#include <string.h>

#define FOLDED_BYTES 1024
#define NAME_MAP_KEY_MAX (FOLDED_BYTES + 1)

/* A kind of groups behind enum entity_kind: the spellings of a surname. */
#define SURNAME ENTITY_KINDS

#define HASH_BYTES 8
#define START_BYTES 4
#define ENTRY_BYTES (HASH_BYTES + START_BYTES)

/* A name folded; the caller's to free. */
char *name_map_folded(struct analyzer *analyzer, const char *name);

/* What a folded name of a kind is told by: the kind's letter and the name. */
static inline size_t name_map_key(unsigned kind, const char *folded, size_t length, char key[NAME_MAP_KEY_MAX])
{
	if (length > FOLDED_BYTES)
		length = FOLDED_BYTES;
	key[0] = "pols"[kind];
	memcpy(key + 1, folded, length);
	return length + 1;
}

#endif
