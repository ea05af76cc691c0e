/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "program/data.h"

#include "text/buffer.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char *joined(const char *directory, size_t length, const char *name)
{
	struct buffer path = {0};

	buffer_add(&path, directory, length);
	buffer_add_byte(&path, '/');
	buffer_add_string(&path, name);
	return buffer_detach(&path);
}

char *data_beside_program(const char *name)
{
	char program[PATH_MAX];
	ssize_t length = readlink("/proc/self/exe", program, sizeof program);
	const char *slash = length > 0 ? memrchr(program, '/', (size_t)length) : NULL;
	char *path;

	if (!slash)
		return NULL;
	path = joined(program, (size_t)(slash - program), name);
	if (access(path, F_OK) == 0)
		return path;
	free(path);
	return NULL;
}

static char *in_build_tree(const char *name)
{
	char *folder = data_beside_program("dateline-data");
	char *path = folder ? joined(folder, strlen(folder), name) : NULL;

	free(folder);
	if (path && access(path, F_OK) == 0)
		return path;
	free(path);
	return NULL;
}

char *data_path(const char *name)
{
	const char *directory = getenv("DATELINE_DATA");
	char *path;

	if (directory && *directory)
		return joined(directory, strlen(directory), name);
	path = in_build_tree(name);
	return path ? path : joined(DATELINE_DATADIR, strlen(DATELINE_DATADIR), name);
}
