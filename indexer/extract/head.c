/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/extract/head.h"

#include "indexer/extract/linked_data.h"
#include "indexer/extract/paragraphs.h"
#include "text/memory.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define DATE_BYTES_MAX 80
#define DAY_BYTES 10 /* "2025-06-02" */

enum field { TITLE, SITE, AUTHOR, DESCRIPTION, URL, LANGUAGE, PUBLISHED, DATED, MODIFIED, KEYWORDS, FIELD_COUNT };

/* Names of meta tags in the order in which they are believed, field by field. */
static const struct {
	enum field field;
	const char *name;
} metas[] = {
	{TITLE, "headline"}, {TITLE, "og:title"}, {TITLE, "twitter:title"}, {TITLE, "parsely-title"}, {TITLE, "sailthru.title"},
	{TITLE, "dc.title"}, {TITLE, "dcterms.title"}, {TITLE, "citation_title"}, {TITLE, "title"},
	{SITE, "og:site_name"}, {SITE, "dc.publisher"}, {SITE, "dcterms.publisher"}, {SITE, "citation_journal_title"},
	{SITE, "application-name"}, {SITE, "copyright"}, {SITE, "al:android:app_name"}, {SITE, "publisher"},
	{AUTHOR, "author"}, {AUTHOR, "article:author_name"}, {AUTHOR, "dc.creator"}, {AUTHOR, "dcterms.creator"},
	{AUTHOR, "dc.author"}, {AUTHOR, "parsely-author"}, {AUTHOR, "sailthru.author"}, {AUTHOR, "byl"},
	{AUTHOR, "citation_author"}, {AUTHOR, "article:author"}, {AUTHOR, "og:article:author"}, {AUTHOR, "twitter:data1"},
	{DESCRIPTION, "og:description"}, {DESCRIPTION, "description"}, {DESCRIPTION, "twitter:description"},
	{DESCRIPTION, "dc.description"},
	{URL, "og:url"},
	{LANGUAGE, "content-language"}, {LANGUAGE, "language"}, {LANGUAGE, "dc.language"}, {LANGUAGE, "og:locale"},
	{PUBLISHED, "article:published_time"}, {PUBLISHED, "datepublished"}, {PUBLISHED, "og:article:published_time"},
	{PUBLISHED, "og:published_time"}, {PUBLISHED, "article.published"}, {PUBLISHED, "published_time"},
	{PUBLISHED, "parsely-pub-date"}, {PUBLISHED, "sailthru.date"}, {PUBLISHED, "cxenseparse:recs:publishtime"},
	{PUBLISHED, "cxenseparse:publishtime"}, {PUBLISHED, "pubdate"}, {PUBLISHED, "publishdate"},
	{PUBLISHED, "publish-date"}, {PUBLISHED, "publish_date"}, {PUBLISHED, "publication_date"},
	{PUBLISHED, "published_at"}, {PUBLISHED, "dc.date.issued"}, {PUBLISHED, "dcterms.issued"},
	{PUBLISHED, "dc.date.created"}, {PUBLISHED, "dcterms.created"}, {DATED, "dc.date"}, {DATED, "dcterms.date"},
	{PUBLISHED, "citation_publication_date"}, {PUBLISHED, "citation_date"}, {PUBLISHED, "release_date"},
	{PUBLISHED, "article_date_original"}, {PUBLISHED, "originalpublicationdate"}, {PUBLISHED, "datecreated"},
	{PUBLISHED, "date_published"}, {PUBLISHED, "displaydate"}, {DATED, "date"},
	{MODIFIED, "article:modified_time"}, {MODIFIED, "datemodified"}, {MODIFIED, "og:updated_time"},
	{MODIFIED, "og:modified_time"}, {MODIFIED, "article:updated_time"}, {MODIFIED, "dc.date.modified"},
	{MODIFIED, "dcterms.modified"}, {MODIFIED, "lastmod"}, {MODIFIED, "last-modified"}, {MODIFIED, "revised"},
	{KEYWORDS, "news_keywords"}, {KEYWORDS, "keywords"},
};

#define META_COUNT (sizeof metas / sizeof *metas)

/* The values that the page gives for each of metas: the first one, by their index in facts + 1. */
struct found {
	uint32_t facts[META_COUNT];
};

/* Dublin Core's dc.date is dc:date as well. */
static bool begins_with(const char *at, const char *name, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (tolower((unsigned char)at[i]) != name[i] && !(at[i] == ':' && name[i] == '.'))
			return false;
	return true;
}

