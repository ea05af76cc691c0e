/* SPDX-License-Identifier: GPL-2.0-or-later */
/* NewsML-G2 (iptc.org/standards/newsml-g2): an item a file, or any number of them in a message. */
#include "indexer/read/format.h"
#include "indexer/extract/paragraphs.h"
#include "indexer/read/wire.h"
#include "indexer/read/xml_body.h"
#include "indexer/read/xml_items.h"
#include "indexer/read/xml_tree.h"
#include "text/memory.h"

#include <libxml/HTMLparser.h>
#include <stdlib.h>
#include <string.h>

#define NONE "no news item in this XML"
#define NONE_HINT "NITF, NewsML-G2, RSS and Atom are read"

static const char *const items[] = {"newsItem",     "packageItem",  "conceptItem", "knowledgeItem",
                                    "planningItem", "catalogItem", NULL};
static const char *const roots[] = {"newsItem",     "packageItem", "conceptItem", "knowledgeItem",
                                    "planningItem", "catalogItem", "newsMessage", NULL};

/* XML of another kind is better named here than read as a text. */
static bool claims_newsml(const char *head, size_t length)
{
	struct span name;
	char word[32] = "";

	if (xml_root_is(head, length, roots))
		return true;
	if (!xml_root((struct span){head, length}, &name) || name.length >= sizeof word || !memmem(head, length, "</", 2))
		return false;
	memcpy(word, name.bytes, name.length);
	return htmlTagLookup((const xmlChar *)word) == NULL;
}

/* ---- reading ---- */

/* The item that comes next is read before the one at hand is given away, which tells whether that is alone. */
struct message {
	struct xml_items items;
	struct document first;
	bool more; /* first waits to be given away */
	bool is_message; /* by its root */
};

/* A message without items may have lost them; XML of another kind is a document without an article, as a picture is. */
static bool give_none(struct input *input, struct document *out)
{
	struct message *message = input->state;

	if (input->skips)
		return false;
	if (message->is_message) {
		input_skip(input, 0, NONE_HINT, NONE);
		return false;
	}
	out->bytes = memory_string("");
	out->alone = true;
	return true;
}

static bool message_next(struct input *input, struct document *out)
{
	struct message *message = input->state;
	const char *head;
	size_t length;

	if (!message) {
		input->state = message = memory_zeroed(1, sizeof *message);
		message->items = (struct xml_items){.input = input, .names = items};
		length = unpack_look(input->bytes, 4096, &head);
		message->is_message = xml_root_is(head, length, roots);
		if (xml_items_next(&message->items, out)) {
			message->more = xml_items_next(&message->items, &message->first);
			out->alone = !message->more;
			return true;
		}
		return give_none(input, out);
	}
	if (message->more) {
		*out = message->first;
		message->first = (struct document){0};
		message->more = false;
		return true;
	}
	return xml_items_next(&message->items, out);
}

static void message_finish(struct input *input)
{
	struct message *message = input->state;

	if (!message)
		return;
	xml_items_release(&message->items);
	document_release(&message->first);
	free(message);
	input->state = NULL;
}

/* ---- what an item says of the article ---- */

static void set_dates(struct article *article, const xmlNode *item, const xmlNode *content)
{
	const xmlNode *version = xml_child(item, "itemMeta/versionCreated");

	xml_set_date(&article->date, xml_child(item, "itemMeta/firstCreated"));
	xml_set_date(&article->date, xml_child(content, "contentCreated"));
	xml_set_date(&article->date, version);
	xml_set_date(&article->modified, xml_child(content, "contentModified"));
	xml_set_date(&article->modified, version);
}

/* "nprov:AFP" names AFP. */
static void set_code(char **field, const xmlNode *node)
{
	char *code = NULL;

	if (!*field && xml_set_attribute(&code, node, "qcode")) {
		const char *colon = strchr(code, ':');

		article_set(field, colon ? colon + 1 : code, strlen(colon ? colon + 1 : code));
	}
	free(code);
}

