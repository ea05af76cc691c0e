/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/facets/count.h"

#include "program/clock.h"
#include "searcher/facets/spelling.h"
#include "searcher/facets/tally.h"
#include "searcher/facets/timeline.h"
#include "text/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* So many documents are counted between two looks at the clock. */
#define CLOCK_EVERY 4096

struct counting {
	struct catalog *catalog;
	unsigned kinds;
	size_t size;
	size_t lone[ENTITY_KINDS]; /* values that are in no packed row, as they stand in one article */
	struct tallies *tallies;   /* of each value, how many articles have it */
};

/* The values of one kind that may be among the most frequent. */
struct top {
	uint32_t *values;
	size_t count, capacity, distinct;
	uint32_t least; /* what is rarer is not among them */
};

static bool wants_entities(const struct counting *counting)
{
	return (counting->kinds & ((1u << ENTITY_KINDS) - 1)) != 0;
}

/* ---- counting ---- */

static void begin(struct counting *counting, struct catalog *catalog, const struct facet_request *request)
{
	*counting = (struct counting){
		.catalog = catalog, .kinds = request->kinds, .size = request->size, .tallies = catalog_tallies(catalog)};
	if (wants_entities(counting))
		catalog_settle(catalog);
	tallies_clear(counting->tallies);
	tallies_reserve(counting->tallies, (size_t)catalog_common(catalog) + 1);
}

/* A row as it is stored; common: the values that packed rows have, else those that they have not. */
static enum shim_status count_row(struct counting *counting, uint32_t document, bool common, struct shim_failure *failure)
{
	struct catalog_row row;
	enum shim_status status = catalog_row(counting->catalog, document, wants_entities(counting), &row, failure);

	if (status != SHIM_OK)
		return status;
	tallies_reserve(counting->tallies, (size_t)catalog_values(counting->catalog) + 1);
	for (size_t i = 0; i < row.count; i++)
		if (!(row.values[i] & ROW_AGAIN) && (row.values[i] <= catalog_common(counting->catalog)) == common)
			tallies_count(counting->tallies, row.values[i]);
	return SHIM_OK;
}

/* Some documents, whose packed rows are asked for together. */
#define TOGETHER 64

static void find_rows(const struct counting *counting, const uint32_t *documents, size_t count, struct catalog_place places[TOGETHER])
{
	for (size_t i = 0; i < count; i++) {
		places[i] = catalog_find_row(counting->catalog, documents[i]);
		packed_rows_fetch_place(places[i].rows, places[i].document);
	}
	for (size_t i = 0; i < count; i++)
		packed_rows_fetch(places[i].rows, places[i].document);
}

static enum shim_status count_common(void *context, const uint32_t *documents, size_t count, struct shim_failure *failure)
{
	struct counting *counting = context;
	struct catalog_place places[TOGETHER];
	enum shim_status status = SHIM_OK;

	if (!catalog_settled(counting->catalog)) {
		for (size_t i = 0; i < count && status == SHIM_OK; i++)
			status = count_row(counting, documents[i], true, failure);
		return status;
	}
	find_rows(counting, documents, count, places);
	for (size_t i = 0; i < count; i++)
		packed_rows_count(places[i].rows, places[i].document, counting->tallies, counting->lone);
	return SHIM_OK;
}

static enum shim_status count_lone(void *context, const uint32_t *documents, size_t count, struct shim_failure *failure)
{
	enum shim_status status = SHIM_OK;

	for (size_t i = 0; i < count && status == SHIM_OK; i++)
		status = count_row(context, documents[i], false, failure);
	return status;
}

static enum shim_status out_of_time(struct shim_failure *failure)
{
	failure->status = SHIM_TIMEOUT;
	snprintf(failure->message, sizeof failure->message, "the time ran out while facets were counted");
	snprintf(failure->hint, sizeof failure->hint, "give it more time");
	return SHIM_TIMEOUT;
}

