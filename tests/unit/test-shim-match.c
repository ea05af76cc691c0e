/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Random queries over random shards, compared with a plain reckoning of the same from memory. */
#include "tests/unit/shards.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define TERMS 12
#define DOCUMENTS_MAX 5056 /* ids in the whole index, gaps included */
#define ABSENT (-1)

/* What each document holds, by its id in the whole index. */
struct model {
	struct shim_index *index;
	bool exists[DOCUMENTS_MAX];
	bool hidden[DOCUMENTS_MAX];
	int wdf[DOCUMENTS_MAX][TERMS];
	unsigned char value[DOCUMENTS_MAX][SHARD_SLOTS]; /* 0: none */
	double frequency[TERMS];
	uint32_t documents, last;
};

static char term_names[TERMS][8];
static unsigned char byte_values[256];
static unsigned long random_state;

static unsigned random_below(unsigned limit)
{
	random_state = random_state * 6364136223846793005ul + 1442695040888963407ul;
	return (unsigned)(random_state >> 33) % limit;
}

/* Term i stands in about every (i + 1)th document; the last two in nearly none and none. Some impacts exceed the cap. */
static void draft_random_document(struct shard_draft *draft, struct model *model, uint32_t id)
{
	draft_document(draft);
	model->exists[id] = true;
	model->documents++;
	for (unsigned term = 0; term < TERMS; term++) {
		bool stands = term == TERMS - 1 ? false : term == TERMS - 2 ? random_below(40) == 0 : random_below(term + 1) == 0;
		model->frequency[term] += stands;
		model->wdf[id][term] = stands ? (int)random_below(random_below(5) ? 8 : 200) : ABSENT;
		if (stands)
			draft_posting(draft, term, (uint32_t)model->wdf[id][term]);
	}
	for (unsigned slot = 0; slot < SHARD_SLOTS; slot++) {
		unsigned char value = (unsigned char)random_below(slot ? 10 : 250);
		model->value[id][slot] = value;
		draft_value(draft, slot, &byte_values[value], value ? 1 : 0);
	}
}

static void write_random_shard(const char *directory, struct model *model, size_t shard, size_t shards, uint32_t size)
{
	struct shard_draft *draft = calloc(1, sizeof *draft);

	for (unsigned i = 0; i < TERMS - 1; i++)
		draft_term(draft, term_names[i]);
	for (uint32_t local = 1; local <= size; local++) {
		uint32_t id = (uint32_t)((local - 1) * shards + shard + 1);
		draft_random_document(draft, model, id);
		model->last = id > model->last ? id : model->last;
	}
	assert_int_equal(shim_shard_write(directory, draft_shard(draft), shard % 2 ? SHIM_SINK_BULK : SHIM_SINK_API, NULL),
	                 SHIM_OK);
	free(draft);
}

static struct model *model_new(const char *directory, const uint32_t *sizes, size_t shards)
{
	struct model *model = calloc(1, sizeof *model);
	char stub[512] = "";
	struct shim_failure failure;

	for (size_t i = 0; i < shards; i++) {
		char name[16];
		snprintf(name, sizeof name, "shard-%zu", i);
		char *path = path_join(directory, name);
		write_random_shard(path, model, i, shards, sizes[i]);
		free(path);
		snprintf(stub + strlen(stub), sizeof stub - strlen(stub), "auto %s\n", name);
	}
	char *path = path_join(directory, "XAPIANDB");
	file_write(path, stub);
	free(path);
	assert_int_equal(shim_index_open(&model->index, directory, &failure), SHIM_OK);
	assert_int_equal(shim_index_documents(model->index), model->documents);
	assert_int_equal(shim_index_last_document(model->index), model->last);
	return model;
}

/* ---- A query of our own, and what it means ---- */

enum node_kind { TERM, COMBINE, SCALE, SYNONYM, CHECKED, ALL, NONE };

struct node {
	enum node_kind kind;
	enum shim_operator operation;
	unsigned term, slot, threshold;
	double factor;
	size_t count;
	struct node *parts[3];
};

static struct node *node_term(void)
{
	struct node *node = calloc(1, sizeof *node);

	node->kind = TERM;
	node->term = random_below(TERMS);
	return node;
}

static struct node *node_random(unsigned depth, bool plain);

static void node_fill(struct node *node, unsigned count, unsigned depth, bool plain)
{
	for (node->count = 0; node->count < count; node->count++)
		node->parts[node->count] = node_random(depth, plain);
}

/* plain: what may stand inside a check, that is anything but a check; we promise less, but keep more. */
static struct node *node_random(unsigned depth, bool plain)
{
	struct node *node = node_term();
	unsigned choice = random_below(plain ? 10 : 13);

