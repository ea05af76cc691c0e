/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One shard behind Xapian's own server, one beside it: every kind of query must find what it finds locally. */
#include "tests/unit/shards.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define DOCUMENTS 200 /* a shard */

extern char **environ;

static char *scratch;
static pid_t server;
static struct shim_index *near, *far; /* the same two shards, read as files and with the first one remote */

/* Document i holds "a" always, "b" if even, "c" every fifth; impacts fall with the id; its value is i mod 10. */
static void write_shard(const char *path)
{
	static const char digits[] = "0123456789";
	struct shard_draft *draft = calloc(1, sizeof *draft);

	draft_term(draft, "a");
	draft_term(draft, "b");
	draft_term(draft, "c");
	for (uint32_t i = 0; i < DOCUMENTS; i++) {
		draft_document(draft);
		draft_posting(draft, 0, 1 + (DOCUMENTS - i) / 2);
		if (i % 2 == 0)
			draft_posting(draft, 1, 60);
		if (i % 5 == 0)
			draft_posting(draft, 2, 1 + i % 100);
		draft_value(draft, 0, digits + i % 10, 1);
	}
	draft_metadata(draft, "key", "value");
	assert_int_equal(shim_shard_write(path, draft_shard(draft), SHIM_SINK_API, NULL), SHIM_OK);
	free(draft);
}

static int free_port(void)
{
	struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t length = sizeof address;
	int probe = socket(AF_INET, SOCK_STREAM, 0);

	assert_int_equal(bind(probe, (struct sockaddr *)&address, length), 0);
	assert_int_equal(getsockname(probe, (struct sockaddr *)&address, &length), 0);
	close(probe);
	return ntohs(address.sin_port);
}

/* In a process group of its own: when the server is ended it ends its whole group. */
static bool start_server(const char *shard, int port)
{
	posix_spawnattr_t attributes;
	char number[16];
	char *arguments[] = {"xapian-tcpsrv", "--quiet", "--interface", "127.0.0.1", "--port", number, (char *)shard, NULL};

	snprintf(number, sizeof number, "%d", port);
	posix_spawnattr_init(&attributes);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
	bool started = posix_spawnp(&server, arguments[0], NULL, &attributes, arguments, environ) == 0;
	posix_spawnattr_destroy(&attributes);
	return started;
}

/* The server needs a moment before it listens. */
static bool open_patiently(struct shim_index **index, const char *path)
{
	for (int i = 0; i < 100; i++) {
		if (shim_index_open(index, path, NULL) == SHIM_OK)
			return true;
		usleep(20000);
	}
	return false;
}

static int begin(void **state)
{
	char text[64];
	int port = free_port();

	(void)state;
	scratch = scratch_new();
	char *one = path_join(scratch, "one"), *two = path_join(scratch, "two");
	char *local = path_join(scratch, "local"), *remote = path_join(scratch, "remote");
	write_shard(one);
	write_shard(two);
	file_write(local, "auto one\nauto two\n");
	snprintf(text, sizeof text, "remote 127.0.0.1:%d\nauto two\n", port);
	file_write(remote, text);
	if (start_server(one, port)) {
		assert_true(open_patiently(&near, local));
		assert_true(open_patiently(&far, remote));
	}
	free(one);
	free(two);
	free(local);
	free(remote);
	return 0;
}

static int end(void **state)
{
	(void)state;
	shim_index_close(near);
	shim_index_close(far);
	if (server) {
		kill(server, SIGTERM);
		waitpid(server, NULL, 0);
	}
	scratch_remove(scratch);
	free(scratch);
	return 0;
}

static void need_server(void)
{
	if (!far) {
		print_message("xapian-tcpsrv is not installed\n");
		skip();
	}
}

static void test_reading(void **state)
{
	struct shim_bytes value;
	uint32_t frequency;

	(void)state;
	need_server();
	assert_true(shim_index_remote(far));
	assert_false(shim_index_remote(near));
	assert_string_equal(shim_index_shard_path(far, 0), "");
	assert_int_equal(shim_index_documents(far), 2 * DOCUMENTS);
	assert_int_equal(shim_index_metadata(far, 0, "key", 3, &value, NULL), SHIM_OK);
	assert_memory_equal(value.bytes, "value", 5);
	assert_int_equal(shim_index_value(far, 7, 0, &value, NULL), SHIM_OK); /* the fourth of the remote shard */
	assert_memory_equal(value.bytes, "3", 1);
	assert_int_equal(shim_index_term_frequency(far, "b", 1, &frequency, NULL), SHIM_OK);
	assert_int_equal(frequency, DOCUMENTS);
}

/* ---- Queries, made anew for each use ---- */

static bool is_over(const void *context, const void *value, size_t length)
{
	return length == 1 && *(const char *)value > *(const char *)context;
}

static struct shim_query *term(const char *text)
{
	return shim_query_term(text, strlen(text));
}

