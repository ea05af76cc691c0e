/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The stage between an article's text and its terms: whom and what it names.
 */
#ifndef DATELINE_INDEXER_ENTITY_FIND_H
#define DATELINE_INDEXER_ENTITY_FIND_H

#include "article/article.h"
#include "entity/model.h"

#include <stdbool.h>

/*
 * Opens the model that comes with the program. False, with a message on stderr,
 * when it is not there, damaged, or of another version.
 */
bool entity_model_open(struct model *model);

/* What one thread needs to find entities. */
struct finder;

struct finder *finder_new(const struct model *model); /* borrows it; NULL finds nothing */
void finder_free(struct finder *finder);

/* Fills the article's entities and mentions, which were none. */
void finder_run(struct finder *finder, struct article *article);

#endif
