/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Shards written, joined, checked; indexes opened from every kind of path, whole and damaged. */
#include "shim/bulk.h"
#include "tests/unit/shards.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char *scratch; /* new for each test */

static int begin(void **state)
{
	(void)state;
	scratch = scratch_new();
	return 0;
}

static int end(void **state)
{
	(void)state;
	scratch_remove(scratch);
	free(scratch);
	return 0;
}

static char *in_scratch(const char *name)
{
	return path_join(scratch, name);
}

/* count documents that each hold "all" and, the first, "one"; metadata "#name" says which shard it is. */
static void write_simple(const char *name, uint32_t count)
{
	struct shard_draft *draft = calloc(1, sizeof *draft);
	char *path = in_scratch(name);
	struct shim_failure failure;

	draft_term(draft, "all");
	draft_term(draft, "one");
	for (uint32_t i = 0; i < count; i++) {
		draft_document(draft);
		draft_posting(draft, 0, i + 1);
		if (i == 0)
			draft_posting(draft, 1, 5);
		draft_value(draft, 0, name, strlen(name));
	}
	draft_metadata(draft, "#name", name);
	draft_metadata(draft, name, "only here");
	assert_int_equal(shim_shard_write(path, draft_shard(draft), SHIM_SINK_API, &failure), SHIM_OK);
	free(path);
	free(draft);
}

static struct shim_index *open_index(const char *name)
{
	char *path = in_scratch(name);
	struct shim_index *index;
	struct shim_failure failure = {0};

	if (shim_index_open(&index, path, &failure) != SHIM_OK)
		fail_msg("%s: %s", path, failure.message);
	free(path);
	return index;
}

static void write_file(const char *name, const char *text)
{
	char *path = in_scratch(name);

	file_write(path, text);
	free(path);
}

static void make_directory(const char *name)
{
	char *path = in_scratch(name);

	assert_int_equal(mkdir(path, 0777), 0);
	free(path);
}

static void assert_bytes(const struct shim_bytes *bytes, const char *expected)
{
	assert_int_equal(bytes->length, strlen(expected));
	assert_memory_equal(bytes->bytes, expected, bytes->length);
}

static void assert_metadata(struct shim_index *index, size_t shard, const char *key, const char *expected)
{
	struct shim_bytes value;
	enum shim_status status = shim_index_metadata(index, shard, key, strlen(key), &value, NULL);

	assert_int_equal(status, expected ? SHIM_OK : SHIM_NOT_FOUND);
	if (expected)
		assert_bytes(&value, expected);
}

/* ---- Lists gathered as text ---- */

struct gathered {
	char text[2048];
	int left; /* visits until it says stop; < 0: never */
};

static bool gather(struct gathered *to, const char *bytes, size_t length)
{
	snprintf(to->text + strlen(to->text), sizeof to->text - strlen(to->text), "%.*s ", (int)length, bytes);
	return --to->left != 0;
}

static bool gather_key(void *context, const void *key, size_t length)
{
	return gather(context, key, length);
}

static bool gather_term(void *context, const void *term, size_t length, uint32_t documents)
{
	char text[300];

	return gather(context, text, (size_t)snprintf(text, sizeof text, "%.*s=%u", (int)length, (const char *)term, documents));
}

static bool gather_document(void *context, uint32_t document)
{
	char text[16];

	return gather(context, text, (size_t)snprintf(text, sizeof text, "%u", document));
}

static void gather_line(void *context, const char *line)
{
	gather(context, line, strlen(line));
}

static void assert_postings(struct shim_index *index, const char *term, const char *expected)
{
	struct gathered found = {"", -1};

	assert_int_equal(shim_index_postings(index, term, strlen(term), gather_document, &found, NULL), SHIM_OK);
	assert_string_equal(found.text, expected);
}

/* ---- Writing ---- */

