/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/endpoint/sandbox.h"

#include "program/data.h"
#include "text/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#define EXIT_OVER_BOUNDS 3

/* A sanitizer maps terabytes, and makes calls of its own. */
#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__
#define SANITIZED true
#else
#define SANITIZED false
#endif

/* ---- bounds ---- */

static void limit(int resource, rlim_t value)
{
	const struct rlimit bound = {value, value};

	setrlimit(resource, &bound); /* a smaller one that is there already stays */
}

void sandbox_limit(unsigned long memory)
{
	limit(RLIMIT_CORE, 0);
	if (memory > 0 && !SANITIZED)
		limit(RLIMIT_AS, (rlim_t)memory << 20);
}

static void (*words)(void);

static void end_now(void)
{
	void (*last)(void) = words;

	words = NULL;
	if (last)
		last();
	_exit(EXIT_OVER_BOUNDS);
}

static void on_signal(int number)
{
	(void)number;
	end_now();
}

static void set_alarm(double seconds)
{
	struct itimerval timer = {.it_value = {(time_t)seconds, (suseconds_t)((seconds - (double)(time_t)seconds) * 1e6)}};

	setitimer(ITIMER_REAL, &timer, NULL);
}

void sandbox_begin_request(double seconds, void (*last_words)(void))
{
	struct sigaction action = {.sa_handler = on_signal};

	words = last_words;
	sigemptyset(&action.sa_mask);
	sigaction(SIGALRM, &action, NULL);
	sigaction(SIGBUS, &action, NULL); /* a file of the index that is cut short while it is read */
	memory_on_failure(end_now);
	set_alarm(seconds);
}

void sandbox_end_request(void)
{
	set_alarm(0);
	words = NULL;
}

/* ---- files: Landlock ---- */

#define READING (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)

/* All rights that a version of Landlock knows: 13 at first, REFER, TRUNCATE and IOCTL_DEV since. */
static uint64_t rights_of(long version)
{
	return (UINT64_C(1) << (version >= 5 ? 16 : version >= 3 ? 15 : version == 2 ? 14 : 13)) - 1;
}

/* A path that is not there has nothing to read. */
static void allow_path(int rules, const char *path)
{
	struct landlock_path_beneath_attr beneath = {.parent_fd = open(path, O_PATH | O_CLOEXEC)};
	struct stat status;

	if (beneath.parent_fd < 0)
		return;
	beneath.allowed_access = fstat(beneath.parent_fd, &status) == 0 && S_ISDIR(status.st_mode) ? READING : LANDLOCK_ACCESS_FS_READ_FILE;
	syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0);
	close(beneath.parent_fd);
}

/* The directory that a path lies in: a shard's index, where the next publication puts its shards. */
static void allow_parent(int rules, const char *path)
{
	const char *slash = strrchr(path, '/');
	char *parent = slash && slash > path ? memory_copy(path, (size_t)(slash - path)) : memory_string(slash ? "/" : ".");

	allow_path(rules, parent);
	free(parent);
}

static void allow_shards(int rules, const char *path, struct shim_index *index)
{
	size_t length = strlen(path);

	for (size_t i = 0; i < shim_index_shards(index); i++) {
		const char *shard = shim_index_shard_path(index, i);

		if (*shard && (strncmp(shard, path, length) != 0 || shard[length] != '/'))
			allow_parent(rules, shard);
	}
}

static void enter_landlock(const char *path, const char *names, struct shim_index *index)
{
	long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
	struct landlock_ruleset_attr handled = {.handled_access_fs = version > 0 ? rights_of(version) : 0};
	char *data = data_path("LICENSES");
	int rules = version > 0 ? (int)syscall(SYS_landlock_create_ruleset, &handled, sizeof handled, 0) : -1;

	if (rules >= 0) {
		allow_path(rules, path);
		if (names)
			allow_path(rules, names);
		allow_shards(rules, path, index);
		allow_parent(rules, data);
		syscall(SYS_landlock_restrict_self, rules, 0);
		close(rules);
	}
	free(data);
}

/* ---- calls: seccomp ---- */

static const int calls[] = {
	/* files and sockets that are open */
	SCMP_SYS(read), SCMP_SYS(pread64), SCMP_SYS(readv), SCMP_SYS(preadv), SCMP_SYS(write), SCMP_SYS(writev), SCMP_SYS(close),
	SCMP_SYS(lseek), SCMP_SYS(fstat), SCMP_SYS(newfstatat), SCMP_SYS(stat), SCMP_SYS(lstat), SCMP_SYS(statx), SCMP_SYS(access),
	SCMP_SYS(faccessat), SCMP_SYS(faccessat2), SCMP_SYS(readlink), SCMP_SYS(readlinkat), SCMP_SYS(getdents64), SCMP_SYS(fcntl),
	SCMP_SYS(fadvise64), SCMP_SYS(getcwd), SCMP_SYS(accept), SCMP_SYS(accept4), SCMP_SYS(poll), SCMP_SYS(ppoll), SCMP_SYS(select),
	SCMP_SYS(pselect6), SCMP_SYS(recvfrom), SCMP_SYS(recvmsg), SCMP_SYS(sendto), SCMP_SYS(sendmsg), SCMP_SYS(shutdown),
	SCMP_SYS(getpeername), SCMP_SYS(getsockname), SCMP_SYS(getsockopt),
	/* memory */
	SCMP_SYS(brk), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise),
	/* time, signals, the end */
	SCMP_SYS(clock_gettime), SCMP_SYS(clock_getres), SCMP_SYS(gettimeofday), SCMP_SYS(nanosleep), SCMP_SYS(clock_nanosleep),
	SCMP_SYS(setitimer), SCMP_SYS(getpid), SCMP_SYS(gettid), SCMP_SYS(tgkill), SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask),
	SCMP_SYS(rt_sigreturn), SCMP_SYS(restart_syscall), SCMP_SYS(futex), SCMP_SYS(sched_yield), SCMP_SYS(getrandom),
	SCMP_SYS(sysinfo), SCMP_SYS(exit), SCMP_SYS(exit_group),
};

/* Opening to read alone, and memory that is never run. */
static void allow_reading(scmp_filter_ctx filter)
{
	const unsigned writing = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC;

	seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(open), 1, SCMP_A1(SCMP_CMP_MASKED_EQ, writing, 0));
	seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(openat), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, writing, 0));
	seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
	seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
}

/* What is not allowed fails as if the user had no permission. */
static void enter_seccomp(bool network)
{
	static const int reaching[] = {SCMP_SYS(socket), SCMP_SYS(connect), SCMP_SYS(setsockopt)};
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));

	if (!filter)
		return;
	for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
		seccomp_rule_add(filter, SCMP_ACT_ALLOW, calls[i], 0);
	for (size_t i = 0; network && i < sizeof reaching / sizeof *reaching; i++)
		seccomp_rule_add(filter, SCMP_ACT_ALLOW, reaching[i], 0);
	allow_reading(filter);
	seccomp_load(filter);
	seccomp_release(filter);
}

void sandbox_enter(const char *path, const char *names, struct shim_index *index)
{
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return;
	enter_landlock(path, names, index);
	if (!SANITIZED)
		enter_seccomp(shim_index_remote(index));
}
