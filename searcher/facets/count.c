/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/facets/count.h"

#include "program/clock.h"
#include "searcher/facets/spelling.h"
#include "searcher/facets/timeline.h"
#include "text/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* So many documents are counted between two looks at the clock. */
#define CLOCK_EVERY 4096

struct tally {
	uint32_t last; /* the document that was counted last: an article may name one value in several ways */
	uint32_t count;
};

struct counting {
	struct catalog *catalog;
	struct tally *tallies; /* by value */
	size_t capacity;
	uint32_t ***entries; /* of each shard and part, how many documents have its entries; NULL where none has */
};

/* The most frequent values of one kind so far. */
struct top {
	uint32_t *values;
	size_t count, distinct;
};

/* ---- counting ---- */

static void begin(struct counting *counting, struct catalog *catalog)
{
	counting->catalog = catalog;
	counting->capacity = (size_t)catalog_values(catalog) + 256;
	counting->tallies = memory_zeroed(counting->capacity, sizeof *counting->tallies);
	counting->entries = memory_zeroed(catalog_shards(catalog), sizeof *counting->entries);
}

static void end(struct counting *counting)
{
	for (size_t i = 0; i < catalog_shards(counting->catalog); i++) {
		for (size_t j = 0; counting->entries[i] && j < catalog_parts(counting->catalog, i); j++)
			free(counting->entries[i][j]);
		free(counting->entries[i]);
	}
	free(counting->entries);
	free(counting->tallies);
}

static uint32_t *entry_counts(struct counting *counting, size_t shard, size_t part)
{
	uint32_t ***parts = &counting->entries[shard], **counts;

	if (!*parts)
		*parts = memory_zeroed(catalog_parts(counting->catalog, shard), sizeof **parts);
	counts = &(*parts)[part];
	if (!*counts)
		*counts = memory_zeroed(catalog_entries(counting->catalog, shard, part), sizeof **counts);
	return *counts;
}

/* A value that was met for the first time. */
static enum shim_status meet(struct counting *counting, const struct catalog_row *row, uint32_t entry, uint32_t *value,
                             struct shim_failure *failure)
{
	enum shim_status status = catalog_value(counting->catalog, row, entry, value, failure);
	size_t needed = (size_t)catalog_values(counting->catalog) + 1;

	if (needed > counting->capacity) {
		size_t capacity = needed + needed / 2;

		counting->tallies = memory_resize(counting->tallies, capacity, sizeof *counting->tallies);
		memset(counting->tallies + counting->capacity, 0, (capacity - counting->capacity) * sizeof *counting->tallies);
		counting->capacity = capacity;
	}
	return status;
}

static enum shim_status count_document(struct counting *counting, uint32_t document, struct shim_failure *failure)
{
	struct catalog_row row;
	uint32_t *counts;
	enum shim_status status = catalog_row(counting->catalog, document, &row, failure);

	if (status != SHIM_OK)
		return status;
	counts = entry_counts(counting, row.shard, row.part);
	for (size_t i = 0; i < row.count; i++) {
		uint32_t entry = row.entries[i], value = row.values[entry];
		struct tally *tally;

		if (value == 0) {
			status = meet(counting, &row, entry, &value, failure);
			if (status != SHIM_OK)
				return status;
		}
		counts[entry]++;
		tally = &counting->tallies[value];
		tally->count += tally->last != document;
		tally->last = document;
	}
	return SHIM_OK;
}

static enum shim_status out_of_time(struct shim_failure *failure)
{
	failure->status = SHIM_TIMEOUT;
	snprintf(failure->message, sizeof failure->message, "the time ran out while facets were counted");
	snprintf(failure->hint, sizeof failure->hint, "give it more time");
	return SHIM_TIMEOUT;
}

static enum shim_status count_documents(struct counting *counting, const uint64_t *bits, size_t words, double stop,
                                        struct shim_failure *failure)
{
	uint32_t until_clock = CLOCK_EVERY;

	for (size_t word = 0; word < words; word++)
		for (uint64_t left = bits[word]; left; left &= left - 1) {
			uint32_t document = (uint32_t)(word * 64 + (unsigned)__builtin_ctzll(left));
			enum shim_status status = count_document(counting, document, failure);

			if (status != SHIM_OK)
				return status;
			if (--until_clock > 0)
				continue;
			until_clock = CLOCK_EVERY;
			if (stop > 0 && clock_seconds() > stop)
				return out_of_time(failure);
		}
	return SHIM_OK;
}

/* ---- the most frequent ---- */

static bool is_before(const struct counting *counting, uint32_t left, uint32_t right)
{
	uint32_t a = counting->tallies[left].count, b = counting->tallies[right].count;

	return a != b ? a > b : strcmp(catalog_key(counting->catalog, left), catalog_key(counting->catalog, right)) < 0;
}

/* Into its place among those that are more frequent than all others; size > 0. */
static void consider(const struct counting *counting, struct top *top, size_t size, uint32_t value)
{
	size_t low = 0, high = top->count;

	top->distinct++;
	if (top->count == size && !is_before(counting, value, top->values[size - 1]))
		return;
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (is_before(counting, top->values[middle], value))
			low = middle + 1;
		else
			high = middle;
	}
	if (top->count < size)
		top->values = memory_resize(top->values, ++top->count, sizeof *top->values);
	memmove(top->values + low + 1, top->values + low, (top->count - 1 - low) * sizeof *top->values);
	top->values[low] = value;
}

