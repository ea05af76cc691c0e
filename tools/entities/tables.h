/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A model's tables of what is known of words and names, from the files that
 * gazetteer.py and cluster-words write.
 */
#ifndef DATELINE_TOOLS_ENTITIES_TABLES_H
#define DATELINE_TOOLS_ENTITIES_TABLES_H

#include "entity/model.h"

#include <stddef.h>

/*
 * Sets the tables of the model, which lasts as long as the program, from
 * DIRECTORY/phrases.tsv, DIRECTORY/words.tsv and one file of clusters for each
 * of cluster_count. A file that cannot be read ends the program.
 */
void tables_build(struct model *model, const char *directory, const char *const *clusters, size_t cluster_count);

#endif
