/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/read/xml_tree.h"

#include "indexer/read/charset.h"
#include "indexer/read/format.h"
#include "program/report.h"
#include "text/memory.h"
#include "text/utf8.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FAULT_MAX 160

/* ---- reading ---- */

/* What a reference between '&' and ';' comes to, added to out. False when it is none that XML or HTML knows. */
static bool add_reference(struct buffer *out, const char *name, size_t length)
{
	static const char *const predefined[] = {"amp", "lt", "gt", "quot", "apos"};
	const htmlEntityDesc *known;
	char word[16] = "", character[4];
	unsigned long code;

	if (length == 0 || length >= sizeof word)
		return false;
	memcpy(word, name, length);
	for (size_t i = 0; i < sizeof predefined / sizeof *predefined; i++)
		if (!strcmp(word, predefined[i])) {
			buffer_add_format(out, "&%s;", word);
			return true;
		}
	if (*word == '#') {
		char *end;

		code = word[1] == 'x' ? strtoul(word + 2, &end, 16) : strtoul(word + 1, &end, 10);
		if (*end || code == 0)
			return false;
		if (code < ' ' || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000) || (code & 0xFFFE) == 0xFFFE)
			buffer_add_byte(out, ' ');
		else
			buffer_add_format(out, "&#%lu;", code);
		return true;
	}
	known = htmlEntityLookup((const xmlChar *)word);
	if (known)
		buffer_add(out, character, utf8_write(character, known->value));
	return known != NULL;
}

/* Adds what stands at an ampersand; returns the bytes of it. */
static size_t mend_reference(struct buffer *out, const char *at, size_t left)
{
	const char *semicolon = memchr(at, ';', left < 17 ? left : 17);

	if (semicolon && add_reference(out, at + 1, (size_t)(semicolon - at) - 1))
		return (size_t)(semicolon - at) + 1;
	buffer_add_string(out, "&amp;");
	return 1;
}

/*
 * Feeds write &eacute; without declaring it, and R&D. No declaration is read
 * here, so that what XML and HTML do not know themselves is meant as it stands.
 */
static void mend_references(struct buffer *out, const struct buffer *text)
{
	const char *at = text->bytes, *end = at + text->length;
	const char *quoted = memmem(at, text->length, "<![CDATA[", 9), *next;

	while ((next = memchr(at, '&', (size_t)(end - at)))) {
		if (quoted && quoted < next) {
			const char *over = memmem(quoted, (size_t)(end - quoted), "]]>", 3);

			next = over ? over + 3 : end;
			buffer_add(out, at, (size_t)(next - at));
			at = next;
			quoted = memmem(at, (size_t)(end - at), "<![CDATA[", 9);
			continue;
		}
		buffer_add(out, at, (size_t)(next - at));
		at = next + mend_reference(out, next, (size_t)(end - next));
	}
	buffer_add(out, at, (size_t)(end - at));
}

/* The lines that libxml2 speaks of are those of the item, not of the file. */
static void drop_line(char *fault)
{
	char *line = strstr(fault, " line ");
	size_t length = line ? 6 + strspn(line + 6, "0123456789") : 0;

	if (length > 6)
		memmove(line, line + length, strlen(line + length) + 1);
}

#if LIBXML_VERSION >= 21200
static void note_fault(void *context, const xmlError *error)
#else
static void note_fault(void *context, xmlError *error)
#endif
{
	char *fault = ((xmlParserCtxt *)context)->_private;
	const char *message = error->message ? error->message : "";

	if (error->level < XML_ERR_FATAL || *fault)
		return;
	snprintf(fault, FAULT_MAX, "%.*s", (int)strcspn(message, "\n"), message);
	drop_line(fault);
	if (!*fault)
		strcpy(fault, "it is not well formed");
}

/* fault: "", and what is wrong afterwards. */
static xmlDoc *read_utf8(const struct buffer *text, char fault[FAULT_MAX])
{
	const int options = XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_NOWARNING;
	xmlParserCtxt *parser = xmlNewParserCtxt();
	xmlDoc *tree;

	if (!parser)
		return NULL;
	parser->_private = fault;
	parser->sax->serror = note_fault;
	tree = xmlCtxtReadMemory(parser, text->bytes, (int)text->length, NULL, "UTF-8", options);
	xmlFreeParserCtxt(parser);
	return tree;
}

xmlDoc *xml_read(const struct document *document, const char **reason)
{
	struct buffer text = {0}, mended = {0};
	char fault[FAULT_MAX] = "";
	xmlDoc *tree = NULL;

	charset_decode(&text, document->bytes, document->length, NULL);
	if (text.length > 0)
		mend_references(&mended, &text);
	if (mended.length > 0 && mended.length < SOURCE_DOCUMENT_MAX)
		tree = read_utf8(&mended, fault);
	buffer_release(&text);
	buffer_release(&mended);
	if (tree && !*fault && xmlDocGetRootElement(tree))
		return tree;
	*reason = "broken XML";
	report(document->file, document->line, NULL, "broken XML: %s", *fault ? fault : "no element in it");
	xmlFreeDoc(tree);
	return NULL;
}