/* A property may have several names: itemprop="datePublished dateCreated". A prefix of schema.org's says nothing. */
static bool is_named(const char *names, const char *name)
{
	size_t length = strlen(name);
	const char *at = names;

	while (at && *at) {
		at += strspn(at, " ");
		if (!strncasecmp(at, "schema:", 7))
			at += 7;
		if (begins_with(at, name, length) && (at[length] == '\0' || at[length] == ' '))
			return true;
		at = strchr(at, ' ');
	}
	return false;
}

static void find_metas(struct found *found, const struct markup *markup)
{
	*found = (struct found){{0}};
	for (size_t i = 0; i < markup->fact_count; i++) {
		const struct fact *fact = &markup->facts[i];

		if ((fact->kind != FACT_META && fact->kind != FACT_TIME) || !fact->length)
			continue;
		for (size_t k = 0; k < META_COUNT; k++)
			if (!found->facts[k] && is_named(fact_name(markup, fact), metas[k].name))
				found->facts[k] = (uint32_t)i + 1;
	}
}

/* The value of the k-th of metas, NULL when the page does not have it. */
static const struct fact *found_fact(const struct found *found, const struct markup *markup, size_t k, enum field field)
{
	return metas[k].field == field && found->facts[k] ? &markup->facts[found->facts[k] - 1] : NULL;
}

/* Some pages write entities twice: &amp;quot; */
static void set_decoded(char **field, const char *value, size_t length)
{
	struct buffer text = {0};

	if (*field)
		return;
	entities_decode(&text, value, length, false);
	article_set(field, text.bytes ? text.bytes : "", text.length);
	buffer_release(&text);
}

static bool is_address(const char *value)
{
	return strstr(value, "://") || !strncmp(value, "www.", 4);
}

static void set_from_metas(char **to, const struct found *found, const struct markup *markup, enum field field)
{
	for (size_t k = 0; k < META_COUNT && !*to; k++) {
		const struct fact *fact = found_fact(found, markup, k, field);

		if (fact && (field == URL || !is_address(fact_value(markup, fact))))
			set_decoded(to, fact_value(markup, fact), fact->length);
	}
}

static bool read_date(struct date *date, const char *value, size_t length)
{
	size_t start, end;

	if (date->precision != DATE_UNKNOWN || !length || length > DATE_BYTES_MAX)
		return false;
	/* "2025-06-02T08:13:00:684Z" and other slips in the time leave the day */
	if (date_parse(date, value, length) || date_find(date, value, length, &start, &end) ||
	    (length > DAY_BYTES && date_parse(date, value, DAY_BYTES))) {
		if (date->precision >= DATE_DAY && date->year >= 1600 && date->year <= 2200)
			return true;
		*date = (struct date){0};
	}
	return false;
}

static void date_from_metas(struct date *date, const struct found *found, const struct markup *markup, enum field field)
{
	for (size_t k = 0; k < META_COUNT; k++) {
		const struct fact *fact = found_fact(found, markup, k, field);

		if (fact && read_date(date, fact_value(markup, fact), fact->length))
			return;
	}
}

static void add_keywords(struct head *head, const char *list, size_t length)
{
	struct article article = {.keywords = head->keywords, .keyword_count = head->keyword_count};

	for (const char *end = list + length; list < end;) {
		size_t part = 0;

		while (list + part < end && list[part] != ',' && list[part] != ';')
			part++;
		article_add_keyword(&article, list, part);
		list += part + (list + part < end);
	}
	head->keywords = article.keywords;
	head->keyword_count = article.keyword_count;
}

static void keywords_from_metas(struct head *head, const struct found *found, const struct markup *markup)
{
	for (size_t i = 0; i < markup->fact_count; i++) {
		const struct fact *fact = &markup->facts[i];

		if (fact->kind == FACT_META && is_named(fact_name(markup, fact), "article:tag"))
			add_keywords(head, fact_value(markup, fact), fact->length);
	}
	for (size_t k = 0; k < META_COUNT && !head->keyword_count; k++) {
		const struct fact *fact = found_fact(found, markup, k, KEYWORDS);

		if (fact)
			add_keywords(head, fact_value(markup, fact), fact->length);
	}
}

static void read_linked_data(struct linked_data *data, const struct markup *markup)
{
	for (int part = LINKED_ARTICLES; part <= LINKED_REST; part++)
		for (size_t i = 0; i < markup->fact_count; i++)
			if (markup->facts[i].kind == FACT_DATA)
				linked_data_read(data, (enum linked_data_part)part, fact_value(markup, &markup->facts[i]),
				                 markup->facts[i].length);
}

static void take_buffer(char **field, const struct buffer *buffer)
{
	if (!*field && buffer->length && !is_address(buffer->bytes))
		article_set(field, buffer->bytes, buffer->length);
}

