/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Any bytes as one line of JSON Lines, and as a JSON Feed: nothing breaks, and an
 * article that comes out keeps the promises of struct article.
 */
#include "tests/fuzz/articles.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	static char file[] = "fuzz";
	/* as large as the input, so that a sanitizer sees a step beyond it */
	struct document document = {.format = FORMAT_JSONL, .length = length, .file = file, .line = 1};
	struct article article = {0};
	const char *reason = NULL;
	char *copy = malloc(length ? length : 1);

	if (!copy)
		return 0;
	if (length)
		memcpy(copy, bytes, length);
	document.bytes = copy;
	if (document_parse(&document, false, &article, &reason))
		check_article(&article);
	else if (!reason)
		abort();
	article_release(&article);
	free(copy);
	read_articles(bytes, length, FORMAT_JSON_FEED);
	return 0;
}
