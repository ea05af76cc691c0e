/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/read/walk.h"

#include "text/buffer.h"
#include "text/memory.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* A directory that the walk is inside of. */
struct level {
	char **names; /* sorted; each is freed when it has been visited */
	size_t count, capacity, next;
	size_t path_length; /* of the directory's path with its final slash */
	dev_t device;
	ino_t inode;
};

struct walk {
	walk_skipped *skipped;
	void *context;
	bool avoids;
	struct stat avoided;
	struct buffer path;
	struct level *levels;
	size_t depth, capacity;
	size_t below;
	bool directory;
	bool file_pending; /* the root is a file and has not been given yet */
};

static void skip(struct walk *walk, const char *reason)
{
	if (walk->skipped)
		walk->skipped(walk->context, walk->path.bytes, walk->below, reason);
}

static void cut_path(struct walk *walk, size_t length)
{
	walk->path.length = length;
	walk->path.bytes[length] = '\0';
}

static bool inside_already(const struct walk *walk, const struct stat *status)
{
	for (size_t i = 0; i < walk->depth; i++)
		if (walk->levels[i].inode == status->st_ino && walk->levels[i].device == status->st_dev)
			return true;
	return false;
}

static void level_add(struct level *level, const char *name)
{
	if (level->count == level->capacity) {
		level->capacity = level->capacity ? 2 * level->capacity : 16;
		level->names = memory_resize(level->names, level->capacity, sizeof *level->names);
	}
	level->names[level->count++] = memory_string(name);
}

static int compare_names(const void *left, const void *right)
{
	return strcmp(*(char *const *)left, *(char *const *)right);
}

/* The names in the directory at walk->path; those that come before an error are kept. */
static void read_names(struct walk *walk, struct level *level, DIR *directory)
{
	struct dirent *entry;

	while ((void)(errno = 0), (entry = readdir(directory)))
		if (entry->d_name[0] != '.')
			level_add(level, entry->d_name);
	if (errno)
		skip(walk, strerror(errno));
	if (level->count)
		qsort(level->names, level->count, sizeof *level->names, compare_names);
}

static void enter(struct walk *walk, const struct stat *status)
{
	struct level *level;
	DIR *directory;

	if (walk->avoids && walk->avoided.st_ino == status->st_ino && walk->avoided.st_dev == status->st_dev)
		return;
	if (inside_already(walk, status)) {
		skip(walk, "directory loop: this link leads back to a directory around it");
		return;
	}
	directory = opendir(walk->path.bytes);
	if (!directory) {
		skip(walk, strerror(errno));
		return;
	}
	if (walk->depth == walk->capacity) {
		walk->capacity = walk->capacity ? 2 * walk->capacity : 8;
		walk->levels = memory_resize(walk->levels, walk->capacity, sizeof *walk->levels);
	}
	level = &walk->levels[walk->depth++];
	*level = (struct level){.device = status->st_dev, .inode = status->st_ino};
	read_names(walk, level, directory);
	closedir(directory);
	if (walk->path.bytes[walk->path.length - 1] != '/')
		buffer_add_byte(&walk->path, '/');
	level->path_length = walk->path.length;
}

/* What browsers and Windows call the folder of a page's parts, behind the page's name: in the user's language. */
static const char *const parts_endings[] = {"_files",    ".files",     "_file",     "-files",     "-Dateien",   "_Dateien",
                                            "_fichiers", "_archivos", "_arquivos",   "_ficheiros", "_bestanden", "-filer",
                                            "_filer",    "_tiedostot", "_pliki",     "_soubory", "_elemei",   "_dosyalar"};

static bool is_file(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

/* Whether a page of this name, without ending, stands in the directory. */
static bool page_stands_beside(const char *path, size_t length)
{
	static const char *const endings[] = {".html", ".htm", ".xhtml", ".html.gz"};
	struct buffer page = {0};
	bool found = false;

	for (size_t i = 0; i < sizeof endings / sizeof *endings && !found; i++) {
		buffer_clear(&page);
		buffer_add(&page, path, length);
		buffer_add_string(&page, endings[i]);
		found = is_file(page.bytes);
	}
	buffer_release(&page);
	return found;
}

/* Whether the directory at walk->path holds the parts of a saved page. */
static bool holds_parts(const struct walk *walk)
{
	for (size_t i = 0; i < sizeof parts_endings / sizeof *parts_endings; i++) {
		size_t ending = strlen(parts_endings[i]), length = walk->path.length;

		if (length > ending && !strcmp(walk->path.bytes + length - ending, parts_endings[i]) &&
		    walk->path.bytes[length - ending - 1] != '/')
			return page_stands_beside(walk->path.bytes, length - ending);
	}
	return false;
}

static const char *why_no_status(const char *path, int error)
{
	struct stat link;

	if (error == ENOENT && lstat(path, &link) == 0)
		return "dangling link: what it points to does not exist";
	return strerror(error);
}

struct walk *walk_open(const char *root, const char *avoid, walk_skipped *skipped, void *context)
{
	struct walk *walk = memory_zeroed(1, sizeof *walk);
	struct stat status;
	const char *slash;

	walk->skipped = skipped;
	walk->context = context;
	walk->avoids = avoid && stat(avoid, &walk->avoided) == 0;
	buffer_add_string(&walk->path, root);
	walk->below = walk->path.length;
	if (stat(root, &status) != 0) {
		skip(walk, why_no_status(root, errno));
		return walk;
	}
	if (S_ISDIR(status.st_mode)) {
		walk->directory = true;
		enter(walk, &status);
		walk->below = walk->path.length;
		return walk;
	}
	slash = strrchr(walk->path.bytes, '/');
	walk->below = slash ? (size_t)(slash + 1 - walk->path.bytes) : 0;
	walk->file_pending = true;
	return walk;
}

bool walk_is_directory(const struct walk *walk)
{
	return walk->directory;
}

/* The next name of the innermost directory, its path in walk->path; climbs out of those that are done. */
static bool next_path(struct walk *walk)
{
	while (walk->depth) {
		struct level *level = &walk->levels[walk->depth - 1];

		cut_path(walk, level->path_length);
		if (level->next < level->count) {
			buffer_add_string(&walk->path, level->names[level->next]);
			free(level->names[level->next++]);
			return true;
		}
		free(level->names);
		walk->depth--;
	}
	return false;
}

static bool give(struct walk *walk, struct walk_entry *entry)
{
	entry->path = walk->path.bytes;
	entry->below = walk->below;
	return true;
}

bool walk_next(struct walk *walk, struct walk_entry *entry)
{
	if (walk->file_pending) {
		walk->file_pending = false;
		if (stat(walk->path.bytes, &entry->status) == 0)
			return give(walk, entry);
		skip(walk, strerror(errno));
	}
	while (next_path(walk)) {
		if (stat(walk->path.bytes, &entry->status) != 0)
			skip(walk, why_no_status(walk->path.bytes, errno));
		else if (S_ISREG(entry->status.st_mode))
			return give(walk, entry);
		else if (!S_ISDIR(entry->status.st_mode))
			skip(walk, "neither a file nor a directory");
		else if (!holds_parts(walk))
			enter(walk, &entry->status);
	}
	return false;
}

void walk_close(struct walk *walk)
{
	if (!walk)
		return;
	while (next_path(walk))
		; /* frees the names that were not visited */
	free(walk->levels);
	buffer_release(&walk->path);
	free(walk);
}