/* The credit line is how the agency wants to be named; a literal or a code is what is left. */
static void set_source(struct article *article, const xmlNode *item, const xmlNode *content)
{
	const xmlNode *provider = xml_child(item, "itemMeta/provider"), *origin = xml_child(content, "infoSource");
	char **source = &article->source;

	if (xml_set(source, xml_child(content, "creditline")) || xml_set(source, xml_child(provider, "name")) ||
	    xml_set(source, xml_child(origin, "name")) || xml_set_attribute(source, origin, "literal") ||
	    xml_set(source, xml_child(item, "rightsInfo/copyrightHolder/name")) ||
	    xml_set_attribute(source, provider, "literal"))
		return;
	set_code(source, provider);
	set_code(source, origin);
}

/* The byline; else a creator with a name of two words, which no code and no agency's short name has. */
static void set_author(struct article *article, const xmlNode *content)
{
	wire_set_author(article, xml_child(content, "by"));
	for (const xmlNode *creator = xml_child(content, "creator"); creator && !article->author; creator = xml_again(creator)) {
		const xmlNode *name = xml_child(creator, "name");
		char *text = NULL;

		if (xml_set(&text, name) && strchr(text, ' '))
			wire_set_author(article, name);
		free(text);
	}
}

static void add_keywords(struct article *article, const xmlNode *content)
{
	for (const xmlNode *subject = xml_child(content, "subject"); subject; subject = xml_again(subject))
		wire_add_keyword(article, xml_child(subject, "name"));
	for (const xmlNode *keyword = xml_child(content, "keyword"); keyword; keyword = xml_again(keyword))
		wire_add_keyword(article, keyword);
}

static void set_metadata(struct article *article, const xmlNode *item)
{
	const xmlNode *content = xml_child(item, "contentMeta");

	if (!xml_set(&article->title, xml_child(content, "headline")))
		xml_set(&article->title, xml_child(item, "itemMeta/title"));
	set_dates(article, item, content);
	set_source(article, item, content);
	set_author(article, content);
	add_keywords(article, content);
	if (!xml_set_language(&article->language, xml_child(content, "language"), "tag"))
		xml_set_language(&article->language, item, "lang");
}

/* ---- text ---- */

/* Text between the tags of an inlineData: plain, or HTML that was escaped. */
static void read_data(const xmlNode *data, struct buffer *out)
{
	struct buffer text = {0};

	if (!xml_text(data, &text) || xml_attribute_is(data, "encoding", "base64"))
		buffer_release(&text);
	else if (xml_attribute_is(data, "contenttype", "text/html") || xml_attribute_is(data, "contenttype", "application/xhtml+xml"))
		xml_body_html(text.bytes, text.length, out);
	else
		paragraphs_add(out, text.bytes, text.length);
	buffer_release(&text);
}

/* The first rendition of the content that has text. */
static void set_text(struct article *article, const xmlNode *item)
{
	char *dateline = wire_dateline(xml_child(item, "contentMeta/dateline"));
	const xmlNode *content = xml_child(item, "contentSet");
	struct buffer text = {0};

	for (const xmlNode *part = content ? content->children : NULL; part && !text.length && !article->text; part = part->next)
		if (xml_is(part, "inlineXML") && xml_child(part, "nitf"))
			nitf_fill(article, xml_child(part, "nitf"));
		else if (xml_is(part, "inlineXML"))
			xml_body(part, &text);
		else if (xml_is(part, "inlineData"))
			read_data(part, &text);
	wire_set_text(article, &text, dateline);
	free(dateline);
}

/* Whether a code behind its scheme is this one: "ninat:text", "icls:text". */
static bool is_coded(const xmlNode *node, const char *kind)
{
	struct buffer code = {0};
	bool found = xml_attribute(node, "qcode", &code);
	const char *colon = found ? strchr(code.bytes, ':') : NULL;

	found = found && !strcmp(colon ? colon + 1 : code.bytes, kind);
	buffer_release(&code);
	return found;
}

