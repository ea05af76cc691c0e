/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DATELINE_INDEXER_LANGUAGE_H
#define DATELINE_INDEXER_LANGUAGE_H

#include "article/article.h"
#include "text/language.h"

#include <stdbool.h>

/* What --language was given as the code that articles get; false for what is none ("english", "xx"). */
bool language_given(char code[LANGUAGE_CODE_MAX], const char *word);

/*
 * Sets the article's language to the code that it is stored, stemmed and
 * filtered by. given: what --language says for articles that do not say theirs;
 * NULL: the text decides, with what the article says as a hint.
 */
void article_settle_language(struct article *article, struct language_detector *detector, const char *given);

#endif
