/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/batch.h"

#include "program/clock.h"
#include "program/report.h"
#include "text/memory.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct query_line {
	char *qid, *query;
	struct buffer answer;
	double milliseconds;
	bool done;
};

struct batch_work {
	const struct batch_options *options;
	struct query_line *lines;
	size_t count, next, found;
	pthread_mutex_t mutex;
	pthread_cond_t answered;
	unsigned working; /* threads that have not ended */
	bool failed;
	struct shim_failure failure;
};

/* ---- reading ---- */

static void add_line(struct batch_work *work, size_t *capacity, const char *line, size_t length, size_t number)
{
	const char *tab = memchr(line, '\t', length);
	struct query_line *to;
	char own[24];

	while (length > 0 && (line[length - 1] == '\n' || line[length - 1] == '\r'))
		length--;
	if (length == 0)
		return;
	if (work->count == *capacity) {
		*capacity = *capacity * 2 + 64;
		work->lines = memory_resize(work->lines, *capacity, sizeof *work->lines);
	}
	to = &work->lines[work->count++];
	*to = (struct query_line){0};
	snprintf(own, sizeof own, "%zu", number);
	to->qid = tab && tab > line ? memory_copy(line, (size_t)(tab - line)) : memory_string(own);
	to->query = tab ? memory_copy(tab + 1, length - (size_t)(tab + 1 - line)) : memory_copy(line, length);
	for (char *byte = to->query; *byte; byte++)
		if (*byte == '\t')
			*byte = ' ';
}

static enum shim_status read_lines(struct batch_work *work, struct shim_failure *failure)
{
	const char *name = work->options->file;
	FILE *file = strcmp(name, "-") ? fopen(name, "re") : stdin;
	size_t capacity = 0, room = 0, number = 0;
	char *line = NULL;
	ssize_t length;
	int broken;

	errno = file ? 0 : errno;
	while (file && (length = getline(&line, &room, file)) >= 0)
		add_line(work, &capacity, line, (size_t)length, ++number);
	broken = !file || ferror(file);
	if (broken) {
		failure->status = SHIM_IO;
		snprintf(failure->message, sizeof failure->message, "cannot read %s: %s", name, strerror(errno));
		snprintf(failure->hint, sizeof failure->hint, "name a file of queries, or - for standard input");
	}
	free(line);
	if (file && file != stdin)
		fclose(file);
	return broken ? SHIM_IO : SHIM_OK;
}

/* ---- answering ---- */

static struct query_line *take_line(struct batch_work *work)
{
	struct query_line *line = NULL;

	pthread_mutex_lock(&work->mutex);
	if (!work->failed && work->next < work->count)
		line = &work->lines[work->next++];
	pthread_mutex_unlock(&work->mutex);
	return line;
}

static void give_line(struct batch_work *work, struct query_line *line, bool found)
{
	pthread_mutex_lock(&work->mutex);
	line->done = true;
	work->found += found;
	pthread_cond_signal(&work->answered);
	pthread_mutex_unlock(&work->mutex);
}

static void fail(struct batch_work *work, const struct shim_failure *failure)
{
	pthread_mutex_lock(&work->mutex);
	if (!work->failed)
		work->failure = *failure;
	work->failed = true;
	pthread_cond_signal(&work->answered);
	pthread_mutex_unlock(&work->mutex);
}

static enum shim_status answer_line(struct batch_work *work, struct searcher *searcher, struct query_line *line,
                                    struct shim_failure *failure)
{
	struct results results = {.qid = memory_string(line->qid)};
	enum shim_status status = search(searcher, line->query, &work->options->search, &results, failure);

	if (status == SHIM_OK) {
		work->options->show(&line->answer, &results);
		line->milliseconds = results.took_ms;
		give_line(work, line, results.total > 0);
	}
	results_release(&results);
	return status;
}

static void *answer_lines(void *context)
{
	struct batch_work *work = context;
	struct searcher *searcher;
	struct query_line *line;
	struct shim_failure failure;

	if (searcher_open(&searcher, work->options->index, &failure) != SHIM_OK)
		fail(work, &failure);
	while (searcher && (line = take_line(work)))
		if (answer_line(work, searcher, line, &failure) != SHIM_OK)
			fail(work, &failure);
	searcher_close(searcher);
	pthread_mutex_lock(&work->mutex);
	work->working--;
	pthread_cond_signal(&work->answered);
	pthread_mutex_unlock(&work->mutex);
	return NULL;
}

/* Writes answers in the order of the file, each as soon as those before it are written. */
static void write_answers(struct batch_work *work)
{
	for (size_t i = 0; i < work->count; i++) {
		struct query_line *line = &work->lines[i];
		bool done;

		pthread_mutex_lock(&work->mutex);
		while (!line->done && work->working > 0)
			pthread_cond_wait(&work->answered, &work->mutex);
		done = line->done;
		pthread_mutex_unlock(&work->mutex);
		if (!done)
			return;
		if (line->answer.length > 0)
			fwrite(line->answer.bytes, 1, line->answer.length, stdout);
		buffer_release(&line->answer);
	}
}

/* ---- figures ---- */

static int compare_times(const void *left, const void *right)
{
	double a = *(const double *)left, b = *(const double *)right;

	return (a > b) - (a < b);
}

static void say_figures(const struct batch_work *work, double seconds)
{
	double *times = memory_resize(NULL, work->count, sizeof *times);

	for (size_t i = 0; i < work->count; i++)
		times[i] = work->lines[i].milliseconds;
	qsort(times, work->count, sizeof *times, compare_times);
	report(NULL, 0, NULL, "%zu queries in %.2f s, %.0f a second; p50 %.2f ms, p95 %.2f ms, p99 %.2f ms", work->count, seconds,
	       (double)work->count / seconds, times[work->count / 2], times[work->count * 95 / 100],
	       times[work->count * 99 / 100]);
	free(times);
}

static void run_threads(struct batch_work *work)
{
	unsigned jobs = work->options->jobs, started = 0;
	pthread_t *threads = memory_resize(NULL, jobs, sizeof *threads);

	work->working = jobs;
	while (started < jobs && pthread_create(&threads[started], NULL, answer_lines, work) == 0)
		started++;
	if (started < jobs) {
		pthread_mutex_lock(&work->mutex);
		work->working -= jobs - started; /* those that run do it all; none at all is a failure below */
		pthread_mutex_unlock(&work->mutex);
	}
	write_answers(work);
	for (unsigned i = 0; i < started; i++)
		pthread_join(threads[i], NULL);
	free(threads);
	if (started == 0)
		fail(work, &(struct shim_failure){SHIM_NO_MEMORY, "cannot start a thread", ""});
}

enum shim_status batch_run(const struct batch_options *options, size_t *found, struct shim_failure *failure)
{
	struct batch_work work = {.options = options};
	double began = clock_seconds();
	enum shim_status status;

	pthread_mutex_init(&work.mutex, NULL);
	pthread_cond_init(&work.answered, NULL);
	status = read_lines(&work, failure);
	if (status == SHIM_OK && work.count > 0) {
		run_threads(&work);
		if (work.failed) {
			*failure = work.failure;
			status = failure->status;
		} else {
			say_figures(&work, clock_seconds() - began);
		}
	}
	*found = work.found;
	for (size_t i = 0; i < work.count; i++) {
		free(work.lines[i].qid);
		free(work.lines[i].query);
		buffer_release(&work.lines[i].answer);
	}
	free(work.lines);
	pthread_cond_destroy(&work.answered);
	pthread_mutex_destroy(&work.mutex);
	return status;
}
