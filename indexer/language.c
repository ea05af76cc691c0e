/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/language.h"

#include <string.h>

void article_settle_language(struct article *article, struct language_detector *detector, const char *given)
{
	const char *text = article->text ? article->text : "";
	char declared[LANGUAGE_CODE_MAX];
	const char *found = declared;

	language_code(declared, article->language);
	if (!given)
		found = language_detect(detector, text, strlen(text), declared);
	else if (!*declared)
		found = given;
	article_set(&article->language, found, strlen(found));
}
