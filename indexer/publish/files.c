/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/publish/files.h"

#include "text/memory.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

char *path_join(const char *directory, const char *name)
{
	size_t length = strlen(directory) + strlen(name) + 2;
	char *path = memory_new(length);

	snprintf(path, length, "%s/%s", directory, name);
	return path;
}

enum shim_status file_failure(struct shim_failure *failure, const char *what, const char *path)
{
	int reason = errno;
	bool full = reason == ENOSPC || reason == EDQUOT;

	failure->status = full ? SHIM_DISK_FULL : SHIM_IO;
	snprintf(failure->message, sizeof failure->message, "%s %s: %s", what, path, strerror(reason));
	snprintf(failure->hint, sizeof failure->hint, "%s",
	         full ? "make room and run it again; the index is as it was" : "");
	return failure->status;
}

static enum shim_status sync_path(const char *path, int flags, struct shim_failure *failure)
{
	int file = open(path, flags | O_CLOEXEC);
	enum shim_status status = SHIM_OK;

	if (file < 0)
		return file_failure(failure, "cannot open", path);
	if (fsync(file) != 0)
		status = file_failure(failure, "cannot write", path);
	close(file);
	return status;
}

/* Calls visit for each entry but . and .. */
static void each_entry(const char *directory, void (*visit)(void *context, const char *path), void *context)
{
	DIR *entries = opendir(directory);
	struct dirent *entry;

	while (entries && (entry = readdir(entries)) != NULL) {
		char *path;

		if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, ".."))
			continue;
		path = path_join(directory, entry->d_name);
		visit(context, path);
		free(path);
	}
	if (entries)
		closedir(entries);
}

static void sync_entry(void *context, const char *path)
{
	struct shim_failure *failure = context;

	if (failure->status == SHIM_OK)
		sync_path(path, O_RDONLY, failure);
}

enum shim_status directory_sync(const char *directory, struct shim_failure *failure)
{
	failure->status = SHIM_OK;
	each_entry(directory, sync_entry, failure);
	if (failure->status != SHIM_OK)
		return failure->status;
	return sync_path(directory, O_RDONLY | O_DIRECTORY, failure);
}

enum shim_status parent_sync(const char *path, struct shim_failure *failure)
{
	char *copy = memory_string(path);
	enum shim_status status = sync_path(dirname(copy), O_RDONLY | O_DIRECTORY, failure);

	free(copy);
	return status;
}

static int write_all(int file, const char *bytes, size_t length)
{
	while (length > 0) {
		ssize_t written = write(file, bytes, length);

		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return -1;
		bytes += written;
		length -= (size_t)written;
	}
	return 0;
}

enum shim_status file_copy(const char *directory, const char *from, const char *to, struct shim_failure *failure)
{
	char *source = path_join(directory, from), *target = path_join(directory, to), bytes[4096];
	int in = open(source, O_RDONLY | O_CLOEXEC), out = -1;
	ssize_t length = in >= 0 ? read(in, bytes, sizeof bytes) : 0;
	enum shim_status status = SHIM_OK;

	if (length < 0)
		status = file_failure(failure, "cannot read", source);
	if (length > 0) {
		out = open(target, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
		if (out < 0 || write_all(out, bytes, (size_t)length) != 0)
			status = file_failure(failure, "cannot write", target);
	}
	if (out >= 0)
		close(out);
	if (in >= 0)
		close(in);
	free(target);
	free(source);
	return status;
}

enum shim_status file_replace(const char *directory, const char *name, const char *bytes, size_t length,
                              struct shim_failure *failure)
{
	char *path = path_join(directory, name), *temporary = memory_new(strlen(path) + 5);
	enum shim_status status = SHIM_OK;
	int file;

	sprintf(temporary, "%s.new", path);
	file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (file < 0 || write_all(file, bytes, length) != 0 || fsync(file) != 0)
		status = file_failure(failure, "cannot write", temporary);
	if (file >= 0 && close(file) != 0 && status == SHIM_OK)
		status = file_failure(failure, "cannot write", temporary);
	if (status == SHIM_OK && rename(temporary, path) != 0)
		status = file_failure(failure, "cannot replace", path);
	if (status != SHIM_OK)
		unlink(temporary);
	else
		status = sync_path(directory, O_RDONLY | O_DIRECTORY, failure);
	free(temporary);
	free(path);
	return status;
}

static void remove_entry(void *context, const char *path)
{
	(void)context;
	unlink(path);
}

void directory_remove(const char *directory)
{
	each_entry(directory, remove_entry, NULL);
	rmdir(directory);
}

static void add_bytes(void *context, const char *path)
{
	struct stat status;

	if (lstat(path, &status) != 0)
		return;
	if (S_ISDIR(status.st_mode))
		*(uint64_t *)context += directory_bytes(path);
	else
		*(uint64_t *)context += (uint64_t)status.st_size;
}

uint64_t directory_bytes(const char *directory)
{
	uint64_t bytes = 0;

	each_entry(directory, add_bytes, &bytes);
	return bytes;
}
