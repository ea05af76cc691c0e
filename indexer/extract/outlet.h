/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Who published an article: the agency, paper or station.
 */
#ifndef DATELINE_INDEXER_EXTRACT_OUTLET_H
#define DATELINE_INDEXER_EXTRACT_OUTLET_H

#include "indexer/extract/body.h"

/*
 * Sets *source to what, in this order, names it: a line "Source: ..."; a
 * signature below the text (an agency's, or whom a picture's credit names
 * too) or an agency in the dateline; the name that the
 * page gives itself around the article, in at least two of: its logo, its
 * window's title, its bylines, its notices; the one name that the text
 * gives as its own ("documents seen by the Outlet", "the Outlet obtained"),
 * twice at least. Else leaves it as it is.
 */
void outlet_find(char **source, const struct lines *lines, const struct body *body, const struct phrases *phrases);

#endif