static void test_round_trip(void **state)
{
	struct gathered keys = {"", -1}, terms = {"", -1}, first = {"", 1};
	struct shim_bytes value;
	uint32_t frequency;

	(void)state;
	write_simple("s", 2500); /* over two commits */
	struct shim_index *index = open_index("s");
	assert_int_equal(shim_index_documents(index), 2500);
	assert_int_equal(shim_index_last_document(index), 2500);
	assert_int_equal(shim_index_shards(index), 1);
	assert_int_equal(strlen(shim_index_shard_uuid(index, 0)), 36);
	assert_false(shim_index_remote(index));
	assert_int_equal(shim_index_value(index, 2500, 0, &value, NULL), SHIM_OK);
	assert_bytes(&value, "s");
	assert_int_equal(shim_index_value(index, 1, 7, &value, NULL), SHIM_OK);
	assert_int_equal(value.length, 0);
	assert_int_equal(shim_index_value(index, 2501, 0, &value, NULL), SHIM_NOT_FOUND);
	assert_int_equal(shim_index_value(index, 0, 0, &value, NULL), SHIM_NOT_FOUND);
	assert_metadata(index, 0, "#name", "s");
	assert_metadata(index, 0, "#nam", NULL);
	assert_metadata(index, 0, "", NULL);
	assert_int_equal(shim_index_metadata(index, 1, "#name", 5, &value, NULL), SHIM_BAD_QUERY);
	assert_int_equal(shim_index_metadata_keys(index, 0, "", 0, gather_key, &keys, NULL), SHIM_OK);
	assert_string_equal(keys.text, "#name s ");
	assert_int_equal(shim_index_terms(index, "", 0, gather_term, &terms, NULL), SHIM_OK);
	assert_string_equal(terms.text, "all=2500 one=1 ");
	assert_int_equal(shim_index_terms(index, "a", 1, gather_term, &first, NULL), SHIM_OK);
	assert_string_equal(first.text, "all=2500 ");
	assert_int_equal(shim_index_term_frequency(index, "all", 3, &frequency, NULL), SHIM_OK);
	assert_int_equal(frequency, 2500);
	assert_int_equal(shim_index_term_frequency(index, "none", 4, &frequency, NULL), SHIM_OK);
	assert_int_equal(frequency, 0);
	assert_postings(index, "one", "1 ");
	shim_index_close(index);
}

/* Zero bytes, the longest terms, and those that are one too long as queries. */
static void test_hostile_terms(void **state)
{
	static char long_term[SHIM_TERM_MAX + 1], zeros[SHIM_TERM_MAX];
	struct shim_bytes terms[] = {{"\0", 1}, {"\0\0a", 3}, {zeros, 0}, {"a\0b", 3}, {long_term, SHIM_TERM_MAX}, {"\xff\xfe", 2}};
	struct shim_posting postings[6];
	size_t starts[] = {0, 6};
	struct shim_shard shard = {.terms = terms, .term_count = 6, .postings = postings,
	                           .posting_start = starts, .document_count = 1};
	char *path = in_scratch("s");
	struct shim_match match = {.limit = 10, .count = true};
	struct shim_hits hits;
	uint32_t frequency;

	(void)state;
	memset(long_term, 'x', sizeof long_term);
	memset(zeros, 0, sizeof zeros);
	zeros[0] = 'Z' - 25; /* 'A' and 122 zero bytes: 245 as stored */
	terms[2].length = 123;
	for (uint32_t i = 0; i < 6; i++)
		postings[i] = (struct shim_posting){i, 100 * i};
	assert_int_equal(shim_shard_write(path, &shard, SHIM_SINK_API, NULL), SHIM_OK);
	struct shim_index *index = open_index("s");
	for (size_t i = 0; i < 6; i++) {
		struct shim_query *query = shim_query_term(terms[i].bytes, terms[i].length);
		assert_int_equal(shim_index_match(index, query, &match, &hits, NULL), SHIM_OK);
		assert_int_equal(hits.count, 1);
		assert_int_equal(hits.total, 1);
		shim_hits_release(&hits);
		shim_query_free(query);
	}
	assert_int_equal(shim_index_term_frequency(index, long_term, SHIM_TERM_MAX + 1, &frequency, NULL), SHIM_OK);
	assert_int_equal(frequency, 0);
	struct shim_query *empty = shim_query_term("", 0);
	assert_int_equal(shim_index_match(index, empty, &match, &hits, NULL), SHIM_OK);
	assert_int_equal(hits.total, 0);
	shim_query_free(empty);
	shim_index_close(index);
	free(path);
}

