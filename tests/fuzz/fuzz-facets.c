/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Any bytes as the facet columns of an index with two articles, the words of
 * its names, the values of its entries and the record of its names, all read
 * as a query reads them. Five pieces follow each other, each behind two bytes
 * of its length; all but the last are packed first, as chunks are.
 */
#include "article/facet_values.h"
#include "article/schema.h"
#include "names/map.h"
#include "searcher/facets/count.h"
#include "searcher/facets/find.h"
#include "shim/xapian.h"
#include "text/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zstd.h>

#define DOCUMENTS 2
#define PIECES 5
#define SERIAL 7

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void demand(bool kept)
{
	if (!kept)
		abort();
}

/* The next piece, packed when it is to be; never empty. */
static void take(const uint8_t **at, const uint8_t *end, bool packed, struct buffer *piece)
{
	size_t length = end - *at >= 2 ? (size_t)(*at)[0] << 8 | (*at)[1] : 0;

	*at += end - *at >= 2 ? 2 : end - *at;
	length = length < (size_t)(end - *at) ? length : (size_t)(end - *at);
	if (packed)
		piece->length = ZSTD_compress(buffer_reserve(piece, ZSTD_compressBound(length)), ZSTD_compressBound(length), *at, length, 1);
	else
		buffer_add(piece, *at, length);
	if (piece->length == 0)
		buffer_add_byte(piece, '\0');
	*at += length;
}

/* The index, of which nothing but metadata and places is there. */
static void write_index(const char *directory, const struct buffer pieces[PIECES])
{
	static const char letters[] = FACET_ROWS_PREFIX FACET_ENTRIES_PREFIX FACET_WORDS_PREFIX;
	unsigned char keys[3][BLOCK_KEY], place[DOCUMENTS][PLACE_LENGTH] = {{0}};
	struct shim_bytes metadata[2 * PIECES], places[DOCUMENTS], none[DOCUMENTS] = {{0}};
	const struct shim_bytes *values[SLOT_COUNT];
	size_t starts[DOCUMENTS + 1] = {0};
	struct shim_shard shard = {.posting_start = starts, .document_count = DOCUMENTS, .values = values, .value_slots = SLOT_COUNT,
	                           .metadata = metadata, .metadata_count = PIECES};

	for (size_t i = 0; i < DOCUMENTS; i++) {
		place[i][4] = SERIAL;
		places[i] = (struct shim_bytes){place[i], PLACE_LENGTH};
	}
	for (size_t i = 0; i < SLOT_COUNT; i++)
		values[i] = i == SLOT_PLACE ? places : none;
	for (size_t i = 0; i < PIECES; i++)
		metadata[2 * i + 1] = (struct shim_bytes){pieces[i].bytes, pieces[i].length};
	for (size_t i = 0; i < 3; i++) {
		facet_key(keys[i], letters[i], SERIAL, 0);
		metadata[2 * i] = (struct shim_bytes){keys[i], BLOCK_KEY};
	}
	metadata[6] = (struct shim_bytes){NAME_MAP_KEY, strlen(NAME_MAP_KEY)};
	metadata[7] = (struct shim_bytes){pieces[4].bytes, pieces[4].length};
	metadata[8] = (struct shim_bytes){FACET_VALUES_KEY, strlen(FACET_VALUES_KEY)};
	metadata[9] = (struct shim_bytes){pieces[3].bytes, pieces[3].length};
	demand(shim_shard_write(directory, &shard, SHIM_SINK_BEST, NULL) == SHIM_OK);
}

static void lead_name(void *context, const char *folded)
{
	(void)context;
	demand(*folded != '\0');
}

static void lead_document(void *context, uint32_t document)
{
	(void)context;
	demand(document >= 1 && document <= DOCUMENTS);
}

static void ask(struct shim_index *index, struct analyzer *analyzer)
{
	const struct name_finder finder = {lead_name, lead_document, NULL};
	const struct facet_request request = {.kinds = (1u << FACET_KINDS) - 1, .size = 10, .timeline = TIMELINE_NONE};
	struct catalog *catalog = catalog_new(index, analyzer);
	const uint64_t bits[1] = {6}; /* documents 1 and 2 */
	struct results results = {0};
	struct shim_failure failure;

	facets_count(catalog, bits, 1, &request, &results, &failure);
	name_find(catalog, FACET_PERSON, "Anna Berg", &finder, &failure);
	name_find(catalog, FACET_PLACE, "ulm", &finder, &failure);
	for (uint32_t i = 1; i <= DOCUMENTS; i++) {
		struct article article = {0};

		catalog_article(catalog, i, &article, &failure);
		article_release(&article);
	}
	results_release(&results);
	catalog_free(catalog);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	static const char *const files[] = {"iamglass", "postlist.glass", "docdata.glass", "termlist.glass", "position.glass"};
	char directory[] = "/tmp/dateline-fuzz-XXXXXX", path[64];
	struct buffer pieces[PIECES] = {{0}};
	struct analyzer *analyzer = analyzer_new();
	struct shim_index *index = NULL;
	const uint8_t *at = bytes;

	demand(mkdtemp(directory) != NULL);
	snprintf(path, sizeof path, "%s/shard", directory);
	for (size_t i = 0; i < PIECES; i++)
		take(&at, bytes + length, i < PIECES - 1, &pieces[i]);
	write_index(path, pieces);
	demand(shim_index_open(&index, path, NULL) == SHIM_OK);
	ask(index, analyzer);
	shim_index_close(index);
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		snprintf(path, sizeof path, "%s/shard/%s", directory, files[i]);
		unlink(path);
	}
	snprintf(path, sizeof path, "%s/shard", directory);
	rmdir(path);
	rmdir(directory);
	for (size_t i = 0; i < PIECES; i++)
		buffer_release(&pieces[i]);
	analyzer_free(analyzer);
	return 0;
}
