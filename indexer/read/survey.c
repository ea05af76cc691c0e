/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/read/survey.h"

#include "indexer/extract/address.h"
#include "indexer/extract/title_key.h"
#include "text/buffer.h"
#include "text/memory.h"
#include "text/stem.h"

#include <stdlib.h>
#include <string.h>

/* Bounds of what is read. */
#define SITE_PAGES 20                   /* articles of each site */
#define SITES_MAX 256                   /* later ones are left as they are */
#define DIRECTORY_FILES 30              /* files of each directory that are opened */
#define ARCHIVE_RECORDS 2000            /* pages of each archive that are looked at */
#define SURVEY_BYTES ((size_t)24 << 20) /* of pages, in all */
#define DIRECTORIES 4096                /* that are remembered at a time */
#define PARAGRAPHS_MAX 400              /* of each article */

/* What makes a paragraph the site's. */
#define STORIES_LEAST 3
#define SHARE 5            /* one story of so many */
#define LONG_WORDS 25      /* so much may be an agency's background of a running story: */
#define LONG_STORIES_LEAST 4
#define LONG_SHARE 2
#define WORDS_LEAST 3      /* less is a subheading, a name, a sigh */
#define SAME_STORY_PERCENT 30 /* of the shorter one's text */

struct paragraph {
	uint64_t hash;
	uint32_t length;
	uint32_t words;
};

struct surveyed {
	uint64_t title; /* hash of its letters; 0 for none */
	struct paragraph *paragraphs; /* each once, by hash */
	size_t count;
	size_t length; /* of them all */
	size_t story;  /* its number among the site's */
};

struct site {
	uint64_t hash;
	struct surveyed pages[SITE_PAGES];
	size_t count, stories;
};

struct survey {
	uint64_t *furniture; /* of site and paragraph, in order */
	size_t count, capacity;
};

/* While it is read. */
struct surveyor {
	struct site *sites;
	size_t count;
	struct {
		uint64_t hash;
		unsigned files;
	} directories[DIRECTORIES]; /* by hash; another one takes the place */
};

/* ---- Paragraphs ---- */

/* The paragraph that begins at *at, of *length; *at goes behind it. False at the end. */
static bool next_paragraph(const char **at, const char **paragraph, size_t *length)
{
	const char *end;

	if (!**at)
		return false;
	*paragraph = *at;
	end = strstr(*at, "\n\n");
	*length = end ? (size_t)(end - *at) : strlen(*at);
	*at += *length + (end ? 2 : 0);
	return true;
}

/* Words between spaces; of scripts without them, two characters of three bytes are one. */
static uint32_t count_words(const char *text, size_t length)
{
	uint32_t words = 1, wide = 0;

	for (size_t i = 0; i < length; i++) {
		words += text[i] == ' ' || text[i] == '\n';
		wide += (unsigned char)text[i] >= 0xE3 && (unsigned char)text[i] <= 0xED;
	}
	return words + wide / 2;
}

static int by_hash(const void *one, const void *other)
{
	const struct paragraph *first = one, *second = other;

	return (first->hash > second->hash) - (first->hash < second->hash);
}

static void take_paragraphs(struct surveyed *page, const char *text)
{
	const char *at = text, *paragraph;
	size_t length, kept = 0;

	page->paragraphs = memory_new(PARAGRAPHS_MAX * sizeof *page->paragraphs);
	while (page->count < PARAGRAPHS_MAX && next_paragraph(&at, &paragraph, &length))
		page->paragraphs[page->count++] =
			(struct paragraph){term_hash(paragraph, length), (uint32_t)length, count_words(paragraph, length)};
	qsort(page->paragraphs, page->count, sizeof *page->paragraphs, by_hash);
	for (size_t i = 0; i < page->count; i++)
		if (!i || page->paragraphs[i].hash != page->paragraphs[i - 1].hash) {
			page->length += page->paragraphs[i].length;
			page->paragraphs[kept++] = page->paragraphs[i];
		}
	page->count = kept;
	page->paragraphs = memory_resize(page->paragraphs, kept ? kept : 1, sizeof *page->paragraphs);
}

/* ---- Sites ---- */

