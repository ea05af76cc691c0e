/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Shards written in bulk against the same shards written through the
 * library. DATELINE_TEST_ROUNDS in the environment: how many random shards,
 * DATELINE_TEST_SEED: the first one's seed.
 */
#include "shim/bulk.h"
#include "shim/glass_encode.h"
#include "shim/glass_shard.h"
#include "tests/unit/compare_databases.h"
#include "tests/unit/random_shard.h"
#include "text/buffer.h"
#include "text/memory.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cmocka.h>

/* As the library cuts its lists: only then are files the same after compaction. */
static const struct glass_sizes library_sizes = {.posting_chunk = 2000, .value_chunk = 2000};

/* What the disk does: the program's own write and fsync stand before the C library's. */
static struct {
	size_t most; /* bytes one write takes, 0: all */
	long fails_after; /* bytes until writes fail, -1: never */
	int error;
	unsigned syncs, sync_fails; /* syncs counted; the one that fails, from 1 */
} disk = {.fails_after = -1};

ssize_t write(int descriptor, const void *bytes, size_t length)
{
	if (descriptor > STDERR_FILENO && disk.fails_after == 0) {
		errno = disk.error;
		return -1;
	}
	if (descriptor > STDERR_FILENO && disk.most && length > disk.most)
		length = disk.most;
	if (descriptor > STDERR_FILENO && disk.fails_after > 0) {
		if (length > (size_t)disk.fails_after)
			length = (size_t)disk.fails_after;
		disk.fails_after -= (long)length;
	}
	return syscall(SYS_write, descriptor, bytes, length);
}

int fsync(int descriptor)
{
	(void)descriptor;
	if (++disk.syncs != disk.sync_fails)
		return 0;
	errno = EIO;
	return -1;
}

/* What the library calls; waiting for the disk would only make the tests slow. */
int fdatasync(int descriptor)
{
	(void)descriptor;
	return 0;
}

static void disk_reset(void)
{
	memset(&disk, 0, sizeof disk);
	disk.fails_after = -1;
}

/* ---- Directories ---- */

static char root[64];

static const char *path_of(const char *name)
{
	static char paths[4][128];
	static unsigned next;
	char *path = paths[next++ % 4];

	snprintf(path, sizeof paths[0], "%s/%s", root, name);
	return path;
}

static void remove_database(const char *name)
{
	DIR *directory = opendir(path_of(name));
	const struct dirent *entry;

	if (!directory)
		return;
	while ((entry = readdir(directory)))
		unlinkat(dirfd(directory), entry->d_name, 0);
	closedir(directory);
	rmdir(path_of(name));
}

static int root_make(void **state)
{
	const char *parent = getenv("TMPDIR");

	(void)state;
	snprintf(root, sizeof root, "%.40s/bulk-XXXXXX", parent ? parent : "/tmp");
	return mkdtemp(root) ? 0 : -1;
}

static int root_remove(void **state)
{
	(void)state;
	return rmdir(root);
}

/* After every test, so that one that fails does not take the next ones along. */
static int root_empty(void **state)
{
	static const char *const names[] = {"bulk", "api", "bulk-compact", "api-compact"};

	(void)state;
	disk_reset();
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		remove_database(names[i]);
	return 0;
}

static void read_whole(struct buffer *to, const char *database, const char *name)
{
	char path[256];
	FILE *file;
	size_t got;

	snprintf(path, sizeof path, "%s/%s", path_of(database), name);
	file = fopen(path, "rb");
	assert_non_null(file);
	while ((got = fread(buffer_reserve(to, 65536), 1, 65536, file)) > 0)
		to->length += got;
	fclose(file);
}

static void assert_same_file(const char *bulk, const char *api, const char *name, size_t skip_from, size_t skip_to)
{
	struct buffer one = {0}, other = {0};

	read_whole(&one, bulk, name);
	read_whole(&other, api, name);
	assert_int_equal(one.length, other.length);
	for (size_t i = 0; i < one.length; i++)
		if (i < skip_from || i >= skip_to)
			assert_int_equal((unsigned char)one.bytes[i], (unsigned char)other.bytes[i]);
	buffer_release(&one);
	buffer_release(&other);
}

