/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes as a page of HTML, from a file and from an archive, and as a text: nothing breaks or hangs, and an article that comes out keeps its promises. */
#include "indexer/read/html.h"
#include "tests/fuzz/articles.h"
#include "text/memory.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	static const char *const charsets[] = {NULL, "windows-1251", "Shift_JIS", "no such thing", "utf-8"};
	struct html_context context = {charsets[length % 5], length % 2 ? "https://www.example.org/2025/06/02/a" : NULL};
	/* as large as the input, so that a sanitizer sees a step beyond it */
	char *copy = memory_new(length);

	if (length)
		memcpy(copy, bytes, length);
	for (int keep_boilerplate = 0; keep_boilerplate < 2; keep_boilerplate++) {
		struct article article = {0};
		const char *reason = NULL;

		if (html_parse(copy, length, &context, keep_boilerplate, &article, &reason)) {
			article.id = memory_string("fuzz");
			check_article(&article);
		} else if (!reason) {
			abort();
		}
		article_release(&article);
	}
	free(copy);
	read_articles(bytes, length, FORMAT_HTML);
	read_articles(bytes, length, FORMAT_TEXT);
	return 0;
}
