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

struct counting {
	struct catalog *catalog;
	bool entities;     /* people, organisations or places are wanted */
	uint32_t *tallies; /* of each value, how many articles have it */
	uint32_t *met;     /* the values that some article has */
	size_t met_count, capacity;
};

/* The most frequent values of one kind so far. */
struct top {
	uint32_t *values;
	size_t count, distinct;
};

/* ---- counting ---- */

static void begin(struct counting *counting, struct catalog *catalog, unsigned kinds)
{
	counting->catalog = catalog;
	counting->entities = (kinds & ((1u << ENTITY_KINDS) - 1)) != 0;
	counting->capacity = (size_t)catalog_values(catalog) + 256;
	counting->tallies = memory_zeroed(counting->capacity, sizeof *counting->tallies);
	counting->met = memory_resize(NULL, counting->capacity, sizeof *counting->met);
}

static void end(struct counting *counting)
{
	free(counting->tallies);
	free(counting->met);
}

static void grow(struct counting *counting)
{
	size_t capacity = (size_t)catalog_values(counting->catalog) * 3 / 2 + 256;

	counting->tallies = memory_resize(counting->tallies, capacity, sizeof *counting->tallies);
	memset(counting->tallies + counting->capacity, 0, (capacity - counting->capacity) * sizeof *counting->tallies);
	counting->met = memory_resize(counting->met, capacity, sizeof *counting->met);
	counting->capacity = capacity;
}

static enum shim_status read_row(struct counting *counting, uint32_t document, struct catalog_row *row, struct shim_failure *failure)
{
	return counting->entities ? catalog_row(counting->catalog, document, row, failure)
	                          : catalog_singles(counting->catalog, document, row, failure);
}

static enum shim_status count_document(struct counting *counting, uint32_t document, struct shim_failure *failure)
{
	struct catalog_row row;
	enum shim_status status = read_row(counting, document, &row, failure);

	if (status != SHIM_OK)
		return status;
	if (catalog_values(counting->catalog) >= counting->capacity)
		grow(counting);
	for (size_t i = 0; i < row.value_count; i++)
		if (counting->tallies[row.values[i]]++ == 0)
			counting->met[counting->met_count++] = row.values[i];
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
	uint32_t a = counting->tallies[left], b = counting->tallies[right];

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
	for (size_t i = 0; request->size > 0 && i < counting->met_count; i++) {
		enum facet_kind kind = catalog_kind(counting->catalog, counting->met[i]);

		if (request->kinds & 1u << kind)
			consider(counting, &tops[kind], request->size, counting->met[i]);
	}
}

/* ---- how the chosen are written ---- */

/* The values that are shown. */
struct chosen {
	uint32_t *places; /* of each value its place in spellings, from 1; 0: not shown */
	uint64_t *bits;   /* of each value whether it is shown: what the processor's cache can hold */
	struct spellings *spellings;
	uint32_t count;
};

static bool shows(const struct chosen *chosen, const struct catalog_row *row)
{
	for (size_t i = 0; i < row->value_count; i++)
		if (chosen->bits[row->values[i] >> 6] >> (row->values[i] & 63) & 1)
			return true;
	return false;
}

static enum shim_status gather_row(struct counting *counting, const struct catalog_row *row, struct chosen *chosen,
                                   struct shim_failure *failure)
{
	for (size_t i = 0; i < row->count; i++) {
		uint32_t value = catalog_entry_value(counting->catalog, row->shard, row->part, row->entries[i]);
		const struct facet_entry *entry;
		enum shim_status status;

		if (chosen->places[value] == 0)
			continue;
		status = catalog_entry(counting->catalog, row->shard, row->part, row->entries[i], &entry, failure);
		if (status != SHIM_OK)
			return status;
		spellings_add(&chosen->spellings[chosen->places[value] - 1], entry);
	}
	return SHIM_OK;
}

/* Looks at the documents once more, for how they write what is shown. */
static enum shim_status gather(struct counting *counting, const uint64_t *bits, size_t words, struct chosen *chosen,
                               struct shim_failure *failure)
{
	enum shim_status status = SHIM_OK;

