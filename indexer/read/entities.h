/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Entities that an article comes with, where somebody has found them already:
 *     {"person": ["Jane Doe", {"name": "John Doe", "forms": ["Doe", "Mr. Doe"]}], "org": [], "place": []}
 */
#ifndef DATELINE_INDEXER_READ_ENTITIES_H
#define DATELINE_INDEXER_READ_ENTITIES_H

#include "article/article.h"
#include "indexer/read/json_line.h"

#include <stdbool.h>

#define ENTITIES_READ_MAX 1000

/* Adds them to the article. False when something in the value is nothing of that kind; the rest of it is taken. */
bool entities_read(struct article *article, const struct json_value *object);

#endif
