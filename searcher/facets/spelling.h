/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The ways in which the articles that were counted write one value.
 */
#ifndef DATELINE_SEARCHER_FACETS_SPELLING_H
#define DATELINE_SEARCHER_FACETS_SPELLING_H

#include "searcher/facets/catalog.h"

#include <stddef.h>
#include <stdint.h>

/* An entry, and how many articles have it. */
struct spelling {
	size_t shard, part;
	uint32_t number, count;
	const struct facet_entry *entry; /* borrowed from the catalog by spellings_end */
};

/* All zero is empty. */
struct spellings {
	struct spelling *list;
	size_t count, capacity;
};

void spellings_release(struct spellings *spellings);

/* As many articles more as it says write it so. */
void spellings_add(struct spellings *spellings, const struct spelling *spelling);

/* Reads the entries; to be called before the following. */
enum shim_status spellings_end(struct spellings *spellings, struct catalog *catalog, struct shim_failure *failure);

/* The most frequent name, ties by bytes; the caller frees it. */
char *spellings_name(struct spellings *spellings);

/* The forms, the most frequent first, ties by bytes, max at the most; a NULL behind the last. The caller frees them. */
char **spellings_forms(struct spellings *spellings, size_t max);

#endif
