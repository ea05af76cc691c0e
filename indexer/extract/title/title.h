/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The title of a page: of the texts that may be it, the likeliest by learned weights.
 *
 * Each place that names the article is wrong on some site: a heading is the site's name, Open Graph
 * holds the section's, JSON-LD is cut short. So all of them are candidates (title_candidates.h), each a row
 * of features (title_features.h), and a conditional logit (McFadden 1974) chooses among those of a page. The weights
 * are trained by tools/extraction/train-titles.py and lie in data/title-weights.txt.
 */
#ifndef DATELINE_INDEXER_EXTRACT_TITLE_TITLE_H
#define DATELINE_INDEXER_EXTRACT_TITLE_TITLE_H

#include "indexer/extract/title/title_features.h"

#define TITLE_VALUES 110 /* of a feature, at the most */

/* A weight for each value of each feature; the candidate of the greatest sum wins. */
struct title_model {
	int16_t weights[TITLE_FEATURE_COUNT][TITLE_VALUES];
};

extern const struct title_model title_weights; /* the trained ones */

/*
 * The title (owned by the caller), NULL when the page has none. address: of the page, or NULL.
 * *site is set to what a title has beside its headline, where the site's name is not known;
 * measures->title to the block that shows the title.
 */
char *title_choose(const struct head *head, struct measures *measures, const char *address, char **site);

/* What title_choose chooses from; *site as there. */
void title_prepare(struct title_candidates *candidates, struct title_page *page, const struct head *head,
                   const struct measures *measures, const char *address, char **site);

int title_score(const struct title_model *model, const uint8_t values[TITLE_FEATURE_COUNT]);

#endif
