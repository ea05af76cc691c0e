/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/search.h"

#include "article/schema.h"
#include "article/state.h"
#include "article/texts.h"
#include "program/clock.h"
#include "searcher/explain.h"
#include "searcher/facets/catalog.h"
#include "searcher/facets/count.h"
#include "searcher/fetch.h"
#include "searcher/query/correct.h"
#include "searcher/query/languages.h"
#include "searcher/query/parse.h"
#include "searcher/query/plan.h"
#include "searcher/stories.h"
#include "text/memory.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

struct searcher {
	struct shim_index *index;
	struct analyzer *analyzer;
	struct text_store *texts;
	struct catalog *catalog;
	struct variants *variants; /* NULL until a query needs them */
	struct query_languages languages;
	double deadline; /* of clock_seconds(), for all of the query that is being answered; 0: none */
};

enum shim_status searcher_open(struct searcher **out, const char *index, struct shim_failure *failure)
{
	struct shim_index *opened;
	enum shim_status status = state_open(&opened, index, failure);

	*out = NULL;
	if (status != SHIM_OK)
		return status;
	*out = memory_zeroed(1, sizeof **out);
	(*out)->index = opened;
	(*out)->analyzer = analyzer_new();
	(*out)->texts = text_store_new(opened);
	(*out)->catalog = catalog_new(opened, (*out)->analyzer);
	query_languages_find(&(*out)->languages, opened);
	return SHIM_OK;
}

void searcher_close(struct searcher *searcher)
{
	if (!searcher)
		return;
	catalog_free(searcher->catalog);
	variants_free(searcher->variants);
	text_store_free(searcher->texts);
	shim_index_close(searcher->index);
	analyzer_free(searcher->analyzer);
	query_languages_release(&searcher->languages);
	free(searcher);
}

void searcher_set_names(struct searcher *searcher, const char *file)
{
	searcher->variants = variants_new(searcher->index, file);
	catalog_set_names(searcher->catalog, file);
}

struct shim_index *searcher_index(struct searcher *searcher)
{
	return searcher->index;
}

struct analyzer *searcher_analyzer(struct searcher *searcher)
{
	return searcher->analyzer;
}

struct text_store *searcher_texts(struct searcher *searcher)
{
	return searcher->texts;
}

struct catalog *searcher_catalog(struct searcher *searcher)
{
	return searcher->catalog;
}

/* ---- fetching ---- */

/* A result whose text is being read. */
struct showing {
	struct searcher *searcher;
	enum shim_status status;
	struct shim_failure *failure;
};

static const char *read_text(void *context, size_t end)
{
	struct showing *showing = context;
	const char *text;

	showing->status = text_store_unpack(showing->searcher->texts, end, &text, showing->failure);
	return text;
}

static enum shim_status show_passages(struct searcher *searcher, size_t wanted, const struct highlight *highlight,
                                      struct result *result, struct shim_failure *failure)
{
	struct showing showing = {searcher, SHIM_OK, failure};
	struct snippet_text text = {.read = read_text, .context = &showing};
	struct text_parts parts;
	struct shim_bytes stream = {NULL, 0};
	enum shim_status status = text_store_open(searcher->texts, result->document, &parts, failure);

	if (status == SHIM_OK && parts.count > 1)
		status = shim_index_value(searcher->index, result->document, SLOT_STREAM, &stream, failure);
	if (status != SHIM_OK)
		return status;
	text.parts = parts.list;
	text.part_count = parts.count;
	text.stream = stream.bytes;
	text.stream_length = stream.length;
	result->passages = memory_zeroed(wanted, sizeof *result->passages);
	result->passage_count = snippet_make(searcher->analyzer, &result->article, &text, highlight, wanted, result->passages);
	return showing.status;
}

static enum shim_status show_result(struct searcher *searcher, const struct search_options *options, size_t passages,
                                    const struct highlight *highlight, struct result *result, struct shim_failure *failure)
{
	struct article *article = &result->article;
	enum shim_status status =
		fetch_article(searcher->index, searcher->texts, result->document, false, article, failure);

	if (status == SHIM_OK && options->entities)
		status = catalog_article(searcher->catalog, result->document, article, failure);
	if (status == SHIM_OK && article->title)
		snippet_line(searcher->analyzer, article->title, article->language ? article->language : "en", highlight, &result->title);
	if (status == SHIM_OK && passages > 0)
		status = fetch_damaged(show_passages(searcher, passages, highlight, result, failure), result->document, failure);
	return status;
}

