/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/maintain/stats.h"

#include "article/facets.h"
#include "article/schema.h"
#include "article/state.h"
#include "article/texts.h"
#include "indexer/publish/files.h"
#include "text/json_writer.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

struct stats {
	uint64_t articles, dead, terms, shards, bytes;
	uint64_t texts, facets, records, streams, values; /* bytes; values: of all other slots */
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

/* Each key behind its length in a byte. */
static bool collect_key(void *context, const void *key, size_t length)
{
	struct buffer *list = context;

	buffer_add_byte(list, (char)length);
	buffer_add(list, key, length);
	return true;
}

/* The bytes of a shard's metadata entries whose keys start so. */
static enum shim_status add_entries(struct shim_index *index, size_t shard, const char *prefix, uint64_t *bytes,
                                    struct shim_failure *failure)
{
	struct buffer keys = {0};
	enum shim_status status = shim_index_metadata_keys(index, shard, prefix, strlen(prefix), collect_key, &keys, failure);

	for (size_t at = 0; status == SHIM_OK && at < keys.length;) {
		size_t length = (unsigned char)keys.bytes[at++];
		struct shim_bytes value;

		status = shim_index_metadata(index, shard, keys.bytes + at, length, &value, failure);
		*bytes += length + value.length;
		at += length;
	}
	buffer_release(&keys);
	return status;
}

static enum shim_status add_metadata(struct shim_index *index, size_t shard, struct stats *stats, struct shim_failure *failure)
{
	const struct {
		const char *prefix;
		uint64_t *bytes;
	} parts[] = {{BLOCK_PREFIX, &stats->texts},
	             {DICTIONARY_PREFIX, &stats->texts},
	             {FACET_ROWS_PREFIX, &stats->facets},
	             {FACET_ENTRIES_PREFIX, &stats->facets},
	             {FACET_WORDS_PREFIX, &stats->facets}};
	enum shim_status status = SHIM_OK;

	for (size_t i = 0; i < sizeof parts / sizeof *parts && status == SHIM_OK; i++)
		status = add_entries(index, shard, parts[i].prefix, parts[i].bytes, failure);
	return status;
}

static enum shim_status add_values(struct shim_index *index, struct stats *stats, struct shim_failure *failure)
{
	enum shim_status status = SHIM_OK;
	uint32_t last = shim_index_last_document(index);

	for (uint32_t document = 1; status == SHIM_OK && document <= last; document++) {
		for (unsigned slot = 0; status == SHIM_OK && slot < SLOT_COUNT; slot++) {
			struct shim_bytes value;

			status = shim_index_value(index, document, slot, &value, failure);
			if (status == SHIM_NOT_FOUND) /* shards take turns with ids, and the shorter ones leave gaps */
				status = SHIM_OK;
			*(slot == SLOT_STREAM ? &stats->streams : slot == SLOT_RECORD ? &stats->records : &stats->values) += value.length;
		}
	}
	return status;
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
	for (size_t i = 0; status == SHIM_OK && i < state.shard_count; i++)
		status = add_metadata(index, i, stats, failure);
	if (status == SHIM_OK)
		status = add_values(index, stats, failure);
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

/* What is neither text nor value: posting lists, their dictionary, and the trees' own blocks. */
static uint64_t postings(const struct stats *stats)
{
	uint64_t known = stats->texts + stats->facets + stats->records + stats->streams + stats->values;

	return stats->bytes > known ? stats->bytes - known : 0;
}

static void add_json(struct buffer *out, const struct stats *stats)
{
	struct json_writer writer = {.out = out, .one_line = true};

	json_write_open(&writer, NULL, '{');
	json_write_integer(&writer, "articles", stats->articles);
	json_write_integer(&writer, "dead", stats->dead);
	json_write_integer(&writer, "terms", stats->terms);
	json_write_integer(&writer, "shards", stats->shards);
	json_write_decimal(&writer, "average_words", stats->words, 1);
	json_write_integer(&writer, "bytes", stats->bytes);
	json_write_open(&writer, "bytes_by_part", '{');
	json_write_integer(&writer, "postings", postings(stats));
	json_write_integer(&writer, "texts", stats->texts);
	json_write_integer(&writer, "facets", stats->facets);
	json_write_integer(&writer, "streams", stats->streams);
	json_write_integer(&writer, "records", stats->records);
	json_write_integer(&writer, "values", stats->values);
	json_write_close(&writer, '}');
	json_write_integer(&writer, "format", INDEX_FORMAT);
	json_write_string(&writer, "xapian", shim_xapian_version());
	json_write_close(&writer, '}');
	buffer_add_byte(out, '\n');
}

static void add_lines(struct buffer *out, const struct stats *stats)
{
	const struct {
		const char *name;
		uint64_t number;
	} parts[] = {{"  postings", postings(stats)},
	             {"  texts", stats->texts},
	             {"  facets", stats->facets},
	             {"  streams", stats->streams},
	             {"  records", stats->records},
	             {"  values", stats->values}};

	buffer_add_format(out,
	                  "articles       %" PRIu64 "\ndead           %" PRIu64 "\nterms          %" PRIu64
	                  "\nshards         %" PRIu64 "\naverage words  %.1f\nbytes          %" PRIu64 "\n",
	                  stats->articles, stats->dead, stats->terms, stats->shards, stats->words, stats->bytes);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		buffer_add_format(out, "%-14s %" PRIu64 "\n", parts[i].name, parts[i].number);
	buffer_add_format(out, "format         %d\nxapian         %s\n", INDEX_FORMAT, shim_xapian_version());
}

enum shim_status print_stats(const char *index, bool json, struct shim_failure *failure)
{
	struct stats stats = {0};
	struct buffer out = {0};
	enum shim_status status = gather(index, &stats, failure);

	if (status != SHIM_OK)
		return status;
	if (json)
		add_json(&out, &stats);
	else
		add_lines(&out, &stats);
	fwrite(out.bytes, 1, out.length, stdout);
	buffer_release(&out);
	return SHIM_OK;
}
