/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A day that a page shows as a row of small numbers, by which it is judged to
 * be the article's own: where it stands, what is said before it, which other days there are.
 *
 * As for blocks (features.h), each feature has a weight for each of its values; the score of a
 * sighting is the sum, and the odds between two of them are e to the difference (a log-linear model).
 */
#ifndef DATELINE_INDEXER_EXTRACT_DAY_DAY_FEATURES_H
#define DATELINE_INDEXER_EXTRACT_DAY_DAY_FEATURES_H

#include "indexer/extract/class_words.h"
#include "indexer/extract/day/sightings.h"

/* F(name, number of values) */
#define DAY_FEATURES(F) \
	F(kind, SIGHTING_KIND_COUNT) F(label, LABEL_COUNT) F(time_label, LABEL_COUNT) F(distance, 18) F(side_up, 14) F(where, 12) \
	F(length, 8) F(nth, 2) F(prose_before, 7) F(alike, 4) F(twins, 4) F(linked, 4) F(clock, 3) F(same, 4) F(rank, 4) F(age, 4) \
	F(in_address, 4) F(behind_modified, 3) F(behind_tag, 3) F(named, 2) F(in_time, 2) F(apart, 2) F(hidden, 2) F(byline, 2) \
	F(copyright, 2) F(mark, 2) F(head_day, 3)

enum day_feature {
#define DAY_FEATURE_NAME(name, values) DAY_##name,
	DAY_FEATURES(DAY_FEATURE_NAME)
#undef DAY_FEATURE_NAME
	DAY_classes,                               /* a class word is one of an element around that does not hold the headline */
	DAY_own = DAY_classes + CLASS_WORD_COUNT,  /* it is one of the innermost elements */
	DAY_tags = DAY_own + CLASS_WORD_COUNT,     /* a tag is one of an element around */
	DAY_FEATURE_COUNT = DAY_tags + TAG_COUNT
};

#define DAY_VALUES 18 /* no feature has more */

/* What all sightings of a page are seen beside. */
struct day_context {
	const struct measures *measures;
	const struct sightings *sightings;
	const struct head *head;
	const char *url; /* or NULL */
	uint32_t oldest, newest;
};

void day_context_init(struct day_context *context, const struct measures *measures, const struct sightings *sightings,
                      const struct head *head, const char *url);

/* The features of the i-th sighting. */
void day_features(const struct day_context *context, size_t i, uint8_t values[DAY_FEATURE_COUNT]);

#endif