/* What the copies are known by. One that cannot be read is left out: whoever asks for it alone will be told. */
static enum shim_status fetch_copies(struct searcher *searcher, const struct shim_hits *hits, const struct story *story,
                                     struct result *result, struct shim_failure *failure)
{
	size_t shown = story->count < COPIES_SHOWN ? story->count : COPIES_SHOWN;

	result->copies_found = story->count;
	if (shown > 0)
		result->copies = memory_zeroed(shown, sizeof *result->copies);
	for (size_t i = 0; i < shown; i++) {
		struct article *copy = &result->copies[result->copy_count];
		enum shim_status status = fetch_article(searcher->index, searcher->texts, hits->list[story->copies[i]].document, false,
		                                        copy, failure);

		if (status == SHIM_OK)
			result->copy_count++;
		else
			article_release(copy);
		if (status != SHIM_OK && status != SHIM_CORRUPT)
			return status;
	}
	return SHIM_OK;
}

/*
 * The next result: a hit, by its place from 0, with the copies of its story (NULL:
 * none). One whose text is gone is warned of and left out; the others are not gone.
 * When the time is up, what is left is shown without passages.
 */
static enum shim_status fetch_result(struct searcher *searcher, const struct search_options *options, const struct plan *plan,
                                     const struct shim_hits *hits, size_t hit, const struct story *story,
                                     struct results *results, struct shim_failure *failure)
{
	struct result *result = &results->list[results->count];
	bool late = options->passages > 0 && clock_passed(searcher->deadline);
	enum shim_status status;

	results->partial |= late;
	result->document = hits->list[hit].document;
	result->score = hits->list[hit].weight;
	status = show_result(searcher, options, late ? 0 : options->passages, &plan->highlight, result, failure);
	if (status == SHIM_OK && story)
		status = fetch_copies(searcher, hits, story, result, failure);
	if (status == SHIM_CORRUPT) {
		results_warn(results, 0, "%s", failure->message);
		result_release(result);
		return SHIM_OK;
	}
	results->count++;
	return status;
}

/* Each hit is a result; they begin with the one at options->offset. */
static enum shim_status fetch_hits(struct searcher *searcher, const struct search_options *options, const struct plan *plan,
                                   const struct shim_hits *hits, struct results *results, struct shim_failure *failure)
{
	enum shim_status status = SHIM_OK;

	results->list = memory_zeroed(hits->count, sizeof *results->list);
	for (size_t i = 0; i < hits->count && status == SHIM_OK; i++) {
		results->list[results->count].rank = results->list[results->count].place = options->offset + i + 1;
		status = fetch_result(searcher, options, plan, hits, i, NULL, results, failure);
	}
	return status;
}

/* Each story is a result, from the one at options->offset on. */
static enum shim_status fetch_stories(struct searcher *searcher, const struct search_options *options, const struct plan *plan,
                                      const struct shim_hits *hits, const struct stories *stories, struct results *results,
                                      struct shim_failure *failure)
{
	size_t wanted = stories->count > options->offset ? stories->count - options->offset : 0;
	enum shim_status status = SHIM_OK;

	results->folded = stories->folded;
	results->list = memory_zeroed(wanted, sizeof *results->list);
	for (size_t i = 0; i < wanted && status == SHIM_OK; i++) {
		const struct story *story = &stories->list[options->offset + i];

		results->list[results->count].rank = options->offset + i + 1;
		results->list[results->count].place = story->leader + 1;
		status = fetch_result(searcher, options, plan, hits, story->leader, story, results, failure);
	}
	return status;
}

/* ---- counting ---- */

static bool counts(const struct search_options *options)
{
	return options->facets || options->timeline;
}

static enum shim_status count_facets(struct searcher *searcher, const uint64_t *bits, size_t words,
                                     const struct search_options *options, double end, struct results *results,
                                     struct shim_failure *failure)
{
	struct facet_request request = {
		.kinds = options->facets, .size = options->facet_size, .timeline = options->timeline, .end = end};
	enum shim_status status = facets_count(searcher->catalog, bits, words, &request, results, failure);

	if (status != SHIM_TIMEOUT && status != SHIM_CORRUPT)
		return status;
	results->partial |= status == SHIM_TIMEOUT; /* the results are there, and worth showing without */
	results_warn(results, 0, "no facets: %s", failure->message);
	return SHIM_OK;
}

