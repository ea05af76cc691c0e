/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/worker.h"

#include "article/schema.h"
#include "indexer/invert/batch.h"
#include "indexer/language.h"
#include "indexer/read/identity.h"
#include "indexer/stamp.h"
#include "program/report.h"
#include "text/memory.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct worker {
	struct work *work;
	struct analyzer *analyzer;
	struct finder *finder;
	struct language_detector *detector;
	struct known *known;
	struct batch *batch; /* NULL while it is empty */
	struct buffer place; /* of the document's file */
};

void work_fail(struct work *work, const struct shim_failure *failure)
{
	pthread_mutex_lock(&work->failure_mutex);
	if (!atomic_exchange(&work->failed, true))
		work->failure = *failure;
	pthread_mutex_unlock(&work->failure_mutex);
	queue_close(&work->queue);
}

void work_mix(struct work *work, uint64_t file)
{
	if (file == 0)
		return;
	pthread_mutex_lock(&work->held_mutex);
	state_mix(&work->mixed, stamp_of(file, work->manner));
	pthread_mutex_unlock(&work->held_mutex);
}

void work_write(struct work *work, struct batch *batch)
{
	double average = average_get(&work->average);
	char *path = publisher_path(work->publisher, batch_serial(batch));
	struct shim_failure failure;

	if (!atomic_load(&work->failed) && batch_write(batch, average, NULL, 0, path, &failure) != SHIM_OK)
		work_fail(work, &failure);
	free(path);
	batch_free(batch);
}

/* What is to be written at once, and by this worker. */
static void write_batch(struct worker *worker)
{
	ledger_shard(worker->work->ledger, batch_serial(worker->batch), batch_documents(worker->batch));
	work_write(worker->work, worker->batch);
	worker->batch = NULL;
}

/* The last batch may become one with the others'. */
static void keep_batch(struct worker *worker)
{
	struct work *work = worker->work;

	if (!worker->batch)
		return;
	ledger_shard(work->ledger, batch_serial(worker->batch), batch_documents(worker->batch));
	pthread_mutex_lock(&work->held_mutex);
	work->held = memory_resize(work->held, work->held_count + 1, sizeof(struct batch *));
	work->held[work->held_count++] = worker->batch;
	pthread_mutex_unlock(&work->held_mutex);
	worker->batch = NULL;
}

/* An article that is new or has changed; same: only its place has. Returns its words. */
static uint64_t add_article(struct worker *worker, const struct document *document, struct article *article,
                            uint64_t fingerprint, struct known_document old, bool same)
{
	struct work *work = worker->work;
	struct provenance provenance = {document->origin, document->alone ? NULL : worker->place.bytes,
	                                stamp_of(document->stamp, work->manner), fingerprint};
	const struct tokens *tokens;
	uint32_t local;

	finder_run(worker->finder, article);
	tokens = article_tokens(worker->analyzer, article);
	if (!worker->batch)
		worker->batch = batch_new(publisher_serial(work->publisher));
	local = batch_add(worker->batch, article, tokens, worker->analyzer, &provenance);
	if (work->options->verbose)
		report(document->file, document->line, NULL, "%s %s", same ? "moved:" : old.id ? "changed:" : "new:", article->id);
	ledger_added(work->ledger, document, article->id, old, same, batch_serial(worker->batch), local);
	return tokens_weigh(tokens);
}

/*
 * There is no article in it. Where it could be read as far as to its id, it is
 * no damage, such as a feed's entry without text: what the index holds under
 * that id stays, unless it was withdrawn. Else anything that its file gave before may be in there.
 * Either way the next run is to look again: what the others of the file are known by says nothing of this one.
 */
static void skip_document(struct worker *worker, const struct document *document, const struct article *article)
{
	struct work *work = worker->work;
	const char *id = document->id ? document->id : article->id;

	ledger_skipped(work->ledger);
	if (id && article->withdrawn) {
		ledger_withdrawn(work->ledger, document, id, known_find(worker->known, id));
		return;
	}
	if (!document->alone)
		work_mix(work, document->stamp);
	if (id && !document->alone)
		ledger_keep(work->ledger, known_find(worker->known, id).id);
	else
		holders_add(&work->holders, document->file, worker->place.bytes, false);
}

