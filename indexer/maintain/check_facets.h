/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The facet columns of a shard against its records and its terms.
 */
#ifndef DATELINE_INDEXER_MAINTAIN_CHECK_FACETS_H
#define DATELINE_INDEXER_MAINTAIN_CHECK_FACETS_H

#include "indexer/invert/dictionary.h"
#include "indexer/maintain/stored.h"
#include "text/tokens.h"

#include <stddef.h>
#include <stdint.h>

/* A name that a document has, by the number of its term. */
struct named {
	uint32_t term, local;
};

/* Set the first four, the rest zero. */
struct facet_check {
	struct stored *stored;
	struct analyzer *analyzer;
	void (*fault)(void *context, uint32_t local, const struct article *article, const char *what);
	void *context;
	struct dictionary terms;
	struct named *list; /* of all documents so far */
	size_t count, capacity;
};

/* Compares a document's columns with its record, and remembers whom and what it names. */
void facet_check_document(struct facet_check *check, uint32_t local, const struct article *article);

/* Compares the names that were remembered with the terms that find them; releases what the check holds. */
void facet_check_end(struct facet_check *check);

#endif
