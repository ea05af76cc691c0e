/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The stage between an article's text and its terms: whom and what it names.
 */
#ifndef DATELINE_INDEXER_ENTITY_FIND_H
#define DATELINE_INDEXER_ENTITY_FIND_H

#include "article/article.h"
#include "entity/model.h"

#include <stdbool.h>

struct names;

/* What entities are found with: read-only, for all threads. */
struct entity_knowledge {
	struct model model;
	struct names *names;
};

/*
 * Opens the model and the tables of names that come with the program, and the
 * user's own table unless names_file is NULL. False, with a message on stderr,
 * when one is not there, damaged, or of another version.
 */
bool entity_knowledge_open(struct entity_knowledge *knowledge, const char *names_file);
void entity_knowledge_close(struct entity_knowledge *knowledge);

/* What one thread needs to find entities. */
struct finder;

struct finder *finder_new(const struct entity_knowledge *knowledge); /* borrows it; NULL finds nothing */
void finder_free(struct finder *finder);

/* Fills the article's entities and mentions. One that comes with entities (indexer/read/entities.h) is left as it is. */
void finder_run(struct finder *finder, struct article *article);

/* The name that the tables give an entity; borrowed from them or from the entity. */
const char *finder_name(struct finder *finder, const struct entity *entity);

#endif
