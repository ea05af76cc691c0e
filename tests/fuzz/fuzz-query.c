/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Any bytes as a query: planned and matched against three articles. Nothing
 * breaks, and no total is less than what is shown.
 */
#include "searcher/query/parse.h"
#include "searcher/query/run.h"
#include "searcher/query/correct.h"
#include "tests/unit/small_index.h"
#include "text/utf8.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static const struct small_article articles[] = {
	{"a", "Cease-fire at last", "The U.S. cease-fire of 2025 held. Zelensky's envoys got $7 and 15% of 6,000.", "Agency", "2025-06-02"},
	{"b", "No ceasefire", "A cease fire? F-16s flew 1,200-for-1,200. \"All-for-all\", said Gürak.", "Daily", "2025-06"},
	{"c", "停火", "漢字仮名 and the rest of the R&D-budget.", "Wire", ""},
};

static struct small_index small;
static struct text_store *texts;

static void demand(bool kept)
{
	if (!kept)
		abort();
}

static void close_index(void)
{
	text_store_free(texts);
	small_index_close(&small);
}

static void ignore(void *context, size_t column, const char *message)
{
	(void)context;
	(void)column;
	(void)message;
}

static size_t count_leaves(const struct node *node)
{
	size_t leaves = !node_is_inner(node);

	for (size_t i = 0; i < node->count; i++)
		leaves += count_leaves(node->children[i]);
	return leaves;
}

/* Finding the slips of a word takes ten times as long as all else that is done with it: of few words they tell as much. */
#define SUGGESTED_MAX 2

/* What is suggested is another query, and as valid. */
static void suggest(const char *query, const struct node *tree, struct planner *planner)
{
	char *suggestion = correct_query(planner, query, tree, false);

	demand(!suggestion || (utf8_valid(suggestion, strlen(suggestion)) && strcmp(suggestion, query) != 0));
	free(suggestion);
}

static void match(const char *query, const struct node *tree, bool exact)
{
	struct planner planner = {.index = small.index, .texts = texts, .analyzer = small.analyzer, .language = "en", .exact = exact};
	struct run_options wanted = {.limit = 10, .count = true};
	struct shim_failure failure = {0};
	struct shim_hits hits = {0};
	struct period any = {0};
	struct feedback feedback;
	struct plan plan;

	plan_make(&plan, &planner, tree, &any);
	demand(planner.failure.status == SHIM_OK);
	if (plan.query) {
		demand(run_prepare(&planner, &plan, NULL, &wanted, &feedback, &failure) == SHIM_OK);
		demand(run_plan(&planner, &plan, NULL, &wanted, &hits, &feedback, &failure) == SHIM_OK);
		demand(hits.total >= hits.count && hits.count <= sizeof articles / sizeof *articles);
		shim_hits_release(&hits);
	}
	plan_release(&plan);
	if (!exact && count_leaves(tree) <= SUGGESTED_MAX)
		suggest(query, tree, &planner);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct buffer query = {0};
	struct node *tree;

	if (!small.index) {
		small_index_open(&small, articles, sizeof articles / sizeof *articles);
		texts = text_store_new(small.index);
		atexit(close_index);
	}
	utf8_from(&query, ENCODING_UTF8, (const char *)bytes, length);
	buffer_add_string(&query, "");
	tree = query_parse(query.bytes, query.length, ignore, NULL);
	match(query.bytes, tree, false);
	match(query.bytes, tree, true);
	node_free(tree);
	buffer_release(&query);
	return 0;
}
