/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/extract/html_page.h"

#include "indexer/extract/address.h"
#include "indexer/extract/byline.h"
#include "indexer/extract/day/page_date.h"
#include "indexer/extract/head.h"
#include "indexer/extract/html_text.h"
#include "indexer/extract/markup.h"
#include "indexer/extract/measure.h"
#include "indexer/extract/page.h"
#include "indexer/extract/phrases.h"
#include "indexer/extract/title/title.h"
#include "text/memory.h"

#include <stdlib.h>
#include <string.h>

/* An article in JSON-LD is taken when the page shows less than a third of it: its scripts would show the rest. */
#define DATA_TIMES 3
#define DATA_LEAST 300

static void give(char **field, char **from)
{
	if (*field)
		return;
	*field = *from;
	*from = NULL;
}

static void set_title(struct article *article, struct head *head, struct measures *measures, const char *address)
{
	if (!article->title)
		article->title = title_choose(head, measures, address, &head->site);
}

/* A page without address that says nothing to machines: what its reader sees. */
static void source_from_page(char **source, const struct measures *measures)
{
	struct buffer text = {0};

	html_write(&text, measures, NULL);
	page_find_source(source, text.bytes ? text.bytes : "", text.length);
	buffer_release(&text);
}

static void set_source(struct article *article, struct head *head, const struct measures *measures, const char *host)
{
	give(&article->source, &head->site);
	if (!article->source && host)
		article_set(&article->source, host, strlen(host));
	if (!article->source)
		source_from_page(&article->source, measures);
}

static void set_dates(struct article *article, const struct head *head, const struct measures *measures, const char *url)
{
	if (article->modified.precision == DATE_UNKNOWN)
		article->modified = head->modified;
	if (article->date.precision == DATE_UNKNOWN)
		page_date_find(&article->date, measures, head, url);
	if (article->date.precision == DATE_UNKNOWN)
		article->date = article->modified;
}

static void set_keywords(struct article *article, struct head *head)
{
	if (article->keyword_count)
		return;
	article->keywords = head->keywords;
	article->keyword_count = head->keyword_count;
	head->keywords = NULL;
	head->keyword_count = 0;
}

static void set_metadata(struct article *article, struct head *head, struct measures *measures, const char *url,
                         const struct phrases *phrases)
{
	const char *address = head->url ? head->url : url;
	char host[ADDRESS_HOST_MAX];
	bool hosted = address_host(host, address) || address_host(host, url);

	set_title(article, head, measures, address);
	set_source(article, head, measures, hosted ? host : NULL);
	set_dates(article, head, measures, address);
	if (!article->author)
		byline_find(&article->author, head->author, measures, phrases, article->source, hosted ? host : NULL);
	set_keywords(article, head);
	give(&article->language, &head->language);
	give(&article->url, &head->url);
	if (!article->url && url)
		article_set(&article->url, url, strlen(url));
}

static void set_text(struct article *article, const struct head *head, const struct measures *measures, bool keep_boilerplate)
{
	struct buffer text = {0};
	size_t data = head->body ? strlen(head->body) : 0;

	if (keep_boilerplate) {
		html_write(&text, measures, NULL);
	} else {
		bool *chosen = html_choose(measures, head);

		html_write(&text, measures, chosen);
		free(chosen);
	}
	if (data && (!text.length || (!keep_boilerplate && data >= DATA_LEAST && data > text.length * DATA_TIMES))) {
		buffer_clear(&text);
		buffer_add_string(&text, head->paragraphs);
	}
	article->text = buffer_detach(&text);
}

bool html_page_extract(struct article *article, char *page, size_t length, const char *url, bool keep_boilerplate, bool *cut)
{
	struct phrases phrases;
	struct markup markup;
	struct measures measures;
	struct head head;
	bool found;

	markup_read(&markup, page, length);
	*cut = markup.cut;
	head_read(&head, &markup);
	found = markup.block_count > 0 || head.body;
	if (found) {
		phrases_init(&phrases);
		measures_init(&measures, &markup, &phrases, head_title(&head));
		set_metadata(article, &head, &measures, url, &phrases);
		if (!article->text)
			set_text(article, &head, &measures, keep_boilerplate);
		measures_release(&measures);
	}
	head_release(&head);
	markup_release(&markup);
	return found;
}
