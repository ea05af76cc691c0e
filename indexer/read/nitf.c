/* SPDX-License-Identifier: GPL-2.0-or-later */
/* NITF 3, the News Industry Text Format (iptc.org/standards/nitf): one article a file, or the body of a NewsML item. */
#include "indexer/read/format.h"
#include "indexer/read/wire.h"
#include "indexer/read/xml_body.h"
#include "indexer/read/xml_items.h"
#include "indexer/read/xml_tree.h"
#include "text/memory.h"

#include <stdlib.h>

static const char *const items[] = {"nitf", NULL};

static bool claims_nitf(const char *head, size_t length)
{
	return xml_root_is(head, length, items);
}

static bool nitf_next(struct input *input, struct document *out)
{
	struct xml_items file = {.input = input, .names = items};
	bool found = input->documents == 0 && xml_items_next(&file, out);

	if (!found && input->documents == 0 && input->skips == 0)
		input_skip(input, 0, "an article in NITF is wanted here", "no nitf element");
	xml_items_release(&file);
	return found;
}

/* ---- what it says of the article ---- */

static void set_dates(struct article *article, const xmlNode *head, const xmlNode *body)
{
	const xmlNode *docdata = xml_child(head, "docdata");

	xml_set_date_attribute(&article->date, xml_child(docdata, "date.issue"), "norm");
	xml_set_date(&article->date, xml_child(docdata, "date.issue"));
	xml_set_date_attribute(&article->date, xml_child(head, "pubdata"), "date.publication");
	xml_set_date_attribute(&article->date, xml_child(docdata, "date.release"), "norm");
	xml_set_date_attribute(&article->date, xml_below(xml_child(body, "body.head/dateline"), "story.date"), "norm");
}

/* Who sends it, else whose paper it stands in, else whose text it is. */
static void set_source(struct article *article, const xmlNode *head, const xmlNode *body)
{
	const xmlNode *docdata = xml_child(head, "docdata");

	if (!xml_set(&article->source, xml_child(body, "body.head/distributor")) &&
	    !xml_set_attribute(&article->source, xml_child(head, "pubdata"), "name") &&
	    !xml_set_attribute(&article->source, xml_child(docdata, "doc.copyright"), "holder"))
		xml_set_attribute(&article->source, xml_child(docdata, "doc-id"), "regsrc");
}

static void add_keywords(struct article *article, const xmlNode *head)
{
	static const char *const parts[] = {"tobject.subject.type", "tobject.subject.matter", "tobject.subject.detail"};

	for (const xmlNode *subject = xml_child(head, "tobject/tobject.subject"); subject; subject = xml_again(subject))
		for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
			wire_add_keyword_attribute(article, subject, parts[i]);
	for (const xmlNode *key = xml_child(head, "docdata/key-list/keyword"); key; key = xml_again(key))
		wire_add_keyword_attribute(article, key, "key");
	for (const xmlNode *key = xml_child(head, "docdata/identified-content/classifier"); key; key = xml_again(key))
		wire_add_keyword_attribute(article, key, "value");
}

static void set_text(struct article *article, const xmlNode *body)
{
	char *dateline = wire_dateline(xml_child(body, "body.head/dateline"));
	struct buffer text = {0};

	if (!xml_body(xml_child(body, "body.content"), &text))
		xml_body(xml_child(body, "body.head/abstract"), &text);
	wire_set_text(article, &text, dateline);
	free(dateline);
}

void nitf_fill(struct article *article, const xmlNode *nitf)
{
	const xmlNode *head = xml_child(nitf, "head"), *body = xml_child(nitf, "body");

	if (!xml_set(&article->title, xml_child(body, "body.head/hedline/hl1")) &&
	    !xml_set(&article->title, xml_child(body, "body.head/hedline")))
		xml_set(&article->title, xml_child(head, "title"));
	wire_set_author(article, xml_child(body, "body.head/byline"));
	set_source(article, head, body);
	set_dates(article, head, body);
	add_keywords(article, head);
	xml_set_attribute(&article->url, xml_child(head, "pubdata"), "ex-ref");
	if (!xml_set_language(&article->language, nitf, "lang"))
		xml_set_language(&article->language, nitf, "baselang");
	set_text(article, body);
}

static bool nitf_parse(const struct document *document, bool keep_boilerplate, struct article *article,
                       const char **reason)
{
	xmlDoc *tree = xml_read(document, reason);

	(void)keep_boilerplate; /* there is none */
	if (!tree)
		return false;
	nitf_fill(article, xmlDocGetRootElement(tree));
	xmlFreeDoc(tree);
	if (!article->text)
		return format_no_article(document, reason, NULL, "no text in the item");
	article->id = memory_string(document->id);
	return true;
}

static const char *const suffixes[] = {".nitf", NULL};

const struct format format_nitf = {
	.format = FORMAT_NITF,
	.suffixes = suffixes,
	.claims = claims_nitf,
	.next = nitf_next,
	.parse = nitf_parse,
};