	if (depth == 0 || choice == 0)
		return node;
	if (choice <= 6) {
		node->kind = COMBINE;
		node->operation = (enum shim_operator)random_below(SHIM_MAYBE + 1);
		node_fill(node, 1 + random_below(3), depth - 1, plain);
	} else if (choice == 7) {
		node->kind = SCALE;
		node->factor = random_below(5) * 0.5;
		node_fill(node, 1, depth - 1, plain);
	} else if (choice == 8) {
		node->kind = SYNONYM;
		node_fill(node, 2, 0, plain);
		node->parts[1]->term = (node->parts[0]->term + 1) % TERMS;
	} else if (choice == 9) {
		node->kind = random_below(3) ? ALL : NONE;
	} else {
		node->kind = CHECKED;
		node->slot = random_below(SHARD_SLOTS);
		node->threshold = random_below(node->slot ? 10 : 250);
		node_fill(node, 1, 2, true);
	}
	return node;
}

static void node_free(struct node *node)
{
	for (size_t i = 0; i < node->count; i++)
		node_free(node->parts[i]);
	free(node);
}

static bool at_least(const void *context, const void *value, size_t length)
{
	const struct node *node = context;

	return length == 1 && *(const unsigned char *)value >= node->threshold;
}

static struct shim_query *node_query(const struct node *node)
{
	struct shim_query *parts[3];

	for (size_t i = 0; i < node->count; i++)
		parts[i] = node_query(node->parts[i]);
	switch (node->kind) {
	case TERM:
		return shim_query_term(term_names[node->term], strlen(term_names[node->term]));
	case COMBINE:
		return shim_query_combine(node->operation, parts, node->count);
	case SCALE:
		return shim_query_scale(parts[0], node->factor);
	case SYNONYM:
		return shim_query_synonym(parts, node->count);
	case CHECKED:
		return shim_query_checked(parts[0], node->slot, at_least, node);
	case ALL:
		return shim_query_all();
	default:
		return NULL;
	}
}

static double impact(const struct model *model, double frequency, int wdf)
{
	return log(1 + (model->documents - frequency + 0.5) / (frequency + 0.5)) * (wdf > 127 ? 127 : wdf) / 127;
}

/* Whether the document matches, and what it weighs. */
static bool reckon(const struct model *model, const struct node *node, uint32_t id, double *weight);

static bool reckon_combination(const struct model *model, const struct node *node, uint32_t id, double *weight)
{
	double weights[3], sum = 0, greatest = 0;
	bool matches[3];
	size_t matching = 0;

	for (size_t i = 0; i < node->count; i++) {
		matches[i] = reckon(model, node->parts[i], id, &weights[i]);
		matching += matches[i];
		sum += matches[i] ? weights[i] : 0;
		greatest = matches[i] ? fmax(greatest, weights[i]) : greatest;
	}
	*weight = node->operation == SHIM_MAX ? greatest : sum;
	if (node->operation == SHIM_FILTER || node->operation == SHIM_AND_NOT)
		*weight = weights[0];
	if (node->operation == SHIM_OR || node->operation == SHIM_MAX)
		return matching > 0;
	if (node->operation == SHIM_AND_NOT)
		return matches[0] && matching == 1;
	return node->operation == SHIM_MAYBE ? matches[0] : matching == node->count;
}

static bool reckon_synonym(const struct model *model, const struct node *node, uint32_t id, double *weight)
{
	unsigned a = node->parts[0]->term, b = node->parts[1]->term;
	double fa = model->frequency[a], fb = model->frequency[b];
	int wdf_a = model->wdf[id][a], wdf_b = model->wdf[id][b];

	*weight = impact(model, floor(fa + fb - fa * fb / model->documents + 0.5),
	                 (wdf_a == ABSENT ? 0 : wdf_a) + (wdf_b == ABSENT ? 0 : wdf_b));
	return wdf_a != ABSENT || wdf_b != ABSENT;
}

static bool reckon(const struct model *model, const struct node *node, uint32_t id, double *weight)
{
	bool matches;

	*weight = 0;
	switch (node->kind) {
	case TERM:
		*weight = impact(model, model->frequency[node->term], model->wdf[id][node->term]);
		return model->wdf[id][node->term] != ABSENT;
	case COMBINE:
		return reckon_combination(model, node, id, weight);
	case SCALE:
		matches = reckon(model, node->parts[0], id, weight);
		*weight *= node->factor;
		return matches;
	case SYNONYM:
		return reckon_synonym(model, node, id, weight);
	case CHECKED:
		return reckon(model, node->parts[0], id, weight) && model->value[id][node->slot] &&
		       model->value[id][node->slot] >= node->threshold;
	case ALL:
		return true;
	default:
		return false;
	}
}

/* ---- The comparison ---- */

