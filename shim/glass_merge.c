/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/glass_merge.h"

#include "shim/glass_encode.h"
#include "shim/glass_layout.h"
#include "shim/glass_read.h"
#include "shim/glass_values.h"
#include "text/buffer.h"
#include "text/memory.h"

#include <stdlib.h>
#include <string.h>

/* So many bytes of a source are read before the memory of its pages is let go: a shard may be larger than all of it. */
#define PASSED_MAX ((size_t)8 << 20)

struct source {
	struct glass_reader reader;
	struct glass_cursor cursor;
	uint32_t offset; /* what its document ids grow by */
	uint64_t found;  /* entries so far */
	size_t passed;   /* bytes read since its pages were let go */

	/* The entry at hand; both lie in the map, or in the cursor. */
	bool ended;
	bool disordered; /* ended for that: keys do not ascend */
	const unsigned char *key, *tag;
	size_t key_length, tag_length;
};

struct merge {
	struct source *sources;
	size_t count;
	struct glass_table table;
	struct glass_statistics statistics;
	struct buffer list; /* the one that is being put together */
	uint32_t last_id;   /* in it */
	bool bad;           /* something in a source is not as it should be */
};

/* ---- numbers of unknown origin ---- */

struct bytes {
	const unsigned char *at, *end;
	bool bad;
};

/* Most numbers have one byte: these are read without a call, a quarter of what joining lists takes. */
static inline uint64_t take_number(struct bytes *bytes, uint64_t most)
{
	uint64_t number = 0;

	if (bytes->at < bytes->end && *bytes->at <= (most < 0x7f ? most : 0x7f))
		return *bytes->at++;
	if (!bytes->bad && (varint_read(&bytes->at, bytes->end, &number) != 0 || number > most))
		bytes->bad = true;
	return bytes->bad ? 0 : number;
}

/* The other way of glass_put_sortable; it must fill the bytes. */
static uint32_t take_sortable(struct bytes *bytes)
{
	size_t length = (size_t)(bytes->end - bytes->at);
	unsigned char again[GLASS_NUMBER32_MAX];
	uint64_t number = 0;

	if (length < 2 || length > GLASS_NUMBER32_MAX) {
		bytes->bad = true;
		return 0;
	}
	number = bytes->at[0] & (0xffu >> (length > 2 ? length - 1 : 1));
	for (size_t i = 1; i < length; i++)
		number = number << 8 | bytes->at[i];
	if (number > UINT32_MAX || (size_t)(glass_put_sortable(again, (uint32_t)number) - again) != length ||
	    memcmp(again, bytes->at, length) != 0)
		bytes->bad = true;
	bytes->at = bytes->end;
	return (uint32_t)number;
}

/* ---- entries ---- */

/* Goes to the next entry. At the end, or at a fault of which the cursor tells, sets ended. */
static void source_next(struct source *source)
{
	struct glass_cursor *cursor = &source->cursor;
	const unsigned char *before = source->key;
	size_t before_length = source->key_length;

	if (source->ended)
		return;
	if (source->passed > PASSED_MAX) {
		glass_reader_forget(&source->reader);
		source->passed = 0;
	}
	do {
		if (!glass_cursor_next(cursor)) {
			source->ended = true;
			return;
		}
	} while (cursor->item.key_length == 0); /* the lowest item: of no meaning */
	source->key = cursor->item.key;
	source->key_length = cursor->item.key_length;
	/* Without this a damaged tree might be walked for ever. */
	source->disordered = before && !glass_below(before, before_length, source->key, source->key_length);
	if (source->disordered || !glass_cursor_tag(cursor, &source->tag, &source->tag_length))
		source->ended = true;
	source->passed += source->key_length + source->tag_length;
	source->found++;
}

/* To the first entry; the lowest item has an empty key. */
static void source_begin(struct source *source)
{
	source->cursor.reader = &source->reader;
	source->ended = !glass_cursor_seek(&source->cursor, (const unsigned char *)"", 0);
	source_next(source);
}

/* ---- keys ---- */

/* What kind of entry a source is at: the byte behind the zero; 0 for a term. */
static unsigned kind_of(const struct source *source)
{
	return source->key[0] == 0 && source->key_length > 1 && source->key[1] != 0xff ? source->key[1] : 0;
}

static bool is_at(const struct source *source, unsigned kind)
{
	return !source->ended && kind_of(source) == kind;
}

static bool key_is(const struct source *source, const unsigned char *key, size_t length)
{
	return !source->ended && source->key_length == length && !memcmp(source->key, key, length);
}

static bool key_below(const struct source *one, const struct source *other)
{
	return glass_below(one->key, one->key_length, other->key, other->key_length);
}

/* The first of the sources with the lowest key of that kind; NULL when none has any left. */
static struct source *lowest(struct merge *merge, unsigned kind)
{
	struct source *found = NULL;

	for (size_t i = 0; i < merge->count; i++) {
		struct source *source = &merge->sources[i];

		if (is_at(source, kind) && (!found || key_below(source, found)))
			found = source;
	}
	return found;
}

