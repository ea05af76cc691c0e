/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/extract/linked_data.h"

#include "indexer/read/json_line.h"
#include "text/utf8.h"

#include <libxml/HTMLparser.h>
#include <stdlib.h>
#include <string.h>

/* Objects inside objects that are looked into; each level reads its bytes once more. */
#define DEPTH_MAX 6

/* Objects with an @id and a name that others may refer to. */
#define NAMES_MAX 64

enum key {
	KEY_TYPE,
	KEY_ID,
	KEY_GRAPH,
	KEY_MAIN,
	KEY_PAGE,
	KEY_PART_OF,
	KEY_HEADLINE,
	KEY_NAME,
	KEY_PUBLISHED,
	KEY_MODIFIED,
	KEY_CREATED,
	KEY_AUTHOR,
	KEY_CREATOR,
	KEY_PUBLISHER,
	KEY_BODY,
	KEY_DESCRIPTION,
	KEY_LANGUAGE,
	KEY_URL,
	KEY_KEYWORDS,
	KEY_COUNT
};

static const char *const keys[KEY_COUNT] = {
	"@type",        "@id",         "@graph", "mainEntity", "mainEntityOfPage", "isPartOf",    "headline",   "name", "datePublished",
	"dateModified", "dateCreated", "author", "creator",    "publisher",        "articleBody", "description",
	"inLanguage",   "url",         "keywords"};

struct object {
	struct json_value values[KEY_COUNT];
};

struct name {
	struct json_value id, name;
};

struct reader {
	struct linked_data *data;
	struct name names[NAMES_MAX];
	size_t name_count;
};

static size_t decode_number(struct buffer *out, const char *at, const char *end)
{
	bool hexadecimal = end - at > 3 && (at[2] | 0x20) == 'x';
	char *behind;
	unsigned long code;
	char bytes[4];

	if (end - at < 4)
		return 0;
	code = strtoul(at + 2 + hexadecimal, &behind, hexadecimal ? 16 : 10);
	if (behind == at + 2 + hexadecimal || behind >= end || *behind != ';' || code < 0x20 || code > 0x10FFFF)
		return 0;
	buffer_add(out, bytes, utf8_write(bytes, (uint32_t)code));
	return (size_t)(behind + 1 - at);
}

/* The character that an entity at at stands for, added to out; returns its length there, 0 when it is none. */
static size_t decode_entity(struct buffer *out, const char *at, const char *end)
{
	const char *stop = memchr(at, ';', (size_t)(end - at < 12 ? end - at : 12));
	const htmlEntityDesc *entity;
	char name[12] = "", bytes[4];

	if (!stop || stop - at < 3)
		return 0;
	if (at[1] == '#')
		return decode_number(out, at, end);
	memcpy(name, at + 1, (size_t)(stop - at - 1));
	entity = htmlEntityLookup((const xmlChar *)name);
	if (entity)
		buffer_add(out, bytes, utf8_write(bytes, entity->value));
	else if (!strcmp(name, "apos"))
		buffer_add_byte(out, '\'');
	else
		return 0;
	return (size_t)(stop + 1 - at);
}

/* Whether a tag ends a line: "p>", "/p>", "br/>", "li>". */
static bool ends_line(const char *tag)
{
	const char *const lines[] = {"p", "br", "div", "li", "h1", "h2", "h3", "h4", "blockquote"};

	tag += *tag == '/';
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		if (!strncasecmp(tag, lines[i], strlen(lines[i])) && strchr(" />", tag[strlen(lines[i])]))
			return true;
	return false;
}

void entities_decode(struct buffer *out, const char *text, size_t length, bool strip)
{
	const char *end = text + length;

	while (text < end) {
		const char *close;
		size_t taken;

		if (*text == '&' && (taken = decode_entity(out, text, end)) > 0) {
			text += taken;
			continue;
		}
		close = strip && *text == '<' ? memchr(text, '>', (size_t)(end - text)) : NULL;
		if (close && text[1] != ' ') {
			buffer_add_byte(out, ends_line(text + 1) ? '\n' : ' ');
			text = close + 1;
			continue;
		}
		close = text++;
		while (text < end && *text != '&' && *text != '<')
			text++;
		buffer_add(out, close, (size_t)(text - close));
	}
}

