/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/batch.h"

#include "program/clock.h"
#include "program/report.h"
#include "searcher/qrels.h"
#include "searcher/topics.h"
#include "text/memory.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct query_line {
	char *qid, *query;
	struct buffer answer;
	struct results warned; /* nothing but the warnings */
	double milliseconds;
	struct measures measures;
	bool done, judged;
};

struct batch_work {
	const struct batch_options *options;
	struct query_line *lines;
	struct qrels *qrels; /* or NULL */
	size_t count, capacity, next, found;
	pthread_mutex_t mutex;
	pthread_cond_t answered;
	unsigned working; /* threads that have not ended */
	bool failed, shows_progress;
	struct shim_failure failure;
};

/* ---- reading ---- */

static void add_query(struct batch_work *work, char *qid, char *query)
{
	if (work->count == work->capacity) {
		work->capacity = work->capacity * 2 + 64;
		work->lines = memory_resize(work->lines, work->capacity, sizeof *work->lines);
	}
	work->lines[work->count++] = (struct query_line){.qid = qid, .query = query};
}

static void report_fault(void *context, size_t line, const char *message)
{
	const struct batch_work *work = context;

	report(strcmp(work->options->file, "-") ? work->options->file : "standard input", line, "it is passed over", "%s", message);
}

static void add_topic(void *context, const char *qid, const char *query)
{
	add_query(context, memory_string(qid), memory_string(query));
}

static void add_line(struct batch_work *work, const char *line, size_t length, size_t number)
{
	const char *tab = memchr(line, '\t', length);
	char own[24], *query;

	while (length > 0 && (line[length - 1] == '\n' || line[length - 1] == '\r'))
		length--;
	if (length == 0)
		return;
	if (tab && (tab == line || (size_t)(tab + 1 - line) >= length)) {
		report_fault(work, number, tab == line ? "no query id stands before the tab" : "no query stands behind the tab");
		return;
	}
	snprintf(own, sizeof own, "%zu", number);
	query = tab ? memory_copy(tab + 1, length - (size_t)(tab + 1 - line)) : memory_copy(line, length);
	for (size_t i = 0, end = length - (tab ? (size_t)(tab + 1 - line) : 0); i < end; i++)
		if (query[i] == '\t' || query[i] == '\0')
			query[i] = ' ';
	add_query(work, tab ? memory_copy(line, (size_t)(tab - line)) : memory_string(own), query);
}

static void split_lines(struct batch_work *work, const struct buffer *bytes)
{
	const char *at = bytes->bytes, *end = at + bytes->length;
	size_t number = 0;

	if (bytes->length >= 3 && !memcmp(at, "\xEF\xBB\xBF", 3)) /* some editors begin a file so */
		at += 3;

	while (at < end) {
		const char *feed = memchr(at, '\n', (size_t)(end - at));
		const char *next = feed ? feed + 1 : end;

		add_line(work, at, (size_t)(next - at), ++number);
		at = next;
	}
}

static enum shim_status read_file(const char *name, struct buffer *bytes, struct shim_failure *failure)
{
	FILE *file = strcmp(name, "-") ? fopen(name, "re") : stdin;
	size_t got;
	bool broken;

	errno = file ? 0 : errno;
	while (file && (got = fread(buffer_reserve(bytes, 1 << 16), 1, 1 << 16, file)) > 0)
		bytes->length += got;
	broken = !file || ferror(file);
	if (broken) {
		failure->status = SHIM_IO;
		snprintf(failure->message, sizeof failure->message, "cannot read %.300s: %s", name, strerror(errno));
		snprintf(failure->hint, sizeof failure->hint, "name a file of queries, or - for standard input");
	}
	if (file && file != stdin)
		fclose(file);
	return broken ? SHIM_IO : SHIM_OK;
}

static enum shim_status read_lines(struct batch_work *work, struct shim_failure *failure)
{
	struct buffer bytes = {0};
	enum shim_status status = read_file(work->options->file, &bytes, failure);