/* ---- Shards written both ways ---- */

static void write_with(const char *name, const struct shim_shard *shard, const struct glass_sizes *sizes)
{
	char *failed = NULL;

	assert_int_equal(mkdir(path_of(name), 0777), 0);
	assert_int_equal(glass_shard_write(path_of(name), shard, sizes, &failed), 0);
	assert_null(failed);
}

static void assert_same_compacted(void)
{
	assert_int_equal(api_compact(path_of("bulk"), path_of("bulk-compact")), 0);
	assert_int_equal(api_compact(path_of("api"), path_of("api-compact")), 0);
	assert_same_file("bulk-compact", "api-compact", "postlist.glass", 0, 0);
	assert_same_file("bulk-compact", "api-compact", "iamglass", 16, 32); /* all but the UUID */
	remove_database("bulk-compact");
	remove_database("api-compact");
}

static void assert_same_to_readers(void)
{
	assert_int_equal(api_check(path_of("bulk")), 0);
	assert_int_equal(compare_databases(path_of("bulk"), path_of("api")), 0);
}

/* sizes NULL: those of bulk_write. */
static void assert_same_shard(const struct shim_shard *shard, const struct glass_sizes *sizes, uint32_t update_seed)
{
	if (sizes)
		write_with("bulk", shard, sizes);
	else
		assert_int_equal(bulk_write(path_of("bulk"), shard, NULL), SHIM_OK);
	assert_int_equal(api_write(path_of("api"), shard), 0);
	assert_same_to_readers();
	if (sizes)
		assert_same_compacted();
	assert_int_equal(api_update(path_of("bulk"), update_seed), 0);
	assert_int_equal(api_update(path_of("api"), update_seed), 0);
	assert_same_to_readers();
	if (sizes)
		assert_same_compacted();
	remove_database("bulk");
	remove_database("api");
}

static long setting(const char *name, long otherwise)
{
	const char *text = getenv(name);

	return text ? atol(text) : otherwise;
}

static void test_random_shards(void **state)
{
	long rounds = setting("DATELINE_TEST_ROUNDS", 24), first = setting("DATELINE_TEST_SEED", 0);

	(void)state;
	for (long seed = first; seed < first + rounds; seed++) {
		struct random_shard random;

		random_shard_init(&random, (uint64_t)seed);
		print_message("seed %ld: %u documents, %zu terms, %u slots, %zu metadata\n", seed,
		              random.shard.document_count, random.shard.term_count, random.shard.value_slots,
		              random.shard.metadata_count);
		assert_same_shard(&random.shard, seed % 3 ? &library_sizes : NULL, (uint32_t)seed);
		random_shard_release(&random);
	}
}

#define BYTES(literal) {literal, sizeof(literal) - 1}

/* Full keys: 245 bytes, and 122 zero bytes of which each counts twice. */
#define FIVE(letters) letters letters letters letters letters
#define LONGEST FIVE(FIVE("letters!")) "and five and forty more, to the very end" "12345"
static const char zeros[122];

static const struct shim_bytes edge_terms[] = {
	{zeros, sizeof zeros}, BYTES("\0\xff"), BYTES("\1"), BYTES("a"), BYTES("a\0"), BYTES("a\0\0"), BYTES("a\0\1"),
	BYTES("a\0\xff"), BYTES("a\1"), BYTES("aa"), BYTES(LONGEST), BYTES("unused"), BYTES("\xff"), BYTES("\xff\xff"),
};

static const struct shim_posting edge_postings[] = {
	{13, 0}, {0, 4000000000u}, /* document 1; (2^32 - 1 marks a deleted posting inside the library) */
	{0, 0}, {1, 1}, {2, 127}, {3, 128}, {4, 16383}, {5, 16384}, {6, 2097151}, {7, 2097152}, {8, 70000},
	{9, 1}, {10, 1}, {12, 1}, /* document 2; 3 is empty */
	{3, 1}, {13, 1}           /* document 4 */
};

static const struct shim_bytes edge_values[3][4] = {
	{BYTES(""), BYTES("same"), BYTES("same"), BYTES("same")}, /* the greatest value is not stored */
	{BYTES("b"), BYTES(""), BYTES("\0"), BYTES("a")},
	{BYTES(""), BYTES(""), BYTES(""), BYTES("")}, /* a slot that nothing uses */
};

