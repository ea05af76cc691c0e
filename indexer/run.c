/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/run.h"

#include "indexer/known.h"
#include "indexer/ledger.h"
#include "indexer/maintain/rewrite.h"
#include "indexer/progress.h"
#include "indexer/publish/files.h"
#include "indexer/publish/publisher.h"
#include "indexer/stamp.h"
#include "indexer/vanished.h"
#include "indexer/worker.h"
#include "program/clock.h"
#include "text/memory.h"

#include <errno.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct run {
	struct work work;
	struct source *source;
	struct known *known; /* the reader's own handle */
	struct homes *homes;
	uint64_t handed_out; /* documents that the source has given so far */
	struct progress progress;
	pthread_t *threads;
	unsigned started;
};

/* ---- questions of the reader ---- */

/* Documents that are to stay as they are. */
struct leaving {
	struct run *run;
	const char *origin;
	bool from_directory;
	bool strange; /* one of them would not be missed when it goes */
	bool any;
};

static void leave(void *context, uint32_t old)
{
	struct leaving *leaving = context;

	ledger_left(leaving->run->work.ledger, old, leaving->run->handed_out);
	leaving->any = true;
}

static void look(void *context, uint32_t old)
{
	struct leaving *leaving = context;

	leaving->strange |= leaving->from_directory && !homes_cover(leaving->run->homes, old, leaving->origin);
}

static bool unchanged(void *context, const char *origin, const char *place, const char *id, uint64_t stamp)
{
	struct run *run = context;
	struct leaving leaving = {.run = run, .origin = origin, .from_directory = strcmp(place, origin) != 0};
	struct known_document old;

	if (!run->known || stamp == 0)
		return false;
	stamp = stamp_of(stamp, run->work.manner);
	if (id) {
		old = known_find(run->known, id);
		if (old.id == 0 || old.stamp != stamp)
			return false;
		look(&leaving, old.id);
		if (!leaving.strange)
			leave(&leaving, old.id);
	} else if (!state_is_mixed(publisher_state(run->work.publisher), stamp)) {
		known_from_file(run->known, place, stamp, look, &leaving);
		if (!leaving.strange)
			known_from_file(run->known, place, stamp, leave, &leaving);
	}
	return leaving.any;
}

/* What is not there at all (a dangling link, a pipe in a file's place) holds nothing; what may not be looked at may be a directory. */
static void skipped(void *context, const char *file, const char *place, uint64_t stamp)
{
	struct run *run = context;
	struct stat status;
	bool there = stat(file, &status) == 0;

	ledger_skipped(run->work.ledger);
	work_mix(&run->work, stamp);
	if (there ? S_ISREG(status.st_mode) || S_ISDIR(status.st_mode) : errno != ENOENT && errno != ENOTDIR)
		holders_add(&run->work.holders, file, place, !there || S_ISDIR(status.st_mode));
}

/* ---- reading ---- */

/* Nobody takes documents any more once the run has failed. */
static void hand_over(struct work *work, struct handful *handful)
{
	if (handful->count == 0 || queue_put(&work->queue, handful))
		return;
	for (size_t i = 0; i < handful->count; i++)
		average_add(&work->average, handful->documents[i].sequence, 0);
	handful_release(handful);
}

static void read_sources(struct run *run)
{
	struct work *work = &run->work;
	struct handful handful = {0};
	struct document document = {0};

	while (!atomic_load(&work->failed) && source_next(run->source, &document)) {
		run->handed_out = document.sequence + 1;
		average_expect(&work->average, document.sequence, document.length);
		handful_add(&handful, &document);
		if (!handful_full(&handful))
			continue;
		hand_over(work, &handful);
		progress_tick(&run->progress, atomic_load(&work->articles), source_bytes_read(run->source),
		              source_bytes_known(run->source));
	}
	hand_over(work, &handful);
	average_close(&work->average);
	queue_close(&work->queue);
}