static void take_linked_data(struct head *head, const struct linked_data *data)
{
	struct buffer paragraphs = {0};

	take_buffer(&head->data_title, &data->headline);
	take_buffer(&head->site, &data->publisher);
	take_buffer(&head->author, &data->author);
	take_buffer(&head->description, &data->description);
	take_buffer(&head->language, &data->language);
	if (data->body.length) {
		article_set(&head->body, data->body.bytes, data->body.length);
		paragraphs_add(&paragraphs, data->body.bytes, data->body.length);
		head->paragraphs = buffer_detach(&paragraphs);
	}
	if (data->keywords.length)
		add_keywords(head, data->keywords.bytes, data->keywords.length);
}

/* The same instant, told elsewhere in the page with the zone of its readers. */
static void take_zone(struct date *date, const struct markup *markup)
{
	int64_t minute = date_seconds(date) / 60;

	if (date->precision < DATE_MINUTE || !date->zone_known || date->zone)
		return;
	for (size_t i = 0; i < markup->fact_count; i++) {
		const struct fact *fact = &markup->facts[i];
		struct date other;

		if ((fact->kind == FACT_META || fact->kind == FACT_TIME) && fact->length <= DATE_BYTES_MAX &&
		    date_parse(&other, fact_value(markup, fact), fact->length) && other.precision >= DATE_MINUTE && other.zone &&
		    date_seconds(&other) / 60 == minute) {
			*date = other;
			return;
		}
	}
}

static void take_dates(struct head *head, const struct linked_data *data, const struct found *found, const struct markup *markup)
{
	read_date(&head->published, data->published.bytes, data->published.length);
	read_date(&head->modified, data->modified.bytes, data->modified.length);
	date_from_metas(&head->published, found, markup, PUBLISHED);
	date_from_metas(&head->dated, found, markup, DATED);
	date_from_metas(&head->modified, found, markup, MODIFIED);
	take_zone(&head->published, markup);
}

static void take_single_facts(struct head *head, const struct markup *markup)
{
	for (size_t i = 0; i < markup->fact_count; i++) {
		const struct fact *fact = &markup->facts[i];
		const char *value = fact_value(markup, fact);

		if (fact->kind == FACT_TITLE)
			set_decoded(&head->window_title, value, fact->length);
		else if (fact->kind == FACT_LINK && !head->url && is_named(fact_name(markup, fact), "canonical") && is_address(value))
			article_set(&head->url, value, fact->length);
		else if (fact->kind == FACT_LANGUAGE && !head->language)
			article_set(&head->language, value, fact->length);
	}
}

/* BCP 47 in lower case; Open Graph writes en_US. What is no tag of a language at all is dropped. */
static void tidy_language(char **language)
{
	char *at = *language;
	size_t letters = 0;

	if (!at)
		return;
	for (; *at; at++)
		if (*at >= 'A' && *at <= 'Z')
			*at = (char)(*at | 0x20);
		else if (*at == '_')
			*at = '-';
	while ((*language)[letters] >= 'a' && (*language)[letters] <= 'z')
		letters++;
	if (letters >= 2 && letters <= 3 && strncmp(*language, "utf", 3) != 0 && (!(*language)[letters] || (*language)[letters] == '-') && strlen(*language) <= 12)
		return;
	free(*language);
	*language = NULL;
}

void head_read(struct head *head, const struct markup *markup)
{
	struct linked_data data = {0};
	struct found found;

	*head = (struct head){0};
	find_metas(&found, markup);
	read_linked_data(&data, markup);
	take_single_facts(head, markup);
	take_linked_data(head, &data);
	set_from_metas(&head->meta_title, &found, markup, TITLE);
	set_from_metas(&head->site, &found, markup, SITE);
	take_buffer(&head->site, &data.site);
	set_from_metas(&head->author, &found, markup, AUTHOR);
	set_from_metas(&head->description, &found, markup, DESCRIPTION);
	set_from_metas(&head->url, &found, markup, URL);
	if (!head->url && data.url.length && is_address(data.url.bytes))
		article_set(&head->url, data.url.bytes, data.url.length);
	set_from_metas(&head->language, &found, markup, LANGUAGE);
	tidy_language(&head->language);
	take_dates(head, &data, &found, markup);
	if (!head->keyword_count)
		keywords_from_metas(head, &found, markup);
	linked_data_release(&data);
}

const char *head_title(const struct head *head)
{
	return head->data_title ? head->data_title : head->meta_title ? head->meta_title : head->window_title;
}

void head_release(struct head *head)
{
	char *const all[] = {head->data_title, head->meta_title, head->window_title, head->site, head->author,
	                     head->description, head->body, head->paragraphs, head->url, head->language};

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		free(all[i]);
	for (size_t i = 0; i < head->keyword_count; i++)
		free(head->keywords[i]);
	free(head->keywords);
	*head = (struct head){0};
}
