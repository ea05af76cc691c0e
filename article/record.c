/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "article/record.h"

#include "text/bytes.h"
#include "text/memory.h"
#include "text/stem.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void add_field(struct buffer *out, char tag, const char *string)
{
	size_t length = string ? strlen(string) : 0;

	if (length == 0)
		return;
	buffer_add_byte(out, tag);
	buffer_add_varint(out, length);
	buffer_add(out, string, length);
}

void record_encode(struct buffer *out, const struct article *article)
{
	char date[DATE_TEXT_MAX];

	add_field(out, 'i', article->id);
	add_field(out, 't', article->title);
	add_field(out, 'u', article->url);
	add_field(out, 's', article->source);
	add_field(out, 'a', article->author);
	add_field(out, 'l', article->language);
	add_field(out, 'd', date_format(&article->date, date));
	add_field(out, 'm', date_format(&article->modified, date));
	for (size_t i = 0; i < article->keyword_count; i++)
		add_field(out, 'k', article->keywords[i]);
}

static char **field_of(struct article *article, char tag)
{
	switch (tag) {
	case 'i': return &article->id;
	case 't': return &article->title;
	case 'u': return &article->url;
	case 's': return &article->source;
	case 'a': return &article->author;
	case 'l': return &article->language;
	default: return NULL;
	}
}

static void take_field(struct article *article, char tag, const char *bytes, size_t length)
{
	char **field = field_of(article, tag);

	if (field && !*field)
		*field = memory_copy(bytes, length);
	else if (tag == 'd')
		date_parse(&article->date, bytes, length);
	else if (tag == 'm')
		date_parse(&article->modified, bytes, length);
	else if (tag == 'k')
		article_add_keyword(article, bytes, length);
}

int record_decode(struct article *article, const void *bytes, size_t length)
{
	const unsigned char *at = bytes, *end = at + length;

	while (at < end) {
		char tag = (char)*at++;
		uint64_t size;

		if (varint_read(&at, end, &size) != 0 || size > (size_t)(end - at))
			return -1;
		take_field(article, tag, (const char *)at, (size_t)size);
		at += size;
	}
	return article->id ? 0 : -1;
}

struct shim_bytes record_id(struct shim_bytes record)
{
	const unsigned char *at = record.bytes, *end = at + record.length;

	while (at < end) {
		unsigned char tag = *at++;
		uint64_t size;

		if (varint_read(&at, end, &size) != 0 || size > (size_t)(end - at))
			break;
		if (tag == 'i')
			return (struct shim_bytes){at, (size_t)size};
		at += size;
	}
	return (struct shim_bytes){"", 0};
}

int record_compare_ids(struct shim_bytes one, struct shim_bytes other)
{
	struct shim_bytes left = record_id(one), right = record_id(other);

	return bytes_compare(left.bytes, left.length, right.bytes, right.length);
}

/* What the article was read with: the record has no place for them. */
static void add_entities(struct buffer *record, const struct article *article)
{
	for (size_t i = 0; i < article->entity_count; i++) {
		const struct entity *entity = &article->entities[i];

		add_field(record, (char)('0' + entity->kind), entity->name);
		for (size_t j = 0; j < entity->form_count; j++)
			add_field(record, 'f', entity->forms[j]);
	}
}

uint64_t article_fingerprint(const struct article *article)
{
	struct buffer record = {0};
	struct article nameless = *article;
	uint64_t hash = article->text ? term_hash(article->text, strlen(article->text)) : 0;

	nameless.id = NULL;
	record_encode(&record, &nameless);
	add_entities(&record, article);
	hash = hash * 0x9E3779B97F4A7C15u + term_hash(record.bytes ? record.bytes : "", record.length);
	buffer_release(&record);
	return hash;
}
