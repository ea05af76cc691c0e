/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A disk that fills up or breaks, for LD_PRELOAD: of the calls that change
 * files below $DATELINE_FAULT_BELOW, number $DATELINE_FAULT_AT (from 1) and all
 * after it fail, with ENOSPC, or EIO where $DATELINE_FAULT_ERROR is EIO. The
 * number of calls goes to the file $DATELINE_FAULT_COUNT at the end.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static atomic_long calls;

static bool below(const char *path)
{
	const char *root = getenv("DATELINE_FAULT_BELOW");
	size_t length = root ? strlen(root) : 0;

	return length > 0 && !strncmp(path, root, length) && (path[length] == '/' || path[length] == '\0');
}

static bool descriptor_below(int descriptor)
{
	char link[64], path[4096];
	ssize_t length;

	snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
	length = readlink(link, path, sizeof path - 1);
	if (length < 0)
		return false;
	path[length] = '\0';
	return below(path);
}

/* The next call that counts: whether it is to fail, errno set. */
static bool fails(void)
{
	const char *at = getenv("DATELINE_FAULT_AT"), *error = getenv("DATELINE_FAULT_ERROR");
	long number = atomic_fetch_add(&calls, 1) + 1;

	if (!at || number < atol(at))
		return false;
	errno = error && !strcmp(error, "EIO") ? EIO : ENOSPC;
	return true;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t write(int descriptor, const void *bytes, size_t length)
{
	return descriptor_below(descriptor) && fails() ? -1 : REAL(write)(descriptor, bytes, length);
}

ssize_t pwrite(int descriptor, const void *bytes, size_t length, off_t offset)
{
	return descriptor_below(descriptor) && fails() ? -1 : REAL(pwrite)(descriptor, bytes, length, offset);
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t length, off64_t offset)
{
	return descriptor_below(descriptor) && fails() ? -1 : REAL(pwrite64)(descriptor, bytes, length, offset);
}

int fsync(int descriptor)
{
	return descriptor_below(descriptor) && fails() ? -1 : REAL(fsync)(descriptor);
}

int fdatasync(int descriptor)
{
	return descriptor_below(descriptor) && fails() ? -1 : REAL(fdatasync)(descriptor);
}

int mkdir(const char *path, mode_t mode)
{
	return below(path) && fails() ? -1 : REAL(mkdir)(path, mode);
}

int rename(const char *from, const char *to)
{
	return below(to) && fails() ? -1 : REAL(rename)(from, to);
}

int link(const char *from, const char *to)
{
	return below(to) && fails() ? -1 : REAL(link)(from, to);
}

static int open_counted(__typeof__(&open) real, const char *path, int flags, mode_t mode)
{
	return flags & O_CREAT && below(path) && fails() ? -1 : real(path, flags, mode);
}

static mode_t mode_of(int flags, va_list arguments)
{
	return flags & (O_CREAT | O_TMPFILE) ? va_arg(arguments, mode_t) : 0;
}

int open(const char *path, int flags, ...)
{
	va_list arguments;
	mode_t mode;

	va_start(arguments, flags);
	mode = mode_of(flags, arguments);
	va_end(arguments);
	return open_counted(REAL(open), path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
	va_list arguments;
	mode_t mode;

	va_start(arguments, flags);
	mode = mode_of(flags, arguments);
	va_end(arguments);
	return open_counted(REAL(open64), path, flags, mode);
}

__attribute__((destructor)) static void tell_count(void)
{
	const char *path = getenv("DATELINE_FAULT_COUNT");
	FILE *file = path ? fopen(path, "w") : NULL;

	if (!file)
		return;
	fprintf(file, "%ld\n", atomic_load(&calls));
	fclose(file);
}
