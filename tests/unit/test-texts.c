/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "article/texts.h"

#include "article/schema.h"
#include "article/texts_cut.h"
#include "tests/unit/shards.h"
#include "text/buffer.h"
#include "text/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Texts that are stored in a shard of their own. */
struct stored {
	struct analyzer *analyzer; /* NULL: nothing is to be read in parts */
	char **list;
	uint32_t count;
	uint32_t serial;
	size_t entries; /* of metadata, as they were written */
	bool dictionary;
};

static void stored_release(struct stored *stored)
{
	for (uint32_t i = 0; i < stored->count; i++)
		free(stored->list[i]);
	free(stored->list);
}

/* Words in an order that only repeats as language does: some often, some seldom. */
static char *invent(uint32_t seed, size_t words)
{
	struct buffer text = {0};

	buffer_add_string(&text, "");
	for (size_t i = 0; i < words; i++) {
		seed = seed * 1664525u + 1013904223u;
		buffer_add_format(&text, "%s%u ", seed >> 31 ? "ministry " : "said the word ", (unsigned)((seed >> 16) % 997));
	}
	return buffer_detach(&text);
}

static void invent_all(struct stored *stored, uint32_t serial, uint32_t count, size_t words)
{
	*stored = (struct stored){.count = count, .serial = serial};
	stored->list = memory_zeroed(count, sizeof *stored->list);
	for (uint32_t i = 0; i < count; i++)
		stored->list[i] = invent(serial * 7919 + i, words);
}

static const struct tokens *analyse(struct analyzer *analyzer, const char *text, size_t length)
{
	analyzer_begin(analyzer, "en");
	analyzer_add(analyzer, FIELD_TITLE, "Two words", 9);
	analyzer_add(analyzer, FIELD_BODY, text, length);
	return analyzer_end(analyzer);
}

/* What a test does to the entries and places before they are written. */
typedef void spoil(struct shim_bytes *metadata, size_t *count, struct shim_bytes *places);

static struct texts *pack_all(struct stored *stored)
{
	struct texts *texts = texts_new(stored->serial);

	for (uint32_t i = 0; i < stored->count; i++)
		texts_add(texts, stored->list[i], strlen(stored->list[i]),
		          stored->analyzer ? analyse(stored->analyzer, stored->list[i], strlen(stored->list[i])) : NULL);
	texts_finish(texts);
	return texts;
}

static void write_shard(const char *directory, struct stored *stored, spoil *change)
{
	static const struct shim_bytes none[4096];
	static const size_t starts[4097];
	struct texts *texts = pack_all(stored);
	size_t count = texts_entries(texts);
	struct shim_bytes *metadata = memory_zeroed(2 * count, sizeof *metadata);
	struct shim_bytes *places = memory_zeroed(stored->count, sizeof *places);
	unsigned char(*bytes)[PLACE_LENGTH] = memory_new((size_t)stored->count * PLACE_LENGTH);
	const struct shim_bytes *values[SLOT_PLACE + 1] = {[0 ... SLOT_PLACE] = none};
	struct shim_shard shard = {.posting_start = starts, .document_count = stored->count, .values = values,
	                           .value_slots = SLOT_PLACE + 1, .metadata = metadata};

	for (size_t i = 0; i < count; i++)
		texts_entry(texts, i, &metadata[2 * i], &metadata[2 * i + 1]);
	for (uint32_t i = 0; i < stored->count; i++) {
		texts_place(texts, i, bytes[i]);
		places[i] = (struct shim_bytes){bytes[i], PLACE_LENGTH};
	}
	stored->entries = count;
	stored->dictionary = *(const char *)metadata[2 * count - 2].bytes == *DICTIONARY_PREFIX;
	values[SLOT_PLACE] = places;
	if (change)
		change(metadata, &count, places);
	shard.metadata_count = count;
	assert_int_equal(shim_shard_write(directory, &shard, SHIM_SINK_BEST, NULL), SHIM_OK);
	free(bytes);
	free(places);
	free(metadata);
	texts_free(texts);
}

static void check_texts(struct text_store *store, const struct stored *stored, uint32_t first, uint32_t step)
{
	for (uint32_t i = 0; i < stored->count; i++) {
		uint32_t document = i * step % stored->count;
		char *text;

		assert_int_equal(text_store_read(store, first + document, &text, NULL), SHIM_OK);
		if (*stored->list[document])
			assert_string_equal(text, stored->list[document]);
		else
			assert_null(text);
		free(text);
	}
}