static bool is_of_class(const xmlNode *item, const char *kind)
{
	return is_coded(xml_child(item, "itemMeta/itemClass"), kind);
}

/* Not to be used: withdrawn, or held back for the time being. */
static bool is_withdrawn(const xmlNode *item)
{
	const xmlNode *status = xml_child(item, "itemMeta/pubStatus");

	return is_coded(status, "canceled") || is_coded(status, "withheld");
}

/* A text whose body did not come with it is known by what is said of it: a summary, as in a feed. */
static void set_summary(struct article *article, const xmlNode *item)
{
	struct buffer text = {0};

	if (!article->text && is_of_class(item, "text"))
		xml_body(xml_child(item, "contentMeta/description"), &text);
	wire_set_text(article, &text, NULL);
}

static const char *why_no_text(const xmlNode *item)
{
	static const char *const reasons[][2] = {
		{"packageItem", "a package that names other items: no text in it"},
		{"conceptItem", "a concept, no article"},
		{"knowledgeItem", "concepts, no article"},
		{"planningItem", "a plan of coverage, no article"},
		{"catalogItem", "a catalog, no article"}};
	static const char *const classes[][2] = {{"picture", "a picture: no text in it"},
	                                         {"graphic", "a graphic: no text in it"},
	                                         {"video", "a video: no text in it"},
	                                         {"audio", "an audio: no text in it"},
	                                         {"animation", "an animation: no text in it"},
	                                         {"composite", "a composite: no text in it"}};

	for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
		if (xml_is(item, reasons[i][0]))
			return reasons[i][1];
	for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
		if (is_of_class(item, classes[i][0]))
			return classes[i][1];
	if (xml_child(item, "contentSet/remoteContent"))
		return "its content is elsewhere (remoteContent), and nothing is fetched";
	return "no text in the item";
}

/* An agency's id where several items share a file; it is the address too when it is one. */
static void set_id(struct article *article, const struct document *document, const xmlNode *item)
{
	char *guid = NULL;

	xml_set_attribute(&guid, item, "guid");
	if (guid && (!strncmp(guid, "http://", 7) || !strncmp(guid, "https://", 8)))
		article_set(&article->url, guid, strlen(guid));
	article->id = document->alone ? memory_string(document->id) : guid ? memory_string(guid) : wire_derived_id(document);
	free(guid);
}

static const xmlNode *find_item(const xmlNode *root)
{
	for (size_t i = 0; items[i]; i++) {
		const xmlNode *found = xml_is(root, items[i]) ? root : xml_below(root, items[i]);

		if (found)
			return found;
	}
	return NULL;
}

static bool item_parse(const struct document *document, bool keep_boilerplate, struct article *article,
                       const char **reason)
{
	xmlDoc *tree = document->length ? xml_read(document, reason) : NULL;
	const xmlNode *item = tree ? find_item(xmlDocGetRootElement(tree)) : NULL;

	(void)keep_boilerplate; /* there is none */
	if (!document->length)
		return format_no_article(document, reason, NONE_HINT, NONE);
	if (!tree)
		return false;
	article->withdrawn = is_withdrawn(item);
	*reason = article->withdrawn ? "its agency says that it is not to be used (pubStatus)" : NULL;
	if (!*reason && xml_is(item, "newsItem")) {
		set_metadata(article, item);
		set_text(article, item);
		set_summary(article, item);
	}
	if (item) /* a picture has one, too */
		set_id(article, document, item);
	if (!*reason && !article->text)
		*reason = why_no_text(item);
	xmlFreeDoc(tree);
	return article->text || format_no_article(document, reason, NULL, *reason);
}

static const char *const suffixes[] = {".newsml", NULL};

const struct format format_newsml = {
	.format = FORMAT_NEWSML,
	.gives_ids = true,
	.suffixes = suffixes,
	.claims = claims_newsml,
	.next = message_next,
	.finish = message_finish,
	.parse = item_parse,
};
