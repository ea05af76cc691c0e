/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/publish/publisher.h"

#include "article/schema.h"
#include "indexer/publish/files.h"
#include "indexer/publish/lock.h"
#include "text/memory.h"

#include <dirent.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct publisher {
	char *directory;
	int lock;
	struct index_state state;
	atomic_uint next_serial;
	bool uncertain; /* writing the manifest failed: it may name the old shards or the new ones */
};

const struct index_state *publisher_state(const struct publisher *publisher)
{
	return &publisher->state;
}

uint32_t publisher_serial(struct publisher *publisher)
{
	return atomic_fetch_add(&publisher->next_serial, 1);
}

char *publisher_path(const struct publisher *publisher, uint32_t serial)
{
	char name[SHARD_NAME_MAX];

	return path_join(publisher->directory, state_shard_name(serial, name));
}

void publisher_kill(struct publisher *publisher, size_t shard, uint32_t local)
{
	state_shard_kill(&publisher->state.shards[shard], local);
}

/* ---- opening ---- */

static bool is_published(const struct index_state *state, const char *name)
{
	char published[SHARD_NAME_MAX];

	for (size_t i = 0; i < state->shard_count; i++)
		if (!strcmp(name, state_shard_name(state->shards[i].serial, published)))
			return true;
	return false;
}

/* What no manifest names was never published, or has been replaced. */
static void sweep(const struct publisher *publisher)
{
	DIR *entries = opendir(publisher->directory);
	struct dirent *entry;

	while (entries && (entry = readdir(entries)) != NULL) {
		if (!strncmp(entry->d_name, "shard-", 6) && !is_published(&publisher->state, entry->d_name)) {
			char *path = path_join(publisher->directory, entry->d_name);

			directory_remove(path);
			free(path);
		}
	}
	if (entries)
		closedir(entries);
}

static bool exists(const char *directory, const char *name)
{
	char *path = path_join(directory, name);
	struct stat status;
	bool found = lstat(path, &status) == 0;

	free(path);
	return found;
}

static bool empty_directory(const char *directory)
{
	DIR *entries = opendir(directory);
	struct dirent *entry;
	bool empty = true;

	while (entries && empty && (entry = readdir(entries)) != NULL)
		empty = !strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..");
	if (entries)
		closedir(entries);
	return empty;
}

/* Articles given where INDEX belongs must not get an index into them. */
static enum shim_status refuse(const char *what, struct shim_failure *failure)
{
	failure->status = SHIM_BAD_QUERY;
	snprintf(failure->message, sizeof failure->message, "%s", what);
	snprintf(failure->hint, sizeof failure->hint, "the index comes first, then the sources; name a new directory");
	return failure->status;
}

static enum shim_status make_directory(const char *directory, struct shim_failure *failure)
{
	struct stat status;

	if (mkdir(directory, 0777) == 0)
		return SHIM_OK;
	if (errno != EEXIST)
		return file_failure(failure, "cannot make the directory", directory);
	if (stat(directory, &status) == 0 && !S_ISDIR(status.st_mode))
		return refuse("this is a file, and no index", failure);
	if (exists(directory, INDEX_MANIFEST) || exists(directory, "lock") || empty_directory(directory))
		return SHIM_OK;
	return refuse("this directory is no index, and not empty", failure);
}

static enum shim_status read_state(struct publisher *publisher, struct shim_failure *failure)
{
	struct shim_index *index;
	enum shim_status status;

	if (!exists(publisher->directory, INDEX_MANIFEST)) {
		publisher->state = (struct index_state){.format = INDEX_FORMAT, .next_serial = 1};
		return SHIM_OK;
	}
	status = shim_index_open(&index, publisher->directory, failure);
	if (status == SHIM_OK)
		status = state_load(index, &publisher->state, failure);
	shim_index_close(index);
	if (status == SHIM_OK && publisher->state.next_serial == 0)
		publisher->state.next_serial = 1;
	return status;
}

enum shim_status publisher_open(struct publisher **out, const char *directory, struct shim_failure *failure)
{
	struct publisher *publisher;
	enum shim_status status;

	*out = NULL;
	status = make_directory(directory, failure);
	if (status != SHIM_OK)
		return status;
	publisher = memory_zeroed(1, sizeof *publisher);
	publisher->directory = memory_string(directory);
	publisher->lock = lock_take(directory, failure);
	status = publisher->lock < 0 ? failure->status : read_state(publisher, failure);
	if (status != SHIM_OK) {
		lock_release(publisher->lock);
		free(publisher->directory);
		free(publisher);
		return status;
	}
	atomic_init(&publisher->next_serial, publisher->state.next_serial);
	sweep(publisher);
	*out = publisher;
	return SHIM_OK;
}

void publisher_close(struct publisher *publisher)
{
	if (!publisher)
		return;
	if (!publisher->uncertain)
		sweep(publisher);
	lock_release(publisher->lock);
	state_release(&publisher->state);
	free(publisher->directory);
	free(publisher);
}

/* ---- publishing ---- */

