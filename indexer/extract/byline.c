/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/extract/byline.h"

#include "article/article.h"
#include "indexer/extract/class_words.h"
#include "text/date.h"

#include <string.h>

/* Blocks around the headline in which an article's own byline stands. */
#define NEAR_BEFORE 10
#define NEAR_BEHIND 12

#define AUTHOR_BYTES 100
#define AUTHOR_WORDS 8

static bool is_near(const struct measures *measures, size_t i)
{
	size_t title = measures->title < measures->markup->block_count ? measures->title : 0;

	return i + NEAR_BEFORE >= title && i <= title + NEAR_BEHIND;
}

/* Comments, lists of others and legal notes have authors of their own. */
static bool is_foreign(const struct block_measure *block)
{
	const uint32_t foreign = UINT32_C(1) << CLASS_COMMENT | UINT32_C(1) << CLASS_RELATED | UINT32_C(1) << CLASS_FOOTER |
	                         UINT32_C(1) << CLASS_SIDEBAR;

	return block->classes_near & foreign || block->ancestors & (1u << TAG_FOOTER | 1u << TAG_ASIDE) ||
	       block->hits.kinds & 1u << PHRASE_COPYRIGHT;
}

void byline_find(char **author, const struct measures *measures, const struct phrases *phrases)
{
	const struct markup *markup = measures->markup;

	for (size_t i = 0; i < markup->block_count; i++) {
		const struct block_measure *block = &measures->blocks[i];
		const char *text = markup_text(markup, &markup->blocks[i]);
		size_t length = markup->blocks[i].length, behind, from, to;
		bool byline = block->hits.kinds & 1u << PHRASE_BYLINE;
		struct date date;

		if (!is_near(measures, i) || i == measures->title || length > AUTHOR_BYTES || is_foreign(block) ||
		    !(byline || block->classes_near >> CLASS_AUTHOR & 1))
			continue;
		behind = phrases_find(phrases, text, length).behind;
		if (block->has_date && date_find(&date, text, length, &from, &to) && from >= behind)
			length = from;
		while (length > behind && strchr(" ,-|", text[length - 1]))
			length--;
		if (length <= behind || block->words > AUTHOR_WORDS || block->capitals < 1)
			continue;
		article_set(author, text + behind, length - behind);
		if (*author)
			return;
	}
}
