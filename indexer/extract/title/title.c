/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/extract/title/title.h"

#include "article/article.h"
#include "indexer/extract/title/headline.h"
#include "text/memory.h"

#include <stdlib.h>
#include <string.h>

#define FITS(name, values) _Static_assert((values) <= TITLE_VALUES, #name " has more values than struct title_model");
TITLE_FEATURES(FITS)

const struct title_model title_weights = {{
#include "indexer/extract/title/weights.inc"
}};

/* The heading that the page shows, owned by the caller, or NULL; a link to the first page is none. */
static char *heading_of(const struct measures *measures)
{
	const struct markup *markup = measures->markup;

	if (measures->title == markup->block_count || measures->blocks[measures->title].flags & MARKUP_HOME)
		return NULL;
	return memory_copy(markup_text(markup, &markup->blocks[measures->title]), markup->blocks[measures->title].length);
}

/* The site's name as a title has it beside its headline. */
static void site_from_title(char **site, const char *title, const char *host, const char *heading)
{
	struct headline found;

	if (*site || !title)
		return;
	found = headline_find(title, NULL, host, heading);
	if (found.site)
		article_set(site, found.site, found.site_length);
}

void title_prepare(struct title_candidates *candidates, struct title_page *page, const struct head *head,
                   const struct measures *measures, const char *address, char **site)
{
	char *heading = heading_of(measures);
	const char *said = head->data_title ? head->data_title : head->meta_title;

	title_page_init(page, head, measures, address);
	site_from_title(site, said, page->host, heading);
	site_from_title(site, head->window_title, page->host, said ? said : heading);
	page->site = *site;
	title_candidates_find(candidates, head, measures);
	free(heading);
}

int title_score(const struct title_model *model, const uint8_t values[TITLE_FEATURE_COUNT])
{
	int score = 0;

	for (size_t i = 0; i < TITLE_FEATURE_COUNT; i++)
		score += model->weights[i][values[i]];
	return score;
}

char *title_choose(const struct head *head, struct measures *measures, const char *address, char **site)
{
	struct title_candidates *candidates = memory_new(sizeof *candidates);
	struct title_page *page = memory_new(sizeof *page);
	const struct title_candidate *best = NULL;
	char *title = NULL;
	int best_score = 0;

	title_prepare(candidates, page, head, measures, address, site);
	for (size_t i = 0; i < candidates->count; i++) {
		uint8_t values[TITLE_FEATURE_COUNT];
		int score;

		title_features_of(page, candidates, i, values);
		score = title_score(&title_weights, values);
		if (!best || score > best_score) {
			best = &candidates->at[i];
			best_score = score;
		}
	}
	if (best) {
		title = memory_copy(best->text, best->length);
		if (best->block != NO_TITLE_BLOCK)
			measures->title = best->block;
	}
	free(page);
	free(candidates);
	return title;
}