/* A string into an empty buffer. */
static void set(struct buffer *out, const struct json_value *string, bool strip)
{
	struct buffer text = {0};

	if (out->length || string->kind != JSON_KIND_STRING || !string->length)
		return;
	json_text(&text, string);
	entities_decode(out, text.bytes, text.length, strip);
	buffer_release(&text);
}

static void read_object(struct object *object, const struct json_value *value)
{
	struct json_scanner scanner;
	struct json_value key, member;

	*object = (struct object){0};
	if (!json_begin(&scanner, value->bytes, value->length))
		return;
	while (json_member(&scanner, &key, &member))
		for (int i = 0; i < KEY_COUNT; i++)
			if (json_is(&key, keys[i])) {
				object->values[i] = member;
				break;
			}
}

static bool same_string(const struct json_value *one, const struct json_value *other)
{
	return one->length == other->length && !memcmp(one->bytes, other->bytes, one->length);
}

static const struct json_value *find_name(const struct reader *reader, const struct json_value *id)
{
	for (size_t i = 0; i < reader->name_count; i++)
		if (same_string(&reader->names[i].id, id))
			return &reader->names[i].name;
	return NULL;
}

/* Adds the names of a person or organisation: a string, an object with a name or a reference, or several. */
static void add_names(const struct reader *reader, struct buffer *out, const struct json_value *value, unsigned depth)
{
	struct json_scanner scanner;
	struct json_value item;
	const struct json_value *name = value;
	struct object object;
	struct buffer one = {0};

	if (value->kind == JSON_KIND_ARRAY && depth < DEPTH_MAX) {
		json_begin_array(&scanner, value);
		while (json_item(&scanner, &item))
			add_names(reader, out, &item, depth + 1);
		return;
	}
	if (value->kind == JSON_KIND_OBJECT) {
		read_object(&object, value);
		name = &object.values[KEY_NAME];
		if (name->kind == JSON_KIND_ARRAY && depth < DEPTH_MAX) {
			add_names(reader, out, name, depth + 1);
			return;
		}
		if (name->kind != JSON_KIND_STRING && object.values[KEY_ID].kind == JSON_KIND_STRING)
			name = find_name(reader, &object.values[KEY_ID]);
	}
	if (!name || name->kind != JSON_KIND_STRING)
		return;
	set(&one, name, false);
	if (one.length && out->length)
		buffer_add_string(out, ", ");
	buffer_add(out, one.bytes, one.length);
	buffer_release(&one);
}

static void set_names(const struct reader *reader, struct buffer *out, const struct json_value *value)
{
	if (!out->length)
		add_names(reader, out, value, 0);
}

/* "NewsArticle", "https://schema.org/BlogPosting", ["Article", "Report"] */
static bool type_has(const struct json_value *type, const char *const *words)
{
	for (; type->bytes && *words; words++)
		if (memmem(type->bytes, type->length, *words, strlen(*words)))
			return true;
	return false;
}

static bool is_article(const struct object *object)
{
	static const char *const articles[] = {"Article", "Posting", "Report", "Review", "Recipe", "HowTo", "CreativeWork", NULL};

	return type_has(&object->values[KEY_TYPE], articles);
}

static void take_article(struct reader *reader, const struct object *object)
{
	struct linked_data *data = reader->data;
	const struct json_value *values = object->values;
	struct json_value name;

	set(&data->headline, &values[KEY_HEADLINE], false);
	set(&data->headline, &values[KEY_NAME], false);
	set(&data->published, &values[KEY_PUBLISHED], false);
	set(&data->published, &values[KEY_CREATED], false);
	set(&data->modified, &values[KEY_MODIFIED], false);
	set_names(reader, &data->author, &values[KEY_AUTHOR]);
	set_names(reader, &data->author, &values[KEY_CREATOR]);
	set_names(reader, &data->publisher, &values[KEY_PUBLISHER]);
	set(&data->body, &values[KEY_BODY], true);
	set(&data->description, &values[KEY_DESCRIPTION], false);
	set(&data->language, &values[KEY_LANGUAGE], false);
	set(&data->url, &values[KEY_PAGE], false);
	if (values[KEY_PAGE].kind == JSON_KIND_OBJECT) {
		struct object page;

		read_object(&page, &values[KEY_PAGE]);
		set(&data->url, &page.values[KEY_ID], false);
	}
	set(&data->url, &values[KEY_URL], false);
	name = values[KEY_KEYWORDS];
	set_names(reader, &data->keywords, &name);
}