	for (size_t word = 0; word < words && status == SHIM_OK; word++)
		for (uint64_t left = bits[word]; left && status == SHIM_OK; left &= left - 1) {
			struct catalog_row row;

			status = read_row(counting, (uint32_t)(word * 64 + (unsigned)__builtin_ctzll(left)), &row, failure);
			if (status == SHIM_OK && shows(chosen, &row))
				status = gather_row(counting, &row, chosen, failure);
		}
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
		facet->list[i].count = counting->tallies[top->values[i]];
		facet->list[i].value = catalog_shown(counting->catalog, top->values[i])
		                           ? memory_string(catalog_shown(counting->catalog, top->values[i]))
		                           : spellings_name(&spellings[i]);
		if (kind < ENTITY_KINDS)
			facet->list[i].forms = spellings_forms(&spellings[i], FACET_FORMS_MAX);
	}
	if (kind == FACET_DATE && facet->count > 0)
		qsort(facet->list, facet->count, sizeof *facet->list, compare_dates);
}

static void choose_value(struct chosen *chosen, uint32_t value)
{
	chosen->places[value] = ++chosen->count;
	chosen->bits[value >> 6] |= (uint64_t)1 << (value & 63);
}

static enum shim_status fill(struct counting *counting, const uint64_t *bits, size_t words, const struct facet_request *request,
                             const struct top tops[FACET_KINDS], struct results *results, struct shim_failure *failure)
{
	size_t values = (size_t)catalog_values(counting->catalog) + 1;
	struct chosen chosen = {.places = memory_zeroed(values, sizeof *chosen.places),
	                        .bits = memory_zeroed(values / 64 + 1, sizeof *chosen.bits)};
	enum shim_status status;

	for (int kind = 0; kind < FACET_KINDS; kind++)
		for (size_t i = 0; i < tops[kind].count; i++)
			choose_value(&chosen, tops[kind].values[i]);
	chosen.spellings = memory_zeroed(chosen.count, sizeof *chosen.spellings);
	status = gather(counting, bits, words, &chosen, failure);
	for (int kind = 0, at = 0; status == SHIM_OK && kind < FACET_KINDS; at += (int)tops[kind++].count)
		if (request->kinds & 1u << kind)
			fill_facet(counting, (enum facet_kind)kind, &tops[kind], chosen.spellings + at, &results->facets[kind]);
	if (status == SHIM_OK)
		results->facet_kinds = request->kinds;
	for (uint32_t i = 0; i < chosen.count; i++)
		spellings_release(&chosen.spellings[i]);
	free(chosen.spellings);
	free(chosen.places);
	free(chosen.bits);
	return status;
}

static void fill_timeline(const struct counting *counting, enum timeline_unit unit, struct results *results)
{
	struct timeline timeline = {0};

	for (size_t i = 0; i < counting->met_count; i++)
		if (catalog_kind(counting->catalog, counting->met[i]) == FACET_DATE)
			timeline_add(&timeline, catalog_key(counting->catalog, counting->met[i]), counting->tallies[counting->met[i]]);
	timeline_end(&timeline, unit, results);
}

enum shim_status facets_count(struct catalog *catalog, const uint64_t *bits, size_t words, const struct facet_request *request,
                              struct results *results, struct shim_failure *failure)
{
	struct counting counting = {0};
	struct top tops[FACET_KINDS] = {{0}};
	enum shim_status status;

	begin(&counting, catalog, request->kinds);
	status = count_documents(&counting, bits, words, request->end, failure);
	if (status == SHIM_OK) {
		choose(&counting, request, tops);
		status = fill(&counting, bits, words, request, tops, results, failure);
	}
	if (status == SHIM_OK && request->timeline != TIMELINE_NONE)
		fill_timeline(&counting, request->timeline, results);
	for (int kind = 0; kind < FACET_KINDS; kind++)
		free(tops[kind].values);
	end(&counting);
	return status;
}