static void start_workers(struct run *run)
{
	unsigned jobs = run->work.options->jobs;
	struct shim_failure failure = {SHIM_NO_MEMORY, "cannot start a worker", "try fewer --jobs"};

	run->threads = memory_resize(NULL, jobs, sizeof *run->threads);
	while (run->started < jobs) {
		if (pthread_create(&run->threads[run->started], NULL, worker_run, &run->work) != 0) {
			work_fail(&run->work, &failure);
			return;
		}
		run->started++;
	}
}

static void join_workers(struct run *run)
{
	for (unsigned i = 0; i < run->started; i++)
		pthread_join(run->threads[i], NULL);
	free(run->threads);
	malloc_trim(0); /* what tagging and stemming took would stay beside what publishing takes */
}

/* ---- what has vanished ---- */

/* Of directories alone: what a file no longer holds may have come from elsewhere. */
static void delete_vanished(struct run *run)
{
	const struct run_options *options = run->work.options;

	for (size_t i = 0; i < options->source_count && run->known && !options->keep_vanished; i++) {
		char *origin = strcmp(options->sources[i], "-") != 0 ? realpath(options->sources[i], NULL) : NULL;
		struct stat status;

		if (origin && stat(origin, &status) == 0 && S_ISDIR(status.st_mode))
			vanished_delete(run->work.ledger, run->known, origin, &run->work.holders, options->verbose);
		free(origin);
	}
	holders_say(&run->work.holders);
}

/* ---- what the workers held at the end ---- */

/* In the order of the ledger's shards; one of which all articles are dead is of no use any more. */
static void sort_held(struct work *work, const struct state_shard *fresh, size_t fresh_count)
{
	size_t kept = 0;

	for (size_t i = 0; i < fresh_count; i++)
		for (size_t j = kept; j < work->held_count; j++)
			if (batch_serial(work->held[j]) == fresh[i].serial) {
				struct batch *batch = work->held[j];

				work->held[j] = work->held[kept];
				work->held[kept++] = batch;
			}
	while (work->held_count > kept)
		batch_free(work->held[--work->held_count]);
}

/* Whether all new articles are in memory, and none of their shards is to be rewritten for its dead, which needs it on disk. */
static bool is_all_held(const struct work *work, const struct state_shard *fresh, size_t fresh_count)
{
	for (size_t i = 0; i < fresh_count; i++)
		if (shard_is_stale(&fresh[i]))
			return false;
	return fresh_count > 0 && work->held_count == fresh_count;
}

/*
 * A run that fits into memory is written once, as the shard that it will be:
 * joined on disk, each term's list would stay in as many pieces as there were
 * workers. *batch: that one, or NULL when all has been written.
 */
static void settle_held(struct work *work, struct batch **batch)
{
	size_t fresh_count;
	const struct state_shard *fresh = ledger_shards(work->ledger, &fresh_count);

	*batch = NULL;
	sort_held(work, fresh, fresh_count);
	if (is_all_held(work, fresh, fresh_count)) {
		*batch = work->held[0];
		for (size_t i = 1; i < work->held_count; i++)
			batch_join(*batch, work->held[i]);
		ledger_join_shards(work->ledger);
	} else {
		for (size_t i = 0; i < work->held_count; i++)
			work_write(work, work->held[i]);
	}
	work->held_count = 0;
}

/* ---- the whole ---- */

static enum shim_status commit(struct run *run, struct batch *held, struct shim_failure *failure)
{
	struct work *work = &run->work;
	struct unwritten unwritten = {held, average_get(&work->average)};
	struct state_shard *parts;
	size_t fresh_count, count;
	const struct state_shard *fresh = ledger_shards(work->ledger, &fresh_count);
	enum shim_status status =
		rewrite_stale(work->publisher, unwritten.average, fresh, fresh_count, &parts, &count, failure);

	if (status == SHIM_OK)
		status = publisher_commit(work->publisher, parts, count, held ? &unwritten : NULL, work->average.lengths,
		                          work->average.words, failure);
	shards_free(parts, count);
	return status;
}

static enum shim_status publish(struct run *run, struct shim_failure *failure)
{
	struct work *work = &run->work;
	struct batch *held;
	size_t fresh_count;
	enum shim_status status;

