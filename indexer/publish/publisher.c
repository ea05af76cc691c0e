/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/publish/publisher.h"

#include "article/facet_values.h"
#include "article/schema.h"
#include "indexer/publish/files.h"
#include "indexer/publish/lock.h"
#include "indexer/publish/manifest.h"
#include "indexer/publish/names.h"
#include "names/map.h"
#include "text/memory.h"

#include <dirent.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What stands for a published shard in the next commit. */
struct successor {
	bool replaced;
	struct state_shard *parts; /* owned */
	size_t count;
};

struct publisher {
	char *directory;
	char *names; /* the user's table of names, or NULL */
	int lock;
	struct index_state state;
	struct successor *successors; /* of each published shard; NULL while none is replaced */
	atomic_uint next_serial;
	uint32_t spared; /* shards below this number are not swept */
	bool uncertain;  /* writing the manifest failed: it may name the old shards or the new ones */
};

const struct index_state *publisher_state(const struct publisher *publisher)
{
	return &publisher->state;
}

void publisher_mix(struct publisher *publisher, uint64_t stamp)
{
	state_mix(&publisher->state, stamp);
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

void publisher_settle(struct publisher *publisher)
{
	state_settle(&publisher->state);
}

void publisher_replace(struct publisher *publisher, size_t shard, struct state_shard *parts, size_t count)
{
	if (!publisher->successors)
		publisher->successors = memory_zeroed(publisher->state.shard_count, sizeof *publisher->successors);
	publisher->successors[shard] = (struct successor){true, parts, count};
}

void publisher_set_names(struct publisher *publisher, const char *file)
{
	free(publisher->names);
	publisher->names = memory_string(file);
}

void publisher_forget_lengths(struct publisher *publisher)
{
	publisher->state.lengths = 0;
	publisher->state.words = 0;
}

/* The shards that a published one comes to in the next commit: itself, or what replaces it. */
static const struct state_shard *successors_of(const struct publisher *publisher, size_t shard, size_t *count)
{
	if (publisher->successors && publisher->successors[shard].replaced) {
		*count = publisher->successors[shard].count;
		return publisher->successors[shard].parts;
	}
	*count = 1;
	return &publisher->state.shards[shard];
}

static void forget_successors(struct publisher *publisher)
{
	for (size_t i = 0; publisher->successors && i < publisher->state.shard_count; i++) {
		for (size_t j = 0; j < publisher->successors[i].count; j++)
			free(publisher->successors[i].parts[j].dead);
		free(publisher->successors[i].parts);
	}
	free(publisher->successors);
	publisher->successors = NULL;
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

static void remove_path(const char *path)
{
	if (unlink(path) != 0)
		directory_remove(path);
}

/* A shard's directory that was never published, or has been replaced. */
static bool is_waste(const struct publisher *publisher, const char *name)
{
	uint32_t serial;

	if (!strcmp(name, INDEX_MANIFEST ".new"))
		return true;
	if (strncmp(name, "shard-", 6) != 0 || is_published(&publisher->state, name))
		return false;
	return !state_shard_serial(name, &serial) || serial >= publisher->spared;
}

static void sweep(const struct publisher *publisher)
{
	DIR *entries = opendir(publisher->directory);
	struct dirent *entry;

	while (entries && (entry = readdir(entries)) != NULL) {
		if (is_waste(publisher, entry->d_name)) {
			char *path = path_join(publisher->directory, entry->d_name);

			remove_path(path);
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
		return parent_sync(directory, failure);
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

/* Takes the lock; *out is NULL where that fails. */
static enum shim_status open_locked(struct publisher **out, const char *directory, struct shim_failure *failure)
{
	int lock = lock_take(directory, failure);

	*out = NULL;
	if (lock < 0)
		return failure->status;
	*out = memory_zeroed(1, sizeof **out);
	(*out)->directory = memory_string(directory);
	(*out)->lock = lock;
	return SHIM_OK;
}

static void release(struct publisher *publisher)
{
	forget_successors(publisher);
	lock_release(publisher->lock);
	state_release(&publisher->state);
	free(publisher->directory);
	free(publisher->names);
	free(publisher);
}

enum shim_status publisher_open(struct publisher **out, const char *directory, struct shim_failure *failure)
{
	enum shim_status status = make_directory(directory, failure);

	*out = NULL;
	if (status == SHIM_OK)
		status = open_locked(out, directory, failure);
	if (status != SHIM_OK)
		return status;
	status = read_state(*out, failure);
	if (status != SHIM_OK) {
		release(*out);
		*out = NULL;
		return status;
	}
	atomic_init(&(*out)->next_serial, (*out)->state.next_serial);
	sweep(*out);
	return SHIM_OK;
}

/* Whether there is anything of an index, however damaged: else no lock is to be left there. */
static bool looks_like_index(const char *directory)
{
	DIR *entries = opendir(directory);
	struct dirent *entry;
	bool found = false;

	while (entries && !found && (entry = readdir(entries)) != NULL)
		found = !strcmp(entry->d_name, INDEX_MANIFEST) || !strncmp(entry->d_name, "shard-", 6);
	if (entries)
		closedir(entries);
	return found;
}

enum shim_status publisher_open_unread(struct publisher **out, const char *directory, struct shim_failure *failure)
{
	enum shim_status status;

	*out = NULL;
	if (!looks_like_index(directory)) {
		failure->status = SHIM_NOT_FOUND;
		snprintf(failure->message, sizeof failure->message, "no index in this directory");
		snprintf(failure->hint, sizeof failure->hint, "check the name");
		return SHIM_NOT_FOUND;
	}
	status = open_locked(out, directory, failure);
	if (status == SHIM_OK)
		(*out)->uncertain = true;
	return status;
}

void publisher_adopt(struct publisher *publisher, struct index_state *state, uint32_t spared)
{
	publisher->state = *state;
	*state = (struct index_state){0};
	publisher->spared = spared;
	atomic_init(&publisher->next_serial, publisher->state.next_serial);
	publisher->uncertain = false;
	sweep(publisher);
}

void publisher_close(struct publisher *publisher)
{
	if (!publisher)
		return;
	if (!publisher->uncertain)
		sweep(publisher);
	release(publisher);
}

/* ---- publishing ---- */

/* How many of the newest shards are to be joined with what is new. */
static size_t shards_to_join(const struct publisher *publisher, uint64_t documents)
{
	size_t joined = 0;

	for (; joined < publisher->state.shard_count; joined++) {
		size_t count;
		const struct state_shard *shards = successors_of(publisher, joined, &count);
		uint64_t more = 0;

		for (size_t i = 0; i < count; i++)
			more += shards[i].documents;
		if (more > 2 * documents)
			break;
		documents += more;
	}
	return joined;
}

static void append_successors(struct state_shard *to, const struct publisher *publisher, size_t shard)
{
	size_t count;
	const struct state_shard *parts = successors_of(publisher, shard, &count);

	for (size_t i = 0; i < count; i++)
		state_shard_append(to, &parts[i]);
}

/* A commit that is being made. */
struct commit {
	struct publisher *publisher;
	const struct state_shard *parts; /* what is new */
	size_t count;
	const struct unwritten *unwritten; /* the one of them that is still in memory, or NULL */
	size_t joined; /* so many of the newest shards go into the new one */
	uint32_t state_serial; /* of the state, as a shard that is joined first */
	struct index_state next;
};

/*
 * The state after the commit: one new shard in front of the old ones that stay.
 * An old one that was replaced by several becomes one of its own number.
 */
static void plan(struct commit *commit)
{
	struct publisher *publisher = commit->publisher;
	const struct index_state *now = &publisher->state;
	struct index_state *next = &commit->next;

	next->format = INDEX_FORMAT;
	next->shards = memory_zeroed(1 + now->shard_count - commit->joined, sizeof *next->shards);
	next->shards[next->shard_count++].serial = commit->state_serial;
	for (size_t i = commit->joined; i-- > 0;) /* the oldest first */
		append_successors(&next->shards[0], publisher, i);
	for (size_t i = 0; i < commit->count; i++)
		state_shard_append(&next->shards[0], &commit->parts[i]);
	for (size_t i = commit->joined; i < now->shard_count; i++) {
		size_t count;
		const struct state_shard *parts = successors_of(publisher, i, &count);
		struct state_shard *shard = &next->shards[next->shard_count];

		if (count == 0)
			continue;
		shard->serial = count == 1 ? parts[0].serial : publisher_serial(publisher);
		append_successors(shard, publisher, i);
		next->shard_count++;
	}
	for (size_t i = 0; i < now->mixed_count; i++)
		state_mix(next, now->mixed[i]);
	state_settle(next);
}

/* What all shards' articles name, those that are new and those that stay. */
static void compare_names(const struct commit *commit, struct publish_record *record)
{
	const struct publisher *publisher = commit->publisher;
	struct publish_names names = {.directory = publisher->directory, .file = publisher->names};
	size_t more;

	for (size_t i = 0; i < publisher->state.shard_count; i++) {
		const struct state_shard *parts = successors_of(publisher, i, &more);

		for (size_t j = 0; j < more; j++)
			publish_names_add(&names, &parts[j]);
	}
	for (size_t i = 0; i < commit->count; i++) {
		if (commit->unwritten && commit->parts[i].serial == batch_serial(commit->unwritten->batch)) {
			names.batch = commit->unwritten->batch;
			names.held = &commit->parts[i];
		} else {
			publish_names_add(&names, &commit->parts[i]);
		}
	}
	publish_names(&names, record);
	publish_names_release(&names);
}

/*
 * Writes the state, and what the names come to, into a shard: that of what is
 * in memory, when that is all, else one without documents, which is joined
 * first, so that its records are kept.
 */
static enum shim_status write_state(const struct commit *commit, const char *path, struct shim_failure *failure)
{
	const struct unwritten *unwritten = commit->unwritten;
	struct buffer record = {0};
	struct publish_record compared = {0};
	struct shim_bytes metadata[6];
	size_t start = 0;
	struct shim_shard shard = {.posting_start = &start, .metadata = metadata, .metadata_count = 3};
	enum shim_status status;

	compare_names(commit, &compared);
	if (compared.names.length == 0) /* an older record must not be taken for this one */
		name_map_encode_nothing(&compared.names);
	if (compared.values.length == 0)
		buffer_add_byte(&compared.values, '\0');
	state_encode(&record, &commit->next);
	metadata[0] = (struct shim_bytes){NAME_MAP_KEY, strlen(NAME_MAP_KEY)};
	metadata[1] = (struct shim_bytes){compared.names.bytes, compared.names.length};
	metadata[2] = (struct shim_bytes){INDEX_STATE_KEY, strlen(INDEX_STATE_KEY)};
	metadata[3] = (struct shim_bytes){record.bytes, record.length};
	metadata[4] = (struct shim_bytes){FACET_VALUES_KEY, strlen(FACET_VALUES_KEY)};
	metadata[5] = (struct shim_bytes){compared.values.bytes, compared.values.length};
	if (unwritten)
		status = batch_write(unwritten->batch, unwritten->average, metadata, 3, path, failure);
	else
		status = shim_shard_write(path, &shard, SHIM_SINK_BEST, failure);
	buffer_release(&record);
	buffer_release(&compared.names);
	buffer_release(&compared.values);
	return status;
}

/* The paths of shards that are to be joined. */
struct path_list {
	char **paths;
	size_t count;
};

static void add_paths(struct path_list *list, const struct publisher *publisher, const struct state_shard *shards, size_t count)
{
	list->paths = memory_resize(list->paths, list->count + count, sizeof *list->paths);
	for (size_t i = 0; i < count; i++)
		list->paths[list->count++] = publisher_path(publisher, shards[i].serial);
}

static void add_successors(struct path_list *list, const struct publisher *publisher, size_t shard)
{
	size_t count;
	const struct state_shard *parts = successors_of(publisher, shard, &count);

	add_paths(list, publisher, parts, count);
}

static void release_paths(struct path_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		free(list->paths[i]);
	free(list->paths);
	*list = (struct path_list){0};
}

/* Joins the list into the shard of that number, unless the list is that shard. */
static enum shim_status join(const struct path_list *list, const struct publisher *publisher, uint32_t serial,
                             struct shim_failure *failure)
{
	char *target = publisher_path(publisher, serial);
	enum shim_status status = SHIM_OK;

	if (list->count != 1 || strcmp(list->paths[0], target) != 0)
		status = shim_shard_merge(target, (const char *const *)list->paths, list->count, failure);
	if (status == SHIM_OK)
		status = file_copy(target, VERSION_FILE, VERSION_COPY, failure);
	if (status == SHIM_OK)
		status = directory_sync(target, failure);
	free(target);
	return status;
}

/* Old shards that stay, of which some were replaced by several. */
static enum shim_status join_replaced(const struct commit *commit, struct shim_failure *failure)
{
	const struct publisher *publisher = commit->publisher;
	enum shim_status status = SHIM_OK;
	size_t place = 1;

	for (size_t i = commit->joined; i < publisher->state.shard_count && status == SHIM_OK; i++) {
		struct path_list list = {0};

		add_successors(&list, publisher, i);
		if (list.count > 0)
			status = join(&list, publisher, commit->next.shards[place++].serial, failure);
		release_paths(&list);
	}
	return status;
}

static enum shim_status write_shards(struct commit *commit, struct shim_failure *failure)
{
	const struct publisher *publisher = commit->publisher;
	struct path_list list = {0};
	enum shim_status status = join_replaced(commit, failure);

	if (status != SHIM_OK)
		return status;
	list.paths = memory_resize(NULL, 1, sizeof *list.paths);
	list.paths[list.count++] = publisher_path(publisher, commit->state_serial);
	status = write_state(commit, list.paths[0], failure);
	for (size_t i = commit->joined; i-- > 0;)
		add_successors(&list, publisher, i);
	if (!commit->unwritten)
		add_paths(&list, publisher, commit->parts, commit->count);
	if (status == SHIM_OK)
		status = join(&list, publisher, commit->next.shards[0].serial, failure);
	release_paths(&list);
	return status;
}

/* Whether more goes into the new shard than what is written with the state. */
static bool joins_shards(const struct commit *commit)
{
	size_t count = commit->unwritten ? 0 : commit->count, more;

	for (size_t i = 0; i < commit->joined; i++) {
		successors_of(commit->publisher, i, &more);
		count += more;
	}
	return count > 0;
}

/* What is in memory is written with the state when nothing is to be joined with it, else as one shard among them. */
static enum shim_status settle_unwritten(struct commit *commit, struct shim_failure *failure)
{
	const struct unwritten *unwritten = commit->unwritten;
	enum shim_status status;
	char *path;

	if (!unwritten || (commit->joined == 0 && commit->count == 1))
		return SHIM_OK;
	path = publisher_path(commit->publisher, batch_serial(unwritten->batch));
	status = batch_write(unwritten->batch, unwritten->average, NULL, 0, path, failure);
	free(path);
	commit->unwritten = NULL;
	return status;
}

enum shim_status publisher_commit(struct publisher *publisher, const struct state_shard *parts, size_t count,
                                  const struct unwritten *unwritten, uint64_t lengths, uint64_t words,
                                  struct shim_failure *failure)
{
	struct commit commit = {.publisher = publisher, .parts = parts, .count = count, .unwritten = unwritten};
	uint64_t documents = 0;
	enum shim_status status;

	for (size_t i = 0; i < count; i++)
		documents += parts[i].documents;
	state_settle(&publisher->state);
	commit.joined = shards_to_join(publisher, documents);
	status = settle_unwritten(&commit, failure);
	if (status != SHIM_OK)
		return status;
	commit.state_serial = publisher_serial(publisher);
	plan(&commit);
	if (joins_shards(&commit))
		commit.next.shards[0].serial = publisher_serial(publisher);
	commit.next.lengths = publisher->state.lengths + lengths;
	commit.next.words = publisher->state.words + words;
	commit.next.next_serial = atomic_load(&publisher->next_serial);
	status = write_shards(&commit, failure);
	if (status == SHIM_OK) {
		status = manifest_write(publisher->directory, &commit.next, failure);
		publisher->uncertain = status != SHIM_OK;
	}
	if (status != SHIM_OK) {
		state_release(&commit.next);
		return status;
	}
	forget_successors(publisher);
	state_release(&publisher->state);
	publisher->state = commit.next;
	publisher->spared = 0;
	sweep(publisher);
	return SHIM_OK;
}
