/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Feeds: RSS 2 (rssboard.org/rss-specification) with the modules of Dublin Core
 * and content, RSS 1, and Atom (RFC 4287). Each entry is an article, of its
 * full text where it has that, else of its summary.
 */
#include "indexer/extract/fragment.h"
#include "indexer/read/format.h"
#include "indexer/extract/paragraphs.h"
#include "indexer/read/wire.h"
#include "indexer/read/xml_body.h"
#include "indexer/read/xml_items.h"
#include "indexer/read/xml_tree.h"
#include "text/memory.h"

#include <libxml/HTMLtree.h>
#include <libxml/uri.h>
#include <stdlib.h>
#include <string.h>

static const char *const items[] = {"item", "entry", NULL};
static const char *const roots[] = {"rss", "RDF", "feed", "entry", NULL};

static bool claims_feed(const char *head, size_t length)
{
	return xml_root_is(head, length, roots);
}

static bool feed_next(struct input *input, struct document *out)
{
	struct xml_items *feed = input->state;

	if (!feed) {
		input->state = feed = memory_zeroed(1, sizeof *feed);
		feed->input = input;
		feed->names = items;
	}
	if (xml_items_next(feed, out))
		return true;
	if (!input->documents && !input->skips)
		input_skip(input, 0, NULL, "no entry in the feed");
	return false;
}

static void feed_finish(struct input *input)
{
	if (input->state)
		xml_items_release(input->state);
	free(input->state);
	input->state = NULL;
}

/* ---- values that may be markup ---- */

/* Atom says by type what its text is; RSS does not, and means HTML. */
static bool is_plain(const xmlNode *node)
{
	return (xml_attribute_is(node, "type", "text") || xml_attribute_is(node, "type", "text/plain"));
}

/* Atom may carry anything: a picture is no text, even written in letters. */
static bool is_other_media(const xmlNode *node)
{
	struct buffer type = {0};
	bool media = xml_attribute(node, "type", &type) && strchr(type.bytes, '/') && strncmp(type.bytes, "text/", 5) != 0 &&
	             !strstr(type.bytes, "xml");

	buffer_release(&type);
	return media;
}

/* XHTML as HTML: Atom's own kind of text, without a prefix in all feeds but a few. */
static bool read_xhtml(const xmlNode *node, bool keep_boilerplate, struct buffer *out)
{
	xmlNode *markup = xml_child(node, "div") ? xml_child(node, "div") : xml_child(node, "p");
	xmlBuffer *html = markup->ns && markup->ns->prefix ? NULL : xmlBufferCreate();

	if (!html)
		return xml_body(node, out);
	for (; markup; markup = markup->next)
		htmlNodeDump(html, markup->doc, markup);
	fragment_write(out, (const char *)xmlBufferContent(html), (size_t)xmlBufferLength(html), keep_boilerplate);
	xmlBufferFree(html);
	return out->length > 0;
}

/* Adds the paragraphs of a text that is plain, escaped HTML, or XHTML. */
static void read_text(const xmlNode *node, bool keep_boilerplate, struct buffer *out)
{
	struct buffer text = {0};

	if (!node || out->length || is_other_media(node))
		return;
	if (xml_child(node, "div") || xml_child(node, "p"))
		read_xhtml(node, keep_boilerplate, out);
	else if (xml_text(node, &text) && is_plain(node))
		paragraphs_add(out, text.bytes, text.length);
	else if (text.length && fragment_has_blocks(text.bytes))
		fragment_write(out, text.bytes, text.length, keep_boilerplate);
	else if (text.length)
		xml_body_html(text.bytes, text.length, out);
	buffer_release(&text);
}

/* A title is a line; some are written in HTML. */
static void set_line(char **field, const xmlNode *node)
{
	struct buffer text = {0};

	if (*field)
		return;
	read_text(node, true, &text);
	if (text.length)
		article_set(field, text.bytes, text.length);
	buffer_release(&text);
}

/* ---- an entry ---- */

/* Modules about pictures, films and podcasts have titles and descriptions of their own. */
static void drop_modules(const xmlNode *entry)
{
	xmlNode *next;

	for (xmlNode *node = entry->children; node; node = next) {
		const char *space = node->type == XML_ELEMENT_NODE && node->ns ? (const char *)node->ns->href : NULL;

		next = node->next;
		if (space && (strstr(space, "mrss") || strstr(space, "itunes"))) {
			xmlUnlinkNode(node);
			xmlFreeNode(node);
		}
	}
}

/* Sets an address to that of the entry's or feed's page, not of its picture or its comments. */
static void set_link(char **address, const xmlNode *node)
{
	struct buffer relation = {0};

	for (const xmlNode *link = xml_child(node, "link"); link && !*address; link = xml_again(link)) {
		buffer_clear(&relation);
		if (!xml_attribute(link, "rel", &relation) || !strcmp(relation.bytes, "alternate"))
			if (!xml_set(address, link))
				xml_set_attribute(address, link, "href");
	}
	buffer_release(&relation);
}

/* An address that is only a part of one ("/2025/ferry") goes on from xml:base, else from the page that the feed is of. */
static void resolve(char **address, const xmlNode *entry, const xmlNode *feed)
{
	xmlChar *base = xmlNodeGetBase(entry->doc, entry), *whole = NULL;
	char *page = NULL;

	if (!base)
		set_link(&page, feed);
	if (base || page)
		whole = xmlBuildURI((const xmlChar *)*address, base ? base : (const xmlChar *)page);
	if (whole && strstr((const char *)whole, "://")) {
		free(*address);
		*address = memory_string((const char *)whole);
	}
	xmlFree(whole);
	xmlFree(base);
	free(page);
}

