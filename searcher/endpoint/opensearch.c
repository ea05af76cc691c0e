/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/endpoint/opensearch.h"

#include "searcher/show/address.h"
#include "searcher/show/show.h"
#include "text/json_writer.h"
#include "text/utf8.h"

#include <string.h>

/* "Short names" have at most 16 characters. */
#define SHORT_NAME_MAX 16

static void write_text(struct buffer *out, const char *text)
{
	show_escaped(out, text, strlen(text));
}

static size_t short_length(const char *name)
{
	const char *at = name, *end = name + strlen(name);

	for (int i = 0; i < SHORT_NAME_MAX && at < end; i++)
		utf8_next(&at, end);
	return (size_t)(at - name);
}

static void write_template(struct buffer *out, const char *type, const char *rel, const char *base, const char *query)
{
	buffer_add_format(out, "<Url type=\"%s\"%s template=\"", type, rel);
	write_text(out, base);
	buffer_add_format(out, "%s\"/>\n", query);
}

void opensearch_description(struct buffer *out, const char *name, const char *base)
{
	buffer_add_string(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
	                       "<OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n"
	                       "<ShortName>");
	show_escaped(out, name, short_length(name));
	buffer_add_string(out, "</ShortName>\n<Description>Search the news of ");
	write_text(out, name);
	buffer_add_string(out, "</Description>\n<InputEncoding>UTF-8</InputEncoding>\n<OutputEncoding>UTF-8</OutputEncoding>\n");
	write_template(out, "text/html", " indexOffset=\"0\" rel=\"results\"", base, "?q={searchTerms}&amp;start={startIndex?}&amp;n={count?}");
	write_template(out, "application/atom+xml", " indexOffset=\"0\" rel=\"results\"", base, "?q={searchTerms}&amp;format=atom&amp;start={startIndex?}&amp;n={count?}");
	write_template(out, "application/json", " indexOffset=\"0\" rel=\"results\"", base, "?q={searchTerms}&amp;format=json&amp;start={startIndex?}&amp;n={count?}");
	write_template(out, "application/x-suggestions+json", " rel=\"suggestions\"", base, "?suggest={searchTerms}");
	write_template(out, "application/opensearchdescription+xml", " rel=\"self\"", base, "?format=opensearch");
	buffer_add_string(out, "<Image width=\"32\" height=\"32\" type=\"image/svg+xml\">");
	write_text(out, base);
	buffer_add_string(out, "?asset=icon.svg</Image>\n</OpenSearchDescription>\n");
}

static void write_addresses(struct json_writer *writer, const struct suggestions *suggestions)
{
	struct buffer address = {0};

	json_write_open(writer, NULL, '[');
	for (size_t i = 0; i < suggestions->count; i++) {
		buffer_clear(&address);
		buffer_add_string(&address, "?q=");
		address_encode(&address, suggestions->list[i].text);
		json_write_string(writer, NULL, address.bytes);
	}
	json_write_close(writer, ']');
	buffer_release(&address);
}

void opensearch_suggestions(struct buffer *out, const char *typed, const struct suggestions *suggestions)
{
	static const char *const kinds[] = {[SUGGESTION_PERSON] = "Person", [SUGGESTION_ORG] = "Organisation",
	                                    [SUGGESTION_PLACE] = "Place",   [SUGGESTION_SOURCE] = "Source",
	                                    [SUGGESTION_WORD] = ""};
	struct json_writer writer = {.out = out, .one_line = true};

	json_write_open(&writer, NULL, '[');
	json_write_string(&writer, NULL, typed);
	json_write_open(&writer, NULL, '[');
	for (size_t i = 0; i < suggestions->count; i++)
		json_write_string(&writer, NULL, suggestions->list[i].text);
	json_write_close(&writer, ']');
	json_write_open(&writer, NULL, '[');
	for (size_t i = 0; i < suggestions->count; i++)
		json_write_string(&writer, NULL, kinds[suggestions->list[i].kind]);
	json_write_close(&writer, ']');
	write_addresses(&writer, suggestions);
	json_write_close(&writer, ']');
	buffer_add_byte(out, '\n');
}
