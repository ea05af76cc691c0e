/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The day of a page's article: from what the page tells machines, from what
 * its reader sees where it does not, and in the zone of that reader.
 */
#ifndef DATELINE_INDEXER_EXTRACT_DAY_PAGE_DATE_H
#define DATELINE_INDEXER_EXTRACT_DAY_PAGE_DATE_H

#include "indexer/extract/day/day_features.h"

#define DAY_SCORE_UNIT 256 /* a difference of so much in score is odds of e to 1 */

/* A weight for each value of each feature; trained by tools/extraction/train-days.py, in data/day-weights.txt. */
struct day_model {
	int16_t weights[DAY_FEATURE_COUNT][DAY_VALUES];
};

extern const struct day_model day_weights;

/*
 * When the article was published; unknown where the page does not say it in a place
 * for that. A day that only running text tells is of what the text is about. url: NULL for none.
 */
void page_date_find(struct date *date, const struct measures *measures, const struct head *head, const char *url);

#endif