/* documents: TOGETHER at the most, ascending. */
typedef enum shim_status documents_visitor(void *context, const uint32_t *documents, size_t count, struct shim_failure *failure);

static enum shim_status visit_documents(const uint64_t *bits, size_t words, double stop, documents_visitor *visit, void *context,
                                        struct shim_failure *failure)
{
	uint32_t until_clock = CLOCK_EVERY;

	for (size_t word = 0; word < words; word++) {
		uint32_t documents[TOGETHER];
		size_t found = 0;
		enum shim_status status;

		for (uint64_t left = bits[word]; left; left &= left - 1)
			documents[found++] = (uint32_t)(word * 64 + (unsigned)__builtin_ctzll(left));
		status = visit(context, documents, found, failure);
		if (status != SHIM_OK)
			return status;
		if (until_clock > found) {
			until_clock -= (uint32_t)found;
			continue;
		}
		until_clock = CLOCK_EVERY;
		if (clock_passed(stop))
			return out_of_time(failure);
	}
	return SHIM_OK;
}

/* ---- the most frequent ---- */

static int compare_values(const void *left, const void *right, void *context)
{
	const struct counting *counting = context;
	uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
	uint32_t more = tallies_of(counting->tallies, a), less = tallies_of(counting->tallies, b);

	return more != less ? (more > less ? -1 : 1) : strcmp(catalog_key(counting->catalog, a), catalog_key(counting->catalog, b));
}

/* Sorts them and leaves no more than are wanted. */
static void cut(struct counting *counting, struct top *top)
{
	if (top->count > 1)
		qsort_r(top->values, top->count, sizeof *top->values, compare_values, counting);
	if (top->count < counting->size)
		return;
	top->count = counting->size;
	top->least = tallies_of(counting->tallies, top->values[counting->size - 1]);
}

static void consider(struct counting *counting, struct top *top, uint32_t value)
{
	top->distinct++;
	if (tallies_of(counting->tallies, value) < top->least)
		return;
	if (top->count == top->capacity && top->count / 8 >= counting->size)
		cut(counting, top);
	if (top->count == top->capacity) {
		top->capacity = top->capacity * 2 + 64;
		top->values = memory_resize(top->values, top->capacity, sizeof *top->values);
	}
	top->values[top->count++] = value;
}

/* Among the values from first to last. */
static void choose(struct counting *counting, uint32_t first, uint32_t last, struct top tops[FACET_KINDS])
{
	const uint8_t *kinds = catalog_kinds(counting->catalog);
	uint32_t end = last + 1, value = tallies_next(counting->tallies, first, end);

	for (; counting->size > 0 && value < end; value = tallies_next(counting->tallies, value + 1, end)) {
		uint8_t kind = kinds[value - 1];

		if (counting->kinds & 1u << kind)
			consider(counting, &tops[kind], value);
	}
	for (int kind = 0; counting->size > 0 && kind < FACET_KINDS; kind++)
		cut(counting, &tops[kind]);
}

/* Whether what stands in one article may be among the most frequent of what is wanted. */
static bool wants_lone(const struct counting *counting, const struct top tops[FACET_KINDS])
{
	for (int kind = 0; kind < ENTITY_KINDS; kind++)
		if ((counting->kinds & 1u << kind) && counting->lone[kind] > 0 && tops[kind].least <= 1)
			return true;
	return false;
}

static enum shim_status choose_all(struct counting *counting, const uint64_t *bits, size_t words, double end,
                                   struct top tops[FACET_KINDS], struct shim_failure *failure)
{
	uint32_t common = catalog_common(counting->catalog), last = catalog_values(counting->catalog);
	enum shim_status status = SHIM_OK;

	choose(counting, 1, common, tops);
	if (counting->size > 0 && wants_lone(counting, tops)) {
		status = visit_documents(bits, words, end, count_lone, counting, failure);
		if (status == SHIM_OK)
			choose(counting, common + 1, last, tops);
	} else {
		for (int kind = 0; kind < ENTITY_KINDS; kind++)
			tops[kind].distinct += counting->lone[kind];
	}
	return status;
}

