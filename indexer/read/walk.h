/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The files below a path, in bytewise order of names, the same in every run.
 *
 * Symbolic links are followed, as the user who put them there means; a link
 * back to a directory that the walk is inside of is named and left. Names that
 * start with a dot are passed over silently (.git, .DS_Store: no news); all
 * else is read, editors' backups ("page.txt~") too, as grep -r would. The folder
 * that a browser saves beside a page ("Ferry_files" beside Ferry.html) holds the
 * pictures, scripts and frames of that page: it is passed over as well.
 */
#ifndef DATELINE_INDEXER_READ_WALK_H
#define DATELINE_INDEXER_READ_WALK_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

struct walk_entry {
	const char *path; /* as the user would name it; valid until the next call */
	size_t below;     /* where in path the part below the root begins; the file's name when the root is a file */
	struct stat status;
};

/* Told of what is no readable file, with the reason; may be NULL. below: as in walk_entry, the path's end for the root itself. */
typedef void walk_skipped(void *context, const char *path, size_t below, const char *reason);

struct walk;

/*
 * root is a file or a directory. A root that is a pipe or a device is given as
 * a file: its user named it. avoid, or NULL: a directory that is passed over
 * wherever the walk meets it, such as the index that is being written.
 */
struct walk *walk_open(const char *root, const char *avoid, walk_skipped *skipped, void *context);
bool walk_next(struct walk *walk, struct walk_entry *entry); /* false at the end */
bool walk_is_directory(const struct walk *walk);             /* whether the root is one */
void walk_close(struct walk *walk);                          /* NULL is allowed */

#endif
