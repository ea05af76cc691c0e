/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/read/xml_body.h"

#include "indexer/extract/paragraphs.h"
#include "indexer/read/xml_tree.h"

#include <string.h>

/* Elements inside one another; libxml2 itself refuses more in XML. */
#define DEPTH_MAX 256

enum element {
	ELEMENT_INLINE,
	ELEMENT_BLOCK,
	ELEMENT_CELL,
	ELEMENT_BREAK,
	ELEMENT_LEFT_OUT
};

/* By name, in bytewise order, for a search by halves. */
static const struct {
	const char *name;
	enum element element;
} elements[] = {
	{"address", ELEMENT_BLOCK},     {"article", ELEMENT_BLOCK},      {"aside", ELEMENT_LEFT_OUT},
	{"audio", ELEMENT_LEFT_OUT},    {"block", ELEMENT_BLOCK},        {"blockquote", ELEMENT_BLOCK},
	{"body.end", ELEMENT_LEFT_OUT}, {"body.head", ELEMENT_LEFT_OUT}, {"bq", ELEMENT_BLOCK},
	{"br", ELEMENT_BREAK},          {"button", ELEMENT_LEFT_OUT},    {"caption", ELEMENT_BLOCK},
	{"center", ELEMENT_BLOCK},      {"credit", ELEMENT_BLOCK},       {"dd", ELEMENT_BLOCK},
	{"div", ELEMENT_BLOCK},         {"dl", ELEMENT_BLOCK},           {"dt", ELEMENT_BLOCK},
	{"figure", ELEMENT_LEFT_OUT},   {"fn", ELEMENT_BLOCK},           {"footer", ELEMENT_LEFT_OUT},
	{"form", ELEMENT_LEFT_OUT},     {"h1", ELEMENT_BLOCK},           {"h2", ELEMENT_BLOCK},
	{"h3", ELEMENT_BLOCK},          {"h4", ELEMENT_BLOCK},           {"h5", ELEMENT_BLOCK},
	{"h6", ELEMENT_BLOCK},          {"head", ELEMENT_LEFT_OUT},      {"header", ELEMENT_LEFT_OUT},
	{"hl1", ELEMENT_BLOCK},         {"hl2", ELEMENT_BLOCK},          {"hr", ELEMENT_BLOCK},
	{"iframe", ELEMENT_LEFT_OUT},   {"li", ELEMENT_BLOCK},           {"media", ELEMENT_LEFT_OUT},
	{"nav", ELEMENT_LEFT_OUT},      {"nitf-table", ELEMENT_BLOCK},   {"note", ELEMENT_LEFT_OUT},
	{"noscript", ELEMENT_LEFT_OUT}, {"object", ELEMENT_LEFT_OUT},    {"ol", ELEMENT_BLOCK},
	{"p", ELEMENT_BLOCK},           {"pre", ELEMENT_BLOCK},          {"script", ELEMENT_LEFT_OUT},
	{"section", ELEMENT_BLOCK},     {"style", ELEMENT_LEFT_OUT},     {"table", ELEMENT_BLOCK},
	{"tbody", ELEMENT_BLOCK},       {"td", ELEMENT_CELL},            {"template", ELEMENT_LEFT_OUT},
	{"th", ELEMENT_CELL},           {"title", ELEMENT_LEFT_OUT},     {"tr", ELEMENT_BLOCK},
	{"ul", ELEMENT_BLOCK},          {"video", ELEMENT_LEFT_OUT}};

static enum element element_of(const xmlNode *node)
{
	size_t low = 0, high = sizeof elements / sizeof *elements;

	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = strcmp((const char *)node->name, elements[middle].name);

		if (order == 0)
			return elements[middle].element;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return ELEMENT_INLINE;
}

/* Paragraphs while they are gathered. */
struct body {
	struct buffer *out;
	struct buffer block; /* of the paragraph at hand: lines, white space folded */
};

/* White space of markup, and what is only to stand between words that stay on one line, is one space. */
static void add_text(struct buffer *block, const char *text)
{
	for (; *text; text++) {
		bool fixed = text[0] == '\xC2' && text[1] == '\xA0';
		bool space = fixed || memchr(" \t\r\n", *text, 4) != NULL;

		text += fixed;
		if (!space)
			buffer_add_byte(block, *text);
		else if (block->length && block->bytes[block->length - 1] != ' ' && block->bytes[block->length - 1] != '\n')
			buffer_add_byte(block, ' ');
	}
}

static void add_break(struct buffer *block)
{
	if (block->length && block->bytes[block->length - 1] == ' ')
		block->length--;
	buffer_add_byte(block, '\n');
}

/* Markup that was escaped to be pasted into a page (<div class="embed">...) is nothing to be read. */
static bool is_markup(const struct buffer *block)
{
	size_t end = block->length;

	while (end > 0 && (block->bytes[end - 1] == ' ' || block->bytes[end - 1] == '\n'))
		end--;
	return end > 2 && block->bytes[0] == '<' && block->bytes[end - 1] == '>' &&
	       ((block->bytes[1] >= 'a' && block->bytes[1] <= 'z') || block->bytes[1] == '!');
}

/* A line that was broken in the middle of a sentence goes on. */
static void join_lines(struct buffer *block)
{
	for (size_t i = 1; i + 1 < block->length; i++)
		if (block->bytes[i] == '\n' && block->bytes[i - 1] != '\n' && block->bytes[i + 1] != '\n' &&
		    !memchr(".!?:;\"", block->bytes[i - 1], 6))
			block->bytes[i] = ' ';
}

static void end_block(struct body *body)
{
	struct buffer made = {0};

	join_lines(&body->block);
	if (body->block.length && !is_markup(&body->block))
		paragraphs_add(&made, body->block.bytes, body->block.length);
	if (made.length && body->out->length)
		buffer_add_string(body->out, "\n\n");
	if (made.length)
		buffer_add(body->out, made.bytes, made.length);
	buffer_release(&made);
	buffer_clear(&body->block);
}

static void add_nodes(struct body *body, const xmlNode *node, unsigned depth);

static void add_element(struct body *body, const xmlNode *node, unsigned depth)
{
	enum element element = element_of(node);

	if (element == ELEMENT_LEFT_OUT || depth == DEPTH_MAX)
		return;
	if (element == ELEMENT_BREAK)
		add_break(&body->block);
	else if (element == ELEMENT_CELL)
		add_text(&body->block, " ");
	else if (element == ELEMENT_BLOCK)
		end_block(body);
	add_nodes(body, node->children, depth + 1);
	if (element == ELEMENT_BLOCK)
		end_block(body);
}

/* The node and its siblings. */
static void add_nodes(struct body *body, const xmlNode *node, unsigned depth)
{
	for (; node; node = node->next)
		if (node->type == XML_ELEMENT_NODE)
			add_element(body, node, depth);
		else if ((node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) && node->content)
			add_text(&body->block, (const char *)node->content);
}

bool xml_body(const xmlNode *node, struct buffer *out)
{
	struct body body = {.out = out};

	if (!node)
		return false;
	add_nodes(&body, node->children, 0);
	end_block(&body);
	buffer_release(&body.block);
	return out->length > 0;
}

bool xml_body_html(const char *markup, size_t length, struct buffer *out)
{
	xmlDoc *tree = xml_read_html(markup, length);
	bool found = tree && xml_body((const xmlNode *)tree, out);

	xmlFreeDoc(tree);
	return found;
}