/* ---- how the chosen are written ---- */

/* The values that are shown. */
struct chosen {
	uint32_t *values; /* ascending */
	size_t count;
	uint64_t *bits; /* of each value whether it is shown: what the processor's cache can hold */
	struct spellings *spellings; /* in the order of values */
};

static bool shows(const struct chosen *chosen, uint32_t value)
{
	return chosen->bits[value >> 6] >> (value & 63) & 1;
}

static struct spellings *spellings_of(const struct chosen *chosen, uint32_t value)
{
	size_t low = 0, high = chosen->count;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (chosen->values[middle] <= value)
			low = middle;
		else
			high = middle;
	}
	return &chosen->spellings[low];
}

/* Looks at the documents once more, for how they write what is shown. */
struct gathering {
	struct counting *counting;
	struct chosen *chosen;
	bool whole; /* what stands in one article is shown too */
	size_t shard, part; /* of the document that is looked at */
};

static void gather_entry(void *context, uint32_t value, uint32_t entry)
{
	struct gathering *gathering = context;
	struct spelling spelling = {.shard = gathering->shard, .part = gathering->part, .number = entry, .count = 1};

	spellings_add(spellings_of(gathering->chosen, value), &spelling);
}

static enum shim_status gather_row(struct gathering *gathering, uint32_t document, struct shim_failure *failure)
{
	struct counting *counting = gathering->counting;
	struct catalog_row row;
	enum shim_status status = catalog_row(counting->catalog, document, wants_entities(counting), &row, failure);

	gathering->shard = row.shard;
	gathering->part = row.part;
	for (size_t i = 0; status == SHIM_OK && i < row.count; i++)
		if (shows(gathering->chosen, row.values[i] & ~ROW_AGAIN))
			gather_entry(gathering, row.values[i] & ~ROW_AGAIN, row.entries[i]);
	return status;
}

static enum shim_status gather_documents(void *context, const uint32_t *documents, size_t count, struct shim_failure *failure)
{
	struct gathering *gathering = context;
	struct catalog_place places[TOGETHER];
	enum shim_status status = SHIM_OK;

	if (gathering->whole || !catalog_settled(gathering->counting->catalog)) {
		for (size_t i = 0; i < count && status == SHIM_OK; i++)
			status = gather_row(gathering, documents[i], failure);
		return status;
	}
	find_rows(gathering->counting, documents, count, places);
	for (size_t i = 0; i < count; i++) {
		gathering->shard = places[i].shard;
		gathering->part = places[i].part;
		packed_rows_visit(places[i].rows, places[i].document, gathering->chosen->bits,
		                  gathering->chosen->values[gathering->chosen->count - 1], gather_entry, gathering);
	}
	return SHIM_OK;
}

static int compare_dates(const void *left, const void *right)
{
	return strcmp(((const struct facet_value *)left)->value, ((const struct facet_value *)right)->value);
}

static void fill_facet(const struct counting *counting, enum facet_kind kind, const struct top *top,
                       const struct chosen *chosen, struct facet *facet)
{
	facet->list = memory_zeroed(top->count, sizeof *facet->list);
	facet->count = top->count;
	facet->distinct = top->distinct;
	for (size_t i = 0; i < top->count; i++) {
		struct spellings *spellings = spellings_of(chosen, top->values[i]);
		const char *shown = catalog_shown(counting->catalog, top->values[i]);

		facet->list[i].count = tallies_of(counting->tallies, top->values[i]);
		facet->list[i].value = shown ? memory_string(shown) : spellings_name(spellings);
		if (kind < ENTITY_KINDS)
			facet->list[i].forms = spellings_forms(spellings, FACET_FORMS_MAX);
	}
	if (kind == FACET_DATE && facet->count > 0)
		qsort(facet->list, facet->count, sizeof *facet->list, compare_dates);
}

