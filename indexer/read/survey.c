/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/read/survey.h"

#include "indexer/extract/address.h"
#include "indexer/read/furniture.h"
#include "indexer/read/sample.h"
#include "text/buffer.h"
#include "text/memory.h"
#include "text/stem.h"

#include <stdlib.h>
#include <string.h>

/* Bounds of what is read. */
#define SITES_MAX 256                   /* later ones are left as they are */
#define DIRECTORY_FILES 60              /* of each directory, which may hold pages of several sites */
#define ARCHIVE_RECORDS 2000            /* pages of each archive that are looked at */
#define SURVEY_BYTES ((size_t)24 << 20) /* of pages, in all */
#define UNWANTED_SHARE 8                /* a page that is not parsed costs so much less */

struct site {
	uint64_t hash;
	struct furniture pages;
};

struct survey {
	uint64_t *furniture; /* of site and paragraph, in order */
	size_t count, capacity;
};

/* While it is read. */
struct surveyor {
	struct sample *sample;
	struct site *sites;
	size_t count;
};

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

/* By the name that the next run will give it too. */
static uint64_t rank_of(const struct document *document)
{
	const char *name = document->id ? document->id : document->file + document->below;

	return sample_rank(name, strlen(name));
}

/* A record's address is known before it is parsed: enough of its site may have been seen. */
static bool is_wanted(struct surveyor *surveyor, const struct document *document)
{
	struct article known = {.url = document->id};
	const struct site *site;

	if (document->format != FORMAT_WARC)
		return true;
	site = find_site(surveyor, site_of(document, &known));
	return site && furniture_wants(&site->pages, rank_of(document));
}

static void add_page(struct surveyor *surveyor, const struct document *document)
{
	struct article article = {0};
	struct site *site;
	const char *reason;

	if (document_parse(document, false, &article, &reason) && article.text) {
		site = find_site(surveyor, site_of(document, &article));
		if (site)
			furniture_add(&site->pages, rank_of(document), article.title, article.text);
	}
	article_release(&article);
}

/* ---- The survey ---- */

/* Passes a file over that is not in the sample. */
static bool is_left_out(void *context, const char *origin, const char *place, const char *id, uint64_t stamp)
{
	const struct surveyor *surveyor = context;

	(void)place;
	(void)stamp;
	return id && !sample_has(surveyor->sample, origin, id);
}

static uint64_t key_of(uint64_t site, uint64_t paragraph)
{
	return (site ^ paragraph * UINT64_C(0x9E3779B97F4A7C15)) * UINT64_C(0xBF58476D1CE4E5B9);
}

/* While a site's paragraphs are noted. */
struct noting {
	struct survey *survey;
	uint64_t site;
};

static void note(void *context, uint64_t paragraph)
{
	const struct noting *noting = context;
	struct survey *survey = noting->survey;

	if (survey->count == survey->capacity) {
		survey->capacity = survey->capacity ? survey->capacity * 2 : 64;
		survey->furniture = memory_resize(survey->furniture, survey->capacity, sizeof *survey->furniture);
	}
	survey->furniture[survey->count++] = key_of(noting->site, paragraph);
}

static int by_value(const void *one, const void *other)
{
	uint64_t first = *(const uint64_t *)one, second = *(const uint64_t *)other;

	return (first > second) - (first < second);
}

static void finish(struct survey *survey, struct surveyor *surveyor)
{
	for (size_t i = 0; i < surveyor->count; i++) {
		struct noting noting = {survey, surveyor->sites[i].hash};

		furniture_find(&surveyor->sites[i].pages, note, &noting);
		furniture_release(&surveyor->sites[i].pages);
	}
	if (survey->count)
		qsort(survey->furniture, survey->count, sizeof *survey->furniture, by_value);
	free(surveyor->sites);
	sample_free(surveyor->sample);
}

struct survey *survey_new(const char *const *paths, size_t count, const struct source_options *options)
{
	struct survey *survey = memory_zeroed(1, sizeof *survey);
	struct surveyor surveyor = {.sample = sample_new(paths, count, options->avoid, DIRECTORY_FILES, SURVEY_BYTES),
	                            .sites = memory_new(SITES_MAX * sizeof *surveyor.sites)};
	struct source_options sample = {.format = options->format,
	                                .avoid = options->avoid,
	                                .unchanged = is_left_out,
	                                .context = &surveyor,
	                                .sample = ARCHIVE_RECORDS};
	struct source *source = source_open(paths, count, &sample);
	struct document document = {0};
	size_t read = 0;

	while (read < SURVEY_BYTES && source_next(source, &document)) {
		bool wanted = is_wanted(&surveyor, &document);

		read += wanted ? document.length : document.length / UNWANTED_SHARE;
		if (wanted)
			add_page(&surveyor, &document);
		document_release(&document);
	}
	source_close(source);
	finish(survey, &surveyor);
	return survey;
}

void survey_free(struct survey *survey)
{
	if (!survey)
		return;
	free(survey->furniture);
	free(survey);
}

static bool holds(const struct survey *survey, uint64_t site, uint64_t paragraph)
{
	uint64_t key = key_of(site, paragraph);

	return paragraph && bsearch(&key, survey->furniture, survey->count, sizeof key, by_value);
}

void survey_clean(const struct survey *survey, const struct document *document, struct article *article)
{
	struct paragraph_reader reader;
	struct paragraph paragraph;
	struct buffer kept = {0};
	uint64_t site;

	if (!survey->count || !article->text)
		return;
	site = site_of(document, article);
	paragraph_begin(&reader, article->text);
	while (paragraph_next(&reader, &paragraph)) {
		struct paragraph_keys keys = paragraph_keys(&paragraph);

		if (holds(survey, site, keys.exact) || holds(survey, site, keys.pattern))
			continue;
		if (kept.length)
			buffer_add_string(&kept, "\n\n");
		buffer_add(&kept, paragraph.text, paragraph.length);
	}
	if (kept.length && kept.length < strlen(article->text)) {
		free(article->text);
		article->text = buffer_detach(&kept);
	}
	buffer_release(&kept);
}
