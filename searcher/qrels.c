/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/qrels.h"

#include "program/report.h"
#include "searcher/show/show.h"
#include "text/memory.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct judgement {
	char *qid, *id;
	long grade;
};

struct qrels {
	struct judgement *list; /* ascending by query, then id */
	size_t count, capacity;
};

static int compare_judgements(const void *left, const void *right)
{
	const struct judgement *one = left, *other = right;
	int order = strcmp(one->qid, other->qid);

	return order != 0 ? order : strcmp(one->id, other->id);
}

static bool add_line(struct qrels *qrels, char *line)
{
	char *fields[5], *rest = line, *field, *end;
	size_t count = 0;
	struct judgement judgement;

	while (count < 5 && (field = strtok_r(rest, " \t\r\n", &rest)))
		fields[count++] = field;
	if (count == 0)
		return true;
	if (count != 4)
		return false;
	judgement = (struct judgement){.grade = strtol(fields[3], &end, 10)};
	if (*end || end == fields[3])
		return false;
	judgement.qid = memory_string(fields[0]);
	judgement.id = memory_string(fields[2]);
	if (qrels->count == qrels->capacity) {
		qrels->capacity = qrels->capacity * 2 + 256;
		qrels->list = memory_resize(qrels->list, qrels->capacity, sizeof *qrels->list);
	}
	qrels->list[qrels->count++] = judgement;
	return true;
}

enum shim_status qrels_open(struct qrels **out, const char *file, struct shim_failure *failure)
{
	FILE *stream = fopen(file, "re");
	char *line = NULL;
	size_t room = 0, number = 0;

	*out = NULL;
	if (!stream) {
		failure->status = SHIM_IO;
		snprintf(failure->message, sizeof failure->message, "cannot read %.300s: %s", file, strerror(errno));
		snprintf(failure->hint, sizeof failure->hint, "name a file of judgements");
		return SHIM_IO;
	}
	*out = memory_zeroed(1, sizeof **out);
	while (getline(&line, &room, stream) >= 0) {
		number++;
		if (!add_line(*out, line))
			report(file, number, "write QID 0 DOCID GRADE", "this is no judgement, and passed over");
	}
	free(line);
	fclose(stream);
	if ((*out)->count > 0)
		qsort((*out)->list, (*out)->count, sizeof *(*out)->list, compare_judgements);
	return SHIM_OK;
}

void qrels_close(struct qrels *qrels)
{
	if (!qrels)
		return;
	for (size_t i = 0; i < qrels->count; i++) {
		free(qrels->list[i].qid);
		free(qrels->list[i].id);
	}
	free(qrels->list);
	free(qrels);
}

/* ---- measuring ---- */

struct ranked {
	double score;
	const char *id;
};

static int compare_ranked(const void *left, const void *right)
{
	const struct ranked *one = left, *other = right;

	if (one->score != other->score)
		return one->score < other->score ? 1 : -1;
	return strcmp(other->id, one->id);
}

static long grade_of(const struct qrels *qrels, const char *qid, const char *id)
{
	struct judgement key = {.qid = (char *)qid, .id = (char *)id};
	const struct judgement *found = bsearch(&key, qrels->list, qrels->count, sizeof *qrels->list, compare_judgements);

	return found ? found->grade : 0;
}

static int compare_grades(const void *left, const void *right)
{
	long one = *(const long *)left, other = *(const long *)right;

	return (one < other) - (one > other);
}

/* Of the best ranking there is; *relevant: how many documents are. */
static double ideal_gain(const struct qrels *qrels, const char *qid, size_t *relevant)
{
	long *grades = memory_resize(NULL, qrels->count, sizeof *grades);
	double gain = 0;

	*relevant = 0;
	for (size_t i = 0; i < qrels->count; i++)
		if (qrels->list[i].grade > 0 && !strcmp(qrels->list[i].qid, qid))
			grades[(*relevant)++] = qrels->list[i].grade;
	if (*relevant > 0)
		qsort(grades, *relevant, sizeof *grades, compare_grades);
	for (size_t i = 0; i < *relevant && i < 10; i++)
		gain += (double)grades[i] / log2((double)i + 2);
	free(grades);
	return gain;
}

static void sum_up(const struct qrels *qrels, const char *qid, const struct ranked *ranked, size_t count,
                   struct measures *measures)
{
	size_t found = 0;

	for (size_t i = 0; i < count; i++) {
		long grade = grade_of(qrels, qid, ranked[i].id);

		if (grade <= 0)
			continue;
		found++;
		measures->average_precision += (double)found / (double)(i + 1);
		measures->ndcg_10 += i < 10 ? (double)grade / log2((double)i + 2) : 0;
		measures->precision_10 += i < 10 ? 0.1 : 0;
		measures->recall_100 += i < 100;
	}
}

bool qrels_measure(const struct qrels *qrels, const struct results *results, struct measures *measures)
{
	struct ranked *ranked = memory_resize(NULL, results->count, sizeof *ranked);
	double scale = pow(10, SHOW_SCORE_DECIMALS), ideal;
	size_t relevant;

	*measures = (struct measures){0};
	ideal = ideal_gain(qrels, results->qid, &relevant);
	for (size_t i = 0; i < results->count; i++)
		ranked[i] = (struct ranked){round(results->list[i].score * scale), results->list[i].article.id};
	if (results->count > 0)
		qsort(ranked, results->count, sizeof *ranked, compare_ranked);
	if (relevant > 0) {
		sum_up(qrels, results->qid, ranked, results->count, measures);
		measures->ndcg_10 /= ideal;
		measures->average_precision /= (double)relevant;
		measures->recall_100 /= (double)relevant;
	}
	free(ranked);
	return relevant > 0;
}
