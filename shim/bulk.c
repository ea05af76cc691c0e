/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/bulk.h"

#include "shim/glass_merge.h"
#include "shim/glass_shard.h"
#include "text/buffer.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * A quarter of the library's own posting chunk: less is decoded to find one
 * document, AND is a tenth faster, and the lists grow by a twentieth.
 */
static const struct glass_sizes sizes = {.posting_chunk = 500, .value_chunk = 2000};

static enum shim_status status_of(int error)
{
	switch (error) {
	case ENOSPC:
	case EDQUOT:
		return SHIM_DISK_FULL;
	case EOVERFLOW:
		return SHIM_BAD_QUERY;
	case ENOMEM:
		return SHIM_NO_MEMORY;
	default:
		return SHIM_IO;
	}
}

static const char *hint_of(enum shim_status status)
{
	switch (status) {
	case SHIM_DISK_FULL:
		return "make room on that file system and run again";
	case SHIM_BAD_QUERY:
		return "write fewer documents or shorter values to a shard";
	default:
		return "";
	}
}

/* A long path must not push the reason out of the message, nor end in half a character. */
static size_t path_fit(const char *path, size_t room)
{
	size_t length = strlen(path);

	if (length <= room)
		return length;
	while (room && ((unsigned char)path[room] & 0xc0) == 0x80)
		room--;
	return room;
}

static enum shim_status fail(struct shim_failure *failure, const char *path, int error)
{
	enum shim_status status = status_of(error);
	const char *reason = error == EOVERFLOW ? "a value or a count is too large for the format" : strerror(error);
	char message[sizeof failure->message];
	int fit = (int)path_fit(path, sizeof message - 128);

	if (!failure)
		return status;
	snprintf(message, sizeof message, "cannot write %.*s: %s", fit, path, reason);
	*failure = (struct shim_failure){.status = status};
	for (size_t i = 0; message[i]; i++)
		failure->message[i] = message[i] == '\n' ? '?' : message[i];
	snprintf(failure->hint, sizeof failure->hint, "%s", hint_of(status));
	return status;
}

/* The status of what was done in directory; failed: the path at which it failed, or NULL, which goes. */
static enum shim_status finish(int error, char *failed, struct shim_failure *failure)
{
	enum shim_status status = error ? fail(failure, failed, error) : SHIM_OK;

	free(failed);
	return status;
}

enum shim_status bulk_write(const char *directory, const struct shim_shard *shard, struct shim_failure *failure)
{
	char *failed = NULL;
	int error;

	if (mkdir(directory, 0777) != 0)
		return fail(failure, directory, errno);
	error = glass_shard_write(directory, shard, &sizes, &failed);
	return finish(error, failed, failure);
}

static void remove_shard(const char *directory)
{
	static const char *const names[] = {"iamglass", GLASS_POSTLIST};
	struct buffer path = {0};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		buffer_clear(&path);
		buffer_add_format(&path, "%s/%s", directory, names[i]);
		unlink(path.bytes);
	}
	buffer_release(&path);
	rmdir(directory);
}

enum shim_status bulk_merge(const char *directory, const char *const *sources, size_t count, bool *suited,
                            struct shim_failure *failure)
{
	enum shim_status status;
	char *failed = NULL;
	int error;

	*suited = true;
	if (mkdir(directory, 0777) != 0)
		return fail(failure, directory, errno);
	error = glass_merge(directory, sources, count, &sizes, suited, &failed);
	status = finish(error, failed, failure);
	if (status == SHIM_OK && !*suited)
		remove_shard(directory);
	return status;
}
