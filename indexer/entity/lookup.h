/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The names of an article in a language that no model of ours has learned:
 * those that the tables know, and a forename that they know before a
 * capitalised word. Little is found, and hardly anything that is none.
 */
#ifndef DATELINE_INDEXER_ENTITY_LOOKUP_H
#define DATELINE_INDEXER_ENTITY_LOOKUP_H

#include "names/table.h"

struct article;
struct folder;
struct spans;

/* Replaces what spans holds, which is as the tagger leaves it. */
void look_up_names(const struct names *names, struct folder *folder, const struct article *article, struct spans *spans);

#endif
