/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/print.h"

#include "article/schema.h"
#include "article/state.h"
#include "indexer/publish/files.h"
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
	printf("%" PRIu64 " articles in the index: %" PRIu64 " added, %" PRIu64 " updated, %" PRIu64 " unchanged, %" PRIu64
	       " deleted, %" PRIu64 " inputs skipped; %.1f MB read in %.1f s, index %.1f MB\n",
	       summary->documents, summary->added, summary->updated, summary->unchanged, summary->deleted, summary->skipped,
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

/* ---- --stats ---- */

struct stats {
	uint64_t articles, dead, terms, shards, bytes;
	double words; /* an article */
};

static bool count_term(void *context, const void *term, size_t length, uint32_t documents)
{
	(void)term;
	(void)length;
	(void)documents;
	++*(uint64_t *)context;
	return true;
}

static enum shim_status gather(const char *path, struct stats *stats, struct shim_failure *failure)
{
	struct shim_index *index;
	struct index_state state = {0};
	enum shim_status status = shim_index_open(&index, path, failure);

	if (status == SHIM_OK)
		status = state_load(index, &state, failure);
	if (status == SHIM_OK)
		status = shim_index_terms(index, "", 0, count_term, &stats->terms, failure);
	stats->articles = state_documents(&state);
	stats->shards = state.shard_count;
	for (size_t i = 0; i < state.shard_count; i++)
		stats->dead += state.shards[i].dead_count;
	stats->words = state.lengths > 0 ? (double)state.words / (double)state.lengths : 0;
	stats->bytes = directory_bytes(path);
	state_release(&state);
	shim_index_close(index);
	return status;
}

enum shim_status print_stats(const char *index, bool json, struct shim_failure *failure)
{
	struct stats stats = {0};
	struct buffer out = {0};
	struct json_writer writer = {.out = &out, .one_line = true};
	enum shim_status status = gather(index, &stats, failure);

	if (status != SHIM_OK)
		return status;
	if (json) {
		json_write_open(&writer, NULL, '{');
		json_write_integer(&writer, "articles", stats.articles);
		json_write_integer(&writer, "dead", stats.dead);
		json_write_integer(&writer, "terms", stats.terms);
		json_write_integer(&writer, "shards", stats.shards);
		json_write_decimal(&writer, "average_words", stats.words, 1);
		json_write_integer(&writer, "bytes", stats.bytes);
		json_write_integer(&writer, "format", INDEX_FORMAT);
		json_write_string(&writer, "xapian", shim_xapian_version());
		json_write_close(&writer, '}');
		buffer_add_byte(&out, '\n');
	} else {
		buffer_add_format(&out,
		                  "articles       %" PRIu64 "\ndead           %" PRIu64 "\nterms          %" PRIu64
		                  "\nshards         %" PRIu64 "\naverage words  %.1f\nbytes          %" PRIu64
		                  "\nformat         %d\nxapian         %s\n",
		                  stats.articles, stats.dead, stats.terms, stats.shards, stats.words, stats.bytes, INDEX_FORMAT,
		                  shim_xapian_version());
	}
	write_out(&out);
	return SHIM_OK;
}

/* ---- --extract ---- */

static void add_article(struct buffer *out, const struct article *article)
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
	json_write_string(&writer, "source", article->source);
	json_write_string(&writer, "author", article->author);
	json_write_string(&writer, "language", article->language);
	json_write_open(&writer, "keywords", '[');
	for (size_t i = 0; i < article->keyword_count; i++)
		json_write_string(&writer, NULL, article->keywords[i]);
	json_write_close(&writer, ']');
	json_write_open(&writer, "mentions", '[');
	json_write_close(&writer, ']');
	json_write_close(&writer, '}');
	buffer_add_byte(out, '\n');
}

static void count_skipped(void *context, const char *file, size_t line, const char *reason)
{
	(void)file;
	(void)line;
	(void)reason;
	++*(uint64_t *)context;
}

int print_articles(const struct run_options *options, struct run_summary *summary)
{
	struct source_options source_options = {.format = options->format, .skipped = count_skipped};
	struct source *source;
	struct document document = {0};
	const char *reason;

	*summary = (struct run_summary){0};
	source_options.context = &summary->skipped;
	source = source_open(options->sources, options->source_count, &source_options);
	while (!ferror(stdout) && source_next(source, &document)) {
		struct article article = {0};
		struct buffer out = {0};

		if (document_parse(&document, options->keep_boilerplate, &article, &reason)) {
			add_article(&out, &article);
			write_out(&out);
			summary->added++;
		} else {
			summary->skipped++;
		}
		article_release(&article);
		document_release(&document);
	}
	source_close(source);
	return ferror(stdout) ? -1 : 0;
}
