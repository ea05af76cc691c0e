/* SPDX-License-Identifier: GPL-2.0-or-later */
/* JSON Feed, versions 1 and 1.1 (jsonfeed.org): one JSON object with a list of items, each of which is an article. */
#include "indexer/extract/fragment.h"
#include "indexer/extract/paragraphs.h"
#include "indexer/read/charset.h"
#include "indexer/read/format.h"
#include "indexer/read/json_line.h"
#include "indexer/read/wire.h"
#include "indexer/read/xml_body.h"
#include "text/memory.h"

#include <stdlib.h>
#include <string.h>

#define WANTED "a JSON Feed is wanted here"

/* Its version is an address. In a text that speaks of it, the quote before the address is escaped. */
static bool claims_json_feed(const char *head, size_t length)
{
	const char *mark = memmem(head, length, "://jsonfeed.org/version/", 24), *quote = mark;
	size_t at = 0;

	while (at < length && memchr(" \t\r\n", head[at], 4))
		at++;
	if (at == length || head[at] != '{' || !mark)
		return false;
	while (quote > head && *quote != '"')
		quote--;
	return quote > head && quote[-1] != '\\' && mark - quote <= 6;
}

/* ---- members ---- */

/* The members of an object that are asked for by name, all NONE before; the last of two counts. False at a fault. */
struct member {
	const char *name;
	struct json_value value;
};

static bool read_members(const struct json_value *object, struct member *members, size_t count)
{
	struct json_scanner scanner;
	struct json_value key, value;

	if (!json_begin(&scanner, object->bytes, object->length))
		return false;
	while (json_member(&scanner, &key, &value))
		for (size_t i = 0; i < count; i++)
			if (json_is(&key, members[i].name))
				members[i].value = value;
	return !scanner.fault;
}

/* Sets a field that is still empty to a string, or to a number as it is written. False when it is empty afterwards. */
static bool set(char **field, const struct json_value *value)
{
	struct buffer text = {0};

	if (value->kind == JSON_KIND_STRING)
		json_text(&text, value);
	else if (value->kind == JSON_KIND_NUMBER)
		buffer_add(&text, value->bytes, value->length);
	if (!*field && text.length)
		article_set(field, text.bytes, text.length);
	buffer_release(&text);
	return *field != NULL;
}

/* ---- reading ---- */

/* The feed while its items are given away. */
struct feed {
	struct buffer bytes;
	struct buffer beside; /* what it says for all of its items: members with a comma behind each */
	struct json_scanner items;
	const char *seen; /* up to here lines have been counted */
	size_t line;
};

static void add_beside(struct feed *feed, const struct member *member)
{
	if (member->value.kind != JSON_KIND_STRING)
		return;
	buffer_add_format(&feed->beside, "\"%s\":\"", member->name);
	buffer_add(&feed->beside, member->value.bytes, member->value.length);
	buffer_add_string(&feed->beside, "\",");
}

/* The whole file, in UTF-8, taken apart. False when it is none: that has been said. */
static bool open_feed(struct input *input, struct feed *feed)
{
	struct member members[] = {{"title", {0}}, {"language", {0}}, {"items", {0}}};
	struct document whole = {0};
	struct json_value object;

	if (!whole_next(input, &whole))
		return false;
	charset_decode(&feed->bytes, whole.bytes, whole.length, NULL);
	document_release(&whole);
	object = (struct json_value){.kind = JSON_KIND_OBJECT, .bytes = feed->bytes.bytes, .length = feed->bytes.length};
	if (!read_members(&object, members, 3) || members[2].value.kind != JSON_KIND_ARRAY) {
		input_skip(input, 0, WANTED, "broken JSON, or no list of items in it");
		return false;
	}
	add_beside(feed, &members[0]);
	add_beside(feed, &members[1]);
	json_begin_array(&feed->items, &members[2].value);
	feed->seen = feed->bytes.bytes;
	feed->line = 1;
	return true;
}

static size_t line_of(struct feed *feed, const char *at)
{
	for (; feed->seen < at; feed->seen++)
		feed->line += *feed->seen == '\n';
	return feed->line;
}

static bool item_next(struct input *input, struct document *out)
{
	struct feed *feed = input->state;
	struct buffer bytes = {0};
	struct json_value item;

	if (!feed) {
		input->state = feed = memory_zeroed(1, sizeof *feed);
		if (!open_feed(input, feed))
			return false;
	}
	do
		if (!feed->seen || !json_item(&feed->items, &item))
			return false;
	while (item.kind != JSON_KIND_OBJECT);
	buffer_add_byte(&bytes, '{');
	buffer_add(&bytes, feed->beside.bytes ? feed->beside.bytes : "", feed->beside.length);
	buffer_add_string(&bytes, "\"item\":");
	buffer_add(&bytes, item.bytes, item.length);
	buffer_add_byte(&bytes, '}');
	out->line = line_of(feed, item.bytes);
	out->length = bytes.length;
	out->bytes = buffer_detach(&bytes);
	return true;
}

static void feed_finish(struct input *input)
{
	struct feed *feed = input->state;

	if (!feed)
		return;
	buffer_release(&feed->bytes);
	buffer_release(&feed->beside);
	free(feed);
	input->state = NULL;
}

