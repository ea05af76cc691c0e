/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A file that is written once, from start to end, and synced.
 *
 * The first failure sticks: error holds its errno and every later call does
 * nothing, so that the code which writes stays straight and asks at the end.
 */
#ifndef DATELINE_SHIM_GLASS_FILE_H
#define DATELINE_SHIM_GLASS_FILE_H

#include <stddef.h>

struct glass_file {
	char *path; /* owned */
	int descriptor;
	int error; /* 0: none so far */
};

/* Makes directory/name, which must not exist. */
void glass_file_create(struct glass_file *file, const char *directory, const char *name);
void glass_file_write(struct glass_file *file, const void *bytes, size_t length);
void glass_file_sync(struct glass_file *file); /* after this it is closed and on disk, or error says why not */
void glass_file_release(struct glass_file *file);

/* Makes the names in directory durable. 0 or an errno. */
int glass_directory_sync(const char *directory);

#endif
