/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/print.h"

#include "indexer/language.h"
#include "program/report.h"
#include "text/json_writer.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static void write_out(struct buffer *out)
{
	fwrite(out->bytes, 1, out->length, stdout);
	buffer_release(out);
}

void print_summary(const struct run_summary *summary)
{
	printf("%" PRIu64 " article%s in the index: %" PRIu64 " added, %" PRIu64 " updated, %" PRIu64 " unchanged, %" PRIu64
	       " deleted, %" PRIu64 " input%s skipped; %.1f MB read in %.1f s, index %.1f MB\n",
	       summary->documents, plural(summary->documents), summary->added, summary->updated, summary->unchanged,
	       summary->deleted, summary->skipped, plural(summary->skipped),
	       (double)summary->bytes / 1e6, summary->seconds, (double)summary->index_bytes / 1e6);
}

void print_summary_json(const struct run_summary *summary)
{
	struct buffer out = {0};
	struct json_writer writer = {.out = &out, .one_line = true};

	json_write_open(&writer, NULL, '{');
	json_write_integer(&writer, "documents", summary->documents);
	json_write_integer(&writer, "added", summary->added);
	json_write_integer(&writer, "updated", summary->updated);
	json_write_integer(&writer, "unchanged", summary->unchanged);
	json_write_integer(&writer, "deleted", summary->deleted);
	json_write_integer(&writer, "skipped", summary->skipped);
	json_write_integer(&writer, "bytes", summary->bytes);
	json_write_decimal(&writer, "seconds", summary->seconds, 3);
	json_write_integer(&writer, "index_bytes", summary->index_bytes);
	json_write_close(&writer, '}');
	buffer_add_byte(&out, '\n');
	write_out(&out);
}

/* ---- --extract ---- */

/* Code points of the text that start in bytes [from, to). */
static size_t code_points(const char *text, size_t from, size_t to)
{
	size_t count = 0;

	for (size_t i = from; i < to; i++)
		count += ((unsigned char)text[i] & 0xC0) != 0x80;
	return count;
}

static void write_mentions(struct json_writer *writer, struct finder *finder, const struct article *article)
{
	static const char *const kinds[] = {[ENTITY_PERSON] = "person", [ENTITY_ORG] = "org", [ENTITY_PLACE] = "place"};
	size_t at = 0, before = 0;

	json_write_open(writer, "mentions", '[');
	for (size_t i = 0; i < article->mention_count; i++) {
		const struct mention *mention = &article->mentions[i];
		const struct entity *entity = &article->entities[mention->entity];

		before += code_points(article->text, at, mention->start);
		at = mention->start;
		json_write_open(writer, NULL, '[');
		json_write_integer(writer, NULL, before);
		json_write_integer(writer, NULL, before + code_points(article->text, at, mention->end));
		json_write_string(writer, NULL, kinds[entity->kind]);
		json_write_string(writer, NULL, finder_name(finder, entity));
		json_write_close(writer, ']');
	}
	json_write_close(writer, ']');
}

static void add_article(struct buffer *out, struct finder *finder, const struct article *article)
{
	struct json_writer writer = {.out = out, .one_line = true};
	char date[DATE_TEXT_MAX];

	date_format(&article->date, date);
	json_write_open(&writer, NULL, '{');
	json_write_string(&writer, "id", article->id);
	json_write_string(&writer, "title", article->title);
	json_write_string(&writer, "text", article->text ? article->text : "");
	json_write_string(&writer, "url", article->url);
	json_write_string(&writer, "date", date[0] ? date : NULL);
	if (article->modified.precision != DATE_UNKNOWN)
		json_write_string(&writer, "modified", date_format(&article->modified, date));
	json_write_string(&writer, "source", article->source);
	json_write_string(&writer, "author", article->author);
	json_write_string(&writer, "language", article->language);
	json_write_open(&writer, "keywords", '[');
	for (size_t i = 0; i < article->keyword_count; i++)
		json_write_string(&writer, NULL, article->keywords[i]);
	json_write_close(&writer, ']');
	write_mentions(&writer, finder, article);
	json_write_close(&writer, '}');
	buffer_add_byte(out, '\n');
}

static void count_skipped(void *context, const char *file, const char *place, uint64_t stamp)
{
	(void)file;
	(void)place;
	(void)stamp;
	++*(uint64_t *)context;
}

int print_articles(const struct run_options *options, struct run_summary *summary)
{
	struct source_options source_options = {.format = options->format, .verbose = options->verbose, .skipped = count_skipped,
	                                        .survey = !options->keep_boilerplate};
	struct source *source;
	struct document document = {0};
	struct finder *finder = finder_new(options->knowledge);
	struct language_detector *detector = language_detector_new();
	const char *reason;

	*summary = (struct run_summary){0};
	source_options.context = &summary->skipped;
	source = source_open(options->sources, options->source_count, &source_options);
	while (!ferror(stdout) && source_next(source, &document)) {
		struct article article = {0};
		struct buffer out = {0};

		if (document_parse(&document, options->keep_boilerplate, &article, &reason)) {
			article_settle_language(&article, detector, options->language);
			finder_run(finder, &article);
			add_article(&out, finder, &article);
			write_out(&out);
			summary->added++;
		} else {
			summary->skipped++;
		}
		article_release(&article);
		document_release(&document);
	}
	source_close(source);
	finder_free(finder);
	language_detector_free(detector);
	return ferror(stdout) ? -1 : 0;
}