static int compare_numbers(const void *left, const void *right)
{
	uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;

	return (a > b) - (a < b);
}

static void chosen_init(struct chosen *chosen, const struct counting *counting, const struct top tops[FACET_KINDS])
{
	size_t count = 0;

	for (int kind = 0; kind < FACET_KINDS; kind++)
		count += tops[kind].count;
	*chosen = (struct chosen){.values = memory_resize(NULL, count, sizeof *chosen->values),
	                          .bits = memory_zeroed((size_t)catalog_values(counting->catalog) / 64 + 1, sizeof *chosen->bits),
	                          .spellings = memory_zeroed(count, sizeof *chosen->spellings)};
	for (int kind = 0; kind < FACET_KINDS; kind++)
		for (size_t i = 0; i < tops[kind].count; i++) {
			uint32_t value = tops[kind].values[i];

			chosen->values[chosen->count++] = value;
			chosen->bits[value >> 6] |= (uint64_t)1 << (value & 63);
		}
	if (count > 0)
		qsort(chosen->values, count, sizeof *chosen->values, compare_numbers);
}

static void chosen_release(struct chosen *chosen)
{
	for (size_t i = 0; i < chosen->count; i++)
		spellings_release(&chosen->spellings[i]);
	free(chosen->spellings);
	free(chosen->values);
	free(chosen->bits);
}

static enum shim_status fill(struct counting *counting, const uint64_t *bits, size_t words, const struct facet_request *request,
                             const struct top tops[FACET_KINDS], struct results *results, struct shim_failure *failure)
{
	struct chosen chosen;
	struct gathering gathering = {.counting = counting, .chosen = &chosen};
	enum shim_status status;

	chosen_init(&chosen, counting, tops);
	gathering.whole = chosen.count > 0 && chosen.values[chosen.count - 1] > catalog_common(counting->catalog);
	status = chosen.count > 0 ? visit_documents(bits, words, 0, gather_documents, &gathering, failure) : SHIM_OK;
	for (size_t i = 0; i < chosen.count && status == SHIM_OK; i++)
		status = spellings_end(&chosen.spellings[i], counting->catalog, failure);
	for (int kind = 0; status == SHIM_OK && kind < FACET_KINDS; kind++)
		if (request->kinds & 1u << kind)
			fill_facet(counting, (enum facet_kind)kind, &tops[kind], &chosen, &results->facets[kind]);
	if (status == SHIM_OK)
		results->facet_kinds = request->kinds;
	chosen_release(&chosen);
	return status;
}

static void fill_timeline(const struct counting *counting, enum timeline_unit unit, struct results *results)
{
	struct timeline timeline = {0};
	uint32_t end = catalog_common(counting->catalog) + 1, value = tallies_next(counting->tallies, 1, end);

	for (; value < end; value = tallies_next(counting->tallies, value + 1, end))
		if (catalog_kind(counting->catalog, value) == FACET_DATE)
			timeline_add(&timeline, catalog_key(counting->catalog, value), tallies_of(counting->tallies, value));
	timeline_end(&timeline, unit, results);
}

enum shim_status facets_count(struct catalog *catalog, const uint64_t *bits, size_t words, const struct facet_request *request,
                              struct results *results, struct shim_failure *failure)
{
	struct counting counting;
	struct top tops[FACET_KINDS] = {{0}};
	enum shim_status status;

	begin(&counting, catalog, request);
	status = visit_documents(bits, words, request->end, count_common, &counting, failure);
	if (status == SHIM_OK)
		status = choose_all(&counting, bits, words, request->end, tops, failure);
	if (status == SHIM_OK)
		status = fill(&counting, bits, words, request, tops, results, failure);
	if (status == SHIM_OK && request->timeline != TIMELINE_NONE)
		fill_timeline(&counting, request->timeline, results);
	for (int kind = 0; kind < FACET_KINDS; kind++)
		free(tops[kind].values);
	return status;
}