/* What breaks the rules of a shard is refused before anything is written. */
static void test_rules(void **state)
{
	static char too_long[SHIM_TERM_MAX + 1], zeros[124];
	static const struct shim_bytes fine[] = {{"a", 1}, {"b", 1}}, twice[] = {{"a", 1}, {"a", 1}}, back[] = {{"b", 1}, {"a", 1}},
				       empty[] = {{"", 0}, {"a", 1}}, longer[] = {{"a", 1}, {too_long, sizeof too_long}},
				       doubled[] = {{zeros, sizeof zeros}, {"a", 1}}, pair[] = {{"k", 1}, {"v", 1}},
				       no_key[] = {{"", 0}, {"v", 1}}, no_value[] = {{"k", 1}, {"", 0}},
				       same_keys[] = {{"k", 1}, {"v", 1}, {"k", 1}, {"w", 1}};
	static const struct shim_posting good[] = {{1, 1}, {0, 2}}, repeated[] = {{1, 1}, {1, 2}}, outside[] = {{0, 1}, {2, 1}},
					 huge[] = {{0, UINT32_MAX}, {1, 1}};
	static const size_t starts[] = {0, 2}, backwards[] = {2, 0};
	static const struct {
		const char *intent;
		const struct shim_bytes *terms;
		const struct shim_posting *postings;
		const size_t *starts;
		const struct shim_bytes *metadata;
		size_t metadata_count;
		unsigned slots;
		enum shim_status status;
	} rows[] = {
		{"the term's postings may come in any order", fine, good, starts, pair, 1, 0, SHIM_OK},
		{"a term twice in the list", twice, good, starts, pair, 1, 0, SHIM_BAD_QUERY},
		{"terms descending", back, good, starts, pair, 1, 0, SHIM_BAD_QUERY},
		{"empty term", empty, good, starts, pair, 1, 0, SHIM_BAD_QUERY},
		{"term too long", longer, good, starts, pair, 1, 0, SHIM_BAD_QUERY},
		{"term too long by its zero bytes", doubled, good, starts, pair, 1, 0, SHIM_BAD_QUERY},
		{"term twice in a document", fine, repeated, starts, pair, 1, 0, SHIM_BAD_QUERY},
		{"no such term", fine, outside, starts, pair, 1, 0, SHIM_BAD_QUERY},
		{"length over 32 bits", fine, huge, starts, pair, 1, 0, SHIM_BAD_QUERY},
		{"postings that end before they start", fine, good, backwards, pair, 1, 0, SHIM_BAD_QUERY},
		{"empty key", fine, good, starts, no_key, 1, 0, SHIM_BAD_QUERY},
		{"empty value", fine, good, starts, no_value, 1, 0, SHIM_BAD_QUERY},
		{"a key twice", fine, good, starts, same_keys, 2, 0, SHIM_BAD_QUERY},
		{"too many slots", fine, good, starts, pair, 1, 9, SHIM_BAD_QUERY},
	};
	char *path = in_scratch("s");

	(void)state;
	memset(too_long, 'x', sizeof too_long);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct shim_shard shard = {rows[i].terms, 2, rows[i].postings, rows[i].starts, 1, NULL, rows[i].slots,
		                           rows[i].metadata, rows[i].metadata_count};
		struct shim_failure failure = {SHIM_OK, "", ""};
		enum shim_status status = shim_shard_write(path, &shard, SHIM_SINK_API, &failure);
		if (status != rows[i].status)
			fail_msg("%s: %d %s", rows[i].intent, status, failure.message);
		assert_int_equal(access(path, F_OK), status == SHIM_OK ? 0 : -1);
		assert_int_equal(*failure.message != 0, status != SHIM_OK);
		scratch_remove(path);
	}
	free(path);
}

/* Neither is overwritten, nor removed for having failed. */
static void test_directory_that_is_there(void **state)
{
	struct shim_shard nothing = {.posting_start = (const size_t[]){0}};
	char *path = in_scratch("taken"), *orphan = in_scratch("no/such/parent");
	struct shim_failure failure;

	(void)state;
	make_directory("taken");
	assert_int_equal(shim_shard_write(path, &nothing, SHIM_SINK_API, &failure), SHIM_BAD_QUERY);
	assert_int_equal(access(path, F_OK), 0);
	assert_int_equal(shim_shard_write(orphan, &nothing, SHIM_SINK_API, &failure), SHIM_NOT_FOUND);
	free(path);
	free(orphan);
}

