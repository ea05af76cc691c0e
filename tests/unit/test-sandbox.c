/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a process that has entered the sandbox can no longer do, and what it still can. Each case is a process of its own. */
#include "searcher/endpoint/sandbox.h"

#include "tests/unit/small_index.h"
#include "text/memory.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#define LENGTH(array) (sizeof(array) / sizeof *(array))

#if defined __SANITIZE_ADDRESS__
#define SECCOMP false /* as in sandbox.c */
#else
#define SECCOMP true
#endif

static struct small_index small;
static char shard[2048], inside[4096], outside[4096];

/* ---- attempts: true when it succeeded ---- */

static bool opens(const char *path, int flags)
{
	int file = open(path, flags, 0600);

	return file >= 0 && close(file) == 0;
}

static bool read_index(void)
{
	return opens(inside, O_RDONLY);
}

static bool search_index(void)
{
	struct shim_query *query = shim_query_all();
	struct shim_match wanted = {.limit = 10, .order = SHIM_BY_WEIGHT, .count = true};
	struct shim_hits hits = {0};
	bool found = shim_index_match(small.index, query, &wanted, &hits, NULL) == SHIM_OK && hits.total == 1;

	shim_hits_release(&hits);
	shim_query_free(query);
	return found;
}

static bool open_index_again(void)
{
	struct shim_index *again;
	bool opened = shim_index_open(&again, shard, NULL) == SHIM_OK;

	shim_index_close(again);
	return opened;
}

static bool read_elsewhere(void)
{
	return opens("/etc/passwd", O_RDONLY);
}

static bool list_root(void)
{
	return opens("/", O_RDONLY | O_DIRECTORY);
}

static bool write_index(void)
{
	return opens(inside, O_WRONLY);
}

static bool make_file(void)
{
	return opens(outside, O_WRONLY | O_CREAT);
}

static bool remove_file(void)
{
	return unlink(inside) == 0;
}

static bool fork_process(void)
{
	pid_t child = (pid_t)syscall(SYS_fork);

	if (child == 0)
		_exit(0);
	return child > 0;
}

static bool make_socket(void)
{
	return socket(AF_INET, SOCK_STREAM, 0) >= 0;
}

static bool map_code(void)
{
	return mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED;
}

static const struct attempt {
	const char *what;
	bool (*try)(void);
	bool allowed;
	bool by_seccomp; /* else by Landlock, or not at all */
} attempts[] = {
	{"a file of the index is read", read_index, true, false},
	{"the open index is searched", search_index, true, false},
	{"another publication is opened", open_index_again, true, false},
	{"a file elsewhere is read", read_elsewhere, false, false},
	{"a directory elsewhere is listed", list_root, false, false},
	{"the index is written to", write_index, false, false},
	{"a file is made", make_file, false, false},
	{"a file is removed", remove_file, false, false},
	{"a process is started", fork_process, false, true},
	{"a socket is made", make_socket, false, true},
	{"memory is run as code", map_code, false, true},
};

static bool has_landlock(void)
{
	return syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION) > 0;
}

/* 0: it failed, 1: it succeeded. */
static int status_of(const struct attempt *attempt)
{
	pid_t child = fork();
	int status = 0;

	if (child == 0) {
		sandbox_enter(small.directory, NULL, small.index);
		_exit(attempt->try());
	}
	waitpid(child, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void test_attempts(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(attempts); i++) {
		const struct attempt *attempt = &attempts[i];

		if (!attempt->allowed && (attempt->by_seccomp ? !SECCOMP : !has_landlock())) {
			print_message("not here: %s\n", attempt->what);
			continue;
		}
		if (status_of(attempt) != attempt->allowed)
			fail_msg("%s: %s", attempt->what, attempt->allowed ? "not any more" : "still");
	}
}

/* No other program is run in its place. */
static void test_program(void **state)
{
	int ends[2], status;
	char byte;
	pid_t child;

	(void)state;
	if (!has_landlock())
		skip();
	assert_int_equal(pipe(ends), 0);
	child = fork();
	if (child == 0) {
		char *const arguments[] = {"echo", "run", NULL};

		dup2(ends[1], STDOUT_FILENO);
		sandbox_enter(small.directory, NULL, small.index);
		execv("/bin/echo", arguments);
		_exit(7);
	}
	close(ends[1]);
	assert_int_equal(read(ends[0], &byte, 1), 0);
	close(ends[0]);
	waitpid(child, &status, 0);
	assert_int_equal(WEXITSTATUS(status), 7);
}

/* ---- bounds ---- */

static int said;

static void say(void)
{
	ssize_t written = write(said, "!", 1);

	(void)written;
}

static void take_time(void)
{
	for (;;)
		pause();
}

static void take_memory(void)
{
	for (;;)
		memset(memory_new(1 << 20), 1, 1 << 20);
}

/* What goes beyond its bounds says its last words and ends with 3. */
static void check_bound(void (*exceed)(void), unsigned long memory, double seconds)
{
	int ends[2], status;
	char byte;
	pid_t child;

	assert_int_equal(pipe(ends), 0);
	child = fork();
	if (child == 0) {
		said = ends[1];
		sandbox_limit(memory);
		sandbox_begin_request(seconds, say);
		exceed();
	}
	close(ends[1]);
	assert_int_equal(read(ends[0], &byte, 1), 1);
	assert_int_equal(read(ends[0], &byte, 1), 0);
	close(ends[0]);
	waitpid(child, &status, 0);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 3);
}

static void test_time(void **state)
{
	(void)state;
	check_bound(take_time, 0, 0.05);
}

static void test_memory(void **state)
{
	(void)state;
	if (!SECCOMP) /* a sanitizer's memory has no bound */
		skip();
	check_bound(take_memory, 256, 60);
}

static int open_index(void **state)
{
	static const struct small_article article = {"a", "Title", "Some words of news.", "Agency", "2025-06-02"};

	(void)state;
	small_index_open(&small, &article, 1);
	snprintf(shard, sizeof shard, "%s/shard-000001", small.directory);
	snprintf(inside, sizeof inside, "%s/postlist.glass", shard);
	snprintf(outside, sizeof outside, "%s.made", small.directory);
	return 0;
}

static int close_index(void **state)
{
	(void)state;
	small_index_close(&small);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_attempts),
		cmocka_unit_test(test_program),
		cmocka_unit_test(test_time),
		cmocka_unit_test(test_memory),
	};

	return cmocka_run_group_tests(tests, open_index, close_index);
}
