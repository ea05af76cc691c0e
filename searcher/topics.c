/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/topics.h"

#include "text/buffer.h"
#include "text/memory.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Tags, the label that stands behind them in old files, and what they are. */
enum tag {
	TAG_TITLE,
	TAG_DESC,
	TAG_NARR,
	TAG_NUMBER,
	TAG_TOPIC,
	TAG_END,
	TAG_OTHER
};

static const struct {
	const char *name, *label;
	enum tag tag;
} tags[] = {
	{"title", "Topic:", TAG_TITLE}, {"query", "", TAG_TITLE},         {"desc", "Description:", TAG_DESC},
	{"question", "", TAG_DESC},     {"narr", "Narrative:", TAG_NARR}, {"narrative", "", TAG_NARR},
	{"num", "Number:", TAG_NUMBER}, {"top", "", TAG_TOPIC},           {"topic", "", TAG_TOPIC},
	{"/top", "", TAG_END},          {"/topic", "", TAG_END},
};

struct topic {
	struct buffer number, texts[3];
	size_t line;
};

static void topic_release(struct topic *topic)
{
	buffer_release(&topic->number);
	for (int i = 0; i < 3; i++)
		buffer_release(&topic->texts[i]);
	*topic = (struct topic){0};
}

bool topic_fields(const char *list, unsigned *fields)
{
	static const char *const names[] = {"title", "desc", "narr"};

	*fields = 0;
	while (*list) {
		size_t length = strcspn(list, ",");
		unsigned field = 0;

		for (unsigned i = 0; i < 3; i++)
			if (strlen(names[i]) == length && !memcmp(list, names[i], length))
				field = 1u << i;
		if (field == 0)
			return false;
		*fields |= field;
		list += length + (list[length] == ',');
	}
	return *fields != 0;
}

/* Bytes of a tag's name, up to white space or >. */
static size_t name_length(const char *name, const char *end)
{
	size_t length = 0;

	while (name + length < end && !strchr(" \t\r\n>", name[length]))
		length++;
	return length;
}

/* Index in tags of the tag at `at`, behind its <; the number of tags: another one. */
static size_t find_tag(const char *at, const char *end)
{
	size_t length = name_length(at, end), i;

	for (i = 0; i < sizeof tags / sizeof *tags; i++)
		if (strlen(tags[i].name) == length && !strncasecmp(tags[i].name, at, length))
			break;
	return i;
}

static bool is_space(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r' || byte == '\0';
}

bool topics_begin(const char *bytes, size_t length)
{
	const char *end = bytes + length;

	while (bytes < end && (is_space(*bytes) || (unsigned char)*bytes >= 0x80)) /* a byte order mark */
		bytes++;
	if (bytes == end || *bytes != '<')
		return false;
	if (end - bytes > 1 && (bytes[1] == '?' || bytes[1] == '!' || !strncasecmp(bytes, "<topics", 7)))
		return true;
	return find_tag(bytes + 1, end) < sizeof tags / sizeof *tags;
}

/* Adds text with its white space folded, behind what is there. */
static void add_folded(struct buffer *out, const char *text, const char *end)
{
	for (; text < end; text++) {
		if (!is_space(*text))
			buffer_add_byte(out, *text);
		else if (out->length > 0 && out->bytes[out->length - 1] != ' ')
			buffer_add_byte(out, ' ');
	}
	while (out->length > 0 && out->bytes[out->length - 1] == ' ')
		out->length--;
}

static void add_text(struct topic *topic, size_t tag, const char *text, const char *end)
{
	const char *label = tags[tag].label;
	struct buffer *out = tags[tag].tag == TAG_NUMBER ? &topic->number : &topic->texts[tags[tag].tag];

	while (text < end && is_space(*text))
		text++;
	if ((size_t)(end - text) >= strlen(label) && !strncasecmp(text, label, strlen(label)))
		text += strlen(label);
	if (out->length > 0)
		buffer_add_byte(out, ' ');
	add_folded(out, text, end);
}

/* <topic number="7"> */
static void take_attribute(struct topic *topic, const char *tag, const char *end)
{
	static const char name[] = "number=\"";

	for (; tag + sizeof name < end; tag++)
		if (!strncasecmp(tag, name, sizeof name - 1)) {
			const char *value = tag + sizeof name - 1, *quote = memchr(value, '"', (size_t)(end - value));

			add_folded(&topic->number, value, quote ? quote : end);
			return;
		}
}

struct reading {
	struct topic topic;
	unsigned fields;
	bool open;
	void (*visit)(void *context, const char *qid, const char *query);
	void (*fault)(void *context, size_t line, const char *message);
	void *context;
};

static void end_topic(struct reading *reading)
{
	struct topic *topic = &reading->topic;
	struct buffer query = {0};

	for (unsigned i = 0; i < 3; i++)
		if (reading->fields >> i & 1 && topic->texts[i].length > 0) {
			if (query.length > 0)
				buffer_add_byte(&query, ' ');
			buffer_add(&query, topic->texts[i].bytes, topic->texts[i].length);
		}
	if (reading->open && topic->number.length == 0) {
		reading->fault(reading->context, topic->line, "this topic has no number");
	} else if (reading->open && query.length == 0) {
		reading->fault(reading->context, topic->line, "this topic has none of the wanted fields");
	} else if (reading->open) {
		buffer_add_byte(&topic->number, '\0');
		buffer_add_byte(&query, '\0');
		reading->visit(reading->context, topic->number.bytes, query.bytes);
	}
	buffer_release(&query);
	topic_release(topic);
	reading->open = false;
}

void topics_read(const char *bytes, size_t length, unsigned fields,
                 void (*visit)(void *context, const char *qid, const char *query),
                 void (*fault)(void *context, size_t line, const char *message), void *context)
{
	struct reading reading = {.fields = fields, .visit = visit, .fault = fault, .context = context};
	const char *at = bytes, *end = bytes + length;
	size_t line = 1;

	while ((at = memchr(at, '<', (size_t)(end - at)))) {
		const char *close = memchr(at, '>', (size_t)(end - at)), *text, *next;
		size_t tag = find_tag(at + 1, end);

		if (!close)
			break;
		for (const char *byte = bytes; byte < at; byte++)
			line += *byte == '\n';
		bytes = at;
		text = close + 1;
		next = memchr(text, '<', (size_t)(end - text));
		if (tag < sizeof tags / sizeof *tags && tags[tag].tag == TAG_TOPIC) {
			end_topic(&reading);
			reading.open = true;
			reading.topic.line = line;
			take_attribute(&reading.topic, at, close);
		} else if (tag < sizeof tags / sizeof *tags && tags[tag].tag == TAG_END) {
			end_topic(&reading);
		} else if (tag < sizeof tags / sizeof *tags && reading.open) {
			add_text(&reading.topic, tag, text, next ? next : end);
		}
		at = text;
	}
	end_topic(&reading);
}
