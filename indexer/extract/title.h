/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The title of a page: what most of its places agree on.
 *
 * A page names its article several times: in JSON-LD or Open Graph, in <title>, in
 * a heading. Each of them is wrong on some site: a heading is the site's name, Open Graph
 * holds the section's, JSON-LD is cut short. So each text that might be the title gets a
 * vote of each place that holds it, and the most votes win.
 */
#ifndef DATELINE_INDEXER_EXTRACT_TITLE_H
#define DATELINE_INDEXER_EXTRACT_TITLE_H

#include "indexer/extract/head.h"
#include "indexer/extract/measure.h"

/*
 * The title (owned by the caller), NULL when the page has none. host: of its address, or NULL.
 * *site is set to what was cut off a title for the site's name, where it is not known;
 * measures->title to the block that shows it.
 */
char *title_choose(const struct head *head, struct measures *measures, const char *host, char **site);

#endif
