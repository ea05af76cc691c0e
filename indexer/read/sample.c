/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/read/sample.h"

#include "indexer/read/format.h"
#include "indexer/read/identity.h"
#include "indexer/read/walk.h"
#include "text/memory.h"
#include "text/stem.h"

#include <stdlib.h>
#include <string.h>

#define DIRECTORIES 4096 /* that are kept; of two in one place, that of the smaller hash */
#define BIG_SHARE 8      /* no file is reckoned to take more than this part of the bytes: not all of it will be read */

struct file {
	uint64_t rank;
	uint64_t bytes;
};

struct directory {
	uint64_t hash;
	size_t count;
	struct file *files; /* those of the smallest ranks, at the most sample->files; NULL for a free place */
};

struct sample {
	size_t files;
	uint64_t bytes;
	struct directory directories[DIRECTORIES];
};

/* ---- what a file is known by ---- */

/* A file by its directory and its rank in it. */
struct place {
	uint64_t directory, rank;
};

/* term_hash with its bits mixed: splitmix64's finaliser. */
uint64_t sample_rank(const char *name, size_t length)
{
	uint64_t hash = term_hash(name, length);

	hash = (hash ^ hash >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	hash = (hash ^ hash >> 27) * UINT64_C(0x94D049BB133111EB);
	return hash ^ hash >> 31;
}

/* Archives hold more pages than any file; what is hardly a page by its name is taken last. */
static uint64_t rank_of(const char *name)
{
	static const char *const others[] = {".jpg", ".jpeg", ".png",  ".gif",   ".svg", ".webp",  ".ico",
	                                     ".css", ".js",   ".json", ".xml",   ".rss", ".jsonl", ".pdf",
	                                     ".mp3", ".mp4",  ".woff", ".woff2", ".zip"};
	uint64_t hash = sample_rank(name, strlen(name));

	if (format_name_ends(name, ".warc"))
		return hash >> 8;
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (format_name_ends(name, others[i]))
			return hash >> 1 | UINT64_C(1) << 63;
	return hash >> 1;
}

/* A SOURCE that is a file ends in its id, but for ".gz": it is one of its directory, as if that had been given. */
static bool is_source(const char *origin, const char *id)
{
	const char *slash = strrchr(origin, '/');

	return slash && !strchr(id, '/') && !strncmp(slash + 1, id, strlen(id)) && strlen(slash + 1) <= strlen(id) + 3;
}

static struct place place_of(const char *origin, const char *id)
{
	const char *slash = strrchr(id, '/'), *name = slash ? slash + 1 : id;
	uint64_t above = is_source(origin, id) ? sample_rank(origin, (size_t)(strrchr(origin, '/') - origin))
	                                       : sample_rank(origin, strlen(origin));

	return (struct place){(above ^ (slash ? sample_rank(id, (size_t)(slash - id)) * 31 : 0)) | 1, rank_of(name)};
}

/* ---- taking files ---- */

/* The place of a directory, made free for it when it holds one of a greater hash; NULL when it holds one of a smaller. */
static struct directory *claim(struct sample *sample, uint64_t hash)
{
	struct directory *directory = &sample->directories[(hash >> 1) % DIRECTORIES];

	if (directory->files && directory->hash < hash)
		return NULL;
	if (directory->hash != hash) {
		directory->hash = hash;
		directory->count = 0;
	}
	if (!directory->files)
		directory->files = memory_new(sample->files * sizeof *directory->files);
	return directory;
}

/* Keeps the files in order of their ranks, the greatest of which gives way. */
static void take(struct sample *sample, struct directory *directory, struct file file)
{
	size_t at = directory->count;

	if (at == sample->files && directory->files[at - 1].rank <= file.rank)
		return;
	at -= at == sample->files;
	directory->count = at + 1;
	for (; at > 0 && directory->files[at - 1].rank > file.rank; at--)
		directory->files[at] = directory->files[at - 1];
	directory->files[at] = file;
}

static void take_path(struct sample *sample, const char *path, const char *avoid)
{
	struct walk *walk = walk_open(path, avoid, NULL, NULL);
	char *origin = realpath(path, NULL);
	struct walk_entry entry;

	while (origin && walk_next(walk, &entry)) {
		char *id = identity_of_path(entry.path + entry.below);
		struct place place = place_of(origin, id);
		struct directory *directory = S_ISREG(entry.status.st_mode) ? claim(sample, place.directory) : NULL;

		if (directory)
			take(sample, directory, (struct file){place.rank, (uint64_t)entry.status.st_size});
		free(id);
	}
	free(origin);
	walk_close(walk);
}

/* ---- how many directories ---- */

static int by_hash(const void *one, const void *other)
{
	const struct directory *first = *(struct directory *const *)one, *second = *(struct directory *const *)other;

	return (first->hash > second->hash) - (first->hash < second->hash);
}

static uint64_t bytes_of(const struct sample *sample, const struct directory *directory)
{
	uint64_t bytes = 0, most = sample->bytes / BIG_SHARE;

	for (size_t i = 0; i < directory->count; i++)
		bytes += directory->files[i].bytes < most ? directory->files[i].bytes : most;
	return bytes;
}

/* In the order of their hashes, so that it does not matter which were walked first. */
static void drop_directories(struct sample *sample)
{
	struct directory *sorted[DIRECTORIES];
	uint64_t bytes = 0;
	size_t count = 0;

	for (size_t i = 0; i < DIRECTORIES; i++)
		if (sample->directories[i].files)
			sorted[count++] = &sample->directories[i];
	qsort(sorted, count, sizeof *sorted, by_hash);
	for (size_t i = 0; i < count; i++) {
		if (bytes >= sample->bytes)
			sorted[i]->count = 0;
		bytes += bytes_of(sample, sorted[i]);
	}
}

struct sample *sample_new(const char *const *paths, size_t count, const char *avoid, size_t files, uint64_t bytes)
{
	struct sample *sample = memory_zeroed(1, sizeof *sample);

	sample->files = files;
	sample->bytes = bytes;
	for (size_t i = 0; i < count; i++)
		if (strcmp(paths[i], "-") != 0)
			take_path(sample, paths[i], avoid);
	drop_directories(sample);
	return sample;
}

void sample_free(struct sample *sample)
{
	for (size_t i = 0; i < DIRECTORIES; i++)
		free(sample->directories[i].files);
	free(sample);
}

bool sample_has(const struct sample *sample, const char *origin, const char *id)
{
	struct place place = place_of(origin, id);
	const struct directory *directory = &sample->directories[(place.directory >> 1) % DIRECTORIES];

	return directory->files && directory->hash == place.directory && directory->count > 0 &&
	       place.rank <= directory->files[directory->count - 1].rank;
}
