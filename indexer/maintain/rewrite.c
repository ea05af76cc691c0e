/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/maintain/rewrite.h"

#include "indexer/worker.h"
#include "program/report.h"
#include "text/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void shards_free(struct state_shard *shards, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(shards[i].dead);
	free(shards);
}

void rewriter_release(struct rewriter *rewriter)
{
	analyzer_free(rewriter->analyzer);
	batch_free(rewriter->batch);
	shards_free(rewriter->parts, rewriter->part_count);
	*rewriter = (struct rewriter){0};
}

static enum shim_status write_batch(struct rewriter *rewriter, struct shim_failure *failure)
{
	struct batch *batch = rewriter->batch;
	enum shim_status status;
	char *path;

	if (!batch)
		return SHIM_OK;
	path = publisher_path(rewriter->publisher, batch_serial(batch));
	status = batch_write(batch, rewriter->average, NULL, 0, path, failure);
	free(path);
	if (status == SHIM_OK) {
		rewriter->parts = memory_resize(rewriter->parts, rewriter->part_count + 1, sizeof *rewriter->parts);
		rewriter->parts[rewriter->part_count++] =
			(struct state_shard){.serial = batch_serial(batch), .documents = batch_documents(batch)};
	}
	batch_free(batch);
	rewriter->batch = NULL;
	return status;
}

enum shim_status rewriter_add(struct rewriter *rewriter, const struct article *article,
                              const struct provenance *provenance, struct shim_failure *failure)
{
	const struct tokens *tokens;

	if (!rewriter->analyzer)
		rewriter->analyzer = analyzer_new();
	if (!rewriter->batch)
		rewriter->batch = batch_new(publisher_serial(rewriter->publisher));
	tokens = article_tokens(rewriter->analyzer, article);
	batch_add(rewriter->batch, article, tokens, rewriter->analyzer, provenance);
	rewriter->articles++;
	rewriter->words += tokens_weigh(tokens);
	if (batch_memory(rewriter->batch) < WORKERS_MEMORY)
		return SHIM_OK;
	return write_batch(rewriter, failure);
}

enum shim_status rewriter_end(struct rewriter *rewriter, struct state_shard **parts, size_t *count,
                              struct shim_failure *failure)
{
	enum shim_status status = write_batch(rewriter, failure);

	if (status != SHIM_OK)
		return status;
	*parts = rewriter->parts;
	*count = rewriter->part_count;
	rewriter->parts = NULL;
	rewriter->part_count = 0;
	return SHIM_OK;
}

static enum shim_status fail_unreadable(const char *directory, uint32_t local, const char *wrong, struct shim_failure *failure)
{
	failure->status = SHIM_CORRUPT;
	snprintf(failure->message, sizeof failure->message, "%.300s: document %u: %s", directory, (unsigned)local, wrong);
	snprintf(failure->hint, sizeof failure->hint, "dateline-index --recover keeps all that can be read");
	return SHIM_CORRUPT;
}

static enum shim_status add_document(struct rewriter *rewriter, struct stored *stored, uint32_t local,
                                     const char *directory, struct shim_failure *failure)
{
	struct article article = {0};
	struct provenance provenance;
	const char *wrong = stored_article(stored, local, &article);
	enum shim_status status;

	if (!wrong)
		wrong = stored_entities(stored, local, &article);
	if (wrong)
		status = fail_unreadable(directory, local, wrong, failure);
	else if (!stored_provenance(stored, local, &provenance))
		status = fail_unreadable(directory, local, "where it came from cannot be read", failure);
	else
		status = rewriter_add(rewriter, &article, &provenance, failure);
	article_release(&article);
	return status;
}

enum shim_status rewriter_add_shard(struct rewriter *rewriter, const struct state_shard *shard, struct shim_failure *failure)
{
	char *directory;
	struct stored *stored;
	size_t dead = 0;
	enum shim_status status;

	if (shard->dead_count == shard->documents)
		return SHIM_OK;
	directory = publisher_path(rewriter->publisher, shard->serial);
	status = stored_open(&stored, directory, failure);
	for (uint32_t local = 1; status == SHIM_OK && local <= shard->documents; local++) {
		if (dead < shard->dead_count && shard->dead[dead] == local)
			dead++;
		else
			status = add_document(rewriter, stored, local, directory, failure);
	}
	stored_close(stored);
	free(directory);
	return status;
}

bool shard_is_stale(const struct state_shard *shard)
{
	return (uint64_t)shard->dead_count * REWRITE_DEAD_SHARE > shard->documents;
}

static enum shim_status rewrite_shard(struct publisher *publisher, double average, const struct state_shard *shard,
                                      struct state_shard **parts, size_t *count, struct shim_failure *failure)
{
	struct rewriter rewriter = {.publisher = publisher, .average = average};
	enum shim_status status = rewriter_add_shard(&rewriter, shard, failure);

	if (status == SHIM_OK)
		status = rewriter_end(&rewriter, parts, count, failure);
	rewriter_release(&rewriter);
	return status;
}

/* A shard in which something cannot be read any more is searched as before; that must not keep new articles out. */
static enum shim_status leave_damaged(enum shim_status status, const struct shim_failure *failure)
{
	if (status != SHIM_CORRUPT)
		return status;
	report(NULL, 0, failure->hint, "not rewritten without its dead articles: %s", failure->message);
	return SHIM_OK;
}

static enum shim_status rewrite_published(struct publisher *publisher, double average, struct shim_failure *failure)
{
	const struct index_state *state = publisher_state(publisher);
	enum shim_status status = SHIM_OK;

	publisher_settle(publisher);
	for (size_t i = 0; i < state->shard_count && status == SHIM_OK; i++) {
		struct state_shard *parts;
		size_t count;

		if (!shard_is_stale(&state->shards[i]))
			continue;
		status = rewrite_shard(publisher, average, &state->shards[i], &parts, &count, failure);
		if (status == SHIM_OK)
			publisher_replace(publisher, i, parts, count);
		else
			status = leave_damaged(status, failure);
	}
	return status;
}

/* Appends to a list of shards; the dead are copied. */
static void append(struct state_shard **list, size_t *count, const struct state_shard *more, size_t more_count)
{
	*list = memory_resize(*list, *count + more_count, sizeof **list);
	for (size_t i = 0; i < more_count; i++) {
		struct state_shard *shard = &(*list)[(*count)++];

		*shard = (struct state_shard){.serial = more[i].serial, .documents = more[i].documents};
		for (size_t j = 0; j < more[i].dead_count; j++)
			state_shard_kill(shard, more[i].dead[j]);
	}
}

enum shim_status rewrite_stale(struct publisher *publisher, double average, const struct state_shard *fresh,
                               size_t fresh_count, struct state_shard **parts, size_t *count,
                               struct shim_failure *failure)
{
	enum shim_status status = rewrite_published(publisher, average, failure);

	*parts = NULL;
	*count = 0;
	for (size_t i = 0; i < fresh_count && status == SHIM_OK; i++) {
		struct state_shard *rewritten;
		size_t rewritten_count;

		if (!shard_is_stale(&fresh[i])) {
			append(parts, count, &fresh[i], 1);
			continue;
		}
		status = rewrite_shard(publisher, average, &fresh[i], &rewritten, &rewritten_count, failure);
		if (status == SHIM_OK) {
			append(parts, count, rewritten, rewritten_count);
			shards_free(rewritten, rewritten_count);
		}
	}
	return status;
}
