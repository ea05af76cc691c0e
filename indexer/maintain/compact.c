/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/maintain/compact.h"

#include "article/schema.h"
#include "indexer/maintain/rewrite.h"
#include "indexer/publish/files.h"
#include "text/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static enum shim_status refuse(struct shim_failure *failure, enum shim_status status, const char *what, const char *hint)
{
	failure->status = status;
	snprintf(failure->message, sizeof failure->message, "%s", what);
	snprintf(failure->hint, sizeof failure->hint, "%s", hint);
	return status;
}

/* The record must fit the shards that are there: of another format this is all that speaks for it. */
static bool fits(struct shim_index *index, const struct index_state *state)
{
	char name[SHARD_NAME_MAX];

	if (state->shard_count != shim_index_shards(index))
		return false;
	for (size_t i = 0; i < state->shard_count; i++) {
		const char *path = shim_index_shard_path(index, i);
		const char *slash = strrchr(path, '/');

		if (!slash || strcmp(slash + 1, state_shard_name(state->shards[i].serial, name)) != 0 ||
		    state->shards[i].serial >= state->next_serial)
			return false;
	}
	return true;
}

/*
 * What is published, in whatever format. So far there is one; a record of
 * another is taken where it is laid out like ours and fits the shards: it alone
 * says which articles are dead.
 */
static enum shim_status find_state(const char *path, struct index_state *state, struct shim_failure *failure)
{
	struct shim_index *index;
	struct shim_bytes record;
	enum shim_status status = shim_index_open(&index, path, failure);

	if (status == SHIM_OK && shim_index_shards(index) == 0)
		status = refuse(failure, SHIM_CORRUPT, "the manifest names no shard", "run dateline-index --recover on it");
	if (status == SHIM_OK)
		status = shim_index_metadata(index, 0, INDEX_STATE_KEY, strlen(INDEX_STATE_KEY), &record, failure);
	if (status == SHIM_NOT_FOUND)
		status = refuse(failure, SHIM_VERSION, "this is no Dateline index", "name a directory that dateline-index has written");
	if (status == SHIM_OK && (state_decode_any(state, record.bytes, record.length) != 0 || !fits(index, state)))
		status = refuse(failure, SHIM_CORRUPT, "the index's state record is damaged, or of a format that this program does not know",
		                "take the program that wrote it, or keep what can be read: dateline-index --recover");
	shim_index_close(index);
	return status;
}

/* Words and articles of the living, by their streams. */
static enum shim_status average_length(struct publisher *publisher, double *average, struct shim_failure *failure)
{
	const struct index_state *state = publisher_state(publisher);
	uint64_t words = 0, articles = 0;
	enum shim_status status = SHIM_OK;

	for (size_t i = 0; i < state->shard_count && status == SHIM_OK; i++) {
		const struct state_shard *shard = &state->shards[i];
		char *path = publisher_path(publisher, shard->serial);
		struct stored *stored;
		size_t dead = 0;

		status = stored_open(&stored, path, failure);
		free(path);
		for (uint32_t local = 1; status == SHIM_OK && local <= shard->documents; local++) {
			uint64_t length;

			if (dead < shard->dead_count && shard->dead[dead] == local) {
				dead++;
				continue;
			}
			length = stored_words(stored, local);
			words += length;
			articles += length > 0;
		}
		stored_close(stored);
	}
	*average = articles > 0 ? (double)words / (double)articles : 1;
	return status;
}

static enum shim_status rewrite_all(struct publisher *publisher, struct rewriter *rewriter, struct shim_failure *failure)
{
	const struct index_state *state = publisher_state(publisher);
	struct state_shard *parts = NULL;
	size_t count = 0;
	enum shim_status status = average_length(publisher, &rewriter->average, failure);

	for (size_t i = state->shard_count; status == SHIM_OK && i-- > 0;) /* the oldest first */
		status = rewriter_add_shard(rewriter, &state->shards[i], failure);
	if (status == SHIM_OK)
		status = rewriter_end(rewriter, &parts, &count, failure);
	if (status != SHIM_OK)
		return status;
	for (size_t i = 0; i < state->shard_count; i++)
		publisher_replace(publisher, i, NULL, 0);
	publisher_forget_lengths(publisher);
	status = publisher_commit(publisher, parts, count, NULL, rewriter->articles, rewriter->words, failure);
	shards_free(parts, count);
	return status;
}

static uint64_t count_dead(const struct index_state *state)
{
	uint64_t dead = 0;

	for (size_t i = 0; i < state->shard_count; i++)
		dead += state->shards[i].dead_count;
	return dead;
}

enum shim_status compact_index(const char *index, struct compact_summary *summary, struct shim_failure *failure)
{
	struct publisher *publisher;
	struct rewriter rewriter = {0};
	struct index_state state = {0};
	enum shim_status status = publisher_open_unread(&publisher, index, failure);

	*summary = (struct compact_summary){0};
	if (status != SHIM_OK)
		return status;
	status = find_state(index, &state, failure);
	if (status == SHIM_OK) {
		summary->bytes_before = directory_bytes(index);
		summary->dead = count_dead(&state);
		publisher_adopt(publisher, &state, 0);
		rewriter.publisher = publisher;
		status = rewrite_all(publisher, &rewriter, failure);
	}
	summary->articles = rewriter.articles;
	rewriter_release(&rewriter);
	state_release(&state);
	publisher_close(publisher);
	summary->bytes_after = directory_bytes(index);
	return status;
}