/* In and out again, in an order that is not that of the blocks (step and count share no factor). */
static void check_round_trip(struct stored *stored, bool dictionary)
{
	char *root = scratch_new(), *directory = path_join(root, "shard");
	struct shim_index *index;
	struct text_store *store;

	write_shard(directory, stored, NULL);
	assert_int_equal(stored->dictionary, dictionary);
	assert_int_equal(shim_index_open(&index, directory, NULL), SHIM_OK);
	store = text_store_new(index);
	check_texts(store, stored, 1, 1);
	check_texts(store, stored, 1, 37);
	text_store_free(store);
	shim_index_close(index);
	free(directory);
	free(root);
}

static void test_few(void **state)
{
	const char *const texts[] = {"", "a", "Çırağan\n\nTwo", ""};
	struct stored stored = {.count = 4, .serial = 3};

	(void)state;
	stored.list = memory_zeroed(stored.count, sizeof *stored.list);
	for (uint32_t i = 0; i < stored.count; i++)
		stored.list[i] = memory_string(texts[i]);
	check_round_trip(&stored, false);
	assert_int_equal(stored.entries, 1);
	stored_release(&stored);
}

static void test_many(void **state)
{
	struct stored stored;

	(void)state;
	invent_all(&stored, 0xFFFFFFFF, 701, 200);
	check_round_trip(&stored, true);
	stored_release(&stored);
}

/* A text is never split, nor does a long one take its neighbours with it. */
static void test_long(void **state)
{
	struct stored stored;

	(void)state;
	invent_all(&stored, 1, 5, 20000);
	check_round_trip(&stored, false);
	assert_int_equal(stored.entries, 5);
	stored_release(&stored);
}

/* ---- parts ---- */

/* Parts follow each other from end to end, behind as many words as the text has there, and can be read one by one. */
static void check_parts(struct text_store *store, const struct stored *stored, uint32_t document)
{
	const char *expected = stored->list[document], *text;
	struct text_parts parts;
	size_t at = 0;

	assert_int_equal(text_store_open(store, document + 1, &parts, NULL), SHIM_OK);
	assert_int_equal(parts.length, strlen(expected));
	assert_int_equal(parts.count > 1, parts.length > PART_MOST);
	for (size_t i = 0; i < parts.count; i++) {
		const struct text_part *part = &parts.list[i];

		assert_int_equal(part->start, at);
		assert_true(part->end > at && part->end <= parts.length);
		assert_int_equal(part->words, analyse(stored->analyzer, expected, at)->positions[FIELD_BODY]);
		assert_int_equal(text_store_unpack(store, part->end, &text, NULL), SHIM_OK);
		assert_memory_equal(text, expected, part->end);
		at = part->end;
	}
	assert_int_equal(at, parts.length);
}

static void test_parts(void **state)
{
	char *root = scratch_new(), *directory = path_join(root, "shard");
	struct stored stored = {.count = 0};
	struct shim_index *index;
	struct text_store *store;

	(void)state;
	invent_all(&stored, 5, 301, 60);
	stored.analyzer = analyzer_new();
	for (uint32_t i = 0; i < stored.count; i += 7) {
		free(stored.list[i]);
		stored.list[i] = invent(i, 60 + 10 * i);
	}
	write_shard(directory, &stored, NULL);
	assert_int_equal(shim_index_open(&index, directory, NULL), SHIM_OK);
	store = text_store_new(index);
	for (uint32_t i = 0; i < stored.count; i++)
		check_parts(store, &stored, i * 37 % stored.count);
	check_texts(store, &stored, 1, 37);
	text_store_free(store);
	shim_index_close(index);
	analyzer_free(stored.analyzer);
	stored_release(&stored);
	free(directory);
	free(root);
}

/* Nothing but empty texts: thirty-two a block. */
static void test_empty(void **state)
{
	struct stored stored;

	(void)state;
	invent_all(&stored, 1, 65, 0);
	check_round_trip(&stored, false);
	assert_int_equal(stored.entries, 3);
	stored_release(&stored);
}

