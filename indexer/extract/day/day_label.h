/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the words before a date on a page say it is the day of: "Published:",
 * "Stand:", "Member since", in the languages of the web: one table.
 */
#ifndef DATELINE_INDEXER_EXTRACT_DAY_DAY_LABEL_H
#define DATELINE_INDEXER_EXTRACT_DAY_DAY_LABEL_H

#include <stddef.h>

enum day_label {
	LABEL_NONE,
	LABEL_PUBLISHED,
	LABEL_UPDATED,
	LABEL_OTHER, /* of something else: when somebody joined, an offer ends, an address was looked up */
	LABEL_PLACED, /* "am", "on", "since": the day stands in a sentence, more often than not */
	LABEL_COUNT,
	LABEL_FOREIGN = LABEL_COUNT /* never the article's: when it was retrieved or printed, an event, a deadline, today */
};

/* The last label in the words before a date; only the last DAY_LABEL_BYTES are looked at. */
enum day_label day_label_find(const char *words, size_t length);

#define DAY_LABEL_BYTES 48

#endif
