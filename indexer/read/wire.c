/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/read/wire.h"

#include "indexer/read/identity.h"
#include "indexer/read/xml_tree.h"
#include "text/memory.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* A dateline is a place and perhaps the agency; where one begins the text, it is within so many bytes. */
#define DATELINE_MAX 80
#define DATELINE_WITHIN 120

/* ---- bylines ---- */

/* All text in the node but that in children of this name. */
static void text_without(const xmlNode *node, const char *name, struct buffer *out)
{
	for (const xmlNode *child = node->children; child; child = child->next)
		if (!xml_is(child, name))
			xml_text(child, out);
}

static bool is_rim(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r' || byte == ',' || byte == '-' || byte == '/';
}

/* The length of the "By" that begins a byline, in the languages of the agencies; 0 for none. Not that of "von Storch". */
static size_t by_length(const struct buffer *text, size_t begin)
{
	static const char *const words[] = {"By", "BY", "by", "Von", "VON", "Par", "PAR", "Por", "POR", "Door", "Av", "Af"};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		size_t length = strlen(words[i]);

		if (text->length > begin + length + 1 && !memcmp(text->bytes + begin, words[i], length) &&
		    strchr(" \t\n:", text->bytes[begin + length]))
			return length + 1;
	}
	return 0;
}

void wire_set_author(struct article *article, const xmlNode *byline)
{
	struct buffer text = {0};
	size_t begin = 0;

	if (!byline || article->author)
		return;
	text_without(byline, "byttl", &text);
	if (text.length == 0 || strspn(text.bytes, " \t\r\n,") == text.length) {
		buffer_clear(&text);
		xml_text(byline, &text);
	}
	while (begin < text.length && is_rim(text.bytes[begin]))
		begin++;
	begin += by_length(&text, begin);
	while (text.length > begin && is_rim(text.bytes[text.length - 1]))
		text.length--;
	if (text.length > begin)
		article_set(&article->author, text.bytes + begin, text.length - begin);
	buffer_release(&text);
}

/* ---- subjects ---- */

static void add_keyword(struct article *article, struct buffer *text)
{
	char *keyword = NULL;

	article_set(&keyword, text->bytes ? text->bytes : "", text->length);
	for (size_t i = 0; keyword && i < article->keyword_count; i++)
		if (!strcasecmp(keyword, article->keywords[i])) {
			free(keyword);
			keyword = NULL;
		}
	if (keyword)
		article_add_keyword(article, keyword, strlen(keyword));
	free(keyword);
	buffer_release(text);
}

void wire_add_keyword(struct article *article, const xmlNode *subject)
{
	struct buffer text = {0};

	xml_text(subject, &text);
	add_keyword(article, &text);
}

void wire_add_keyword_attribute(struct article *article, const xmlNode *subject, const char *name)
{
	struct buffer text = {0};

	xml_attribute(subject, name, &text);
	add_keyword(article, &text);
}

/* ---- text ---- */

char *wire_dateline(const xmlNode *dateline)
{
	const xmlNode *place = xml_below(dateline, "location");
	struct buffer text = {0};
	char *found = NULL;

	if (!dateline)
		return NULL;
	if (place)
		xml_text(place, &text);
	else
		text_without(dateline, "story.date", &text);
	while (text.length > 0 && is_rim(text.bytes[text.length - 1]))
		text.length--;
	if (text.length > 0 && text.length <= DATELINE_MAX)
		article_set(&found, text.bytes, text.length);
	buffer_release(&text);
	if (found && strpbrk(found, "0123456789")) {
		free(found);
		found = NULL;
	}
	return found;
}

/* Whether the text's beginning holds the dateline's first word. */
static bool begins_with_place(const struct buffer *body, const char *dateline)
{
	size_t length = strcspn(dateline, " ,("), within = body->length < DATELINE_WITHIN ? body->length : DATELINE_WITHIN;

	for (size_t at = 0; at + length <= within; at++)
		if (!strncasecmp(body->bytes + at, dateline, length))
			return true;
	return false;
}

/* A first paragraph that is the headline once more. */
static void drop_title(const char *title, struct buffer *body)
{
	const char *end = strstr(body->bytes, "\n\n");
	size_t length = end ? (size_t)(end - body->bytes) : 0;

	if (!title || !end || strlen(title) != length || memcmp(title, body->bytes, length) != 0)
		return;
	body->length -= length + 2;
	memmove(body->bytes, end + 2, body->length + 1);
}

void wire_set_text(struct article *article, struct buffer *body, const char *dateline)
{
	struct buffer text = {0};

	if (body->length == 0 || article->text) {
		buffer_release(body);
		return;
	}
	drop_title(article->title, body);
	if (dateline && !begins_with_place(body, dateline)) {
		buffer_add_string(&text, dateline);
		buffer_add_string(&text, " – ");
	}
	buffer_add(&text, body->bytes, body->length);
	buffer_release(body);
	article->text = buffer_detach(&text);
}

char *wire_derived_id(const struct document *document)
{
	struct buffer id = {0};
	char *path = identity_of_path(document->file + document->below);

	buffer_add_format(&id, "%s:%zu", path, document->line);
	free(path);
	return buffer_detach(&id);
}
