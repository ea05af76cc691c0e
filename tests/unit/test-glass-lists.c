/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lists and values of random shards as they lie on disk, written in both ways; and of such that are damaged. */
#include "shim/glass_lists.h"
#include "shim/glass_places.h"
#include "shim/glass_shard.h"
#include "shim/glass_terms.h"

#include "tests/unit/random_shard.h"
#include "tests/unit/shards.h"
#include "text/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define SHARDS 8

static uint64_t random_state = 88172645463325252u;

static unsigned random_below(unsigned bound)
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 7;
	random_state ^= random_state << 17;
	return (unsigned)(random_state % bound);
}

/* What a shard says of one term. */
struct expected {
	uint32_t *ids;
	uint8_t *wdfs;
	size_t count;
};

static struct expected *expect_all(const struct shim_shard *shard)
{
	struct expected *all = memory_zeroed(shard->term_count + 1, sizeof *all);

	for (uint32_t document = 0; document < shard->document_count; document++)
		for (size_t i = shard->posting_start[document]; i < shard->posting_start[document + 1]; i++) {
			struct expected *one = &all[shard->postings[i].term];

			one->ids = memory_resize(one->ids, one->count + 1, sizeof *one->ids);
			one->wdfs = memory_resize(one->wdfs, one->count + 1, 1);
			one->ids[one->count] = document + 1;
			one->wdfs[one->count++] = (uint8_t)(shard->postings[i].wdf > GLASS_WDF_MAX ? GLASS_WDF_MAX : shard->postings[i].wdf);
		}
	return all;
}

static void expect_release(struct expected *all, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		free(all[i].ids);
		free(all[i].wdfs);
	}
	free(all);
}

/* The list from its posting number `at` on, in pieces. */
static void compare_rest(struct glass_list *list, const struct expected *expected, size_t at)
{
	uint32_t ids[64];
	uint8_t wdfs[64];
	size_t count;

	while ((count = glass_list_read(list, ids, wdfs, 1 + random_below(64)))) {
		assert_true(count <= expected->count - at);
		assert_memory_equal(ids, expected->ids + at, count * sizeof *ids);
		assert_memory_equal(wdfs, expected->wdfs + at, count);
		at += count;
	}
	assert_int_equal(list->cursor.fault, GLASS_SOUND);
	assert_int_equal(at, expected->count);
}

/* Skips, each followed by a few postings. */
static void compare_skips(struct glass_list *list, const struct expected *expected, uint32_t last)
{
	uint32_t target = 0, ids[4];
	uint8_t wdfs[4];
	size_t at = 0;

	for (;;) {
		size_t count;

		target += 1 + random_below(1 + last / (1 + random_below(40)));
		while (at < expected->count && expected->ids[at] < target)
			at++;
		glass_list_skip(list, target);
		if (at == expected->count || random_below(30) == 0)
			break;
		count = glass_list_read(list, ids, wdfs, 1 + random_below(4));
		assert_true(count > 0 && count <= expected->count - at);
		assert_memory_equal(ids, expected->ids + at, count * sizeof *ids);
		at += count;
	}
	compare_rest(list, expected, at);
}

static void compare_lists(const struct glass_reader *reader, const struct shim_shard *shard)
{
	struct expected *all = expect_all(shard);

	for (size_t i = 0; i < shard->term_count; i++) {
		struct glass_list list;
		bool found = glass_list_open(&list, reader, shard->terms[i].bytes, shard->terms[i].length);

		assert_int_equal(found, all[i].count > 0);
		assert_int_equal(list.documents, all[i].count);
		compare_rest(&list, &all[i], 0);
		glass_list_release(&list);
		for (int round = 0; round < 3; round++) {
			glass_list_open(&list, reader, shard->terms[i].bytes, shard->terms[i].length);
			compare_skips(&list, &all[i], shard->document_count);
			glass_list_release(&list);
		}
	}
	expect_release(all, shard->term_count);
}

static void compare_value(struct glass_column *column, const struct shim_bytes *values, uint32_t document)
{
	assert_int_equal(glass_column_at(column, document), values[document - 1].length > 0);
	if (values[document - 1].length > 0) {
		assert_int_equal(column->length, values[document - 1].length);
		assert_memory_equal(column->value, values[document - 1].bytes, column->length);
	}
	assert_int_equal(column->cursor.fault, GLASS_SOUND);
}

