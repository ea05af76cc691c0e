/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/read/xml_tree.h"

#include "indexer/read/charset.h"
#include "indexer/read/format.h"
#include "program/report.h"
#include "text/memory.h"
#include "text/utf8.h"

#include <libxml/HTMLparser.h>
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- reading ---- */

/* What goes with a parser while it reads. */
struct reading {
	xmlEntity entity; /* the last one that was looked up, as the parser wants it */
	char text[5];
	char fault[160];  /* "" for nothing */
};

/* &eacute; and its kin, which feeds write without declaring them. No other entity is known, as no declaration is read. */
static xmlEntity *find_entity(void *context, const xmlChar *name)
{
	struct reading *reading = ((xmlParserCtxt *)context)->_private;
	const htmlEntityDesc *known = htmlEntityLookup(name);
	xmlEntity *predefined = xmlGetPredefinedEntity(name);

	if (predefined || !known)
		return predefined;
	reading->text[utf8_write(reading->text, known->value)] = '\0';
	reading->entity = (xmlEntity){.type = XML_ENTITY_DECL,
	                              .name = name,
	                              .content = (xmlChar *)reading->text,
	                              .orig = (xmlChar *)reading->text,
	                              .length = (int)strlen(reading->text),
	                              .etype = XML_INTERNAL_PREDEFINED_ENTITY};
	return &reading->entity;
}

/* Faults that cost a character or a reference at most. */
static bool is_harmless(const xmlError *error)
{
	static const int codes[] = {XML_ERR_UNDECLARED_ENTITY,  XML_WAR_UNDECLARED_ENTITY, XML_ERR_NAME_REQUIRED,
	                            XML_ERR_ENTITYREF_SEMICOL_MISSING, XML_ERR_INVALID_CHARREF,
	                            XML_ERR_INVALID_DEC_CHARREF, XML_ERR_INVALID_HEX_CHARREF, XML_ERR_INVALID_CHAR};

	if (error->level < XML_ERR_FATAL)
		return true;
	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
		if (error->code == codes[i])
			return true;
	return false;
}

#if LIBXML_VERSION >= 21200
static void note_fault(void *context, const xmlError *error)
#else
static void note_fault(void *context, xmlError *error)
#endif
{
	struct reading *reading = ((xmlParserCtxt *)context)->_private;
	const char *message = error->message ? error->message : "";

	if (is_harmless(error) || *reading->fault)
		return;
	snprintf(reading->fault, sizeof reading->fault, "%.*s", (int)strcspn(message, "\n"), message);
	if (!*reading->fault)
		strcpy(reading->fault, "not well formed");
}

static xmlDoc *read_utf8(const struct buffer *text, struct reading *reading)
{
	const int options = XML_PARSE_NONET | XML_PARSE_RECOVER | XML_PARSE_NOCDATA | XML_PARSE_NOWARNING;
	xmlParserCtxt *parser = xmlNewParserCtxt();
	xmlDoc *tree;

	if (!parser)
		return NULL;
	parser->_private = reading;
	parser->sax->getEntity = find_entity;
	parser->sax->serror = note_fault;
	tree = xmlCtxtReadMemory(parser, text->bytes, (int)text->length, NULL, "UTF-8", options);
	xmlFreeParserCtxt(parser);
	return tree;
}

xmlDoc *xml_read(const struct document *document, const char **reason)
{
	struct reading reading = {.fault = ""};
	struct buffer text = {0};
	xmlDoc *tree = NULL;

	charset_decode(&text, document->bytes, document->length, NULL);
	if (text.length > 0 && text.length < SOURCE_DOCUMENT_MAX)
		tree = read_utf8(&text, &reading);
	buffer_release(&text);
	if (tree && !*reading.fault && xmlDocGetRootElement(tree))
		return tree;
	*reason = "broken XML";
	report(document->file, document->line, NULL, "broken XML: %s", *reading.fault ? reading.fault : "no element in it");
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