/* Joined shards keep the dictionary of each part. */
static void test_joined(void **state)
{
	char *root = scratch_new();
	char *paths[3] = {path_join(root, "one"), path_join(root, "two"), path_join(root, "joined")};
	struct stored parts[2];
	struct shim_index *index;
	struct text_store *store;

	(void)state;
	for (uint32_t i = 0; i < 2; i++) {
		invent_all(&parts[i], 10 + i, 500, 200);
		write_shard(paths[i], &parts[i], NULL);
		assert_true(parts[i].dictionary);
	}
	assert_int_equal(shim_shard_merge(paths[2], (const char *const *)paths, 2, NULL), SHIM_OK);
	assert_int_equal(shim_index_open(&index, paths[2], NULL), SHIM_OK);
	store = text_store_new(index);
	check_texts(store, &parts[0], 1, 1);
	check_texts(store, &parts[1], 501, 1);
	text_store_free(store);
	shim_index_close(index);
	for (uint32_t i = 0; i < 2; i++)
		stored_release(&parts[i]);
	for (size_t i = 0; i < 3; i++)
		free(paths[i]);
	free(root);
}

/* ---- damage ---- */

static void cut_block(struct shim_bytes *metadata, size_t *count, struct shim_bytes *places)
{
	(void)count, (void)places;
	metadata[1].length /= 2;
}

static void change_block(struct shim_bytes *metadata, size_t *count, struct shim_bytes *places)
{
	static char changed[65536];

	(void)count, (void)places;
	memcpy(changed, metadata[1].bytes, metadata[1].length);
	changed[metadata[1].length - 20] ^= 1;
	metadata[1].bytes = changed;
}

static void swap_block(struct shim_bytes *metadata, size_t *count, struct shim_bytes *places)
{
	(void)count, (void)places;
	metadata[1] = (struct shim_bytes){"no frame of zstd", 16};
}

static void drop_block(struct shim_bytes *metadata, size_t *count, struct shim_bytes *places)
{
	(void)places;
	memmove(metadata, metadata + 2, 2 * --*count * sizeof *metadata);
}

static void drop_dictionary(struct shim_bytes *metadata, size_t *count, struct shim_bytes *places)
{
	(void)metadata, (void)places;
	--*count;
}

static void change_dictionary(struct shim_bytes *metadata, size_t *count, struct shim_bytes *places)
{
	(void)places;
	metadata[2 * *count - 1] = (struct shim_bytes){"no dictionary", 13};
}

static void change_place(struct shim_bytes *metadata, size_t *count, struct shim_bytes *places)
{
	static char place[PLACE_LENGTH];

	(void)metadata, (void)count;
	memcpy(place, places[0].bytes, sizeof place);
	place[PLACE_LENGTH - 1] = BLOCK_TEXTS;
	places[0].bytes = place;
}

static void cut_place(struct shim_bytes *metadata, size_t *count, struct shim_bytes *places)
{
	(void)metadata, (void)count;
	places[0].length = 4;
}

/* The first document's text cannot be read, and the message says why; the last one's can where only a block is damaged. */
static void test_damaged(void **state)
{
	static const struct {
		spoil *change;
		const char *message;
		bool last_is_sound;
	} cases[] = {
		{cut_block, "the block of its text is damaged", true},
		{change_block, "the block of its text is damaged", true},
		{swap_block, "the block of its text is damaged", true},
		{drop_block, "the block of its text is missing", true},
		{drop_dictionary, "the dictionary of its text is missing or damaged", false},
		{change_dictionary, "the block of its text is damaged", false}, /* zstd takes any bytes for a dictionary */
		{change_place, "its text is not in the block where it should be", true},
		{cut_place, "it does not say where its text is", true},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *root = scratch_new(), *directory = path_join(root, "shard"), *text;
		struct shim_failure failure = {0};
		struct shim_index *index;
		struct text_store *store;
		struct stored stored;

		invent_all(&stored, 1, 500, 200);
		write_shard(directory, &stored, cases[i].change);
		assert_int_equal(shim_index_open(&index, directory, NULL), SHIM_OK);
		store = text_store_new(index);
		assert_int_equal(text_store_read(store, 1, &text, &failure), SHIM_CORRUPT);
		assert_null(text);
		assert_string_equal(failure.message, cases[i].message);
		assert_int_equal(text_store_read(store, 500, &text, NULL), cases[i].last_is_sound ? SHIM_OK : SHIM_CORRUPT);
		free(text);
		text_store_free(store);
		shim_index_close(index);
		stored_release(&stored);
		free(directory);
		free(root);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_few),
		cmocka_unit_test(test_many),
		cmocka_unit_test(test_long),
		cmocka_unit_test(test_empty),
		cmocka_unit_test(test_parts),
		cmocka_unit_test(test_joined),
		cmocka_unit_test(test_damaged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
