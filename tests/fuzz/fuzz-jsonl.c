/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Any bytes as one line of JSON Lines: nothing breaks, and an article that
 * comes out keeps the promises of struct article.
 */
#include "article/article.h"
#include "indexer/read/source.h"
#include "text/utf8.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void demand(bool kept)
{
	if (!kept)
		abort();
}

static void check_string(const char *string)
{
	demand(!string || utf8_valid(string, strlen(string)));
}

/* Paragraphs with one blank line between them, and nothing around them. */
static void check_text(const char *text)
{
	size_t length = strlen(text);

	demand(length && text[0] != '\n' && text[length - 1] != '\n' && !strstr(text, "\n\n\n"));
	for (const char *feed = strchr(text, '\n'); feed; feed = strchr(feed + 2, '\n'))
		demand(feed[1] == '\n');
}

static void check_article(const struct article *article)
{
	const char *const strings[] = {article->id,     article->title,  article->text,    article->url,
	                               article->source, article->author, article->language};

	for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
		check_string(strings[i]);
	for (size_t i = 0; i < article->keyword_count; i++)
		check_string(article->keywords[i]);
	demand(article->id && *article->id && article->text);
	check_text(article->text);
}

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
	else
		demand(reason != NULL);
	article_release(&article);
	free(copy);
	return 0;
}
