/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the class and id of an element say it is for.
 *
 * Authors write class="entry-content", "articleBody", "sidebar_right",
 * "c-share-bar": words of a small vocabulary, run together in many ways. They
 * are looked for in the attribute's letters without hyphens, underscores and capitals.
 */
#ifndef DATELINE_INDEXER_EXTRACT_CLASS_WORDS_H
#define DATELINE_INDEXER_EXTRACT_CLASS_WORDS_H

#include <stddef.h>
#include <stdint.h>

enum class_word {
	CLASS_BODY, /* "articlebody", "entrycontent": the article's text and nothing else */
	CLASS_CONTENT,
	CLASS_STORY,
	CLASS_PARAGRAPH,
	CLASS_TITLE,
	CLASS_LEAD,
	CLASS_TEASER,
	CLASS_RELATED,
	CLASS_COMMENT,
	CLASS_SIDEBAR,
	CLASS_FOOTER,
	CLASS_HEADER,
	CLASS_NAVIGATION,
	CLASS_SHARE,
	CLASS_META,
	CLASS_TAGS,
	CLASS_ADVERT,
	CLASS_CAPTION,
	CLASS_MEDIA,
	CLASS_SIGN_UP,
	CLASS_NOTICE,
	CLASS_BIOGRAPHY,
	CLASS_LIST,
	CLASS_TOOL,
	CLASS_UNSEEN,
	CLASS_QUOTATION,
	CLASS_BOX,
	CLASS_PRODUCT,
	CLASS_DATE,
	CLASS_AUTHOR,
	CLASS_WORD_COUNT
};

/* The vocabulary by first letters: a chain each, -1 ends it. Of a kB, filled once for each page. */
struct class_index {
	int16_t first[128];
	int16_t next[512];
	uint8_t length[512];
};

void class_index_init(struct class_index *index);

/* A bit for each class_word that the attribute's text holds. */
uint32_t class_words(const struct class_index *index, const char *attribute);

#endif