/* The exact total, and the facets of all that match. */
static enum shim_status count(struct searcher *searcher, const struct shim_query *query, const struct search_options *options,
                              double end, struct results *results, struct shim_failure *failure)
{
	size_t words = shim_index_last_document(searcher->index) / 64 + 1;
	uint64_t *bits = memory_resize(NULL, words, sizeof *bits);
	uint32_t total;
	enum shim_status status;

	status = shim_index_collect(searcher->index, query, clock_left(end), bits, &total, failure);
	if (status == SHIM_OK) {
		results->total = total;
		results->total_exact = true;
		status = count_facets(searcher, bits, words, options, end, results, failure);
	} else if (status == SHIM_TIMEOUT) {
		results->partial = true;
		results_warn(results, 0, "no facets: %s", failure->message);
		status = SHIM_OK;
	}
	free(bits);
	return status;
}

/* ---- the whole ---- */

static void warn(void *context, size_t column, const char *message)
{
	results_warn(context, column, "%s", message);
}

/* What planning says, which it may say again: for explaining, and of what is sorted from the oldest. */
static void warn_once(void *context, size_t column, const char *message)
{
	const struct results *results = context;

	for (size_t i = 0; i < results->warning_count; i++)
		if (results->warnings[i].column == column && !strcmp(results->warnings[i].message, message))
			return;
	warn(context, column, message);
}

/* Hits more than stories wanted that are looked at, at the least. */
#define STORIES_SPARE 3

/* The copies of so many stories are looked for at the least: who wants one is told of the same as who wants ten. */
#define STORIES_LEAST 10

/* Age is counted in whole hours: queries that follow each other see the same. */
#define RECENCY_STEP 3600

/* A query begins: returns when. */
static double begin(struct searcher *searcher, const struct search_options *options)
{
	double now = clock_seconds();

	searcher->deadline = options->timeout > 0 ? now + options->timeout : 0;
	return now;
}

static struct planner planner_of(struct searcher *searcher, const struct search_options *options)
{
	if (!searcher->variants)
		searcher_set_names(searcher, options->names);
	return (struct planner){.index = searcher->index,
	                        .texts = searcher->texts,
	                        .analyzer = searcher->analyzer,
	                        .language = searcher->languages.codes[0],
	                        .languages = &searcher->languages,
	                        .catalog = searcher->catalog,
	                        .filters = options->filters,
	                        .filter_count = options->filter_count,
	                        .exact = options->exact,
	                        .explain = options->explain,
	                        .deadline = searcher->deadline,
	                        .variants = searcher->variants};
}

/* results: for warnings, or NULL. */
static void make_plan(struct searcher *searcher, struct planner *planner, const struct node *tree,
                      const struct search_options *options, struct results *results, struct plan *plan)
{
	*planner = planner_of(searcher, options);
	planner->warning = results ? warn_once : NULL;
	planner->warned = results;
	plan_make(plan, planner, tree, &options->period);
}

static struct run_options run_options_of(const struct search_options *options, double deadline)
{
	return (struct run_options){.limit = options->limit,
	                            .offset = options->offset,
	                            .order = options->order,
	                            .count = options->count && !counts(options),
	                            .deadline = deadline,
	                            .half_life = options->half_life,
	                            .now = (int64_t)time(NULL) / RECENCY_STEP * RECENCY_STEP};
}

/* The hits in which the stories wanted are, as far as there are so many: some more than these at first, then four times as many. */
static enum shim_status run_stories(struct planner *planner, const struct plan *plan, const struct plan *again,
                                    struct run_options *options, struct shim_hits *hits, struct feedback *feedback,
                                    struct stories *stories, struct shim_failure *failure)
{
	const uint32_t wanted = options->offset + options->limit, looked_at = wanted > STORIES_LEAST ? wanted : STORIES_LEAST;
	enum shim_status status;

	options->offset = 0;
	for (options->limit = looked_at + looked_at / 4;; options->limit *= 4) {
		options->limit += STORIES_SPARE;
		status = run_plan(planner, plan, again, options, hits, feedback, failure);
		if (status == SHIM_OK)
			status = stories_find(stories, planner->index, hits, wanted, failure);
		if (status != SHIM_OK || hits->partial || stories->count == wanted || hits->count < options->limit)
			return status;
		stories_release(stories);
		shim_hits_release(hits);
	}
}