/* Whichever sink is chosen, the shard is the same; without one that works bulk is refused and leaves nothing. */
static void test_sinks(void **state)
{
	static const struct {
		const char *override;
		enum shim_sink sink;
		bool bulk;
	} rows[] = {
		{NULL, SHIM_SINK_BEST, false}, {"api", SHIM_SINK_BEST, false}, {"bulk", SHIM_SINK_BEST, true},
		{NULL, SHIM_SINK_BULK, true}, {"bulk", SHIM_SINK_API, false},
	};
	struct shim_bytes term = {"t", 1};
	struct shim_posting posting = {0, 9};
	struct shim_shard shard = {.terms = &term, .term_count = 1, .postings = &posting,
	                           .posting_start = (const size_t[]){0, 1}, .document_count = 1};
	char *path = in_scratch("s");

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (rows[i].override)
			setenv("DATELINE_SINK", rows[i].override, 1);
		enum shim_status status = shim_shard_write(path, &shard, rows[i].sink, NULL);
		unsetenv("DATELINE_SINK");
		assert_int_equal(status == SHIM_OK, shim_bulk_works() || !rows[i].bulk);
		assert_int_equal(access(path, F_OK) == 0, status == SHIM_OK);
		if (status == SHIM_OK) {
			struct shim_index *index = open_index("s");
			assert_postings(index, "t", "1 ");
			shim_index_close(index);
		}
		scratch_remove(path);
	}
	free(path);
}

/* ---- Joining and checking ---- */

/* One document, or none for the first, whose key comes after one that only the others have. */
static void write_stated(const char *name, bool first)
{
	struct shard_draft *draft = calloc(1, sizeof *draft);
	char *path = in_scratch(name);

	draft_term(draft, "all");
	if (!first) {
		draft_document(draft);
		draft_posting(draft, 0, 1);
		draft_metadata(draft, name, "only here");
	}
	draft_metadata(draft, "state", name);
	assert_int_equal(shim_shard_write(path, draft_shard(draft), SHIM_SINK_API, NULL), SHIM_OK);
	free(path);
	free(draft);
}

/* Xapian by itself keeps the first's only of a few shards, and where all have the same keys. */
static void assert_first_state_kept(size_t count)
{
	char *sources[16], name[8], *joined = in_scratch("of-many");
	struct shim_index *index;

	for (size_t i = 0; i < count; i++) {
		snprintf(name, sizeof name, "m%zu", i);
		write_stated(name, i == 0);
		sources[i] = in_scratch(name);
	}
	assert_int_equal(shim_shard_merge(joined, (const char *const *)sources, count, NULL), SHIM_OK);
	index = open_index("of-many");
	assert_metadata(index, 0, "state", "m0");
	shim_index_close(index);
	scratch_remove(joined);
	free(joined);
	for (size_t i = 0; i < count; i++) {
		scratch_remove(sources[i]);
		free(sources[i]);
	}
}

static void test_merge(void **state)
{
	char *sources[] = {in_scratch("empty"), in_scratch("b"), in_scratch("none-too"), in_scratch("a")};
	char *joined = in_scratch("joined"), *nothing = in_scratch("nothing");
	struct gathered faults = {"", -1};

	(void)state;
	write_simple("empty", 0);
	write_simple("b", 3);
	write_simple("none-too", 0);
	write_simple("a", 2);
	assert_int_equal(shim_shard_merge(joined, (const char *const *)sources, 4, NULL), SHIM_OK);
	struct shim_index *index = open_index("joined");
	assert_int_equal(shim_index_documents(index), 5);
	assert_postings(index, "all", "1 2 3 4 5 ");
	assert_postings(index, "one", "1 4 ");
	assert_metadata(index, 0, "#name", "empty"); /* the first one's */
	assert_metadata(index, 0, "a", "only here");
	assert_metadata(index, 0, "none-too", "only here");
	shim_index_close(index);
	assert_int_equal(shim_shard_check(joined, gather_line, &faults, NULL), SHIM_OK);
	assert_string_equal(faults.text, "");
	/* The first one's of any number. */
	for (size_t count = 2; count <= 12; count++)
		assert_first_state_kept(count);
	/* Only empty ones. */
	free(sources[1]);
	sources[1] = sources[2];
	assert_int_equal(shim_shard_merge(nothing, (const char *const *)sources, 2, NULL), SHIM_OK);
	index = open_index("nothing");
	assert_int_equal(shim_index_documents(index), 0);
	assert_metadata(index, 0, "empty", "only here");
	shim_index_close(index);
	/* Refused: none, one that is not there, a target that is. */
	assert_int_equal(shim_shard_merge(joined, NULL, 0, NULL), SHIM_BAD_QUERY);
	assert_int_equal(shim_shard_merge(joined, (const char *const *)sources, 1, NULL), SHIM_BAD_QUERY);
	assert_int_equal(shim_shard_merge(scratch, (const char *const[]){"/nonexistent/s"}, 1, NULL), SHIM_NOT_FOUND);
	for (int i = 0; i < 4; i++)
		if (i != 1)
			free(sources[i]);
	free(joined);
	free(nothing);
}

