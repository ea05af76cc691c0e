/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From the names that stand in one article to who and what they are: "Putin"
 * is the Vladimir Putin of the first paragraph, "SBU" the Security Service of
 * Ukraine behind whose name it stood in brackets.
 */
#ifndef DATELINE_NAMES_RESOLVE_H
#define DATELINE_NAMES_RESOLVE_H

#include "article/article.h"
#include "entity/tagger.h"
#include "names/table.h"

struct resolver; /* caches of one thread */

struct resolver *resolver_new(const struct names *names); /* borrows them */
void resolver_free(struct resolver *resolver);

/*
 * Fills article->entities and article->mentions, both empty before, from what
 * the tagger found. An entity's name is its fullest form in the article.
 * Titles ("President") and possessives that the spans still hold come off, and
 * what is nothing else ("Jr.", "Lord Mayor") is nobody.
 */
void names_resolve(struct resolver *resolver, struct article *article, const struct span *spans, size_t count);

/*
 * The name that the tables give an entity's name, or the name itself: what an
 * article alone can be shown with. Borrowed from the tables or from name.
 */
const char *names_canonical(struct resolver *resolver, enum entity_kind kind, const char *name);

#endif