/* Whether no result follows those that are shown: all hits are here, and each has its place in a story. */
static bool is_end(const struct run_options *run, const struct shim_hits *hits, const struct stories *stories)
{
	bool all = hits->count < run->limit || (hits->total_exact && run->offset + hits->count >= hits->total);

	return all && !hits->partial && (!stories->list || stories->count + stories->folded == hits->count);
}

/* What a plan finds. again: the same plan once more, where articles are sorted from the oldest. */
static enum shim_status find(struct searcher *searcher, struct planner *planner, struct plan *plan, struct plan *again,
                             const struct search_options *options, struct results *results, struct shim_failure *failure)
{
	struct run_options wanted = run_options_of(options, planner->deadline);
	struct shim_hits hits = {0};
	struct stories stories = {0};
	struct feedback feedback = {0};
	bool folds = !options->expand && options->limit > 0;
	enum shim_status status = counts(options) ? count(searcher, plan->query, options, planner->deadline, results, failure) : SHIM_OK;

	if (status == SHIM_OK)
		status = run_prepare(planner, plan, again, &wanted, &feedback, failure);
	if (status == SHIM_OK && folds)
		status = run_stories(planner, plan, again, &wanted, &hits, &feedback, &stories, failure);
	else if (status == SHIM_OK)
		status = run_plan(planner, plan, again, &wanted, &hits, &feedback, failure);
	if (status == SHIM_OK) {
		if (!counts(options) || results->partial) {
			results->total = hits.total;
			results->total_exact = hits.total_exact;
		}
		results->partial |= hits.partial;
		results->total_exact &= !results->partial;
		results->last = is_end(&wanted, &hits, &stories);
		status = folds ? fetch_stories(searcher, options, plan, &hits, &stories, results, failure)
		               : fetch_hits(searcher, options, plan, &hits, results, failure);
	}
	if (status == SHIM_OK && options->explain)
		status = explain(planner, plan, &wanted, &feedback, results, failure);
	stories_release(&stories);
	shim_hits_release(&hits);
	return status;
}

/* A plan's answer into the results. */
static enum shim_status present(struct searcher *searcher, struct planner *planner, struct plan *plan, struct plan *again,
                                const struct search_options *options, struct results *results, struct shim_failure *failure)
{
	results->understood = memory_string(plan->understood.bytes);
	results->also = plan->also.list;
	results->also_count = plan->also.count;
	plan->also = (struct also_list){0};
	results->left_out = plan->left_out;
	plan->left_out = NULL;
	results->total_exact = true;
	if (planner->failure.status != SHIM_OK) {
		*failure = planner->failure;
		return failure->status;
	}
	if (plan->query)
		return find(searcher, planner, plan, again, options, results, failure);
	results->facet_kinds = options->facets; /* of nothing: all empty */
	return SHIM_OK;
}

static enum shim_status answer(struct searcher *searcher, const struct node *tree, const struct search_options *options,
                               struct results *results, struct shim_failure *failure)
{
	struct plan plan, again = {0};
	struct planner planner;
	enum shim_status status;

	if (options->order == SORT_OLDEST) {
		make_plan(searcher, &planner, tree, options, results, &again);
		results->partial = planner.partial;
	}
	make_plan(searcher, &planner, tree, options, results, &plan);
	results->partial |= planner.partial;
	if (!plan.query && tree->count > 0 && results->warning_count == 0)
		results_warn(results, tree->children[0]->column, "there is no word here that an article could hold");
	status = present(searcher, &planner, &plan, &again, options, results, failure);
	if (status == SHIM_OK && !options->exact)
		results->suggestion = correct_query(&planner, results->query, tree, results->total > 0);
	plan_release(&again);
	plan_release(&plan);
	return status;
}

enum shim_status search(struct searcher *searcher, const char *query, const struct search_options *options,
                        struct results *results, struct shim_failure *failure)
{
	double began = begin(searcher, options);
	struct buffer clean = {0};
	struct node *tree;
	enum shim_status status;

	utf8_from(&clean, ENCODING_UTF8, query, strlen(query));
	results->query = buffer_detach(&clean);
	results->offset = options->offset;
	tree = query_parse(results->query, strlen(results->query), warn, results);
	status = answer(searcher, tree, options, results, failure);
	node_free(tree);
	results->took_ms = (clock_seconds() - began) * 1e3;
	return status;
}