/* An address's host; where none is known, the directory. */
static uint64_t site_of(const struct document *document, const struct article *article)
{
	char host[ADDRESS_HOST_MAX];
	const char *slash;

	if (address_host(host, article->url))
		return term_hash(host, strlen(host));
	slash = strrchr(document->file, '/');
	return term_hash(document->file, slash ? (size_t)(slash - document->file) + 1 : 0);
}

/* The site of this hash, a new one if need be; NULL when there are enough of them. */
static struct site *find_site(struct surveyor *surveyor, uint64_t hash)
{
	for (size_t i = 0; i < surveyor->count; i++)
		if (surveyor->sites[i].hash == hash)
			return &surveyor->sites[i];
	if (surveyor->count == SITES_MAX)
		return NULL;
	surveyor->sites[surveyor->count] = (struct site){.hash = hash};
	return &surveyor->sites[surveyor->count++];
}

/* A record's address is known before it is parsed: enough of its site may have been seen. */
static bool is_wanted(struct surveyor *surveyor, const struct document *document)
{
	struct article known = {.url = document->id};
	const struct site *site;

	if (document->format != FORMAT_WARC)
		return true;
	site = find_site(surveyor, site_of(document, &known));
	return site && site->count < SITE_PAGES;
}

static void add_page(struct surveyor *surveyor, const struct document *document)
{
	struct article article = {0};
	const char *reason;

	if (document_parse(document, false, &article, &reason) && article.text) {
		struct site *site = find_site(surveyor, site_of(document, &article));

		if (site && site->count < SITE_PAGES) {
			struct surveyed *page = &site->pages[site->count++];
			struct title_key title = title_key_of(article.title ? article.title : "", article.title ? strlen(article.title) : 0);

			*page = (struct surveyed){.title = title.length ? term_hash(title.bytes, title.length) : 0};
			take_paragraphs(page, article.text);
		}
	}
	article_release(&article);
}

/* ---- Stories ---- */

static bool same_story(const struct surveyed *one, const struct surveyed *other)
{
	size_t least = one->length < other->length ? one->length : other->length, shared = 0;

	if (one->title && one->title == other->title)
		return true;
	for (size_t i = 0, k = 0; i < one->count && k < other->count;) {
		int order = by_hash(&one->paragraphs[i], &other->paragraphs[k]);

		shared += order == 0 ? one->paragraphs[i].length : 0;
		i += order <= 0;
		k += order >= 0;
	}
	return shared * 100 >= least * SAME_STORY_PERCENT;
}

static void tell_stories(struct site *site)
{
	for (size_t i = 0; i < site->count; i++) {
		size_t same = 0;

		while (same < i && !same_story(&site->pages[i], &site->pages[same]))
			same++;
		site->pages[i].story = same < i ? site->pages[same].story : site->stories++;
	}
}

/* ---- Votes ---- */

struct vote {
	uint64_t hash;
	size_t story;
	uint32_t words;
};

static int by_hash_and_story(const void *one, const void *other)
{
	const struct vote *first = one, *second = other;

	if (first->hash != second->hash)
		return first->hash > second->hash ? 1 : -1;
	return (first->story > second->story) - (first->story < second->story);
}

static uint64_t key_of(uint64_t site, uint64_t paragraph)
{
	return (site ^ paragraph * UINT64_C(0x9E3779B97F4A7C15)) * UINT64_C(0xBF58476D1CE4E5B9);
}

static bool is_furniture(size_t stories, uint32_t words, size_t all)
{
	if (words < WORDS_LEAST)
		return false;
	if (words > LONG_WORDS)
		return stories >= LONG_STORIES_LEAST && stories * LONG_SHARE >= all;
	return stories >= STORIES_LEAST && stories * SHARE >= all;
}

static void add_furniture(struct survey *survey, uint64_t key)
{
	if (survey->count == survey->capacity) {
		survey->capacity = survey->capacity ? survey->capacity * 2 : 64;
		survey->furniture = memory_resize(survey->furniture, survey->capacity, sizeof *survey->furniture);
	}
	survey->furniture[survey->count++] = key;
}