/* ---- an item ---- */

enum { ID, URL, TITLE, HTML, TEXT, SUMMARY, PUBLISHED, MODIFIED, AUTHOR, AUTHORS, TAGS, LANGUAGE, MEMBERS };

static void set_date(struct date *date, const struct json_value *value)
{
	struct buffer text = {0};

	if (value->kind == JSON_KIND_STRING) {
		json_text(&text, value);
		date_parse(date, text.bytes ? text.bytes : "", text.length);
	}
	buffer_release(&text);
}

static void set_author(struct article *article, const struct json_value *author)
{
	struct member name = {"name", {0}};

	if (author->kind == JSON_KIND_OBJECT && read_members(author, &name, 1))
		set(&article->author, &name.value);
}

/* Version 1 has one author, 1.1 a list; its first. */
static void set_authors(struct article *article, const struct json_value *one, const struct json_value *list)
{
	struct json_scanner scanner;
	struct json_value author;

	if (list->kind == JSON_KIND_ARRAY) {
		json_begin_array(&scanner, list);
		while (!article->author && json_item(&scanner, &author))
			set_author(article, &author);
	}
	set_author(article, one);
}

static void add_tags(struct article *article, const struct json_value *tags)
{
	struct json_scanner scanner;
	struct json_value tag;

	if (tags->kind != JSON_KIND_ARRAY)
		return;
	json_begin_array(&scanner, tags);
	while (json_item(&scanner, &tag)) {
		char *keyword = NULL;

		if (set(&keyword, &tag))
			article_add_keyword(article, keyword, strlen(keyword));
		free(keyword);
	}
}

/* Adds the paragraphs of a member's text to out, while that is empty. */
static void read_text(struct buffer *out, const struct json_value *value, bool markup, bool keep_boilerplate)
{
	struct buffer text = {0};

	if (value->kind != JSON_KIND_STRING || out->length)
		return;
	json_text(&text, value);
	if (text.length && markup && fragment_has_blocks(text.bytes))
		fragment_write(out, text.bytes, text.length, keep_boilerplate);
	else if (text.length && markup)
		xml_body_html(text.bytes, text.length, out);
	else if (text.length)
		paragraphs_add(out, text.bytes, text.length);
	buffer_release(&text);
}

static void fill(struct article *article, const struct member *item, bool keep_boilerplate)
{
	struct buffer text = {0};

	set(&article->id, &item[ID].value);
	set(&article->id, &item[URL].value);
	set(&article->url, &item[URL].value);
	set(&article->title, &item[TITLE].value);
	set(&article->language, &item[LANGUAGE].value);
	set_date(&article->date, &item[PUBLISHED].value);
	set_date(&article->modified, &item[MODIFIED].value);
	set_authors(article, &item[AUTHOR].value, &item[AUTHORS].value);
	add_tags(article, &item[TAGS].value);
	read_text(&text, &item[HTML].value, true, keep_boilerplate);
	read_text(&text, &item[TEXT].value, false, keep_boilerplate);
	read_text(&text, &item[SUMMARY].value, false, keep_boilerplate);
	wire_set_text(article, &text, NULL);
}

static bool item_parse(const struct document *document, bool keep_boilerplate, struct article *article,
                       const char **reason)
{
	struct member beside[] = {{"title", {0}}, {"language", {0}}, {"item", {0}}};
	struct member item[MEMBERS] = {[ID] = {"id", {0}},
	                               [URL] = {"url", {0}},
	                               [TITLE] = {"title", {0}},
	                               [HTML] = {"content_html", {0}},
	                               [TEXT] = {"content_text", {0}},
	                               [SUMMARY] = {"summary", {0}},
	                               [PUBLISHED] = {"date_published", {0}},
	                               [MODIFIED] = {"date_modified", {0}},
	                               [AUTHOR] = {"author", {0}},
	                               [AUTHORS] = {"authors", {0}},
	                               [TAGS] = {"tags", {0}},
	                               [LANGUAGE] = {"language", {0}}};
	const struct json_value object = {.kind = JSON_KIND_OBJECT, .bytes = document->bytes, .length = document->length};

	if (!read_members(&object, beside, 3) || !read_members(&beside[2].value, item, MEMBERS))
		return format_no_article(document, reason, NULL, "broken JSON");
	fill(article, item, keep_boilerplate);
	set(&article->source, &beside[0].value);
	set(&article->language, &beside[1].value);
	for (char *at = article->language; at && *at; at++)
		*at = *at >= 'A' && *at <= 'Z' ? (char)(*at | 0x20) : *at;
	if (!article->id)
		article->id = wire_derived_id(document);
	if (!article->text)
		return format_no_article(document, reason, NULL, "no text in the item");
	return true;
}

static const char *const suffixes[] = {NULL};

const struct format format_json_feed = {
	.format = FORMAT_JSON_FEED,
	.gives_ids = true,
	.suffixes = suffixes,
	.claims = claims_json_feed,
	.next = item_next,
	.finish = feed_finish,
	.parse = item_parse,
};