static void damage(const char *name, off_t at, const char *bytes)
{
	char *path = in_scratch(name);
	int file = open(path, O_WRONLY);

	assert_true(file >= 0 && pwrite(file, bytes, strlen(bytes), at) == (ssize_t)strlen(bytes) && close(file) == 0);
	free(path);
}

static void cut(const char *name, off_t length)
{
	char *path = in_scratch(name);

	assert_int_equal(truncate(path, length), 0);
	free(path);
}

static void drop(const char *name)
{
	char *path = in_scratch(name);

	assert_int_equal(unlink(path), 0);
	free(path);
}

/* Each kind of damage gets a status and at least one line; opening or reading gives one too, and nothing crashes. */
static void test_damage(void **state)
{
	static const struct {
		const char *intent;
		int how; /* 0: garbage at, 1: cut at, 2: file removed */
		const char *file;
		off_t at;
		enum shim_status check;
	} rows[] = {
		{"version file empty", 1, "s/iamglass", 0, SHIM_CORRUPT},
		{"version file cut", 1, "s/iamglass", 20, SHIM_CORRUPT},
		{"version file's magic", 0, "s/iamglass", 0, SHIM_CORRUPT},
		{"format of another Xapian", 0, "s/iamglass", 14, SHIM_VERSION},
		{"table cut in the middle of a block", 1, "s/postlist.glass", 12000, SHIM_CORRUPT},
		{"table empty", 1, "s/postlist.glass", 0, SHIM_CORRUPT},
		{"block's head", 0, "s/postlist.glass", 0, SHIM_CORRUPT},
		{"inside of a block", 0, "s/postlist.glass", 8192 + 4000, SHIM_CORRUPT},
		{"no table", 2, "s/postlist.glass", 0, SHIM_CORRUPT},
		{"no version file", 2, "s/iamglass", 0, SHIM_CORRUPT},
	};
	char *path = in_scratch("s");

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct gathered faults = {"", -1};
		struct shim_failure failure = {0};
		struct shim_index *index;
		write_simple("s", 3000);
		if (rows[i].how == 0)
			damage(rows[i].file, rows[i].at, "garbage, garbage, garbage");
		else if (rows[i].how == 1)
			cut(rows[i].file, rows[i].at);
		else
			drop(rows[i].file);
		enum shim_status status = shim_shard_check(path, gather_line, &faults, &failure);
		if (status != rows[i].check)
			fail_msg("%s: %d %s", rows[i].intent, status, failure.message);
		assert_int_equal(*faults.text != 0, status == SHIM_CORRUPT);
		if (shim_index_open(&index, path, &failure) == SHIM_OK) {
			uint32_t total;
			uint64_t bits[3000 / 64 + 1];
			struct shim_query *query = shim_query_term("all", 3);
			status = shim_index_collect(index, query, 0, bits, &total, &failure);
			assert_true(status == SHIM_OK || status == SHIM_CORRUPT);
			shim_query_free(query);
			shim_index_close(index);
		} else {
			assert_true(failure.status == SHIM_CORRUPT || failure.status == rows[i].check ||
			            failure.status == SHIM_NOT_FOUND);
			assert_non_null(strstr(failure.message, path));
			assert_null(index);
		}
		scratch_remove(path);
	}
	assert_int_equal(shim_shard_check(path, gather_line, NULL, NULL), SHIM_NOT_FOUND);
	free(path);
}

/* ---- Opening ---- */

