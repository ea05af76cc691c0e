/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/maintain/check.h"

#include "article/schema.h"
#include "indexer/publish/files.h"
#include "indexer/publish/manifest.h"
#include "text/memory.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* So often it starts again because a writer has published meanwhile. */
#define CHECK_TRIES 3

void check_release(struct check_result *result)
{
	findings_release(&result->findings);
	*result = (struct check_result){0};
}

static enum shim_status cannot(struct shim_failure *failure, enum shim_status status, const char *hint, const char *what)
{
	failure->status = status;
	snprintf(failure->message, sizeof failure->message, "%s", what);
	snprintf(failure->hint, sizeof failure->hint, "%s", hint);
	return status;
}

/* ---- the files beside the shards ---- */

static void note_entry(struct findings *findings, const struct manifest *manifest, const char *name, const char *path)
{
	uint32_t serial;

	if (!strcmp(name, INDEX_MANIFEST) || !strcmp(name, "lock") ||
	    (state_shard_serial(name, &serial) && manifest_names(manifest, serial)))
		return;
	if (!strncmp(name, "shard-", 6) || !strcmp(name, INDEX_MANIFEST ".new"))
		findings_note(findings, path, "the next run removes it", "belongs to a run that is at work or was killed");
	else if (!strncmp(name, "lost-", 5))
		findings_note(findings, path, "remove it when you want nothing of it", "kept by --recover, which could not read all of it");
	else
		findings_note(findings, path, "move it elsewhere", "no part of the index");
}

static void note_leftovers(struct findings *findings, const struct manifest *manifest, const char *index)
{
	DIR *entries = opendir(index);
	struct dirent *entry;

	while (entries && (entry = readdir(entries)) != NULL) {
		char *path;

		if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, ".."))
			continue;
		path = path_join(index, entry->d_name);
		note_entry(findings, manifest, entry->d_name, path);
		free(path);
	}
	if (entries)
		closedir(entries);
}

/* ---- the state record ---- */

static void read_state(struct index_state *state, const char *path, struct findings *findings)
{
	struct shim_index *shard;
	struct shim_bytes record;
	struct shim_failure failure;
	enum shim_status status = shim_index_open(&shard, path, &failure);

	if (status != SHIM_OK) /* said when the shard itself is looked at */
		return;
	status = shim_index_metadata(shard, 0, INDEX_STATE_KEY, strlen(INDEX_STATE_KEY), &record, &failure);
	if (status != SHIM_OK)
		findings_add(findings, path, ADVICE_RECOVER, "the index's state record cannot be read: %s", failure.message);
	else if (state_decode(state, record.bytes, record.length) != 0)
		findings_add(findings, path, ADVICE_RECOVER, "the index's state record is damaged");
	shim_index_close(shard);
}

static bool compare_with_manifest(const struct index_state *state, const struct manifest *manifest, const char *path,
                                  struct findings *findings)
{
	bool same = state->shard_count == manifest->count;

	for (size_t i = 0; same && i < manifest->count; i++)
		same = state->shards[i].serial == manifest->serials[i];
	if (!same)
		findings_add(findings, path, ADVICE_RECOVER, "its state record and the manifest name different shards");
	for (size_t i = 0; i < state->shard_count; i++)
		if (state->shards[i].serial >= state->next_serial)
			findings_add(findings, path, ADVICE_RECOVER, "its state record would number the next shard as one that is there");
	return same;
}

/* ---- ids in the whole index ---- */

static bool collect_shared(void *context, const void *term, size_t length, uint32_t documents)
{
	if (documents > 1 && !memchr(term, '\0', length)) {
		buffer_add(context, term, length);
		buffer_add_byte(context, '\0');
	}
	return true;
}

static bool count_living(void *context, uint32_t document)
{
	(void)document;
	++*(unsigned *)context;
	return true;
}

/* An id in several shards is in order when all but one of its articles are dead. */
static void check_twins(const char *path, struct findings *findings)
{
	struct shim_index *index;
	struct buffer terms = {0};
	struct shim_failure failure;
	enum shim_status status = shim_index_open(&index, path, &failure);

	if (status == SHIM_OK)
		status = state_load(index, NULL, &failure);
	if (status == SHIM_OK)
		status = shim_index_terms(index, PREFIX_ID, strlen(PREFIX_ID), collect_shared, &terms, &failure);
	for (size_t at = 0; status == SHIM_OK && at < terms.length;) {
		const char *term = terms.bytes + at;
		unsigned living = 0;

		status = shim_index_postings(index, term, strlen(term), count_living, &living, &failure);
		if (living > 1)
			findings_add(findings, path, ADVICE_RECOVER, "%u articles have the id \"%s\"", living, term + strlen(PREFIX_ID));
		at += strlen(term) + 1;
	}
	if (status != SHIM_OK && findings->faults == 0)
		findings_add(findings, path, ADVICE_RECOVER, "%s", failure.message);
	buffer_release(&terms);
	shim_index_close(index);
}

