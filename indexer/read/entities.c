/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/read/entities.h"

#include "text/memory.h"

#include <stdlib.h>
#include <string.h>

/* Nobody writes a name in more ways. */
#define FORMS_MAX 64

/* A string trimmed; NULL when nothing is left. The caller frees it. */
static char *string_of(const struct json_value *value)
{
	struct buffer string = {0};
	char *trimmed = NULL;

	if (value->kind != JSON_KIND_STRING)
		return NULL;
	json_text(&string, value);
	if (string.length > 0)
		article_set(&trimmed, string.bytes, string.length);
	buffer_release(&string);
	return trimmed;
}

/* False when something in it is no string. */
static bool add_forms(struct entity *entity, const struct json_value *list)
{
	struct json_scanner scanner;
	struct json_value item;
	bool clean = true;

	if (list->kind != JSON_KIND_ARRAY)
		return list->kind == JSON_KIND_NONE || list->kind == JSON_KIND_NULL;
	json_begin_array(&scanner, list);
	while (json_item(&scanner, &item) && entity->form_count < FORMS_MAX) {
		char *form = string_of(&item);

		if (form)
			entity_add_form(entity, form, strlen(form));
		clean &= form != NULL;
		free(form);
	}
	return clean;
}

static bool add_entity(struct article *article, enum entity_kind kind, const struct json_value *item)
{
	struct json_value name = *item, forms = {0}, key, value;
	struct json_scanner scanner;
	char *string;
	size_t added;

	if (item->kind == JSON_KIND_OBJECT) {
		name = (struct json_value){0};
		json_begin(&scanner, item->bytes, item->length);
		while (json_member(&scanner, &key, &value)) {
			if (json_is(&key, "name"))
				name = value;
			else if (json_is(&key, "forms"))
				forms = value;
		}
	}
	string = string_of(&name);
	if (!string)
		return false;
	added = article_add_entity(article, kind, string);
	free(string);
	return add_forms(&article->entities[added], &forms);
}

static bool add_list(struct article *article, enum entity_kind kind, const struct json_value *list)
{
	struct json_scanner scanner;
	struct json_value item;
	bool clean = true;

	if (list->kind != JSON_KIND_ARRAY)
		return list->kind == JSON_KIND_NULL;
	json_begin_array(&scanner, list);
	while (json_item(&scanner, &item) && article->entity_count < ENTITIES_READ_MAX)
		clean &= add_entity(article, kind, &item);
	return clean && article->entity_count < ENTITIES_READ_MAX;
}

bool entities_read(struct article *article, const struct json_value *object)
{
	static const char *const kinds[ENTITY_KINDS] = {"person", "org", "place"};
	struct json_scanner scanner;
	struct json_value key, value;
	bool clean = true;

	if (object->kind != JSON_KIND_OBJECT)
		return false;
	json_begin(&scanner, object->bytes, object->length);
	while (json_member(&scanner, &key, &value))
		for (int kind = 0; kind < ENTITY_KINDS; kind++)
			if (json_is(&key, kinds[kind]))
				clean &= add_list(article, (enum entity_kind)kind, &value);
	return clean;
}