/* A copy of a key, with room behind it. */
struct key {
	unsigned char bytes[GLASS_KEY_MAX + 1 + GLASS_NUMBER32_MAX];
	size_t length;
};

static struct key key_of(const struct source *source)
{
	struct key key = {.length = source->key_length};

	memcpy(key.bytes, source->key, source->key_length);
	return key;
}

/* ---- metadata and values ---- */

static void merge_metadata(struct merge *merge)
{
	struct source *first;

	while ((first = lowest(merge, GLASS_METADATA)) != NULL) {
		struct key key = key_of(first);

		glass_table_add(&merge->table, key.bytes, key.length, first->tag, first->tag_length);
		for (size_t i = 0; i < merge->count; i++)
			if (key_is(&merge->sources[i], key.bytes, key.length))
				source_next(&merge->sources[i]);
	}
}

/* Adds one source's statistics of a slot; least and greatest lie in its tag. */
static void count_range(struct merge *merge, struct glass_value_range *range, const struct source *source)
{
	struct bytes bytes = {source->tag, source->tag + source->tag_length, false};
	uint32_t documents = (uint32_t)take_number(&bytes, UINT32_MAX);
	uint64_t length = take_number(&bytes, source->tag_length);
	struct shim_bytes least, greatest;

	if (bytes.bad || length > (size_t)(bytes.end - bytes.at)) {
		merge->bad = true;
		return;
	}
	least = (struct shim_bytes){bytes.at, (size_t)length};
	greatest = (struct shim_bytes){bytes.at + length, (size_t)(bytes.end - bytes.at) - (size_t)length};
	glass_value_range_count(range, &least, greatest.length > 0 ? &greatest : &least, documents);
}

static void merge_ranges(struct merge *merge)
{
	struct source *first;

	while (!merge->bad && (first = lowest(merge, GLASS_VALUE_STATISTICS)) != NULL) {
		struct glass_value_range range = {0};
		struct key key = key_of(first);

		for (size_t i = 0; i < merge->count; i++)
			if (key_is(&merge->sources[i], key.bytes, key.length))
				count_range(merge, &range, &merge->sources[i]);
		glass_value_range_add(&merge->table, key.length > 2 ? key.bytes[2] : 0, &range);
		for (size_t i = 0; i < merge->count; i++) /* only now: what the range borrows ends here */
			if (key_is(&merge->sources[i], key.bytes, key.length))
				source_next(&merge->sources[i]);
	}
}

/* All chunks of a slot that a source has: as they are, under other ids. */
static void move_values(struct merge *merge, struct source *source, unsigned slot)
{
	for (; is_at(source, GLASS_VALUES) && source->key_length > 3 && source->key[2] == slot; source_next(source)) {
		struct bytes bytes = {source->key + 3, source->key + source->key_length, false};
		uint32_t id = take_sortable(&bytes);
		unsigned char key[3 + GLASS_NUMBER32_MAX] = {0, GLASS_VALUES, (unsigned char)slot};

		merge->bad |= bytes.bad;
		glass_table_add(&merge->table, key, (size_t)(glass_put_sortable(key + 3, id + source->offset) - key),
		                source->tag, source->tag_length);
	}
}

static void merge_values(struct merge *merge)
{
	struct source *first;

	while (!merge->bad && (first = lowest(merge, GLASS_VALUES)) != NULL) {
		unsigned slot = first->key[2];

		if (first->key_length < 5 || slot >= 0x80) /* a slot of two bytes is none of ours */
			merge->bad = true;
		else
			for (size_t i = 0; i < merge->count; i++)
				move_values(merge, &merge->sources[i], slot);
	}
}

/* ---- lists ---- */

/* The body of a chunk as it stands, when it holds what its head says. Lengths are counted, and so is the greatest wdf. */
static void check_body(struct merge *merge, struct bytes *bytes, uint64_t gaps, bool is_term)
{
	uint64_t sum = 0;
	uint32_t wdf;

	for (;;) {
		wdf = (uint32_t)take_number(bytes, UINT32_MAX);
		if (!is_term)
			glass_statistics_count(&merge->statistics, wdf);
		else if (wdf > merge->statistics.wdf_upper_bound)
			merge->statistics.wdf_upper_bound = wdf;
		if (bytes->bad || bytes->at == bytes->end)
			break;
		sum += take_number(bytes, UINT32_MAX) + 1;
	}
	merge->bad |= bytes->bad || sum != gaps;
}

