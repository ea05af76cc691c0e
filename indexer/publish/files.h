/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What publishing does with files: replace one at once, make sure that it is on
 * the disk, take a directory away.
 */
#ifndef DATELINE_INDEXER_PUBLISH_FILES_H
#define DATELINE_INDEXER_PUBLISH_FILES_H

#include "shim/xapian.h"

#include <stddef.h>
#include <stdint.h>

char *path_join(const char *directory, const char *name); /* freed by the caller */

/* Fills *failure from errno: "what PATH: reason"; returns its status. */
enum shim_status file_failure(struct shim_failure *failure, const char *what, const char *path);

/* Every file in the directory, and its own entries, to the disk. */
enum shim_status directory_sync(const char *directory, struct shim_failure *failure);

/* The directory that a path stands in: after something was made or renamed there. */
enum shim_status parent_sync(const char *path, struct shim_failure *failure);

/* The file's whole content, replaced by rename(2): a reader sees the old or the new one, also after a crash. */
enum shim_status file_replace(const char *directory, const char *name, const char *bytes, size_t length,
                              struct shim_failure *failure);

/* A small file again under another name in its directory, not synced; nothing happens where there is no such file. */
enum shim_status file_copy(const char *directory, const char *from, const char *to, struct shim_failure *failure);

/* Removes a directory of plain files; what cannot be removed stays. */
void directory_remove(const char *directory);

uint64_t directory_bytes(const char *directory); /* of its files and those of the directories in it */

#endif
