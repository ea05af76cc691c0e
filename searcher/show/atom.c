/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/show/page.h"

#include "searcher/show/html.h"
#include "searcher/show/show.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

/* FNV-1a, twice with other beginnings: 128 bits that two ids do not share by chance. */
static void add_hash(uint64_t hash[2], const char *text)
{
	for (; *text; text++)
		for (int i = 0; i < 2; i++)
			hash[i] = (hash[i] ^ (unsigned char)*text) * 0x100000001b3u;
}

/* An identifier that names nothing but what was hashed: a UUID of version 8 (RFC 9562, 5.8). */
static void write_uuid(struct buffer *out, const uint64_t hash[2])
{
	uint64_t high = (hash[0] & ~0xF000ull) | 0x8000ull, low = (hash[1] & ~(3ull << 62)) | 2ull << 62;

	buffer_add_format(out, "<id>urn:uuid:%08x-%04x-%04x-%04x-%012llx</id>\n", (unsigned)(high >> 32), (unsigned)(high >> 16 & 0xFFFF),
	                  (unsigned)(high & 0xFFFF), (unsigned)(low >> 48), (unsigned long long)(low & 0xFFFFFFFFFFFF));
}

static void write_feed_id(struct buffer *out, const struct results *results, const struct page *page)
{
	uint64_t hash[2] = {0xcbf29ce484222325u, 0x6c62272e07bb0142u};

	add_hash(hash, "feed\n");
	add_hash(hash, page->address || !results->query ? "" : results->query);
	for (size_t i = 0; page->address && i < page->address->count; i++) {
		add_hash(hash, page->address->list[i].name);
		add_hash(hash, "=");
		add_hash(hash, page->address->list[i].value);
		add_hash(hash, "\n");
	}
	write_uuid(out, hash);
}

static void write_entry_id(struct buffer *out, const char *id)
{
	uint64_t hash[2] = {0xcbf29ce484222325u, 0x6c62272e07bb0142u};

	add_hash(hash, "article\n");
	add_hash(hash, id ? id : "");
	write_uuid(out, hash);
}

static int64_t entry_time(const struct article *article)
{
	int64_t published = article->date.precision == DATE_UNKNOWN ? 0 : date_seconds(&article->date);
	int64_t modified = article->modified.precision == DATE_UNKNOWN ? 0 : date_seconds(&article->modified);

	return modified > published ? modified : published;
}

static void write_time(struct buffer *out, const char *name, int64_t seconds)
{
	time_t time = (time_t)seconds;
	struct tm broken;
	char text[80] = "1970-01-01T00:00:00Z";

	if (gmtime_r(&time, &broken) && broken.tm_year >= -1899 && broken.tm_year <= 8099)
		snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02dZ", broken.tm_year + 1900, broken.tm_mon + 1, broken.tm_mday,
		         broken.tm_hour, broken.tm_min, broken.tm_sec);
	buffer_add_format(out, "<%s>%s</%s>\n", name, text, name);
}

static void write_element(struct buffer *out, const char *name, const char *attributes, const char *text)
{
	buffer_add_format(out, "<%s%s>", name, attributes);
	html_text(out, text);
	buffer_add_format(out, "</%s>\n", name);
}

static void write_link(struct buffer *out, const struct page *page, const char *attributes, const struct change *changes, size_t count)
{
	buffer_add_format(out, "<link%s href=\"", attributes);
	address_write(out, page->address, changes, count);
	buffer_add_string(out, "\"/>\n");
}

/* The article's own page on its site, or here. */
static void write_entry_links(struct buffer *out, const struct article *article, const struct page *page)
{
	const struct change open = {CHANGE_SET, "id", article->id};

	if (html_is_web(article->url)) {
		buffer_add_string(out, "<link rel=\"alternate\" type=\"text/html\" href=\"");
		html_text(out, article->url);
		buffer_add_string(out, "\"/>\n");
	}
	if (page->address)
		write_link(out, page, html_is_web(article->url) ? " rel=\"related\" type=\"text/html\"" : " rel=\"alternate\" type=\"text/html\"",
		           &open, 1);
}

static void write_summary(struct buffer *out, const struct result *result)
{
	struct buffer html = {0};

	buffer_add_string(out, "<summary type=\"html\">");
	for (size_t i = 0; i < result->passage_count; i++) {
		buffer_add_string(&html, i > 0 ? " " : "");
		show_marked(&html, &result->passages[i]);
	}
	html_text(out, html.bytes);
	buffer_release(&html);
	buffer_add_string(out, "</summary>\n");
}

static void write_entry(struct buffer *out, const struct result *result, const struct page *page)
{
	const struct article *article = &result->article;
	const char *author = article->author && *article->author ? article->author : article->source;

	buffer_add_string(out, "<entry>\n");
	write_entry_id(out, article->id);
	write_element(out, "title", "", article->title && *article->title ? article->title : article->id);
	write_time(out, "updated", entry_time(article));
	if (article->date.precision >= DATE_DAY)
		write_time(out, "published", date_seconds(&article->date));
	if (author && *author) {
		buffer_add_string(out, "<author>");
		write_element(out, "name", "", author);
		buffer_add_string(out, "</author>\n");
	}
	write_entry_links(out, article, page);
	write_summary(out, result);
	buffer_add_string(out, "</entry>\n");
}

/* When anything in it last changed: never before the newest entry. */
static int64_t feed_time(const struct results *results, const struct page *page)
{
	int64_t latest = page->updated;

	for (size_t i = 0; i < results->count; i++)
		if (entry_time(&results->list[i].article) > latest)
			latest = entry_time(&results->list[i].article);
	return latest;
}

static void write_feed_links(struct buffer *out, const struct page *page)
{
	static const struct change self = {CHANGE_SET, "format", "atom"};

	if (!page->address)
		return;
	write_link(out, page, " rel=\"self\" type=\"application/atom+xml\"", &self, 1);
	write_link(out, page, " rel=\"alternate\" type=\"text/html\"", NULL, 0);
}

void show_atom(struct buffer *out, const struct results *results, const struct page *page)
{
	const char *query = results->query && *results->query ? results->query : "articles";

	buffer_add_string(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n");
	write_feed_id(out, results, page);
	buffer_add_string(out, "<title>");
	html_text(out, query);
	buffer_add_string(out, " – ");
	html_text(out, page->name);
	buffer_add_string(out, "</title>\n");
	write_time(out, "updated", feed_time(results, page));
	buffer_add_string(out, "<author>");
	write_element(out, "name", "", page->name); /* of those entries that say none */
	buffer_add_string(out, "</author>\n");
	write_feed_links(out, page);
	write_element(out, "generator", " version=\"" PACKAGE_VERSION "\"", "Dateline");
	for (size_t i = 0; i < results->count; i++)
		write_entry(out, &results->list[i], page);
	buffer_add_string(out, "</feed>\n");
}
