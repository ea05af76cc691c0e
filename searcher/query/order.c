/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/query/order.h"

#include "article/record.h"
#include "article/schema.h"
#include "text/memory.h"

#include <stdlib.h>
#include <string.h>

static int compare_weights(const void *left, const void *right)
{
	const struct shim_hit *one = left, *other = right;

	if (one->weight != other->weight)
		return one->weight < other->weight ? 1 : -1;
	return (one->document > other->document) - (one->document < other->document);
}

/* One of several hits of the same weight. */
struct tied {
	struct shim_hit hit;
	unsigned char date[DATE_LENGTH]; /* all zero: none */
	unsigned char *record;           /* heap */
	size_t length;
};

static int compare_tied(const void *left, const void *right)
{
	const struct tied *one = left, *other = right;
	int order = memcmp(other->date, one->date, DATE_LENGTH);

	if (order == 0)
		order = record_compare_ids((struct shim_bytes){one->record, one->length}, (struct shim_bytes){other->record, other->length});
	return order ? order : compare_weights(&one->hit, &other->hit);
}

static enum shim_status read_tied(struct shim_index *index, struct tied *tied, struct shim_failure *failure)
{
	struct shim_bytes value;
	enum shim_status status = shim_index_value(index, tied->hit.document, SLOT_DATE, &value, failure);

	if (status == SHIM_OK && value.length == DATE_LENGTH)
		memcpy(tied->date, value.bytes, DATE_LENGTH);
	if (status == SHIM_OK)
		status = shim_index_value(index, tied->hit.document, SLOT_RECORD, &value, failure);
	if (status == SHIM_OK) {
		tied->record = memory_resize(NULL, value.length, 1);
		tied->length = value.length;
		if (value.length > 0)
			memcpy(tied->record, value.bytes, value.length);
	}
	return status;
}

static enum shim_status sort_tied(struct shim_index *index, struct shim_hit *list, size_t count, struct shim_failure *failure)
{
	struct tied *tied = memory_zeroed(count, sizeof *tied);
	enum shim_status status = SHIM_OK;

	for (size_t i = 0; i < count && status == SHIM_OK; i++) {
		tied[i].hit = list[i];
		status = read_tied(index, &tied[i], failure);
	}
	if (status == SHIM_OK) {
		qsort(tied, count, sizeof *tied, compare_tied);
		for (size_t i = 0; i < count; i++)
			list[i] = tied[i].hit;
	}
	for (size_t i = 0; i < count; i++)
		free(tied[i].record);
	free(tied);
	return status;
}

enum shim_status hits_sort(struct shim_index *index, struct shim_hit *list, size_t count, struct shim_failure *failure)
{
	enum shim_status status = SHIM_OK;
	size_t end;

	if (count > 0)
		qsort(list, count, sizeof *list, compare_weights);
	for (size_t start = 0; start < count && status == SHIM_OK; start = end) {
		for (end = start + 1; end < count && list[end].weight == list[start].weight; end++)
			;
		if (end - start > 1)
			status = sort_tied(index, list + start, end - start, failure);
	}
	return status;
}