static void take_object(struct reader *reader, const struct object *object)
{
	static const char *const pages[] = {"WebPage", "ItemPage", NULL};
	static const char *const sites[] = {"WebSite", "NewsMediaOrganization", NULL};
	const struct json_value *values = object->values, *type = &values[KEY_TYPE];

	if (is_article(object)) {
		take_article(reader, object);
	} else if (type_has(type, pages)) {
		set(&reader->data->published, &values[KEY_PUBLISHED], false);
		set(&reader->data->modified, &values[KEY_MODIFIED], false);
		set_names(reader, &reader->data->publisher, &values[KEY_PUBLISHER]);
	} else if (type_has(type, sites)) {
		set(&reader->data->site, &values[KEY_NAME], false);
	}
}

/* What a pass over the objects is for. */
enum pass { PASS_NAMES, PASS_ARTICLES, PASS_REST };

static void visit(struct reader *reader, const struct json_value *value, enum pass pass, unsigned depth)
{
	static const enum key inner[] = {KEY_GRAPH, KEY_MAIN, KEY_PAGE, KEY_PART_OF, KEY_AUTHOR, KEY_PUBLISHER};
	struct json_scanner scanner;
	struct json_value item;
	struct object object;

	if (depth > DEPTH_MAX)
		return;
	if (value->kind == JSON_KIND_ARRAY) {
		json_begin_array(&scanner, value);
		while (json_item(&scanner, &item))
			visit(reader, &item, pass, depth + 1);
		return;
	}
	if (value->kind != JSON_KIND_OBJECT)
		return;
	read_object(&object, value);
	if (pass == PASS_NAMES && object.values[KEY_ID].kind == JSON_KIND_STRING &&
	    object.values[KEY_NAME].kind == JSON_KIND_STRING && reader->name_count < NAMES_MAX)
		reader->names[reader->name_count++] = (struct name){object.values[KEY_ID], object.values[KEY_NAME]};
	if (pass == (is_article(&object) ? PASS_ARTICLES : PASS_REST))
		take_object(reader, &object);
	for (size_t i = 0; i < sizeof inner / sizeof *inner; i++)
		visit(reader, &object.values[inner[i]], pass, depth + 1);
}

/* Line feeds inside strings are common and no JSON; outside of them a space is as good. */
static void blank_controls(struct buffer *json)
{
	for (size_t i = 0; i < json->length; i++)
		if ((unsigned char)json->bytes[i] < 0x20)
			json->bytes[i] = ' ';
}

/* Around the JSON there may be comments: <!-- -->, CDATA. */
static struct json_value find_value(const struct buffer *json)
{
	size_t first = strcspn(json->bytes, "{["), end = json->length;
	const char *cdata = "<![CDATA[";

	if (!strncmp(json->bytes + strspn(json->bytes, " /*"), cdata, strlen(cdata)))
		first = (size_t)(strstr(json->bytes, cdata) - json->bytes) + strlen(cdata),
		first += strcspn(json->bytes + first, "{[");
	while (end > first && json->bytes[end - 1] != '}' && json->bytes[end - 1] != ']')
		end--;
	if (first == json->length)
		return (struct json_value){0};
	if (end <= first)
		end = json->length; /* it breaks off */
	return (struct json_value){.kind = json->bytes[first] == '{' ? JSON_KIND_OBJECT : JSON_KIND_ARRAY,
	                           .bytes = json->bytes + first,
	                           .length = end - first};
}

void linked_data_read(struct linked_data *data, enum linked_data_part part, const char *text, size_t length)
{
	struct reader reader = {.data = data};
	struct buffer json = {0};
	struct json_value value;

	buffer_add(&json, text, length);
	blank_controls(&json);
	value = find_value(&json);
	visit(&reader, &value, PASS_NAMES, 0);
	visit(&reader, &value, part == LINKED_ARTICLES ? PASS_ARTICLES : PASS_REST, 0);
	buffer_release(&json);
}

void linked_data_release(struct linked_data *data)
{
	struct buffer *const all[] = {&data->headline, &data->published,   &data->modified, &data->author,
	                              &data->publisher, &data->site,       &data->body,     &data->description,
	                              &data->language,  &data->url,        &data->keywords};

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		buffer_release(all[i]);
}