static const struct shim_bytes *const edge_slots[8] = {
	edge_values[0], edge_values[2], edge_values[2], edge_values[2],
	edge_values[2], edge_values[2], edge_values[2], edge_values[1],
};

static const struct shim_bytes edge_metadata[] = {
	BYTES("\0"), BYTES("\0"), BYTES("\0\xff"), BYTES("x"), BYTES("key"), BYTES("value"), BYTES("\xff\xff"), BYTES("last"),
};

static const size_t no_terms[] = {0, 0, 0, 0, 0};
static const size_t edge_start[] = {0, 2, 14, 14, 16};

#define EDGE_TERMS .terms = edge_terms, .term_count = sizeof edge_terms / sizeof *edge_terms
#define EDGE_METADATA .metadata = edge_metadata, .metadata_count = 4
#define WITHOUT_TERMS .posting_start = no_terms

static const struct {
	const char *name;
	struct shim_shard shard;
} edges[] = {
	{"nothing at all: a table without blocks", {WITHOUT_TERMS}},
	{"metadata but no document", {WITHOUT_TERMS, EDGE_METADATA}},
	{"one document, empty", {WITHOUT_TERMS, .document_count = 1}},
	{"terms that no document has", {WITHOUT_TERMS, EDGE_TERMS, .document_count = 2}},
	{"one document with one term",
	 {EDGE_TERMS, .postings = edge_postings + 14, .posting_start = (const size_t[]){0, 1}, .document_count = 1}},
	{"values in the first and the last slot, no terms",
	 {WITHOUT_TERMS, .document_count = 4, .values = edge_slots, .value_slots = 8}},
	{"slots that are declared and empty",
	 {WITHOUT_TERMS, .document_count = 4, .values = edge_slots + 1, .value_slots = 6}},
	{"everything, with an empty document inside",
	 {EDGE_TERMS, EDGE_METADATA, .postings = edge_postings, .posting_start = edge_start, .document_count = 4,
	  .values = edge_slots, .value_slots = 8}},
};

static const struct shim_shard *const everything = &edges[7].shard;

static void test_edges(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof edges / sizeof *edges; i++) {
		print_message("%s\n", edges[i].name);
		assert_same_shard(&edges[i].shard, &library_sizes, (uint32_t)i);
		assert_same_shard(&edges[i].shard, NULL, (uint32_t)i);
	}
}

/* With one leaf the version files are equal but for the UUID and, behind revision and root, whether it was filled in order. */
static void test_version_file(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof edges / sizeof *edges; i++) {
		assert_int_equal(bulk_write(path_of("bulk"), &edges[i].shard, NULL), SHIM_OK);
		assert_int_equal(api_write(path_of("api"), &edges[i].shard), 0);
		assert_same_file("bulk", "api", "iamglass", 16, 35);
		remove_database("bulk");
		remove_database("api");
	}
}

/* Metadata of every length about which an item or a block is just full, each behind 0 to 3 small entries. */
static void test_block_borders(void **state)
{
	static const size_t lengths[] = {190, 990, 2030, 2050, 4075, 8160, 16340};
	char *long_value = memory_zeroed(20000, 1);

	(void)state;
	for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
		struct shim_bytes metadata[2 * 40];
		struct shim_shard shard = {.posting_start = no_terms, .metadata = metadata, .metadata_count = 40};
		char keys[40][4];

		for (size_t k = 0; k < 40; k++) {
			snprintf(keys[k], sizeof keys[k], "%02zu", k);
			metadata[2 * k] = (struct shim_bytes){keys[k], 2};
			metadata[2 * k + 1] = (struct shim_bytes){long_value, k % 4 == 3 ? 1 : lengths[i] + k / 2};
		}
		assert_same_shard(&shard, &library_sizes, (uint32_t)i);
	}
	free(long_value);
}