enum shim_status search_similar(struct searcher *searcher, const char *id, const struct search_options *options,
                                struct results *results, struct shim_failure *failure)
{
	double began = begin(searcher, options);
	struct planner planner = planner_of(searcher, options);
	struct plan plan = {0}, again = {0};
	struct feedback feedback;
	uint32_t document;
	char *meant = fetch_meant(searcher->index, id);
	enum shim_status status = fetch_document(searcher->index, meant, &document, failure);

	results->query = memory_string("");
	results->similar = memory_string(id);
	results->offset = options->offset;
	if (status == SHIM_OK)
		status = feedback_of_article(&feedback, &planner, document, failure);
	if (status == SHIM_OK)
		plan_similar(&plan, meant, &feedback, &planner, &options->period);
	if (status == SHIM_OK && options->order == SORT_OLDEST)
		plan_similar(&again, meant, &feedback, &planner, &options->period);
	free(meant);
	if (status != SHIM_OK)
		return status;
	status = present(searcher, &planner, &plan, &again, options, results, failure);
	plan_release(&again);
	plan_release(&plan);
	results->took_ms = (clock_seconds() - began) * 1e3;
	return status;
}

enum shim_status search_facets(struct searcher *searcher, const struct search_options *options, struct results *results,
                               struct shim_failure *failure)
{
	size_t words = shim_index_last_document(searcher->index) / 64 + 1;
	uint64_t *bits = memory_resize(NULL, words, sizeof *bits);
	struct shim_query *all = shim_query_all();
	struct facet_request request = {.kinds = options->facets, .size = options->facet_size};
	uint32_t total;
	enum shim_status status = shim_index_collect(searcher->index, all, 0, bits, &total, failure);

	if (!searcher->variants)
		searcher_set_names(searcher, options->names);
	if (status == SHIM_OK)
		status = facets_count(searcher->catalog, bits, words, &request, results, failure);
	shim_query_free(all);
	free(bits);
	return status;
}

/* ---- one article ---- */

static void ignore(void *context, size_t column, const char *message)
{
	(void)context;
	(void)column;
	(void)message;
}

static void mark_article(struct searcher *searcher, const struct plan *plan, struct result *result)
{
	const struct article *article = &result->article;

	if (article->title)
		snippet_line(searcher->analyzer, article->title, article->language ? article->language : "en", &plan->highlight,
		             &result->title);
	result->passage_count = snippet_whole(searcher->analyzer, article, &plan->highlight, &result->passages);
}

enum shim_status searcher_show(struct searcher *searcher, const char *id, const char *query, const struct search_options *asked,
                               struct result *result, struct shim_failure *failure)
{
	struct search_options options = {.exact = asked->exact, .timeout = asked->timeout};
	struct buffer clean = {0};
	struct planner planner;
	struct plan plan;
	struct node *tree;
	uint32_t document;
	char *meant = fetch_meant(searcher->index, id);
	enum shim_status status = fetch_document(searcher->index, meant, &document, failure);

	free(meant);
	begin(searcher, &options);
	if (status == SHIM_OK)
		status = fetch_article(searcher->index, searcher->texts, document, true, &result->article, failure);
	if (status == SHIM_OK)
		status = catalog_article(searcher->catalog, document, &result->article, failure);
	if (status != SHIM_OK)
		return status;
	utf8_from(&clean, ENCODING_UTF8, query, strlen(query));
	tree = query_parse(clean.bytes, clean.length, ignore, NULL);
	make_plan(searcher, &planner, tree, &options, NULL, &plan);
	if (planner.failure.status == SHIM_OK) {
		mark_article(searcher, &plan, result);
	} else {
		*failure = planner.failure;
		status = failure->status;
	}
	plan_release(&plan);
	node_free(tree);
	buffer_release(&clean);
	return status;
}

enum shim_status searcher_articles(struct searcher *searcher, uint32_t *articles, struct shim_failure *failure)
{
	struct shim_query *all = shim_query_all();
	struct shim_match wanted = {.order = SHIM_BY_WEIGHT, .count = true};
	struct shim_hits hits = {0};
	enum shim_status status = shim_index_match(searcher->index, all, &wanted, &hits, failure);

	*articles = hits.total;
	shim_hits_release(&hits);
	shim_query_free(all);
	return status;
}
