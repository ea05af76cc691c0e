/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A text that may be a page's title as a row of small numbers, by which it is judged.
 *
 * As with blocks (features.h) each feature is a number of a few values, for each of which the model has a weight.
 */
#ifndef DATELINE_INDEXER_EXTRACT_TITLE_TITLE_FEATURES_H
#define DATELINE_INDEXER_EXTRACT_TITLE_TITLE_FEATURES_H

#include "indexer/extract/address.h"
#include "indexer/extract/class_words.h"
#include "indexer/extract/title/title_candidates.h"
#include "indexer/extract/title/title_words.h"

#define RELATIONS 10

/* F(name, number of values) */
#define TITLE_FEATURES(F) \
	F(rank, 5) F(order, 20) F(headings, 20) F(places, 5) F(whole_places, 5) F(heading_part, TITLE_PARTS) \
	F(data, RELATIONS) F(meta, RELATIONS) F(window, RELATIONS) F(rank_data, 5 * RELATIONS) F(rank_meta, 5 * RELATIONS) \
	F(rank_window, 5 * RELATIONS) F(heading, RELATIONS) F(rank_heading, 5 * RELATIONS) F(meta_heading, RELATIONS *RELATIONS) \
	F(data_heading, RELATIONS *RELATIONS) F(window_heading, RELATIONS *RELATIONS) F(meta_window, RELATIONS *RELATIONS) F(data_window, RELATIONS *RELATIONS) \
	F(words, 11) F(rank_words, 55) F(whole_words, 22) F(rest_site, 3) F(site, 3) F(site_words, 33) \
	F(hidden, 2) F(named, 2) F(linked, 4) F(in_nav, 2) F(in_header, 2) F(in_footer, 2) F(in_aside, 2) \
	F(in_article, 2) F(in_main, 2) F(in_list, 2) F(core, 5) F(rank_core, 25) F(prose_before, 6) F(prose_next, 7) F(rank_prose_next, 35) \
	F(prose_under, 6) F(copies, 3) F(twins, 5) F(ending, 8) F(capitals, 4) F(date, 2) F(digits, 3) F(parted, 4) F(parted_rest, 12) F(begins_digit, 2) \
	F(said, 4) F(said_rank, 20) F(said_linked, 16) F(said_core, 20) F(said_order, 80) F(said_hidden, 8) F(said_words, 44) \
	F(kicker_said, TITLE_KICKERS * 4) F(kicker_meta, TITLE_KICKERS *RELATIONS) \
	F(meta_words, 11 * RELATIONS) F(bar, 2) \
	F(address, 6) F(address_rest, 5) F(text, 6) F(description, 6)

/* CLASS_WORD_COUNT features of 3 values each follow: the word is nowhere, far out, near. */

enum title_feature {
#define TITLE_FEATURE_NAME(name, values) TITLE_FEATURE_##name,
	TITLE_FEATURES(TITLE_FEATURE_NAME)
#undef TITLE_FEATURE_NAME
	TITLE_FEATURE_classes,
	TITLE_FEATURE_COUNT = TITLE_FEATURE_classes + CLASS_WORD_COUNT
};

/* What candidates are compared with; all borrowed. */
struct title_page {
	const struct head *head;
	const struct measures *measures;
	const char *site; /* its name, NULL: not known */
	const char *host; /* of the address, NULL for none */
	char host_bytes[ADDRESS_HOST_MAX];
	struct title_key place_keys[TITLE_PLACES]; /* of the headings the first that is likely */
	struct title_words place_words[TITLE_PLACES], address, description;
	struct word_sieve text; /* its first running text */
};

/* address: of the page, or NULL. The site's name is for the caller to set. */
void title_page_init(struct title_page *page, const struct head *head, const struct measures *measures, const char *address);
void title_features_of(const struct title_page *page, const struct title_candidates *candidates, size_t i,
                       uint8_t values[TITLE_FEATURE_COUNT]);

#endif