/* Its article stays under an older stamp than others of its file will have, which then says nothing of it. */
static void leave_document(struct worker *worker, const struct document *document, struct known_document old)
{
	if (!document->alone && old.stamp != stamp_of(document->stamp, worker->work->manner))
		work_mix(worker->work, document->stamp);
}

/* Whether a file still is as it was when it gave the article: then it holds a copy. */
static bool is_as_it_was(const char *file, struct known_document old)
{
	struct stat status;

	return stat(file, &status) == 0 && stamp_of(identity_stamp(&status), stamp_manner(old.stamp)) == old.stamp;
}

/*
 * Whether the index knows the article where this run misses it when it goes: in
 * this file, or in another one that has it, too. Of a SOURCE that is no
 * directory nothing is missed.
 */
static bool is_at_home(struct worker *worker, const struct document *document, struct known_document old)
{
	const char *file;

	if (!document->from_directory)
		return true;
	if (!homes_cover(worker->work->homes, old.id, document->origin))
		return false;
	file = document->alone ? NULL : known_file(worker->known, old.id);
	return document->alone || (file && (schema_term_is(file, worker->place.bytes) || is_as_it_was(file, old)));
}

/* Returns the words that were added. */
static uint64_t take_document(struct worker *worker, const struct document *document)
{
	struct work *work = worker->work;
	struct article article = {0};
	struct known_document old;
	const char *reason;
	uint64_t fingerprint, words = 0;
	bool same;

	document_place(&worker->place, document);
	if (!document_parse(document, work->options->keep_boilerplate, &article, &reason)) {
		skip_document(worker, document, &article);
		article_release(&article);
		return 0;
	}
	/* Stored, so that the article is cut the same way when its shard is rewritten. */
	article_settle_language(&article, worker->detector, work->options->language);
	fingerprint = article_fingerprint(&article);
	old = known_find(worker->known, article.id);
	same = old.id != 0 && old.fingerprint == fingerprint && stamp_manner(old.stamp) == work->manner;
	if (!same || !is_at_home(worker, document, old) || !ledger_unchanged(work->ledger, document, article.id, old))
		words = add_article(worker, document, &article, fingerprint, old, same);
	else
		leave_document(worker, document, old);
	article_release(&article);
	return words;
}

static size_t budget(const struct work *work)
{
	return WORKERS_MEMORY / work->options->jobs;
}

static void take_handful(struct worker *worker, struct handful *handful)
{
	struct work *work = worker->work;

	for (size_t i = 0; i < handful->count; i++) {
		const struct document *document = &handful->documents[i];
		uint64_t words = atomic_load(&work->failed) ? 0 : take_document(worker, document);

		average_add(&work->average, document->sequence, words);
		atomic_fetch_add(&work->articles, 1);
	}
	handful_release(handful);
}

void *worker_run(void *context)
{
	struct work *work = context;
	struct worker worker = {.work = work,
	                        .analyzer = analyzer_new(),
	                        .finder = finder_new(work->options->knowledge),
	                        .detector = language_detector_new()};
	struct handful handful = {0};
	struct shim_failure failure;

	if (known_open(&worker.known, work->options->index, publisher_state(work->publisher)->shard_count, &failure) != SHIM_OK)
		work_fail(work, &failure);
	/* Only between handfuls is a batch written: its average waits for all that a worker holds in hand. */
	while (queue_take(&work->queue, &handful)) {
		take_handful(&worker, &handful);
		if (worker.batch && batch_memory(worker.batch) >= budget(work))
			write_batch(&worker);
	}
	keep_batch(&worker);
	average_leave(&work->average);
	known_close(worker.known);
	buffer_release(&worker.place);
	analyzer_free(worker.analyzer);
	finder_free(worker.finder);
	language_detector_free(worker.detector);
	return NULL;
}