	if (status == SHIM_OK && bytes.length > 0 && topics_begin(bytes.bytes, bytes.length))
		topics_read(bytes.bytes, bytes.length, work->options->topic_fields, add_topic, report_fault, work);
	else if (status == SHIM_OK && bytes.length > 0)
		split_lines(work, &bytes);
	buffer_release(&bytes);
	return status;
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
		if (work->qrels)
			line->judged = qrels_measure(work->qrels, &results, &line->measures);
		else
			work->options->show(&line->answer, &results);
		line->milliseconds = results.took_ms;
		line->warned.warnings = results.warnings;
		line->warned.warning_count = results.warning_count;
		results.warnings = NULL;
		results.warning_count = 0;
		give_line(work, line, results_found(&results));
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

/* A live line on a terminal. */
static void say_progress(const struct batch_work *work, size_t written, double *said)
{
	double now = clock_seconds();

	if (!work->shows_progress || (now - *said < 0.2 && written < work->count))
		return;
	*said = now;
	fprintf(stderr, written < work->count ? "\r%zu of %zu queries" : "\r\033[K", written, work->count);
}

static void say_warnings(const struct batch_work *work, struct query_line *line)
{
	struct buffer place = {0};

	buffer_add_format(&place, "query %s", line->qid);
	for (size_t i = 0; i < line->warned.warning_count && work->options->warns; i++)
		report(place.bytes, line->warned.warnings[i].column, NULL, "%s", line->warned.warnings[i].message);
	buffer_release(&place);
}

/* Writes answers in the order of the file, each as soon as those before it are written. */
static void write_answers(struct batch_work *work)
{
	double said = clock_seconds();

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
		say_warnings(work, line);
		say_progress(work, i + 1, &said);
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

static void print_measures(const char *qid, const struct measures *measures)
{
	printf("ndcg_cut_10\t%s\t%.4f\nmap\t%s\t%.4f\nP_10\t%s\t%.4f\nrecall_100\t%s\t%.4f\n", qid, measures->ndcg_10, qid,
	       measures->average_precision, qid, measures->precision_10, qid, measures->recall_100);
}

/* By query, and the mean of those that have a relevant document. */
static void print_all_measures(const struct batch_work *work)
{
	struct measures mean = {0};
	size_t count = 0;

	for (size_t i = 0; i < work->count; i++)
		count += work->lines[i].judged;
	for (size_t i = 0; i < work->count; i++) {
		const struct measures *measures = &work->lines[i].measures;

		if (!work->lines[i].judged)
			continue;
		print_measures(work->lines[i].qid, measures);
		mean.ndcg_10 += measures->ndcg_10 / (double)count;
		mean.average_precision += measures->average_precision / (double)count;
		mean.precision_10 += measures->precision_10 / (double)count;
		mean.recall_100 += measures->recall_100 / (double)count;
	}
	printf("num_q\tall\t%zu\n", count);
	print_measures("all", &mean);
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
	struct batch_work work = {.options = options, .shows_progress = isatty(STDERR_FILENO)};
	double began = clock_seconds();
	enum shim_status status;

	pthread_mutex_init(&work.mutex, NULL);
	pthread_cond_init(&work.answered, NULL);
	status = options->qrels ? qrels_open(&work.qrels, options->qrels, failure) : SHIM_OK;
	if (status == SHIM_OK)
		status = read_lines(&work, failure);
	if (status == SHIM_OK && work.count > 0) {
		run_threads(&work);
		if (work.failed) {
			*failure = work.failure;
			status = failure->status;
		} else {
			if (work.qrels)
				print_all_measures(&work);
			say_figures(&work, clock_seconds() - began);
		}
	}
	*found = work.found;
	for (size_t i = 0; i < work.count; i++) {
		free(work.lines[i].qid);
		free(work.lines[i].query);
		buffer_release(&work.lines[i].answer);
		results_release(&work.lines[i].warned);
	}
	free(work.lines);
	qrels_close(work.qrels);
	pthread_cond_destroy(&work.answered);
	pthread_mutex_destroy(&work.mutex);
	return status;
}
