/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/extract/title/title.h"

#include "article/article.h"
#include "indexer/extract/title/headline.h"
#include "text/memory.h"

#include <stdlib.h>
#include <string.h>

#define FITS(name, values) _Static_assert((values) <= TITLE_VALUES, #name " has more values than struct title_model");
TITLE_FEATURES(FITS)

#define PARTS_MAX 12
#define HEADLINE_RANK 3 /* of title_rank: <h1> to <h3> */
#define HEADLINE_WORDS 3 /* fewer are a section or the site as often */

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

/* Whether a heading of the page, which does not hold the title's other part (a kicker), has most of this part's words. */
static bool is_headline(const struct measures *measures, const struct headline_part *part, const struct headline_part *other)
{
	struct title_key site = title_key_of(other->bytes, other->length);
	struct title_words words, shown;

	title_words_of(&words, part->bytes, part->length);
	for (size_t i = 0; i < measures->markup->block_count && words.count > 1; i++) {
		const struct markup_block *block = &measures->markup->blocks[i];
		const char *text = markup_text(measures->markup, block);
		struct title_key key;

		if (title_rank(&measures->blocks[i]) > HEADLINE_RANK)
			continue;
		key = title_key_of(text, block->length);
		title_words_of(&shown, text, block->length);
		if (shown.count >= HEADLINE_WORDS && !title_key_contains(&key, &site, 1) && title_words_shared(&words, &shown) * 5 >= words.count * 3)
			return true;
	}
	return false;
}

/* The first or last part of a title whose other end alone is a headline of the page. */
static bool site_beside_headline(char **site, const char *title, const struct measures *measures)
{
	struct headline_part parts[PARTS_MAX];
	size_t count = headline_parts(title, strlen(title), parts, PARTS_MAX);
	bool first, last;

	if (count < 2)
		return false;
	first = is_headline(measures, &parts[0], &parts[count - 1]);
	last = is_headline(measures, &parts[count - 1], &parts[0]);
	if (first == last)
		return false;
	article_set(site, parts[first ? count - 1 : 0].bytes, parts[first ? count - 1 : 0].length);
	return *site != NULL;
}

/* The site's name as a title has it beside its headline. */
static void site_from_title(char **site, const char *title, const char *host, const char *heading, const struct measures *measures)
{
	struct headline found;

	if (*site || !title || site_beside_headline(site, title, measures))
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
	site_from_title(site, said, page->host, heading, measures);
	site_from_title(site, head->window_title, page->host, said ? said : heading, measures);
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