static void test_manifest(void **state)
{
	struct shim_bytes value;

	(void)state;
	make_directory("index");
	write_simple("index/b", 2);
	write_simple("index/a", 3);
	write_file("index/XAPIANDB", "# newest first\n\nauto b\nglass a\n");
	struct shim_index *index = open_index("index");
	assert_int_equal(shim_index_shards(index), 2);
	assert_int_equal(shim_index_documents(index), 5);
	assert_int_equal(shim_index_last_document(index), 6);
	assert_non_null(strstr(shim_index_shard_path(index, 1), "/index/a"));
	assert_metadata(index, 0, "#name", "index/b");
	assert_metadata(index, 1, "#name", "index/a");
	/* Interleaved: b's are 1 and 3, a's 2, 4 and 6. */
	assert_postings(index, "all", "1 2 3 4 6 ");
	assert_postings(index, "one", "1 2 ");
	assert_int_equal(shim_index_value(index, 6, 0, &value, NULL), SHIM_OK);
	assert_bytes(&value, "index/a");
	shim_index_close(index);
}

static void test_empty_manifest(void **state)
{
	struct shim_match match = {.limit = 10, .count = true};
	struct gathered terms = {"", -1};
	struct shim_hits hits;
	uint32_t total;
	uint64_t bits[1] = {99};
	struct shim_query *all = shim_query_all();

	(void)state;
	make_directory("index");
	write_file("index/XAPIANDB", "# nothing yet\n");
	struct shim_index *index = open_index("index");
	assert_int_equal(shim_index_shards(index), 0);
	assert_int_equal(shim_index_documents(index), 0);
	assert_int_equal(shim_index_last_document(index), 0);
	assert_int_equal(shim_index_match(index, all, &match, &hits, NULL), SHIM_OK);
	assert_true(hits.count == 0 && hits.total == 0 && hits.total_exact && !hits.partial);
	assert_int_equal(shim_index_collect(index, all, 0, bits, &total, NULL), SHIM_OK);
	assert_true(bits[0] == 0 && total == 0);
	assert_int_equal(shim_index_terms(index, "", 0, gather_term, &terms, NULL), SHIM_OK);
	assert_string_equal(terms.text, "");
	assert_postings(index, "all", "");
	shim_query_free(all);
	shim_index_close(index);
}

/* Stub files outside, naming databases, indexes and each other, by relative paths with spaces. */
static void test_stub_files(void **state)
{
	(void)state;
	make_directory("index");
	make_directory("sub dir");
	write_simple("index/a", 3);
	write_simple("sub dir/b", 2);
	write_file("index/XAPIANDB", "auto a\n");
	write_file("sub dir/inner", "auto b\r\n");
	write_file("stub", "auto index\nauto sub dir/inner");
	struct shim_index *index = open_index("stub");
	assert_int_equal(shim_index_shards(index), 2);
	assert_metadata(index, 0, "#name", "index/a");
	assert_metadata(index, 1, "#name", "sub dir/b");
	shim_index_close(index);
}

static void test_paths_that_are_no_index(void **state)
{
	static const struct {
		const char *intent, *name, *text;
		enum shim_status status;
	} rows[] = {
		{"nothing there", "absent", NULL, SHIM_NOT_FOUND},
		{"a directory without a database", ".", NULL, SHIM_NOT_FOUND},
		{"any text file", "text", "Dear Sir,\nauto s\n", SHIM_NOT_FOUND},
		{"an empty file", "zero", "", SHIM_NOT_FOUND},
		{"a stub file that names itself", "ring", "auto ring\n", SHIM_NOT_FOUND},
		{"a stub file that would run a program", "program", "remote :rm -rf x\n", SHIM_NOT_FOUND},
		{"no port", "port", "remote host:\n", SHIM_NOT_FOUND},
		{"port out of range", "range", "remote host:65536\n", SHIM_NOT_FOUND},
		{"a shard that is missing", "missing", "auto nowhere\n", SHIM_NOT_FOUND},
		{"a manifest whose shard is missing", "index/XAPIANDB", "auto nowhere\n", SHIM_CORRUPT},
		{"a manifest with a bad line", "index/XAPIANDB", "auto\n", SHIM_CORRUPT},
		{"nobody listens", "far", "remote 127.0.0.1:1\n", SHIM_NETWORK},
	};

	(void)state;
	make_directory("index");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char *path = in_scratch(strncmp(rows[i].name, "index/", 6) ? rows[i].name : "index");
		struct shim_failure failure = {0};
		struct shim_index *index = (struct shim_index *)scratch;
		if (rows[i].text)
			write_file(rows[i].name, rows[i].text);
		enum shim_status status = shim_index_open(&index, path, &failure);
		if (status != rows[i].status)
			fail_msg("%s: %d %s", rows[i].intent, status, failure.message);
		assert_null(index);
		assert_int_not_equal(*failure.message, 0);
		free(path);
	}
}