/* ---- the whole ---- */

static enum shim_status refuse_format(const struct index_state *state, struct shim_failure *failure)
{
	char what[80];

	snprintf(what, sizeof what, "the index is of format %llu, this program's is %d", (unsigned long long)state->format, INDEX_FORMAT);
	return cannot(failure, SHIM_VERSION, "dateline-index --compact brings it to this program's format", what);
}

static enum shim_status check_shards(const char *index, const struct manifest *manifest, struct check_result *result,
                                     struct shim_failure *failure)
{
	struct index_state state = {0};
	char name[SHARD_NAME_MAX];
	char *newest = path_join(index, state_shard_name(manifest->serials[0], name));
	bool known = false;
	enum shim_status status = SHIM_OK;

	read_state(&state, newest, &result->findings);
	if (state.format != INDEX_FORMAT && state.format != 0)
		status = refuse_format(&state, failure);
	else if (state.format == INDEX_FORMAT)
		known = compare_with_manifest(&state, manifest, newest, &result->findings);
	for (size_t i = 0; status == SHIM_OK && i < manifest->count; i++) {
		char *path = path_join(index, state_shard_name(manifest->serials[i], name));

		check_shard(path, known ? &state.shards[i] : NULL, &result->findings);
		free(path);
	}
	if (status == SHIM_OK && known) {
		check_records(index, newest, &result->findings);
		check_twins(index, &result->findings);
	}
	result->articles = state_documents(&state);
	result->shards = manifest->count;
	state_release(&state);
	free(newest);
	return status;
}

static enum shim_status look_through(const char *index, const struct manifest *manifest, struct check_result *result,
                                     struct shim_failure *failure)
{
	enum shim_status status = SHIM_OK;
	char *path = path_join(index, INDEX_MANIFEST);

	if (manifest->strange > 0)
		findings_add(&result->findings, path, ADVICE_RECOVER, "line %zu names no shard of the index", manifest->strange);
	if (manifest->count == 0)
		findings_add(&result->findings, path, ADVICE_RECOVER, "names no shard");
	else
		status = check_shards(index, manifest, result, failure);
	note_leftovers(&result->findings, manifest, index);
	free(path);
	return status;
}

static bool same_text(const struct manifest *a, const struct manifest *b)
{
	return a->text.length == b->text.length && (a->text.length == 0 || !memcmp(a->text.bytes, b->text.bytes, a->text.length));
}

static bool holds_shards(const char *index)
{
	DIR *entries = opendir(index);
	struct dirent *entry;
	bool found = false;

	while (entries && !found && (entry = readdir(entries)) != NULL)
		found = !strncmp(entry->d_name, "shard-", 6);
	if (entries)
		closedir(entries);
	return found;
}

static enum shim_status check_without_manifest(const char *index, struct check_result *result, struct shim_failure *failure)
{
	char *path;

	if (errno != ENOENT)
		return file_failure(failure, "cannot read the manifest of", index);
	if (!holds_shards(index))
		return cannot(failure, SHIM_NOT_FOUND, "check the name", "no index in this directory");
	path = path_join(index, INDEX_MANIFEST);
	findings_add(&result->findings, path, ADVICE_RECOVER, "is missing");
	free(path);
	return SHIM_OK;
}

enum shim_status check_index(const char *index, struct check_result *result, struct shim_failure *failure)
{
	enum shim_status status;
	bool again = true;

	*result = (struct check_result){0};
	for (int attempt = 1; again; attempt++) {
		struct manifest before = {0}, after = {0};

		check_release(result);
		if (manifest_read(&before, index) != 0)
			return check_without_manifest(index, result, failure);
		status = look_through(index, &before, result, failure);
		manifest_read(&after, index);
		again = attempt < CHECK_TRIES && !same_text(&before, &after) && result->findings.faults > 0;
		manifest_release(&before);
		manifest_release(&after);
	}
	return status;
}