/* The same values by their places, in any order. */
static void compare_places(const struct glass_reader *reader, const struct shim_bytes *values, unsigned slot, uint32_t documents)
{
	struct glass_places places;
	struct buffer room = {0};
	enum glass_fault fault = GLASS_SOUND;
	size_t length;

	assert_int_equal(glass_places_read(&places, reader, slot), 0);
	for (uint32_t i = 0; i < 2 * documents; i++) {
		uint32_t document = i < documents ? i + 1 : 1 + random_below(documents);
		const unsigned char *value;

		glass_places_expect(&places, document);
		value = glass_places_value(&places, document, &room, &length, &fault);
		assert_int_equal(value != NULL, values[document - 1].length > 0);
		assert_int_equal(length, values[document - 1].length);
		if (value)
			assert_memory_equal(value, values[document - 1].bytes, length);
	}
	assert_null(glass_places_value(&places, documents + 1, &room, &length, &fault));
	assert_int_equal(fault, GLASS_SOUND);
	glass_places_release(&places);
	buffer_release(&room);
}

static void compare_values(const struct glass_reader *reader, const struct shim_shard *shard)
{
	for (unsigned slot = 0; slot < shard->value_slots; slot++) {
		struct glass_column column;
		uint32_t document = 0;

		glass_column_open(&column, reader, slot);
		for (uint32_t i = 1; i <= shard->document_count; i++)
			compare_value(&column, shard->values[slot], i);
		for (uint32_t i = 0; i < shard->document_count; i++)
			compare_value(&column, shard->values[slot], 1 + random_below(shard->document_count));
		while (glass_column_from(&column, document + 1)) {
			for (document++; document < column.id; document++)
				assert_int_equal(shard->values[slot][document - 1].length, 0);
			compare_value(&column, shard->values[slot], document);
		}
		assert_false(glass_column_at(&column, shard->document_count + 1));
		glass_column_release(&column);
		compare_places(reader, shard->values[slot], slot, shard->document_count);
	}
}

/* The list of all documents, and terms that are not there. */
static void compare_rest_of_it(const struct glass_reader *reader, const struct shim_shard *shard)
{
	static const char *const absent[] = {"\xff\xff\xff\xff", "\x01", "no such term", ""};
	struct glass_list list;
	uint32_t id, count = 0;
	uint8_t wdf;

	for (size_t i = 0; absent[i][0]; i++) {
		assert_false(glass_list_open(&list, reader, absent[i], strlen(absent[i])));
		assert_int_equal(glass_list_read(&list, &id, &wdf, 1), 0);
		glass_list_release(&list);
	}
	glass_list_open(&list, reader, "", 0);
	while (glass_list_read(&list, &id, &wdf, 1))
		assert_int_equal(id, ++count);
	assert_int_equal(count, shard->document_count);
	assert_int_equal(list.cursor.fault, GLASS_SOUND);
	glass_list_release(&list);
}

static bool begins(const struct shim_bytes *term, const struct shim_bytes *prefix, size_t length)
{
	return term->length >= length && memcmp(term->bytes, prefix->bytes, length) == 0;
}

/* What begins as some term does. */
static void compare_terms(const struct glass_reader *reader, const struct shim_shard *shard)
{
	struct expected *all = expect_all(shard);

	for (size_t i = 0; i < shard->term_count; i++) {
		size_t length = 1 + random_below((unsigned)shard->terms[i].length), at = 0;
		struct glass_terms terms;

		glass_terms_open(&terms, reader, shard->terms[i].bytes, length);
		while (glass_terms_next(&terms)) {
			while (at < shard->term_count && (all[at].count == 0 || !begins(&shard->terms[at], &shard->terms[i], length)))
				at++;
			assert_true(at < shard->term_count);
			assert_int_equal(terms.length, shard->terms[at].length);
			assert_memory_equal(terms.term, shard->terms[at].bytes, terms.length);
			assert_int_equal(terms.documents, all[at++].count);
		}
		assert_int_equal(terms.cursor.fault, GLASS_SOUND);
		for (; at < shard->term_count; at++)
			assert_true(all[at].count == 0 || !begins(&shard->terms[at], &shard->terms[i], length));
		glass_terms_release(&terms);
	}
	expect_release(all, shard->term_count);
}

static void test_random_shards(void **state)
{
	static const enum shim_sink sinks[] = {SHIM_SINK_API, SHIM_SINK_BULK};

	(void)state;
	for (uint64_t seed = 0; seed < 2 * SHARDS; seed++) {
		char *scratch = scratch_new(), *path = path_join(scratch, "s");
		struct random_shard random;
		struct glass_reader reader;

		random_shard_init(&random, seed / 2 + 1);
		assert_int_equal(shim_shard_write(path, &random.shard, sinks[seed % 2], NULL), SHIM_OK);
		assert_int_equal(glass_reader_open(&reader, path), 0);
		compare_lists(&reader, &random.shard);
		compare_terms(&reader, &random.shard);
		compare_values(&reader, &random.shard);
		compare_rest_of_it(&reader, &random.shard);
		glass_reader_close(&reader);
		random_shard_release(&random);
		scratch_remove(scratch);
		free(path);
		free(scratch);
	}
}

/* ---- damage ---- */

