/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Shards joined in bulk, beside what Xapian's own compactor makes of them. */
#include "shim/bulk.h"
#include "shim/xapian.h"
#include "tests/unit/compare_databases.h"
#include "tests/unit/random_shard.h"
#include "tests/unit/shards.h"
#include "text/buffer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define SOURCES_MAX 5

/* Shards in a directory of their own. */
struct sources {
	char *root;
	char *paths[SOURCES_MAX];
	size_t count;
	char *joined, *expected;
};

static void sources_init(struct sources *sources, size_t count)
{
	static const char *const names[SOURCES_MAX] = {"1", "2", "3", "4", "5"};

	sources->root = scratch_new();
	sources->count = count;
	for (size_t i = 0; i < count; i++)
		sources->paths[i] = path_join(sources->root, names[i]);
	sources->joined = path_join(sources->root, "joined");
	sources->expected = path_join(sources->root, "expected");
}

static void sources_release(struct sources *sources)
{
	for (size_t i = 0; i < sources->count; i++)
		free(sources->paths[i]);
	free(sources->joined);
	free(sources->expected);
	free(sources->root);
}

static void write_random(const char *path, uint64_t seed)
{
	struct random_shard random;

	random_shard_init(&random, seed);
	assert_int_equal(bulk_write(path, &random.shard, NULL), SHIM_OK);
	random_shard_release(&random);
}

static bool join(struct sources *sources)
{
	bool suited;

	assert_int_equal(bulk_merge(sources->joined, (const char *const *)sources->paths, sources->count, &suited, NULL), SHIM_OK);
	assert_int_equal(access(sources->joined, F_OK) == 0, suited);
	return suited;
}

/* As the library does it. */
static void join_expected(struct sources *sources)
{
	setenv("DATELINE_SINK", "api", 1);
	assert_int_equal(shim_shard_merge(sources->expected, (const char *const *)sources->paths, sources->count, NULL), SHIM_OK);
	unsetenv("DATELINE_SINK");
}

/* Hostile terms, values in many slots, metadata of the same keys, shards without documents. */
static void test_random(void **state)
{
	(void)state;
	for (uint64_t seed = 0; seed < 12; seed++) {
		struct sources sources;

		sources_init(&sources, 1 + seed % SOURCES_MAX);
		for (size_t i = 0; i < sources.count; i++)
			write_random(sources.paths[i], seed + 7 * i);
		assert_true(join(&sources));
		join_expected(&sources);
		assert_int_equal(compare_databases(sources.joined, sources.expected), 0);
		assert_int_equal(api_check(sources.joined), 0);
		sources_release(&sources);
	}
}

/* What was joined is joined again. */
static void test_again(void **state)
{
	struct sources first, second;

	(void)state;
	sources_init(&first, 2);
	write_random(first.paths[0], 3);
	write_random(first.paths[1], 4);
	assert_true(join(&first));
	sources_init(&second, 2);
	write_random(second.paths[0], 5);
	free(second.paths[1]);
	second.paths[1] = strdup(first.joined);
	assert_true(join(&second));
	join_expected(&second);
	assert_int_equal(compare_databases(second.joined, second.expected), 0);
	sources_release(&second);
	sources_release(&first);
}

/* Ids go on from shard to shard. */
static void test_ids(void **state)
{
	static struct shard_draft draft;
	struct sources sources;
	struct shim_index *index;
	uint32_t documents;

	(void)state;
	sources_init(&sources, 3);
	for (size_t i = 0; i < 3; i++) {
		draft = (struct shard_draft){0};
		draft_term(&draft, "a");
		for (unsigned j = 0; j < 10; j++) {
			draft_document(&draft);
			draft_posting(&draft, 0, 1);
		}
		assert_int_equal(bulk_write(sources.paths[i], draft_shard(&draft), NULL), SHIM_OK);
	}
	assert_true(join(&sources));
	assert_int_equal(shim_index_open(&index, sources.joined, NULL), SHIM_OK);
	assert_int_equal(shim_index_term_frequency(index, "a", 1, &documents, NULL), SHIM_OK);
	assert_int_equal(documents, 30);
	assert_int_equal(shim_index_last_document(index), 30);
	shim_index_close(index);
	sources_release(&sources);
}

/* What the library has written, and what was changed afterwards, in several commits. */
static void test_foreign(void **state)
{
	(void)state;
	for (unsigned updated = 0; updated < 2; updated++) {
		struct sources sources;
		struct random_shard random;

		sources_init(&sources, 2);
		write_random(sources.paths[0], 1);
		random_shard_init(&random, 2);
		assert_int_equal(api_write(sources.paths[1], &random.shard), 0);
		random_shard_release(&random);
		if (updated)
			assert_int_equal(api_update(sources.paths[1], 1), 0);
		assert_true(join(&sources));
		join_expected(&sources);
		assert_int_equal(compare_databases(sources.joined, sources.expected), 0);
		sources_release(&sources);
	}
}

/* ---- damage ---- */

static void read_file(struct buffer *to, const char *path)
{
	FILE *file = fopen(path, "rb");
	char bytes[4096];
	size_t length;

	assert_non_null(file);
	while ((length = fread(bytes, 1, sizeof bytes, file)) > 0)
		buffer_add(to, bytes, length);
	fclose(file);
}

static void write_file(const char *path, const struct buffer *from)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(from->bytes, 1, from->length, file), from->length);
	assert_int_equal(fclose(file), 0);
}

static uint32_t next_random(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

/* Bytes changed, and files cut short: whatever comes of it, nothing is read that is not there, and it ends. */
static void damage(struct sources *sources, const char *name, unsigned rounds)
{
	char *path = path_join(sources->paths[1], name);
	struct buffer sound = {0}, changed = {0};
	uint32_t seed = 1;

	read_file(&sound, path);
	for (unsigned i = 0; i < rounds; i++) {
		bool suited;

		buffer_clear(&changed);
		buffer_add(&changed, sound.bytes, i % 8 ? sound.length : next_random(&seed) % sound.length);
		for (unsigned j = 0; j < 1 + i % 4 && changed.length > 0; j++)
			changed.bytes[next_random(&seed) % changed.length] = (char)next_random(&seed);
		write_file(path, &changed);
		assert_int_equal(bulk_merge(sources->joined, (const char *const *)sources->paths, sources->count, &suited, NULL), SHIM_OK);
		if (suited)
			scratch_remove(sources->joined);
	}
	write_file(path, &sound);
	buffer_release(&changed);
	buffer_release(&sound);
	free(path);
}

static void test_damage(void **state)
{
	struct sources sources;

	(void)state;
	sources_init(&sources, 2);
	write_random(sources.paths[0], 1);
	write_random(sources.paths[1], 10);
	damage(&sources, "iamglass", 100);
	damage(&sources, "postlist.glass", 100);
	assert_true(join(&sources));
	sources_release(&sources);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_random), cmocka_unit_test(test_again),  cmocka_unit_test(test_ids),
		cmocka_unit_test(test_foreign), cmocka_unit_test(test_damage),
	};

	/* One commit a shard that the library writes. */
	setenv("XAPIAN_FLUSH_THRESHOLD", "1000000", 1);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