static struct shim_query *join(enum shim_operator operation, struct shim_query *a, struct shim_query *b)
{
	return shim_query_combine(operation, (struct shim_query *[]){a, b}, 2);
}

static struct shim_query *over(const char *digit, struct shim_query *query)
{
	return shim_query_checked(query, 0, is_over, digit);
}

static struct shim_query *make_query(int which)
{
	switch (which) {
	case 0:
		return term("c");
	case 1:
		return join(SHIM_OR, term("b"), term("c"));
	case 2:
		return join(SHIM_AND, term("b"), term("c"));
	case 3: /* required check */
		return over("5", term("a"));
	case 4: /* a check that few pass, so that more must be fetched */
		return join(SHIM_AND, over("8", term("a")), term("a"));
	case 5: /* nested in an OR */
		return join(SHIM_OR, over("5", term("a")), term("c"));
	case 6: /* under a NOT, which must not lose what the check lets stand */
		return join(SHIM_AND_NOT, term("a"), over("5", term("a")));
	case 7:
		return join(SHIM_FILTER, shim_query_scale(term("a"), 2), over("2", join(SHIM_OR, term("b"), term("c"))));
	case 8:
		return shim_query_synonym((struct shim_query *[]){term("b"), term("c")}, 2);
	case 9: /* its faulty kind of ending is reached with two shards */
		return join(SHIM_MAX, term("b"), term("c"));
	case 10:
		return shim_query_all();
	default:
		return NULL;
	}
}

#define QUERIES 11

static struct shim_hits match(struct shim_index *index, const struct shim_query *query, struct shim_match match_)
{
	struct shim_failure failure = {0};
	struct shim_hits hits;

	if (shim_index_match(index, query, &match_, &hits, &failure) != SHIM_OK)
		fail_msg("%s", failure.message);
	return hits;
}

static int by_document(const void *a, const void *b)
{
	const struct shim_hit *x = a, *y = b;

	return (x->document > y->document) - (x->document < y->document);
}

static void assert_same_documents(struct shim_hits *a, struct shim_hits *b)
{
	assert_int_equal(a->count, b->count);
	qsort(a->list, a->count, sizeof *a->list, by_document);
	qsort(b->list, b->count, sizeof *b->list, by_document);
	for (size_t i = 0; i < a->count; i++)
		assert_int_equal(a->list[i].document, b->list[i].document);
}

static void compare_all(void)
{
	for (int i = 0; i < QUERIES; i++) {
		struct shim_query *query = make_query(i);
		struct shim_match all = {.limit = 1000, .count = true};
		struct shim_hits local = match(near, query, all), remote = match(far, query, all);
		assert_int_equal(local.total, remote.total);
		assert_true(remote.total_exact && !remote.partial);
		for (size_t j = 1; j < remote.count; j++)
			assert_true(remote.list[j - 1].weight >= remote.list[j].weight);
		assert_same_documents(&local, &remote);
		shim_hits_release(&local);
		shim_hits_release(&remote);
		shim_query_free(query);
	}
}

static void test_same_hits(void **state)
{
	(void)state;
	need_server();
	compare_all();
}

static void test_same_hits_with_hidden_ones(void **state)
{
	static const uint32_t hidden[] = {1, 2, 11, 50, 399};

	(void)state;
	need_server();
	shim_index_hide(near, hidden, 5, NULL);
	shim_index_hide(far, hidden, 5, NULL);
	compare_all();
	shim_index_hide(near, NULL, 0, NULL);
	shim_index_hide(far, NULL, 0, NULL);
}

/* One term's impacts rank as they do locally, page by page. */
static void test_pages(void **state)
{
	(void)state;
	need_server();
	for (uint32_t offset = 0; offset < 60; offset += 7) {
		struct shim_query *query = over("5", term("a"));
		struct shim_match page = {.offset = offset, .limit = 7};
		struct shim_hits local = match(near, query, page), remote = match(far, query, page);
		assert_int_equal(remote.count, local.count);
		for (size_t i = 0; i < local.count; i++)
			assert_int_equal(remote.list[i].document, local.list[i].document);
		shim_hits_release(&local);
		shim_hits_release(&remote);
		shim_query_free(query);
	}
}

static void test_order_by_value(void **state)
{
	struct shim_match newest = {.limit = 50, .order = SHIM_BY_VALUE_DESCENDING};
	struct shim_query *query = term("a");

	(void)state;
	need_server();
	struct shim_hits local = match(near, query, newest), remote = match(far, query, newest);
	assert_int_equal(remote.count, 50);
	for (size_t i = 0; i < 50; i++)
		assert_int_equal(remote.list[i].document, local.list[i].document);
	shim_hits_release(&local);
	shim_hits_release(&remote);
	shim_query_free(query);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reading),
		cmocka_unit_test(test_same_hits),
		cmocka_unit_test(test_same_hits_with_hidden_ones),
		cmocka_unit_test(test_pages),
		cmocka_unit_test(test_order_by_value),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