static size_t collect_votes(const struct site *site, struct vote **votes)
{
	size_t count = 0;

	for (size_t i = 0; i < site->count; i++)
		count += site->pages[i].count;
	*votes = memory_new((count ? count : 1) * sizeof **votes);
	count = 0;
	for (size_t i = 0; i < site->count; i++)
		for (size_t k = 0; k < site->pages[i].count; k++) {
			const struct paragraph *paragraph = &site->pages[i].paragraphs[k];

			(*votes)[count++] = (struct vote){paragraph->hash, site->pages[i].story, paragraph->words};
		}
	qsort(*votes, count, sizeof **votes, by_hash_and_story);
	return count;
}

static void count_votes(struct survey *survey, const struct site *site)
{
	struct vote *votes;
	size_t count = collect_votes(site, &votes), stories = 0;

	for (size_t i = 0; i < count; i++) {
		bool first = i == 0 || votes[i].hash != votes[i - 1].hash;

		stories = first ? 1 : stories + (votes[i].story != votes[i - 1].story);
		if ((i + 1 == count || votes[i + 1].hash != votes[i].hash) && is_furniture(stories, votes[i].words, site->stories))
			add_furniture(survey, key_of(site->hash, votes[i].hash));
	}
	free(votes);
}

/* ---- The survey ---- */

/* Passes a file over whose directory has been seen enough of. */
static bool has_enough(void *context, const char *origin, const char *id, uint64_t stamp)
{
	struct surveyor *surveyor = context;
	const char *slash = strrchr(id, '/');
	uint64_t hash;
	size_t slot;

	(void)stamp;
	hash = term_hash(origin, strlen(origin)) * 31 + term_hash(id, slash ? (size_t)(slash - id) + 1 : 0);
	slot = hash % DIRECTORIES;
	if (surveyor->directories[slot].hash != hash) {
		surveyor->directories[slot].hash = hash;
		surveyor->directories[slot].files = 0;
	}
	return surveyor->directories[slot].files++ >= DIRECTORY_FILES;
}

static int by_value(const void *one, const void *other)
{
	uint64_t first = *(const uint64_t *)one, second = *(const uint64_t *)other;

	return (first > second) - (first < second);
}

static void finish(struct survey *survey, struct surveyor *surveyor)
{
	for (size_t i = 0; i < surveyor->count; i++) {
		struct site *site = &surveyor->sites[i];

		tell_stories(site);
		count_votes(survey, site);
		for (size_t k = 0; k < site->count; k++)
			free(site->pages[k].paragraphs);
	}
	if (survey->count)
		qsort(survey->furniture, survey->count, sizeof *survey->furniture, by_value);
	free(surveyor->sites);
	free(surveyor);
}

struct survey *survey_new(const char *const *paths, size_t count, const struct source_options *options)
{
	struct survey *survey = memory_zeroed(1, sizeof *survey);
	struct surveyor *surveyor = memory_zeroed(1, sizeof *surveyor);
	struct source_options sample = {.format = options->format, .avoid = options->avoid, .unchanged = has_enough, .context = surveyor,
	                                .sample = ARCHIVE_RECORDS};
	struct source *source = source_open(paths, count, &sample);
	struct document document = {0};
	size_t read = 0;

	surveyor->sites = memory_new(SITES_MAX * sizeof *surveyor->sites);
	while (read < SURVEY_BYTES && source_next(source, &document)) {
		read += document.length;
		if (is_wanted(surveyor, &document))
			add_page(surveyor, &document);
		document_release(&document);
	}
	source_close(source);
	finish(survey, surveyor);
	return survey;
}

void survey_free(struct survey *survey)
{
	if (!survey)
		return;
	free(survey->furniture);
	free(survey);
}

void survey_clean(const struct survey *survey, const struct document *document, struct article *article)
{
	struct buffer kept = {0};
	const char *at = article->text, *paragraph;
	uint64_t site;
	size_t length;

	if (!survey->count || !at)
		return;
	site = site_of(document, article);
	while (next_paragraph(&at, &paragraph, &length)) {
		uint64_t key = key_of(site, term_hash(paragraph, length));

		if (bsearch(&key, survey->furniture, survey->count, sizeof key, by_value))
			continue;
		if (kept.length)
			buffer_add_string(&kept, "\n\n");
		buffer_add(&kept, paragraph, length);
	}
	if (kept.length && kept.length < strlen(article->text)) {
		free(article->text);
		article->text = buffer_detach(&kept);
	}
	buffer_release(&kept);
}