/* Where a service leads through, it says what the entry's own address is. */
static void set_address(struct article *article, const xmlNode *entry, const xmlNode *feed)
{
	xml_set(&article->url, xml_child(entry, "origLink"));
	set_link(&article->url, entry);
	if (!xml_attribute_is(xml_child(entry, "guid"), "isPermaLink", "false") && !article->url) {
		char *guid = NULL;

		if (xml_set(&guid, xml_child(entry, "guid")) && !strncmp(guid, "http", 4))
			article_set(&article->url, guid, strlen(guid));
		free(guid);
	}
	if (article->url && !strstr(article->url, "://"))
		resolve(&article->url, entry, feed);
}

static void set_id(struct article *article, const struct document *document, const xmlNode *entry)
{
	if (!xml_set(&article->id, xml_child(entry, "guid")) && !xml_set(&article->id, xml_child(entry, "id")))
		article->id = article->url ? memory_string(article->url) : wire_derived_id(document);
}

static void set_dates(struct article *article, const xmlNode *entry)
{
	static const char *const published[] = {"published", "pubDate", "date", "issued", "created", "updated"};

	for (size_t i = 0; i < sizeof published / sizeof *published; i++)
		xml_set_date(&article->date, xml_child(entry, published[i]));
	xml_set_date(&article->modified, xml_child(entry, "updated"));
	xml_set_date(&article->modified, xml_child(entry, "modified"));
}

/* RSS has an address before the name: "jane@example.org (Jane Doe)". */
static void set_author(struct article *article, const xmlNode *entry)
{
	const xmlNode *author = xml_child(entry, "author");
	char *text = NULL, *open;

	wire_set_author(article, xml_child(entry, "creator"));
	wire_set_author(article, xml_child(author, "name"));
	if (!article->author && xml_set(&text, author)) {
		open = strchr(text, '@') ? strchr(text, '(') : NULL;
		if (open)
			article_set(&article->author, open + 1, strcspn(open + 1, ")"));
		else if (!strchr(text, '@'))
			article_set(&article->author, text, strlen(text));
	}
	free(text);
}

static void add_keywords(struct article *article, const xmlNode *entry)
{
	for (const xmlNode *category = xml_child(entry, "category"); category; category = xml_again(category)) {
		struct buffer label = {0};

		wire_add_keyword(article, category);
		wire_add_keyword_attribute(article, category, xml_attribute(category, "label", &label) ? "label" : "term");
		buffer_release(&label);
	}
	for (const xmlNode *subject = xml_child(entry, "subject"); subject; subject = xml_again(subject))
		wire_add_keyword(article, subject);
}

static void set_text(struct article *article, const xmlNode *entry, bool keep_boilerplate)
{
	static const char *const names[] = {"encoded", "content", "description", "summary"};
	struct buffer text = {0};

	for (size_t i = 0; i < sizeof names / sizeof *names && !text.length; i++)
		read_text(xml_child(entry, names[i]), keep_boilerplate, &text);
	wire_set_text(article, &text, NULL);
}

/* ---- what the feed says for all of its entries ---- */

static void set_from_feed(struct article *article, const xmlNode *root, const xmlNode *feed, const xmlNode *entry)
{
	set_line(&article->source, xml_child(entry, "source/title")); /* Atom: where the entry was taken from */
	set_line(&article->source, xml_child(entry, "source"));
	set_line(&article->source, xml_child(feed, "title"));
	if (!xml_set_language(&article->language, entry, "lang") && !xml_set_language(&article->language, root, "lang") &&
	    !xml_set(&article->language, xml_child(entry, "language")))
		xml_set(&article->language, xml_child(feed, "language"));
	for (char *at = article->language; at && *at; at++)
		*at = *at >= 'A' && *at <= 'Z' ? (char)(*at | 0x20) : *at == '_' ? '-' : *at;
}

static bool entry_parse(const struct document *document, bool keep_boilerplate, struct article *article,
                        const char **reason)
{
	xmlDoc *tree = xml_read(document, reason);
	const xmlNode *root = tree ? xmlDocGetRootElement(tree) : NULL;
	const xmlNode *entry = xml_is(root, "entry") ? root : xml_below(root, "item");
	const xmlNode *feed = xml_is(root, "feed") ? root : xml_child(root, "channel");

	if (!tree)
		return false;
	entry = entry ? entry : xml_below(root, "entry");
	if (entry) {
		drop_modules(entry);
		set_line(&article->title, xml_child(entry, "title"));
		set_address(article, entry, feed);
		set_id(article, document, entry);
		set_dates(article, entry);
		set_author(article, entry);
		add_keywords(article, entry);
		set_from_feed(article, root, feed, entry);
		set_text(article, entry, keep_boilerplate);
	}
	xmlFreeDoc(tree);
	return article->text || format_no_article(document, reason, NULL, "no text in the entry");
}

static const char *const suffixes[] = {".rss", ".atom", NULL};

const struct format format_feed = {
	.format = FORMAT_FEED,
	.gives_ids = true,
	.suffixes = suffixes,
	.claims = claims_feed,
	.next = feed_next,
	.finish = feed_finish,
	.parse = entry_parse,
};
