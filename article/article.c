/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "article/article.h"

#include "text/memory.h"

#include <stdlib.h>
#include <string.h>

static void strings_free(char **strings, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(strings[i]);
	free(strings);
}

void entity_release(struct entity *entity)
{
	free(entity->name);
	strings_free(entity->forms, entity->form_count);
}

const char *article_outlet(const struct article *article)
{
	return article->source && *article->source ? article->source : article->id;
}

void article_release(struct article *article)
{
	free(article->id);
	free(article->title);
	free(article->text);
	free(article->url);
	free(article->source);
	free(article->author);
	free(article->language);
	strings_free(article->keywords, article->keyword_count);
	for (size_t i = 0; i < article->entity_count; i++)
		entity_release(&article->entities[i]);
	free(article->entities);
	free(article->mentions);
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

size_t article_add_entity(struct article *article, enum entity_kind kind, const char *name)
{
	size_t count = article->entity_count;

	if ((count & (count - 1)) == 0) /* full at every power of two */
		article->entities = memory_resize(article->entities, count ? 2 * count : 1, sizeof *article->entities);
	article->entities[count] = (struct entity){.kind = kind, .name = memory_string(name)};
	return article->entity_count++;
}

void entity_add_form(struct entity *entity, const char *form, size_t length)
{
	for (size_t i = 0; i < entity->form_count; i++)
		if (strlen(entity->forms[i]) == length && !memcmp(entity->forms[i], form, length))
			return;
	entity->forms = memory_resize(entity->forms, entity->form_count + 2, sizeof *entity->forms);
	entity->forms[entity->form_count++] = memory_copy(form, length);
	entity->forms[entity->form_count] = NULL;
}
