/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What each line of a page is by itself and by the run it stands in; where the
 * article begins and ends is for body.h to say.
 */
#ifndef DATELINE_INDEXER_EXTRACT_CLASSIFY_H
#define DATELINE_INDEXER_EXTRACT_CLASSIFY_H

#include "indexer/extract/lines.h"
#include "indexer/extract/phrases.h"

/* So many phrases of notices (an appeal to the reader is as many) make a notice of any line. */
#define NOTICE_CERTAIN 3

/* Sets role and notices of each line. */
void lines_classify(struct lines *lines, const struct phrases *phrases);

#endif