xmlDoc *xml_read_html(const char *markup, size_t length)
{
	const int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_COMPACT;

	return length > 0 && length < SOURCE_DOCUMENT_MAX ? htmlReadMemory(markup, (int)length, NULL, "UTF-8", options) : NULL;
}

/* ---- elements ---- */

static bool named(const xmlNode *node, const char *name, size_t length)
{
	return node->type == XML_ELEMENT_NODE && !strncmp((const char *)node->name, name, length) && !node->name[length];
}

bool xml_is(const xmlNode *node, const char *name)
{
	return node && named(node, name, strlen(name));
}

xmlNode *xml_child(const xmlNode *node, const char *path)
{
	size_t length = strcspn(path, "/");
	xmlNode *child = node ? node->children : NULL;

	while (child && !named(child, path, length))
		child = child->next;
	return child && path[length] ? xml_child(child, path + length + 1) : child;
}

xmlNode *xml_again(const xmlNode *node)
{
	xmlNode *next = node ? node->next : NULL;

	while (next && !xml_is(next, (const char *)node->name))
		next = next->next;
	return next;
}

/* The node behind this one in document order, inside of root; NULL at the end. */
static xmlNode *following(const xmlNode *node, const xmlNode *root)
{
	if (node->children && node->type == XML_ELEMENT_NODE)
		return node->children;
	while (node != root && !node->next)
		node = node->parent;
	return node == root ? NULL : node->next;
}

xmlNode *xml_below(const xmlNode *node, const char *name)
{
	const xmlNode *root = node;

	if (!node)
		return NULL;
	while ((node = following(node, root)))
		if (xml_is(node, name))
			return (xmlNode *)node;
	return NULL;
}

/* ---- text ---- */

static bool is_blank(const char *text, size_t length)
{
	return strspn(text, " \t\r\n") >= length;
}

bool xml_text(const xmlNode *node, struct buffer *out)
{
	const xmlNode *root = node;
	size_t before = out->length;

	for (; node; node = following(node, root))
		if ((node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) && node->content)
			buffer_add_string(out, (const char *)node->content);
	return out->length > before && !is_blank(out->bytes + before, out->length - before);
}

static const xmlAttr *attribute_of(const xmlNode *node, const char *name)
{
	const xmlAttr *attribute = node && node->type == XML_ELEMENT_NODE ? node->properties : NULL;

	while (attribute && strcmp((const char *)attribute->name, name) != 0)
		attribute = attribute->next;
	return attribute;
}

bool xml_attribute(const xmlNode *node, const char *name, struct buffer *out)
{
	const xmlAttr *attribute = attribute_of(node, name);
	size_t before = out->length;

	for (const xmlNode *text = attribute ? attribute->children : NULL; text; text = text->next)
		if (text->type == XML_TEXT_NODE && text->content)
			buffer_add_string(out, (const char *)text->content);
	return out->length > before && !is_blank(out->bytes + before, out->length - before);
}

bool xml_attribute_is(const xmlNode *node, const char *name, const char *value)
{
	const xmlAttr *attribute = attribute_of(node, name);

	return attribute && attribute->children && attribute->children->content &&
	       !strcmp((const char *)attribute->children->content, value);
}

/* ---- fields ---- */

static bool set(char **field, struct buffer *text, bool found)
{
	if (found && !*field)
		article_set(field, text->bytes, text->length);
	buffer_release(text);
	return *field != NULL;
}

bool xml_set(char **field, const xmlNode *node)
{
	struct buffer text = {0};

	return set(field, &text, !*field && xml_text(node, &text));
}

bool xml_set_attribute(char **field, const xmlNode *node, const char *name)
{
	struct buffer text = {0};

	return set(field, &text, !*field && xml_attribute(node, name, &text));
}

static bool set_date(struct date *date, struct buffer *text, bool found)
{
	if (found && date->precision == DATE_UNKNOWN)
		date_parse(date, text->bytes, text->length);
	buffer_release(text);
	return date->precision != DATE_UNKNOWN;
}

bool xml_set_date(struct date *date, const xmlNode *node)
{
	struct buffer text = {0};

	return set_date(date, &text, xml_text(node, &text));
}

bool xml_set_date_attribute(struct date *date, const xmlNode *node, const char *name)
{
	struct buffer text = {0};

	return set_date(date, &text, xml_attribute(node, name, &text));
}

bool xml_set_language(char **field, const xmlNode *node, const char *name)
{
	if (!xml_set_attribute(field, node, name))
		return false;
	for (char *at = *field; *at; at++)
		*at = *at >= 'A' && *at <= 'Z' ? (char)(*at | 0x20) : *at == '_' ? '-' : *at;
	return true;
}