/* How many of the newest shards are to be joined with what is new. */
static size_t shards_to_join(const struct index_state *state, uint64_t documents)
{
	size_t count = 0;

	while (count < state->shard_count && state->shards[count].documents <= 2 * documents)
		documents += state->shards[count++].documents;
	return count;
}

/* Appends a shard's documents to another: the dead keep their places behind those that are there. */
static void append_shard(struct state_shard *to, const struct state_shard *from)
{
	for (size_t i = 0; i < from->dead_count; i++)
		state_shard_kill(to, to->documents + from->dead[i]);
	to->documents += from->documents;
}

static void copy_shard(struct state_shard *to, const struct state_shard *from)
{
	*to = (struct state_shard){.serial = from->serial};
	append_shard(to, from);
}

/* The state after the commit: one new shard in front of the old ones that stay. */
static void plan(struct index_state *next, const struct publisher *publisher, const struct state_shard *parts,
                 size_t count, size_t joined)
{
	const struct index_state *now = &publisher->state;

	next->format = INDEX_FORMAT;
	next->shard_count = 1 + now->shard_count - joined;
	next->shards = memory_zeroed(next->shard_count, sizeof *next->shards);
	for (size_t i = joined; i-- > 0;) /* the oldest first */
		append_shard(&next->shards[0], &now->shards[i]);
	for (size_t i = 0; i < count; i++)
		append_shard(&next->shards[0], &parts[i]);
	for (size_t i = joined; i < now->shard_count; i++)
		copy_shard(&next->shards[1 + i - joined], &now->shards[i]);
	state_settle(next);
}

/* The state as a shard without documents: joined first, its record is the one that is kept. */
static enum shim_status write_state(const char *path, const struct index_state *state, struct shim_failure *failure)
{
	struct buffer record = {0};
	struct shim_bytes metadata[2];
	size_t start = 0;
	struct shim_shard shard = {.posting_start = &start, .metadata = metadata, .metadata_count = 1};
	enum shim_status status;

	state_encode(&record, state);
	metadata[0] = (struct shim_bytes){INDEX_STATE_KEY, strlen(INDEX_STATE_KEY)};
	metadata[1] = (struct shim_bytes){record.bytes, record.length};
	status = shim_shard_write(path, &shard, SHIM_SINK_BEST, failure);
	buffer_release(&record);
	return status;
}

static enum shim_status write_shard(struct publisher *publisher, const struct state_shard *parts, size_t count,
                                    size_t joined, const struct index_state *next, uint32_t state_serial,
                                    struct shim_failure *failure)
{
	char **paths = memory_zeroed(1 + joined + count, sizeof *paths);
	char *target = publisher_path(publisher, next->shards[0].serial);
	size_t used = 0;
	enum shim_status status;

	paths[used++] = publisher_path(publisher, state_serial);
	for (size_t i = joined; i-- > 0;)
		paths[used++] = publisher_path(publisher, publisher->state.shards[i].serial);
	for (size_t i = 0; i < count; i++)
		paths[used++] = publisher_path(publisher, parts[i].serial);
	status = write_state(paths[0], next, failure);
	if (status == SHIM_OK && state_serial != next->shards[0].serial)
		status = shim_shard_merge(target, (const char *const *)paths, used, failure);
	if (status == SHIM_OK)
		status = directory_sync(target, failure);
	for (size_t i = 0; i < used; i++)
		free(paths[i]);
	free(paths);
	free(target);
	return status;
}

static enum shim_status write_manifest(const struct publisher *publisher, const struct index_state *next,
                                       struct shim_failure *failure)
{
	struct buffer manifest = {0};
	char name[SHARD_NAME_MAX];
	enum shim_status status;

	for (size_t i = 0; i < next->shard_count; i++)
		buffer_add_format(&manifest, "auto %s\n", state_shard_name(next->shards[i].serial, name));
	status = file_replace(publisher->directory, INDEX_MANIFEST, manifest.bytes, manifest.length, failure);
	buffer_release(&manifest);
	return status;
}

enum shim_status publisher_commit(struct publisher *publisher, const struct state_shard *parts, size_t count,
                                  uint64_t lengths, uint64_t words, struct shim_failure *failure)
{
	struct index_state next = {0};
	uint64_t documents = 0;
	size_t joined;
	uint32_t state_serial = publisher_serial(publisher);
	enum shim_status status;

	for (size_t i = 0; i < count; i++)
		documents += parts[i].documents;
	state_settle(&publisher->state);
	joined = shards_to_join(&publisher->state, documents);
	plan(&next, publisher, parts, count, joined);
	next.lengths = publisher->state.lengths + lengths;
	next.words = publisher->state.words + words;
	next.shards[0].serial = joined + count > 0 ? publisher_serial(publisher) : state_serial;
	next.next_serial = atomic_load(&publisher->next_serial);
	status = write_shard(publisher, parts, count, joined, &next, state_serial, failure);
	if (status == SHIM_OK) {
		status = write_manifest(publisher, &next, failure);
		publisher->uncertain = status != SHIM_OK;
	}
	if (status != SHIM_OK) {
		state_release(&next);
		return status;
	}
	state_release(&publisher->state);
	publisher->state = next;
	sweep(publisher);
	return SHIM_OK;
}
