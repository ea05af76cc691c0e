/* SPDX-License-Identifier: GPL-2.0-or-later */
/* JSON Lines: one object with the article's fields a line. */
#include "indexer/extract/paragraphs.h"
#include "indexer/read/charset.h"
#include "indexer/read/entities.h"
#include "indexer/read/format.h"
#include "indexer/read/identity.h"
#include "indexer/read/json_line.h"
#include "program/report.h"
#include "text/buffer.h"
#include "text/memory.h"
#include "text/utf8.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define WANTED "one JSON object a line is wanted"

static bool is_space(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

/*
 * An object with its first key; or what begins a list of objects, or an object
 * over several lines: JSON of a kind that is better named than read as a page.
 */
static bool claims_json(const char *head, size_t length)
{
	size_t at = 0;
	char first;

	while (at < length && is_space(head[at]))
		at++;
	first = at < length ? head[at++] : '\0';
	while (at < length && is_space(head[at]))
		at++;
	if (at == length)
		return false;
	return first == '{' ? head[at] == '"' || head[at] == '}' : first == '[' && head[at] == '{';
}

static bool is_blank(const char *bytes, size_t length)
{
	size_t at = 0;

	while (at < length && is_space(bytes[at]))
		at++;
	return at == length;
}

/*
 * A bracket alone on the first line: what follows is one JSON value, and each
 * of its lines would be a fault. But a brace before another one is a line that
 * broke off, and the lines after it are sound.
 */
static bool is_spread_out(const struct buffer *line, struct unpack *rest)
{
	const char *head;

	if (!line->length || !is_blank(line->bytes + 1, line->length - 1))
		return false;
	return line->bytes[0] == '[' || (line->bytes[0] == '{' && unpack_look(rest, 1, &head) && *head != '{');
}

enum line_end { LINE_WHOLE, LINE_TOO_LONG, LINE_BROKEN_OFF, LINE_NONE };

/* Takes the next line, without its line feed, into the empty buffer; of one that is too long, it takes and drops all. */
static enum line_end take_line(struct input *input, struct buffer *line)
{
	enum line_end end = LINE_NONE;
	const char *chunk, *feed;
	size_t length;

	while ((length = unpack_look(input->bytes, 1, &chunk)) > 0) {
		feed = memchr(chunk, '\n', length);
		length = feed ? (size_t)(feed - chunk) : length;
		if (end != LINE_TOO_LONG)
			end = length > SOURCE_DOCUMENT_MAX - line->length ? LINE_TOO_LONG : LINE_WHOLE;
		if (end == LINE_TOO_LONG)
			buffer_release(line);
		else
			buffer_add(line, chunk, length);
		unpack_take(input->bytes, length + (feed != NULL));
		if (feed)
			return end;
	}
	return unpack_fault(input->bytes) ? LINE_BROKEN_OFF : end;
}

static void drop_byte_order_mark(struct buffer *line)
{
	if (line->length < 3 || memcmp(line->bytes, "\xEF\xBB\xBF", 3))
		return;
	line->length -= 3;
	memmove(line->bytes, line->bytes + 3, line->length + 1);
}

/* PowerShell writes such files. Their line feeds are two bytes, so nothing here would fit. */
static bool is_utf16(struct input *input)
{
	const char *head;

	return !input->line && unpack_look(input->bytes, 2, &head) >= 2 &&
	       (!memcmp(head, "\xFF\xFE", 2) || !memcmp(head, "\xFE\xFF", 2));
}

/* The whole file. Always false. */
static bool refuse(struct input *input, struct buffer *line, const char *hint, const char *reason)
{
	buffer_release(line);
	input_skip(input, 0, hint, reason);
	return false;
}

/* At the end of the file: what broke it off, or that there was nothing in it. The line that broke off is counted. */
static bool finish(struct input *input, enum line_end end, struct buffer *line)
{
	if (end == LINE_BROKEN_OFF)
		input_skip(input, input->line + 1, "the lines before it are taken", unpack_fault(input->bytes));
	else if (!input->documents && !input->skips)
		input_skip(input, 0, WANTED, input->line ? "nothing but white space" : "empty file");
	buffer_release(line);
	return false;
}

static bool line_next(struct input *input, struct document *out)
{
	struct buffer line = {0};

	if (is_utf16(input))
		return refuse(input, &line, "convert it to UTF-8", "JSON Lines in UTF-16");
	for (;;) {
		enum line_end end = take_line(input, &line);

		if (end == LINE_NONE || end == LINE_BROKEN_OFF)
			return finish(input, end, &line);
		if (input->line++ == 0)
			drop_byte_order_mark(&line);
		if (!input->documents && is_spread_out(&line, input->bytes))
			return refuse(input, &line, *line.bytes == '[' ? "jq -c '.[]' FILE writes one object a line" : "jq -c . FILE writes one object a line",
			              "JSON over several lines");
		if (end == LINE_TOO_LONG)
			input_skip(input, input->line, "64 MiB are the most", "the line is too long");
		else if (!is_blank(line.bytes, line.length))
			break;
		buffer_clear(&line);
	}
	out->line = input->line;
	out->length = line.length;
	out->bytes = buffer_detach(&line);
	return true;
}

enum field {
	FIELD_ID,
	FIELD_TITLE,
	FIELD_TEXT,
	FIELD_URL,
	FIELD_DATE,
	FIELD_MODIFIED,
	FIELD_SOURCE,
	FIELD_AUTHOR,
	FIELD_LANGUAGE,
	FIELD_KEYWORDS,
	FIELD_ENTITIES,
	FIELD_COUNT
};

static const char *const field_names[FIELD_COUNT] = {"id",     "title",  "text",     "url",     "date",   "modified",
                                                     "source", "author", "language", "keywords",
                                                     "entities"};

/* Reads the line's members; the last of two with one name counts, as in every JSON library. False at a fault. */
static bool read_fields(const struct document *document, const char *bytes, size_t length, struct json_value fields[])
{
	struct json_scanner scanner;
	struct json_value key, value;

	json_begin(&scanner, bytes, length);
	while (json_member(&scanner, &key, &value))
		for (int i = 0; i < FIELD_COUNT; i++)
			if (json_is(&key, field_names[i])) {
				fields[i] = value;
				break;
			}
	if (scanner.fault)
		report(document->file, document->line, WANTED, "broken JSON at column %zu: %s", json_column(&scanner),
		       scanner.fault);
	return !scanner.fault;
}

/* The string in a field that may be absent or null; false then, and for another kind, which is reported. */
static bool optional_string(const struct document *document, const struct json_value fields[], enum field field,
                            struct buffer *out)
{
	buffer_clear(out);
	if (fields[field].kind == JSON_KIND_STRING) {
		json_text(out, &fields[field]);
		return true;
	}
	if (fields[field].kind != JSON_KIND_NONE && fields[field].kind != JSON_KIND_NULL)
		report(document->file, document->line, "the article is taken without it", "\"%s\" is not a string",
		       field_names[field]);
	return false;
}

static char *derived_id(const struct document *document)
{
	struct buffer id = {0};
	char *path = identity_of_path(document->file + document->below);

	buffer_add_format(&id, "%s:%zu", path, document->line);
	free(path);
	return buffer_detach(&id);
}

/* A number is taken as it is written: an id is a name, not a quantity. */
static void set_id(const struct document *document, const struct json_value fields[], struct article *article)
{
	const struct json_value *id = &fields[FIELD_ID];
	struct buffer string = {0};

	if (id->kind == JSON_KIND_NUMBER)
		buffer_add(&string, id->bytes, id->length);
	else
		optional_string(document, fields, FIELD_ID, &string);
	free(article->id);
	article->id = string.length ? memory_copy(string.bytes, string.length) : derived_id(document);
	buffer_release(&string);
}

static void set_date(const struct document *document, const struct json_value fields[], enum field field, struct date *date)
{
	struct buffer string = {0};

	if (optional_string(document, fields, field, &string) && string.length && !date_parse(date, string.bytes, string.length))
		report(document->file, document->line, "ISO 8601 or RFC 2822 is wanted; the article is taken without it",
		       "\"%s\" is not understood: %.80s", field_names[field], string.bytes);
	buffer_release(&string);
}

static void add_keyword(struct article *article, const struct json_value *string)
{
	struct buffer keyword = {0};

	json_text(&keyword, string);
	article_add_keyword(article, keyword.bytes, keyword.length);
	buffer_release(&keyword);
}

static void set_keywords(const struct document *document, const struct json_value *list, struct article *article)
{
	bool odd = list->kind != JSON_KIND_NONE && list->kind != JSON_KIND_NULL;
	struct json_scanner scanner;
	struct json_value item;

	if (list->kind == JSON_KIND_STRING) {
		add_keyword(article, list);
		return;
	}
	if (list->kind == JSON_KIND_ARRAY) {
		odd = false;
		json_begin_array(&scanner, list);
		while (json_item(&scanner, &item))
			if (item.kind == JSON_KIND_STRING)
				add_keyword(article, &item);
			else
				odd = true;
	}
	if (odd)
		report(document->file, document->line, "what is no string is left out",
		       "\"keywords\" is not a list of strings");
}

/* What somebody has found in the article already: taken as it is. */
static void set_entities(const struct document *document, const struct json_value *object, struct article *article)
{
	if (object->kind != JSON_KIND_NONE && object->kind != JSON_KIND_NULL && !entities_read(article, object))
		report(document->file, document->line, "what is no name is left out",
		       "\"entities\" is not {\"person\": [...], \"org\": [...], \"place\": [...]} of names, %d at the most",
		       ENTITIES_READ_MAX);
}

/* BCP 47 in lower case; POSIX writes en_US for en-US. */
static void tidy_language(char *language)
{
	for (; language && *language; language++)
		if (*language >= 'A' && *language <= 'Z')
			*language = (char)(*language | 0x20);
		else if (*language == '_')
			*language = '-';
}

static void set_lines(const struct document *document, const struct json_value fields[], struct article *article)
{
	const struct {
		enum field field;
		char **to;
	} lines[] = {{FIELD_TITLE, &article->title},
	             {FIELD_URL, &article->url},
	             {FIELD_SOURCE, &article->source},
	             {FIELD_AUTHOR, &article->author},
	             {FIELD_LANGUAGE, &article->language}};
	struct buffer string = {0};

	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		if (optional_string(document, fields, lines[i].field, &string))
			article_set(lines[i].to, string.bytes, string.length);
	tidy_language(article->language);
	buffer_release(&string);
}

static bool set_text(const struct document *document, const struct json_value *text, struct article *article,
                     const char **reason)
{
	struct buffer string = {0}, paragraphs = {0};

	if (text->kind == JSON_KIND_NONE || text->kind == JSON_KIND_NULL)
		return format_no_article(document, reason, "an article is nothing without it", "no \"text\"");
	if (text->kind != JSON_KIND_STRING)
		return format_no_article(document, reason, NULL, "\"text\" is not a string");
	json_text(&string, text);
	paragraphs_add(&paragraphs, string.bytes, string.length);
	buffer_release(&string);
	if (!paragraphs.length) {
		buffer_release(&paragraphs);
		return format_no_article(document, reason, NULL, "\"text\" is empty");
	}
	free(article->text);
	article->text = buffer_detach(&paragraphs);
	return true;
}

static bool object_parse(const struct document *document, const char *bytes, size_t length, struct article *article,
                         const char **reason)
{
	struct json_value fields[FIELD_COUNT] = {0};

	if (!read_fields(document, bytes, length, fields)) {
		*reason = "broken JSON";
		return false;
	}
	set_id(document, fields, article);
	if (!set_text(document, &fields[FIELD_TEXT], article, reason))
		return false;
	set_lines(document, fields, article);
	set_date(document, fields, FIELD_DATE, &article->date);
	set_date(document, fields, FIELD_MODIFIED, &article->modified);
	set_keywords(document, &fields[FIELD_KEYWORDS], article);
	set_entities(document, &fields[FIELD_ENTITIES], article);
	return true;
}

/* Eight bytes of ASCII without the control character 0x7F. */
static bool eight_ascii(const char *at)
{
	uint64_t word;

	memcpy(&word, at, sizeof word);
	return !((word | (word + UINT64_C(0x0101010101010101))) & UINT64_C(0x8080808080808080));
}

/* Whether utf8_from would leave the bytes of a string as they are. A few that it would (U+FFFD) do not count: they are rare. */
static bool is_clean(const char *bytes, size_t length)
{
	const char *at = bytes, *end = bytes + length;

	while (at < end) {
		uint32_t code;

		if (end - at >= 8 && eight_ascii(at)) {
			at += 8;
			continue;
		}
		code = utf8_next(&at, end);
		if (code == UTF8_REPLACEMENT || (code >= 0x7F && code < 0xA0))
			return false;
	}
	return true;
}

/* A line in another encoding, or with broken bytes, is read all the same: its words are worth more than its dashes. */
static bool line_parse(const struct document *document, bool keep_boilerplate, struct article *article,
                       const char **reason)
{
	struct buffer clean = {0};
	bool found;

	(void)keep_boilerplate; /* the field holds the article alone */
	if (is_clean(document->bytes, document->length))
		return object_parse(document, document->bytes, document->length, article, reason);
	charset_decode(&clean, document->bytes, document->length, NULL);
	found = object_parse(document, clean.bytes, clean.length, article, reason);
	buffer_release(&clean);
	return found;
}

static const char *const suffixes[] = {".jsonl", ".ndjson", NULL};

const struct format format_jsonl = {
	.format = FORMAT_JSONL,
	.gives_ids = true,
	.suffixes = suffixes,
	.claims = claims_json,
	.next = line_next,
	.parse = line_parse,
};