/* A chunk's postings behind those of the list; first: the head of the whole list stands before them. */
static void take_chunk(struct merge *merge, const struct source *source, uint32_t id, bool first, bool is_term)
{
	struct bytes bytes = {source->tag, source->tag + source->tag_length, false};
	uint64_t gaps, last;

	if (first) {
		take_number(&bytes, UINT32_MAX);
		take_number(&bytes, UINT64_MAX);
		id = (uint32_t)take_number(&bytes, UINT32_MAX - 1) + 1;
	}
	merge->bad |= bytes.bad || bytes.at == bytes.end || id == 0 || (uint64_t)id + source->offset <= merge->last_id;
	if (merge->bad)
		return;
	bytes.at++; /* whether it is the last is not asked: keys say it */
	gaps = take_number(&bytes, UINT32_MAX);
	id += source->offset;
	buffer_add_varint(&merge->list, id - merge->last_id - 1);
	buffer_add(&merge->list, bytes.at, (size_t)(bytes.end - bytes.at));
	check_body(merge, &bytes, gaps, is_term);
	last = id + gaps;
	merge->bad |= last > merge->statistics.last_id;
	merge->last_id = (uint32_t)last;
}

/* The first chunk of a source's list has the key alone, the later ones an id behind it. */
static void take_list(struct merge *merge, struct source *source, const struct key *key, bool is_term)
{
	size_t head = key->length + is_term;

	if (!key_is(source, key->bytes, key->length))
		return;
	take_chunk(merge, source, 0, true, is_term);
	for (;;) {
		struct bytes bytes = {0};
		uint32_t id;

		source_next(source);
		/* Behind a term comes a zero byte, and not the 0xff that makes it part of the term. */
		if (merge->bad || source->ended || source->key_length <= head || memcmp(source->key, key->bytes, key->length) != 0 ||
		    (is_term && (source->key[key->length] != 0 || source->key[head] == 0xff)))
			return;
		bytes.at = source->key + head;
		bytes.end = source->key + source->key_length;
		id = take_sortable(&bytes);
		merge->bad |= bytes.bad;
		take_chunk(merge, source, id, false, is_term);
	}
}

static void take_lists(struct merge *merge, const struct key *key, bool is_term)
{
	buffer_clear(&merge->list);
	merge->last_id = 0;
	for (size_t i = 0; i < merge->count && !merge->bad; i++)
		take_list(merge, &merge->sources[i], key, is_term);
}

static void merge_lists(struct merge *merge, size_t chunk_size)
{
	struct key lengths = {{0, GLASS_LENGTHS}, 2};
	struct glass_cutter cutter;
	struct source *first;

	glass_cutter_init(&cutter, &merge->table, chunk_size);
	take_lists(merge, &lengths, false);
	if (!merge->bad && merge->list.length > 0)
		glass_cutter_add_lengths(&cutter, (unsigned char *)merge->list.bytes,
		                         (unsigned char *)merge->list.bytes + merge->list.length);
	while (!merge->bad && !merge->table.file.error && (first = lowest(merge, 0)) != NULL) {
		struct key key = key_of(first);

		take_lists(merge, &key, true);
		if (!merge->bad)
			glass_cutter_add_term(&cutter, key.bytes, key.length, (unsigned char *)merge->list.bytes,
			                      (unsigned char *)merge->list.bytes + merge->list.length);
	}
	glass_cutter_release(&cutter);
}

/* ---- the whole ---- */

static bool open_sources(struct merge *merge, const char *const *paths)
{
	bool suited = true;

	for (size_t i = 0; i < merge->count; i++) {
		struct source *source = &merge->sources[i];

		suited &= glass_reader_open(&source->reader, paths[i]) == 0 && source->reader.alone;
		source->offset = merge->statistics.last_id;
		suited &= source->reader.last_id <= UINT32_MAX - merge->statistics.last_id;
		merge->statistics.documents += source->reader.documents;
		merge->statistics.last_id += source->reader.last_id;
	}
	for (size_t i = 0; suited && i < merge->count; i++)
		source_begin(&merge->sources[i]);
	return suited;
}

/* Whether every source was read to its end, with nothing odd in it. */
static bool close_sources(struct merge *merge)
{
	bool sound = !merge->bad;

	for (size_t i = 0; i < merge->count; i++) {
		struct source *source = &merge->sources[i];

		sound &= source->ended && !source->disordered && !source->cursor.fault && source->found == source->reader.entries;
		glass_cursor_release(&source->cursor);
		glass_reader_close(&source->reader);
	}
	return sound;
}

int glass_merge(const char *directory, const char *const *sources, size_t count, const struct glass_sizes *sizes,
                bool *suited, char **failed)
{
	struct merge merge = {.sources = memory_zeroed(count, sizeof *merge.sources), .count = count};
	bool complete;
	int error;

	*suited = open_sources(&merge, sources);
	if (*suited) {
		glass_table_create(&merge.table, directory, GLASS_POSTLIST);
		merge_metadata(&merge);
		merge_ranges(&merge);
		merge_values(&merge);
		merge_lists(&merge, sizes->posting_chunk);
	}
	complete = close_sources(&merge) || merge.table.file.error != 0;
	error = *suited ? glass_shard_finish(directory, &merge.table, &merge.statistics, failed) : 0;
	*suited &= complete;
	buffer_release(&merge.list);
	free(merge.sources);
	return error;
}
