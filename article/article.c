/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "article/article.h"

#include "text/memory.h"

#include <stdlib.h>

void article_release(struct article *article)
{
	free(article->id);
	free(article->title);
	free(article->text);
	free(article->url);
	free(article->source);
	free(article->author);
	free(article->language);
	for (size_t i = 0; i < article->keyword_count; i++)
		free(article->keywords[i]);
	free(article->keywords);
	*article = (struct article){0};
}

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* White space folded to single spaces and trimmed; NULL when nothing is left. */
static char *folded(const char *bytes, size_t length)
{
	char *copy = memory_new(length + 1);
	size_t used = 0;

	for (size_t i = 0; i < length; i++) {
		if (!is_space(bytes[i]))
			copy[used++] = bytes[i];
		else if (used && copy[used - 1] != ' ')
			copy[used++] = ' ';
	}
	if (used && copy[used - 1] == ' ')
		used--;
	copy[used] = '\0';
	if (used)
		return memory_resize(copy, used + 1, 1);
	free(copy);
	return NULL;
}

void article_set(char **field, const char *bytes, size_t length)
{
	char *copy = folded(bytes, length); /* before the old goes: bytes may lie in it */

	free(*field);
	*field = copy;
}

void article_add_keyword(struct article *article, const char *bytes, size_t length)
{
	char *keyword = folded(bytes, length);

	if (!keyword)
		return;
	article->keywords = memory_resize(article->keywords, article->keyword_count + 2, sizeof *article->keywords);
	article->keywords[article->keyword_count++] = keyword;
	article->keywords[article->keyword_count] = NULL;
}
