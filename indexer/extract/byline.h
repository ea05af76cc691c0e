/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The author of a page of HTML.
 *
 * Machines are told a name, an account ("admin"), the site itself or a byline with its date;
 * readers see a link to all that somebody wrote, a line by the headline or below the text.
 */
#ifndef DATELINE_INDEXER_EXTRACT_BYLINE_H
#define DATELINE_INDEXER_EXTRACT_BYLINE_H

#include "indexer/extract/measure.h"

/*
 * Sets *author (owned by the caller) to the one that the page shows, where what machines are told (said, NULL for nothing)
 * is none; NULL when there is neither. site, host: the site's names, or NULL: it is no author beside a person.
 */
void byline_find(char **author, const char *said, const struct measures *measures, const struct phrases *phrases, const char *site,
                 const char *host);

#endif