/* Two copies of one shard have one uuid; nothing may be mixed up by that. */
static void test_twins(void **state)
{
	struct shim_match match = {.limit = 10, .count = true};
	struct shim_query *query = shim_query_term("one", 3);
	struct shim_hits hits;

	(void)state;
	write_simple("s", 3);
	write_file("stub", "auto s\nauto s\n");
	struct shim_index *index = open_index("stub");
	assert_int_equal(shim_index_hide(index, (const uint32_t[]){1, 4}, 2, NULL), SHIM_OK);
	assert_int_equal(shim_index_match(index, query, &match, &hits, NULL), SHIM_OK);
	assert_true(hits.count == 1 && hits.list[0].document == 2 && hits.total == 1);
	assert_postings(index, "all", "2 3 5 6 ");
	shim_hits_release(&hits);
	shim_query_free(query);
	shim_index_close(index);
}

static void test_hide_rules(void **state)
{
	(void)state;
	write_simple("s", 3);
	struct shim_index *index = open_index("s");
	assert_int_equal(shim_index_hide(index, (const uint32_t[]){2, 1}, 2, NULL), SHIM_BAD_QUERY);
	assert_int_equal(shim_index_hide(index, (const uint32_t[]){0}, 1, NULL), SHIM_BAD_QUERY);
	assert_int_equal(shim_index_hide(index, (const uint32_t[]){4}, 1, NULL), SHIM_BAD_QUERY);
	assert_int_equal(shim_index_hide(index, (const uint32_t[]){1, 3}, 2, NULL), SHIM_OK);
	assert_postings(index, "all", "2 ");
	assert_int_equal(shim_index_hide(index, NULL, 0, NULL), SHIM_OK);
	assert_postings(index, "all", "1 2 3 ");
	shim_index_close(index);
}

/* ---- Time, and what is shown of a query ---- */

static bool sleepy(const void *context, const void *value, size_t length)
{
	(void)context, (void)value, (void)length;
	usleep(100);
	return true;
}

/* 3000 checks of 0.1 ms cannot be done in 10: some hits, and the answer says that there may be more. */
static void test_timeout(void **state)
{
	struct shim_match match = {.limit = 5000, .count = true, .timeout = 0.01};
	struct shim_query *term = shim_query_term("all", 3);
	struct shim_query *query = shim_query_checked(term, 0, sleepy, NULL);
	struct shim_hits hits;

	(void)state;
	write_simple("s", 3000);
	struct shim_index *index = open_index("s");
	for (int nested = 0; nested < 2; nested++) {
		assert_int_equal(shim_index_match(index, query, &match, &hits, NULL), SHIM_OK);
		assert_true(hits.partial && !hits.total_exact);
		assert_in_range(hits.count, 0, 2900); /* none, where the machine is that busy */
		assert_true(hits.total >= hits.count);
		shim_hits_release(&hits);
		struct shim_query *parts[] = {query, shim_query_term("one", 3)};
		query = shim_query_combine(SHIM_OR, parts, 2);
	}
	shim_query_free(query);
	shim_index_close(index);
}

static void test_version(void **state)
{
	(void)state;
	assert_int_equal(strncmp(shim_xapian_version(), "1.", 2), 0);
}

int main(void)
{
#define EACH(test) cmocka_unit_test_setup_teardown(test, begin, end)
	const struct CMUnitTest tests[] = {
		EACH(test_round_trip), EACH(test_hostile_terms), EACH(test_rules), EACH(test_directory_that_is_there),
		EACH(test_sinks), EACH(test_merge), EACH(test_damage), EACH(test_manifest), EACH(test_empty_manifest), EACH(test_stub_files),
		EACH(test_paths_that_are_no_index), EACH(test_twins), EACH(test_hide_rules), EACH(test_timeout),
		EACH(test_version),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