static void choose(const struct counting *counting, const struct facet_request *request, struct top tops[FACET_KINDS])
{
	uint32_t last = catalog_values(counting->catalog);

	for (uint32_t value = 1; request->size > 0 && value <= last; value++) {
		enum facet_kind kind = catalog_kind(counting->catalog, value);

		if (counting->tallies[value].count > 0 && request->kinds & 1u << kind)
			consider(counting, &tops[kind], request->size, value);
	}
}

/* ---- how the chosen are written ---- */

/* Gathers the names and forms of the chosen values; places: of each value its place in spellings, from 1, or 0. */
static enum shim_status gather_part(struct counting *counting, size_t shard, size_t part, const uint32_t *places,
                                    struct spellings *spellings, struct shim_failure *failure)
{
	const uint32_t *counts = counting->entries[shard][part];
	enum shim_status status = SHIM_OK;

	for (uint32_t n = 0; status == SHIM_OK && counts && n < catalog_entries(counting->catalog, shard, part); n++) {
		const struct facet_entry *entry;
		uint32_t value;

		if (counts[n] == 0)
			continue;
		value = catalog_entry_value(counting->catalog, shard, part, n);
		if (places[value] == 0)
			continue;
		status = catalog_entry(counting->catalog, shard, part, n, &entry, failure);
		if (status == SHIM_OK)
			spellings_add(&spellings[places[value] - 1], entry, counts[n]);
	}
	return status;
}

static enum shim_status gather(struct counting *counting, const uint32_t *places, struct spellings *spellings,
                               struct shim_failure *failure)
{
	enum shim_status status = SHIM_OK;

	for (size_t i = 0; i < catalog_shards(counting->catalog); i++)
		for (size_t j = 0; counting->entries[i] && status == SHIM_OK && j < catalog_parts(counting->catalog, i); j++)
			status = gather_part(counting, i, j, places, spellings, failure);
	return status;
}

static int compare_dates(const void *left, const void *right)
{
	return strcmp(((const struct facet_value *)left)->value, ((const struct facet_value *)right)->value);
}

static void fill_facet(const struct counting *counting, enum facet_kind kind, const struct top *top,
                       struct spellings *spellings, struct facet *facet)
{
	facet->list = memory_zeroed(top->count, sizeof *facet->list);
	facet->count = top->count;
	facet->distinct = top->distinct;
	for (size_t i = 0; i < top->count; i++) {
		facet->list[i].count = counting->tallies[top->values[i]].count;
		facet->list[i].value = catalog_shown(counting->catalog, top->values[i])
		                           ? memory_string(catalog_shown(counting->catalog, top->values[i]))
		                           : spellings_name(&spellings[i]);
		if (kind < ENTITY_KINDS)
			facet->list[i].forms = spellings_forms(&spellings[i], FACET_FORMS_MAX);
	}
	if (kind == FACET_DATE && facet->count > 0)
		qsort(facet->list, facet->count, sizeof *facet->list, compare_dates);
}

static enum shim_status fill(struct counting *counting, const struct facet_request *request, const struct top tops[FACET_KINDS],
                             struct results *results, struct shim_failure *failure)
{
	uint32_t *places = memory_zeroed((size_t)catalog_values(counting->catalog) + 1, sizeof *places), chosen = 0;
	struct spellings *spellings;
	enum shim_status status;

	for (int kind = 0; kind < FACET_KINDS; kind++)
		for (size_t i = 0; i < tops[kind].count; i++)
			places[tops[kind].values[i]] = ++chosen;
	spellings = memory_zeroed(chosen, sizeof *spellings);
	status = gather(counting, places, spellings, failure);
	for (int kind = 0, at = 0; status == SHIM_OK && kind < FACET_KINDS; at += (int)tops[kind++].count)
		if (request->kinds & 1u << kind)
			fill_facet(counting, (enum facet_kind)kind, &tops[kind], spellings + at, &results->facets[kind]);
	if (status == SHIM_OK)
		results->facet_kinds = request->kinds;
	for (uint32_t i = 0; i < chosen; i++)
		spellings_release(&spellings[i]);
	free(spellings);
	free(places);
	return status;
}

static void fill_timeline(const struct counting *counting, enum timeline_unit unit, struct results *results)
{
	struct timeline timeline = {0};
	uint32_t last = catalog_values(counting->catalog);

	for (uint32_t value = 1; value <= last; value++)
		if (counting->tallies[value].count > 0 && catalog_kind(counting->catalog, value) == FACET_DATE)
			timeline_add(&timeline, catalog_key(counting->catalog, value), counting->tallies[value].count);
	timeline_end(&timeline, unit, results);
}

enum shim_status facets_count(struct catalog *catalog, const uint64_t *bits, size_t words, const struct facet_request *request,
                              struct results *results, struct shim_failure *failure)
{
	struct counting counting = {0};
	struct top tops[FACET_KINDS] = {{0}};
	enum shim_status status;

	begin(&counting, catalog);
	status = count_documents(&counting, bits, words, request->end, failure);
	if (status == SHIM_OK) {
		choose(&counting, request, tops);
		status = fill(&counting, request, tops, results, failure);
	}
	if (status == SHIM_OK && request->timeline != TIMELINE_NONE)
		fill_timeline(&counting, request->timeline, results);
	for (int kind = 0; kind < FACET_KINDS; kind++)
		free(tops[kind].values);
	end(&counting);
	return status;
}