	ledger_shards(work->ledger, &fresh_count);
	if (fresh_count == 0 && ledger_counts(work->ledger).deleted == 0 && publisher_state(work->publisher)->shard_count > 0)
		return SHIM_OK;
	progress_say(&run->progress, "publishing");
	settle_held(work, &held);
	if (atomic_load(&work->failed)) {
		*failure = work->failure;
		return failure->status;
	}
	status = commit(run, held, failure);
	batch_free(held);
	return status;
}

static void sum_up(struct run *run, struct run_summary *summary)
{
	struct ledger_counts counts = ledger_counts(run->work.ledger);

	*summary = (struct run_summary){.documents = state_documents(publisher_state(run->work.publisher)),
	                                .added = counts.added,
	                                .updated = counts.updated,
	                                .unchanged = counts.unchanged,
	                                .deleted = counts.deleted,
	                                .skipped = counts.skipped,
	                                .bytes = source_bytes_read(run->source),
	                                .index_bytes = directory_bytes(run->work.options->index),
	                                .seconds = clock_seconds() - run->progress.began};
}

/* Reads, indexes and publishes, with everything opened. */
static enum shim_status carry_out(struct run *run, struct run_summary *summary, struct shim_failure *failure)
{
	struct work *work = &run->work;
	enum shim_status status;

	start_workers(run);
	read_sources(run);
	join_workers(run);
	if (atomic_load(&work->failed)) {
		*failure = work->failure;
		progress_end(&run->progress);
		return failure->status;
	}
	for (size_t i = 0; i < work->mixed.mixed_count; i++)
		publisher_mix(work->publisher, work->mixed.mixed[i]);
	ledger_settle(work->ledger, run->known);
	delete_vanished(run);
	status = publish(run, failure);
	progress_end(&run->progress);
	if (status == SHIM_OK)
		sum_up(run, summary);
	return status;
}

static void open_run(struct run *run, const struct run_options *options, struct publisher *publisher)
{
	const struct index_state *state = publisher_state(publisher);
	struct source_options source = {
		.format = options->format, .unchanged = unchanged, .skipped = skipped, .context = run, .verbose = options->verbose, .avoid = options->index,
		.survey = !options->keep_boilerplate};

	run->work.options = options;
	run->work.publisher = publisher;
	run->work.manner = stamp_manner_of(options);
	run->homes = homes_new(run->known, options->sources, options->source_count);
	run->work.homes = run->homes;
	run->work.ledger = ledger_new(publisher, run->homes, known_last(run->known));
	holders_init(&run->work.holders);
	queue_init(&run->work.queue);
	average_init(&run->work.average, options->jobs, state->lengths, state->words);
	pthread_mutex_init(&run->work.failure_mutex, NULL);
	pthread_mutex_init(&run->work.held_mutex, NULL);
	progress_begin(&run->progress, options->progress);
	run->source = source_open(options->sources, options->source_count, &source);
}

static void close_run(struct run *run)
{
	source_close(run->source);
	for (size_t i = 0; i < run->work.held_count; i++)
		batch_free(run->work.held[i]);
	free(run->work.held);
	state_release(&run->work.mixed);
	pthread_mutex_destroy(&run->work.held_mutex);
	pthread_mutex_destroy(&run->work.failure_mutex);
	average_release(&run->work.average);
	queue_release(&run->work.queue);
	ledger_free(run->work.ledger);
	holders_release(&run->work.holders);
	homes_free(run->homes);
}

enum shim_status run_index(const struct run_options *options, struct run_summary *summary, struct shim_failure *failure)
{
	struct run *run;
	struct publisher *publisher;
	enum shim_status status = publisher_open(&publisher, options->index, failure);

	if (status != SHIM_OK)
		return status;
	publisher_set_names(publisher, options->names);
	run = memory_zeroed(1, sizeof *run);
	status = known_open(&run->known, options->index, publisher_state(publisher)->shard_count, failure);
	if (status == SHIM_OK) {
		open_run(run, options, publisher);
		status = carry_out(run, summary, failure);
		close_run(run);
	}
	known_close(run->known);
	free(run);
	publisher_close(publisher);
	return status;
}
