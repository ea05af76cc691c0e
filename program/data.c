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

/* NULL when the build tree's folder is not there: the program is installed. */
static char *beside_program(const char *name)
{
	static const char folder[] = "/dateline-data";
	char program[PATH_MAX + sizeof folder];
	ssize_t length = readlink("/proc/self/exe", program, PATH_MAX);
	const char *slash = length > 0 ? memrchr(program, '/', (size_t)length) : NULL;
	size_t directory;
	char *path;

	if (!slash)
		return NULL;
	directory = (size_t)(slash - program);
	memcpy(program + directory, folder, sizeof folder);
	path = joined(program, directory + sizeof folder - 1, name);
	if (access(path, F_OK) == 0)
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
	path = beside_program(name);
	return path ? path : joined(DATELINE_DATADIR, strlen(DATELINE_DATADIR), name);
}