/* The id's bytes as they stand in keys, hexadecimal. */
static void test_sortable_ids(void **state)
{
	static const struct {
		uint32_t id;
		const char *bytes;
	} ids[] = {
		{1, "0001"},           {0x7fff, "7fff"},         /* two bytes */
		{0x8000, "808000"},    {0x3fffff, "bfffff"},     /* three */
		{0x400000, "c0400000"}, {0x1fffffff, "dfffffff"}, /* four */
		{0x20000000, "e020000000"}, {0xfffffff0, "e0fffffff0"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
		unsigned char bytes[GLASS_NUMBER32_MAX];
		size_t length = (size_t)(glass_put_sortable(bytes, ids[i].id) - bytes);
		char hex[2 * sizeof bytes + 1] = "";

		for (size_t k = 0; k < length; k++)
			snprintf(hex + 2 * k, 3, "%02x", bytes[k]);
		assert_string_equal(hex, ids[i].bytes);
	}
}

/* Ids of three bytes in keys and gaps of three bytes in lists: each term stands in every 1st, 2nd, 127th, ... document. */
static void test_many_documents(void **state)
{
	enum { COUNT = 70000 };
	static const uint32_t every[] = {1, 2, 127, 128, 129, 16383, 16384, 16385, 65000};
	static const struct shim_bytes terms[] = {BYTES("0"), BYTES("1"), BYTES("2"), BYTES("3"), BYTES("4"),
	                                          BYTES("5"), BYTES("6"), BYTES("7"), BYTES("8")};
	struct shim_posting *postings = memory_zeroed((size_t)COUNT * 2, sizeof *postings);
	size_t *start = memory_zeroed(COUNT + 1, sizeof *start), count = 0;
	struct shim_bytes *values = memory_zeroed(COUNT, sizeof *values);
	const struct shim_bytes *slots[] = {values};

	(void)state;
	for (uint32_t id = 1; id <= COUNT; id++) {
		for (uint32_t t = 0; t < sizeof every / sizeof *every; t++)
			if (id % every[t] == 0)
				postings[count++] = (struct shim_posting){t, id % 200};
		start[id] = count;
		if (id % 9 == 0 || id % 30000 == 0)
			values[id - 1] = terms[id % 9];
	}
	assert_same_shard(&(struct shim_shard){.terms = terms, .term_count = 9, .postings = postings,
	                                       .posting_start = start, .document_count = COUNT,
	                                       .values = slots, .value_slots = 1},
	                  &library_sizes, 0);
	free(postings);
	free(start);
	free(values);
}

static unsigned directory_entries(const char *path)
{
	DIR *directory = opendir(path);
	unsigned count = 0;

	assert_non_null(directory);
	while (readdir(directory))
		count++;
	closedir(directory);
	return count - 2;
}

/* As the library makes with DB_NO_TERMLIST, less its lock file; each synced, and their directory. */
static void test_files(void **state)
{
	(void)state;
	disk_reset();
	assert_int_equal(bulk_write(path_of("bulk"), everything, NULL), SHIM_OK);
	assert_int_equal(disk.syncs, 3);
	assert_int_equal(directory_entries(path_of("bulk")), 2);
	assert_int_equal(api_write(path_of("api"), everything), 0);
	assert_int_equal(directory_entries(path_of("api")), 3);
	remove_database("bulk");
	remove_database("api");
}

static void test_short_writes(void **state)
{
	(void)state;
	disk_reset();
	disk.most = 1000;
	assert_int_equal(bulk_write(path_of("bulk"), everything, NULL), SHIM_OK);
	disk_reset();
	assert_int_equal(api_write(path_of("api"), everything), 0);
	assert_same_to_readers();
	remove_database("bulk");
	remove_database("api");
}

static void test_disk_faults(void **state)
{
	static const struct {
		long fails_after;
		int error;
		unsigned sync_fails;
		enum shim_status status;
		const char *file, *reason; /* "": the directory itself */
	} faults[] = {
		/* full at the first byte, inside a block, for the version file alone; a user's share of the disk */
		{0, ENOSPC, 0, SHIM_DISK_FULL, "/postlist.glass", "No space left on device"},
		{5000, ENOSPC, 0, SHIM_DISK_FULL, "/postlist.glass", "No space left on device"},
		{8192, ENOSPC, 0, SHIM_DISK_FULL, "/iamglass", "No space left on device"},
		{8200, EDQUOT, 0, SHIM_DISK_FULL, "/iamglass", "Disk quota exceeded"},
		{100, EIO, 0, SHIM_IO, "/postlist.glass", "Input/output error"},
		{-1, 0, 1, SHIM_IO, "/postlist.glass", "Input/output error"}, /* told only when synced */
		{-1, 0, 2, SHIM_IO, "/iamglass", "Input/output error"},
		{-1, 0, 3, SHIM_IO, "", "Input/output error"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
		struct shim_failure failure;
		char expected[512];

		disk_reset();
		disk.fails_after = faults[i].fails_after;
		disk.error = faults[i].error;
		disk.sync_fails = faults[i].sync_fails;
		assert_int_equal(bulk_write(path_of("bulk"), everything, &failure), faults[i].status);
		disk_reset();
		snprintf(expected, sizeof expected, "cannot write %s%s: %s", path_of("bulk"), faults[i].file,
		         faults[i].reason);
		assert_string_equal(failure.message, expected);
		assert_int_equal(failure.status, faults[i].status);
		assert_int_equal(failure.hint[0] != '\0', faults[i].status == SHIM_DISK_FULL);
		remove_database("bulk");
	}
}

static void test_directory_faults(void **state)
{
	const struct shim_shard *shard = &edges[0].shard;
	struct shim_failure failure;
	char path[1200] = "/";

	(void)state;
	/* A directory that exists is somebody's: nothing in it is touched. */
	assert_int_equal(bulk_write(root, shard, &failure), SHIM_IO);
	assert_non_null(strstr(failure.message, "File exists"));
	assert_int_equal(directory_entries(root), 0);
	assert_int_equal(bulk_write(path_of("no/shard"), shard, &failure), SHIM_IO);
	assert_non_null(strstr(failure.message, "/no/shard: No such file or directory"));
	/* The reason stays visible behind a long name, which is not cut inside a character. */
	while (strlen(path) < 1100)
		strcat(path, "\xc3\xa4");
	assert_int_equal(bulk_write(path, shard, &failure), SHIM_IO);
	assert_non_null(strstr(failure.message, "\xc3\xa4: "));
}

/* The library keeps lengths and wdf sums in 32 bits. */
static void test_sums_too_large(void **state)
{
	static const struct shim_bytes terms[] = {BYTES("a"), BYTES("b")};
	static const struct {
		struct shim_posting postings[2];
		size_t start[3];
		enum shim_status expected;
	} shards[] = {
		{{{0, UINT32_MAX}, {1, 1}}, {0, 2, 2}, SHIM_BAD_QUERY}, /* a document's length */
		{{{0, UINT32_MAX}, {0, 1}}, {0, 1, 2}, SHIM_BAD_QUERY}, /* the sum of a term */
		{{{0, UINT32_MAX - 1}, {0, 1}}, {0, 1, 2}, SHIM_OK},    /* just fits */
	};

	(void)state;
	for (size_t i = 0; i < sizeof shards / sizeof *shards; i++) {
		struct shim_shard shard = {.terms = terms, .term_count = 2, .postings = shards[i].postings,
		                           .posting_start = shards[i].start, .document_count = 2};

		assert_int_equal(bulk_write(path_of("bulk"), &shard, NULL), shards[i].expected);
		remove_database("bulk");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(test_edges, root_empty),
		cmocka_unit_test_teardown(test_version_file, root_empty),
		cmocka_unit_test(test_sortable_ids),
		cmocka_unit_test_teardown(test_many_documents, root_empty),
		cmocka_unit_test_teardown(test_block_borders, root_empty),
		cmocka_unit_test_teardown(test_random_shards, root_empty),
		cmocka_unit_test_teardown(test_files, root_empty),
		cmocka_unit_test_teardown(test_short_writes, root_empty),
		cmocka_unit_test_teardown(test_disk_faults, root_empty),
		cmocka_unit_test_teardown(test_directory_faults, root_empty),
		cmocka_unit_test_teardown(test_sums_too_large, root_empty),
	};

	/* One commit a shard: where the library extends a list it may cut it elsewhere. */
	setenv("XAPIAN_FLUSH_THRESHOLD", "1000000", 1);
	return cmocka_run_group_tests(tests, root_make, root_remove);
}