/* Reads whatever can be read. Ids must ascend even then. */
static void read_all(const struct glass_reader *reader, const struct shim_shard *shard)
{
	for (size_t i = 0; i <= shard->term_count; i++) {
		struct glass_list list;
		uint32_t ids[32], last = 0, skip = random_below(4) ? 0 : random_below(3000);
		uint8_t wdfs[32];
		size_t count;

		glass_list_open(&list, reader, i ? shard->terms[i - 1].bytes : "", i ? shard->terms[i - 1].length : 0);
		if (skip)
			glass_list_skip(&list, skip);
		while ((count = glass_list_read(&list, ids, wdfs, 32)))
			for (size_t j = 0; j < count; j++) {
				assert_true(ids[j] > last && wdfs[j] <= GLASS_WDF_MAX);
				last = ids[j];
			}
		glass_list_release(&list);
		if (i) {
			struct glass_terms terms;

			glass_terms_open(&terms, reader, shard->terms[i - 1].bytes, 1);
			while (glass_terms_next(&terms))
				assert_true(terms.length > 0);
			glass_terms_release(&terms);
		}
	}
	for (unsigned slot = 0; slot < shard->value_slots; slot++) {
		struct glass_column column;
		unsigned sum = 0;

		glass_column_open(&column, reader, slot);
		for (uint32_t i = 1; i <= shard->document_count; i++)
			if (glass_column_at(&column, i) && column.length)
				sum += column.value[0] + column.value[column.length - 1];
		assert_true(sum < UINT32_MAX);
		glass_column_release(&column);
	}
}

/* The same of values by their places. */
static void read_all_places(const struct glass_reader *reader, const struct shim_shard *shard)
{
	for (unsigned slot = 0; slot < shard->value_slots; slot++) {
		struct glass_places places;
		struct buffer room = {0};
		enum glass_fault fault = GLASS_SOUND;
		unsigned sum = 0;

		if (glass_places_read(&places, reader, slot) != 0)
			continue;
		for (uint32_t i = 0; i <= shard->document_count + 1; i++) {
			size_t length;
			const unsigned char *value = glass_places_value(&places, i, &room, &length, &fault);

			if (value)
				sum += value[0] + value[length - 1];
		}
		assert_true(sum < UINT32_MAX);
		glass_places_release(&places);
		buffer_release(&room);
	}
}

/* Some bytes, most of them where blocks keep their own affairs, become others. */
static void damage(unsigned char *bytes, size_t size)
{
	for (unsigned i = 1 + random_below(12); i > 0; i--) {
		size_t block = random_below((unsigned)(size / GLASS_BLOCK_SIZE)) * (size_t)GLASS_BLOCK_SIZE;
		size_t at = random_below(2) ? random_below(64) : random_below(GLASS_BLOCK_SIZE);

		bytes[block + at] = (unsigned char)(random_below(3) ? random_below(256) : 0xff);
	}
}

static void test_damage(void **state)
{
	char *scratch = scratch_new(), *path = path_join(scratch, "s");
	struct random_shard random;

	(void)state;
	random_shard_init(&random, 3);
	assert_int_equal(shim_shard_write(path, &random.shard, SHIM_SINK_BULK, NULL), SHIM_OK);
	for (int round = 0; round < 150; round++) {
		struct glass_reader reader, damaged;
		unsigned char *bytes; /* in memory of just that size a byte too far is seen */

		assert_int_equal(glass_reader_open(&reader, path), 0);
		damaged = reader;
		if (round < 20)
			damaged.size = random_below((unsigned)reader.size);
		bytes = memory_new(damaged.size + 1);
		memcpy(bytes + 1, reader.map, damaged.size);
		if (round >= 20)
			damage(bytes + 1, damaged.size);
		damaged.map = bytes + 1;
		read_all(&damaged, &random.shard);
		read_all_places(&damaged, &random.shard);
		free(bytes);
		glass_reader_close(&reader);
	}
	random_shard_release(&random);
	scratch_remove(scratch);
	free(path);
	free(scratch);
}

static void test_files_that_are_none(void **state)
{
	static const struct {
		const char *intent, *version;
	} cases[] = {
		{"empty", ""},
		{"something else", "a text that is long enough to be a version file of glass"},
		{"cut behind its magic", GLASS_MAGIC},
	};
	char *scratch = scratch_new(), *path = path_join(scratch, "iamglass");
	struct glass_reader reader;

	(void)state;
	assert_int_equal(glass_reader_open(&reader, scratch), -1);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		file_write(path, cases[i].version);
		if (glass_reader_open(&reader, scratch) != -1)
			fail_msg("%s", cases[i].intent);
		glass_reader_close(&reader);
	}
	scratch_remove(scratch);
	free(path);
	free(scratch);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_random_shards),
		cmocka_unit_test(test_damage),
		cmocka_unit_test(test_files_that_are_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