struct expected {
	bool matches[DOCUMENTS_MAX];
	double weight[DOCUMENTS_MAX];
	uint32_t total;
};

static void expect(const struct model *model, const struct node *node, struct expected *expected)
{
	memset(expected, 0, sizeof *expected);
	for (uint32_t id = 1; id <= model->last; id++) {
		if (!model->exists[id] || model->hidden[id])
			continue;
		expected->matches[id] = reckon(model, node, id, &expected->weight[id]);
		expected->total += expected->matches[id];
	}
}

/* Positive when hit a must stand before b. */
static double precedence(const struct model *model, const struct shim_match *match, const struct shim_hit *a,
                         const struct shim_hit *b)
{
	int by_value = model->value[a->document][match->sort_slot] - model->value[b->document][match->sort_slot];

	if (match->order == SHIM_BY_VALUE_ASCENDING)
		by_value = -by_value;
	if (match->order != SHIM_BY_WEIGHT && by_value)
		return by_value;
	if (a->weight != b->weight)
		return a->weight - b->weight;
	if (match->order == SHIM_BY_WEIGHT && by_value)
		return by_value;
	return (double)b->document - a->document;
}

/* Every hit is right, in order, and none that is left out belongs before the last one. */
static void check_hits(const struct model *model, const struct expected *expected, const struct shim_match *match,
                       const struct shim_hits *hits)
{
	uint32_t rest = expected->total > match->offset ? expected->total - match->offset : 0;
	bool listed[DOCUMENTS_MAX] = {false};

	assert_int_equal(hits->count, rest < match->limit ? rest : match->limit);
	for (size_t i = 0; i < hits->count; i++) {
		const struct shim_hit *hit = &hits->list[i];
		assert_true(expected->matches[hit->document]);
		assert_true(fabs(hit->weight - expected->weight[hit->document]) < 1e-6);
		if (i)
			assert_true(precedence(model, match, &hits->list[i - 1], hit) > 0);
		listed[hit->document] = true;
	}
	if (match->offset == 0 && hits->count)
		for (uint32_t id = 1; id <= model->last; id++) {
			struct shim_hit other = {id, expected->weight[id] - 1e-6};
			if (expected->matches[id] && !listed[id])
				assert_true(precedence(model, match, &hits->list[hits->count - 1], &other) > 0);
		}
}

static void check_total(const struct expected *expected, const struct shim_match *match, const struct shim_hits *hits)
{
	assert_false(hits->partial);
	if (match->count)
		assert_true(hits->total_exact);
	if (hits->total_exact)
		assert_int_equal(hits->total, expected->total);
	else
		assert_in_range(hits->total, hits->count, expected->total);
}

static void check_collect(const struct model *model, const struct shim_query *query, const struct expected *expected)
{
	size_t words = model->last / 64 + 1;
	uint64_t bits[DOCUMENTS_MAX / 64 + 1];
	uint32_t total;

	memset(bits, 0xff, sizeof bits);
	assert_int_equal(shim_index_collect(model->index, query, 0, bits, &total, NULL), SHIM_OK);
	assert_int_equal(total, expected->total);
	for (uint32_t id = 0; id < words * 64; id++)
		assert_int_equal(bits[id >> 6] >> (id & 63) & 1, id <= model->last && expected->matches[id]);
}

static struct shim_match random_match(void)
{
	static const uint32_t limits[] = {0, 1, 3, 10, 2000, UINT32_MAX};
	struct shim_match match = {
		.offset = random_below(3) ? 0 : random_below(12),
		.limit = limits[random_below(6)],
		.order = (enum shim_order)(random_below(2) ? 0 : random_below(3)),
		.sort_slot = random_below(SHARD_SLOTS),
		.timeout = random_below(3) ? 0 : 3600,
		.count = random_below(2),
	};
	return match;
}

static void compare_once(const struct model *model)
{
	struct node *node = node_random(3, false);
	struct shim_query *query = node_query(node);
	struct expected expected;
	struct shim_failure failure;

	expect(model, node, &expected);
	check_collect(model, query, &expected);
	for (int i = 0; i < 3; i++) {
		struct shim_match match = random_match();
		struct shim_hits hits;
		assert_int_equal(shim_index_match(model->index, query, &match, &hits, &failure), SHIM_OK);
		check_hits(model, &expected, &match, &hits);
		check_total(&expected, &match, &hits);
		shim_hits_release(&hits);
	}
	shim_query_free(query);
	node_free(node);
}

/* one_in 0: none is hidden any more. */
static void hide_some(struct model *model, unsigned one_in)
{
	uint32_t ids[DOCUMENTS_MAX];
	size_t count = 0;

	for (uint32_t id = 1; id <= model->last; id++) {
		model->hidden[id] = model->exists[id] && one_in && random_below(one_in) == 0;
		if (model->hidden[id])
			ids[count++] = id;
	}
	assert_int_equal(shim_index_hide(model->index, ids, count, NULL), SHIM_OK);
}

static void compare_over(const uint32_t *sizes, size_t shards, unsigned long seed, int queries)
{
	char *directory = scratch_new();
	static const unsigned hide[] = {0, 4, 1, 50};

	random_state = seed;
	struct model *model = model_new(directory, sizes, shards);
	for (size_t i = 0; i < sizeof hide / sizeof *hide; i++) {
		hide_some(model, hide[i]);
		for (int query = 0; query < queries; query++)
			compare_once(model);
	}
	shim_index_close(model->index);
	free(model);
	scratch_remove(directory);
	free(directory);
}

static void test_one_shard(void **state)
{
	(void)state;
	compare_over((const uint32_t[]){150}, 1, 1, 250);
}

static void test_uneven_shards(void **state)
{
	(void)state;
	compare_over((const uint32_t[]){40, 101, 23}, 3, 2, 250);
}

/* An empty shard still takes its turn in the numbering. */
static void test_tiny_and_empty_shards(void **state)
{
	(void)state;
	compare_over((const uint32_t[]){1, 0, 60, 2}, 4, 3, 250);
}

static void test_larger_shard(void **state)
{
	(void)state;
	compare_over((const uint32_t[]){4900}, 1, 5, 30);
}

/* Lists of several blocks, in both ways to write them. */
static void test_larger_shards(void **state)
{
	(void)state;
	compare_over((const uint32_t[]){2000, 2500}, 2, 6, 25);
}

/* Shards that only Xapian can read. */
static void test_reader_of_xapian(void **state)
{
	(void)state;
	setenv("DATELINE_READER", "api", 1);
	compare_over((const uint32_t[]){400, 301}, 2, 7, 100);
	unsetenv("DATELINE_READER");
}

/* The same document in shards where its terms are rare or frequent, so that their weights are added in another order. */
static void write_tie_shard(const char *directory, unsigned shard)
{
	struct shard_draft *draft = calloc(1, sizeof *draft);
	char name[16];

	snprintf(name, sizeof name, "shard-%u", shard);
	char *path = path_join(directory, name);
	for (unsigned i = 0; i < 6; i++)
		draft_term(draft, term_names[i]);
	draft_document(draft);
	for (unsigned i = 0; i < 6; i++)
		draft_posting(draft, i, 17 + 13 * i);
	for (unsigned i = 0; i < 60; i++) {
		draft_document(draft);
		draft_posting(draft, (i * (shard + 1) + i * i) % (shard + 2), 1);
	}
	assert_int_equal(shim_shard_write(path, draft_shard(draft), SHIM_SINK_API, NULL), SHIM_OK);
	free(path);
	free(draft);
}

static void test_equal_documents_tie(void **state)
{
	char *directory = scratch_new(), *manifest = path_join(directory, "XAPIANDB");
	struct shim_match match = {.limit = 4};
	struct shim_query *parts[6];
	struct shim_index *index;
	struct shim_hits hits;

	(void)state;
	for (unsigned i = 0; i < 4; i++)
		write_tie_shard(directory, i);
	file_write(manifest, "auto shard-0\nauto shard-1\nauto shard-2\nauto shard-3\n");
	for (unsigned i = 0; i < 6; i++)
		parts[i] = shim_query_scale(shim_query_term(term_names[i], 3), i ? 1 : 0.3);
	struct shim_query *query = shim_query_combine(SHIM_OR, parts, 6);
	assert_int_equal(shim_index_open(&index, directory, NULL), SHIM_OK);
	assert_int_equal(shim_index_match(index, query, &match, &hits, NULL), SHIM_OK);
	assert_int_equal(hits.count, 4);
	for (unsigned i = 0; i < 4; i++) {
		assert_int_equal(hits.list[i].document, i + 1);
		assert_true(hits.list[i].weight == hits.list[0].weight);
	}
	shim_hits_release(&hits);
	shim_query_free(query);
	shim_index_close(index);
	scratch_remove(directory);
	free(manifest);
	free(directory);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one_shard),
		cmocka_unit_test(test_uneven_shards),
		cmocka_unit_test(test_tiny_and_empty_shards),
		cmocka_unit_test(test_larger_shard),
		cmocka_unit_test(test_larger_shards),
		cmocka_unit_test(test_reader_of_xapian),
		cmocka_unit_test(test_equal_documents_tie),
	};

	for (int i = 0; i < TERMS; i++)
		snprintf(term_names[i], sizeof term_names[i], "t%02d", i);
	for (int i = 0; i < 256; i++)
		byte_values[i] = (unsigned char)i;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
