/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/endpoint/respond.h"

#include "searcher/endpoint/base.h"
#include "searcher/endpoint/opensearch.h"
#include "searcher/endpoint/request.h"
#include "searcher/endpoint/response.h"
#include "searcher/show/asset.h"
#include "searcher/show/page.h"
#include "searcher/show/show.h"
#include "text/json_writer.h"
#include "text/memory.h"
#include "text/stem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PAGE_FACETS \
	(1u << FACET_PERSON | 1u << FACET_ORG | 1u << FACET_PLACE | 1u << FACET_SOURCE | 1u << FACET_LANGUAGE)
#define PAGE_FACET_SIZE 8
#define FACET_SIZE 10 /* as the program's own */
#define SIMILAR_SHOWN 5

/* Bytes of a query that stand in every link of a page; a longer one stands in a few. */
#define QUERY_LINKED_MAX 512

/* For all of a request but the search itself. */
#define SECONDS_BESIDE 2.0

#define TYPE_HTML "text/html; charset=utf-8"
#define TYPE_JSON "application/json"
#define TYPE_ATOM "application/atom+xml; charset=utf-8"
#define TYPE_OPENSEARCH "application/opensearchdescription+xml; charset=utf-8"
#define TYPE_TEXT "text/plain; charset=utf-8"
#define TYPE_SUGGESTIONS "application/x-suggestions+json; charset=utf-8"

#define LAST_WORDS(type, before, after)                                                  \
	"Status: 503 Service Unavailable\r\n"                                            \
	"Content-Type: " type "\r\n"                                                     \
	"Retry-After: " RESPONSE_RETRY "\r\n"                                            \
	"Cache-Control: no-store\r\n"                                                    \
	"X-Content-Type-Options: nosniff\r\n"                                            \
	"\r\n" before "This search took more than there is to give. Please ask for less." \
	after "\n"

static const char last_words[] = LAST_WORDS(TYPE_TEXT, "", "");
static const char last_words_json[] = LAST_WORDS(TYPE_JSON, "{\"version\": 1, \"error\": \"", "\"}");

const char *responder_last_words = last_words;

/* ---- searching ---- */

double responder_seconds(const struct settings *settings)
{
	return (double)settings->timeout / 1e3 + SECONDS_BESIDE;
}

static enum shim_status ask(struct responder *responder, const struct request *request, struct results *results)
{
	if (request->similar)
		return search_similar(responder->searcher, request->similar, &request->search, results, &responder->failure);
	return search(responder->searcher, request->query, &request->search, results, &responder->failure);
}

/* A writer may have taken away the shards that are open: then once more, on what there is now. */
static enum shim_status try_search(struct responder *responder, const struct request *request, struct results *results)
{
	enum shim_status status = ask(responder, request, results);

	if (status != SHIM_MODIFIED)
		return status;
	results_release(results);
	memset(&responder->stamp, 0, sizeof responder->stamp);
	return responder_refresh(responder) ? ask(responder, request, results) : SHIM_MODIFIED;
}

/* ---- pages ---- */

struct exchange {
	struct responder *responder;
	char **environment;
	struct buffer *out;
	bool answered; /* out has the whole response already */
	struct request request;
	struct address address;
	struct buffer base; /* the endpoint's absolute address, where one is needed */
	struct page page;
	struct response response;
};

/* The endpoint's own absolute address: feeds and descriptions are read far from the page. */
static void make_base(struct exchange *exchange)
{
	base_write(&exchange->base, exchange->responder->settings->url, exchange->environment);
	exchange->address.base = exchange->base.bytes;
}

static void begin_page(struct exchange *exchange)
{
	exchange->address = (struct address){"", exchange->request.canonical, exchange->request.canonical_count};
	exchange->page = (struct page){.name = exchange->responder->settings->name,
	                               .address = &exchange->address,
	                               .limit = exchange->request.search.limit,
	                               .start_max = REQUEST_START_MAX,
	                               .spare = strlen(exchange->request.query) > QUERY_LINKED_MAX};
}

/* ---- what is wrong ---- */

static void answer_wrong(struct exchange *exchange, int status, const char *title, const char *sentence)
{
	struct response *response = &exchange->response;
	struct json_writer writer = {.out = &response->body, .one_line = true};

	response_release(response);
	response->status = status;
	if (exchange->request.format == REQUEST_JSON) {
		response->type = TYPE_JSON;
		json_write_open(&writer, NULL, '{');
		json_write_integer(&writer, "version", 1);
		json_write_string(&writer, "error", sentence);
		json_write_close(&writer, '}');
		buffer_add_byte(&response->body, '\n');
	} else if (exchange->request.format == REQUEST_ATOM) { /* feed readers show it, or nothing */
		response->type = TYPE_TEXT;
		buffer_add_format(&response->body, "%s\n", sentence);
	} else {
		exchange->address.count = 0; /* what was asked is not worth to be asked again */
		exchange->page.address = &exchange->address;
		response->type = TYPE_HTML;
		show_html_message(&response->body, title, sentence, &exchange->page);
	}
}

/* Paths and the index's own words are for the server's log alone. */
static void answer_failure(struct exchange *exchange, enum shim_status status)
{
	if (status == SHIM_BAD_QUERY) {
		answer_wrong(exchange, 400, "This cannot be asked", "The query is beyond what can be answered.");
		return;
	}
	responder_report(exchange->responder);
	answer_wrong(exchange, 503, "No answer at the moment", "The index cannot be searched right now. Please try again in a moment.");
}

static void answer_refused(struct exchange *exchange)
{
	const struct request *request = &exchange->request;
	const char *title = request->status == 404   ? "Not found"
	                    : request->status == 405 ? "Not allowed"
	                    : request->status == 414 ? "Too long"
	                                             : "This cannot be asked";

	answer_wrong(exchange, request->status, title, request->message);
}

/* ---- what is asked for ---- */

static void answer_asset(struct exchange *exchange)
{
	const struct asset *asset = asset_find(exchange->request.asset);

	if (!asset) {
		answer_wrong(exchange, 404, "Not found", "There is nothing at this address.");
		return;
	}
	exchange->response.type = asset->type;
	exchange->response.lasting = true;
	buffer_add(&exchange->response.body, asset->bytes, asset->length);
}

static void answer_description(struct exchange *exchange)
{
	make_base(exchange);
	exchange->response.type = TYPE_OPENSEARCH;
	exchange->response.lasting = false;
	opensearch_description(&exchange->response.body, exchange->page.name, exchange->base.bytes);
}

static void answer_start(struct exchange *exchange)
{
	struct responder *responder = exchange->responder;
	enum shim_status status = SHIM_OK;

	if (!responder->counted)
		status = searcher_articles(responder->searcher, &responder->articles, &responder->failure);
	if (status != SHIM_OK) {
		answer_failure(exchange, status);
		return;
	}
	responder->counted = true;
	exchange->page.articles = responder->articles;
	exchange->response.type = TYPE_HTML;
	exchange->response.indexable = true;
	show_html_start(&exchange->response.body, &exchange->page);
}

static void show_results(struct exchange *exchange, const struct results *results)
{
	struct response *response = &exchange->response;

	switch (exchange->request.format) {
	case REQUEST_JSON:
		response->type = TYPE_JSON;
		show_json(&response->body, results, false);
		break;
	case REQUEST_ATOM:
		make_base(exchange);
		response->type = TYPE_ATOM;
		show_atom(&response->body, results, &exchange->page);
		break;
	default:
		response->type = TYPE_HTML;
		show_html(&response->body, results, &exchange->page);
	}
	if (results->partial)
		response->tag[0] = '\0'; /* asked again, there may be more */
}

/* Who finds nothing on a page is told why: the same search once more, explained. */
static enum shim_status search_explained(struct responder *responder, struct request *request, struct results *results)
{
	enum shim_status status = try_search(responder, request, results);

	if (status != SHIM_OK || results->total > 0 || results->partial || request->format != REQUEST_HTML)
		return status;
	results_release(results);
	request->search.explain = true;
	return try_search(responder, request, results);
}

static void answer_search(struct exchange *exchange)
{
	struct request *request = &exchange->request;
	struct results results = {0};
	enum shim_status status;

	request->search.entities = request->format != REQUEST_ATOM && !exchange->page.spare;
	if (request->search.facet_size == 0)
		request->search.facet_size = request->format == REQUEST_HTML ? PAGE_FACET_SIZE : FACET_SIZE;
	if (request->format == REQUEST_HTML) {
		if (exchange->page.spare)
			request->search.facets = 0;
		else if (request->search.facets == 0) /* asked for by the link to the rest of one alone */
			request->search.facets = PAGE_FACETS;
		if (!exchange->page.spare)
			request->search.timeline = TIMELINE_AUTO;
		if (*request->query == '\0' && !request->narrowed && !request->similar) {
			answer_start(exchange);
			return;
		}
	}
	status = search_explained(exchange->responder, request, &results);
	if (status == SHIM_OK)
		show_results(exchange, &results);
	else if (status == SHIM_NOT_FOUND)
		answer_wrong(exchange, 404, "Not found", "This index holds no such article.");
	else
		answer_failure(exchange, status);
	results_release(&results);
}

static void show_article(struct exchange *exchange, struct result *result)
{
	struct response *response = &exchange->response;

	if (exchange->request.format == REQUEST_JSON) {
		response->type = TYPE_JSON;
		show_article_json(&response->body, result);
	} else {
		const struct search_options few = {.limit = SIMILAR_SHOWN, .timeout = exchange->request.search.timeout};
		struct responder *responder = exchange->responder;
		struct results similar = {0};

		/* Nothing depends on them: where they cannot be had, the page is without. */
		search_similar(responder->searcher, exchange->request.id, &few, &similar, &responder->failure);
		response->type = TYPE_HTML;
		show_html_article(&response->body, result, &similar, &exchange->page);
		results_release(&similar);
	}
}

static void answer_article(struct exchange *exchange)
{
	struct request *request = &exchange->request;
	struct responder *responder = exchange->responder;
	struct result result = {0};
	enum shim_status status =
		searcher_show(responder->searcher, request->id, request->query, &request->search, &result, &responder->failure);

	if (status == SHIM_OK)
		show_article(exchange, &result);
	else if (status == SHIM_NOT_FOUND)
		answer_wrong(exchange, 404, "Not found", "This index holds no such article.");
	else
		answer_failure(exchange, status);
	result_release(&result);
}

static void answer_suggest(struct exchange *exchange)
{
	struct suggestions suggestions = {0};

	suggest(exchange->responder->searcher, exchange->request.prefix, &suggestions);
	exchange->response.type = TYPE_SUGGESTIONS;
	opensearch_suggestions(&exchange->response.body, exchange->request.prefix, &suggestions);
	suggestions_release(&suggestions);
}

/* ---- the whole ---- */

static void add_field(struct buffer *fields, const char *field)
{
	buffer_add_format(fields, "%s\n", field ? field : "");
}

/* Weak: what is shown is the same, the milliseconds that it took are not. */
static void make_tag(struct exchange *exchange)
{
	static const char *const names[] = {"QUERY_STRING", "HTTP_HOST", "HTTPS", "REQUEST_SCHEME", "SCRIPT_NAME", "PATH_INFO"};
	const struct settings *settings = exchange->responder->settings;
	const struct stamp *stamp = &exchange->responder->stamp, *table = &exchange->responder->names;
	const uint64_t numbers[] = {stamp->device, stamp->inode, (uint64_t)stamp->size, (uint64_t)stamp->modified.tv_sec,
	                            (uint64_t)stamp->modified.tv_nsec, table->device, table->inode, (uint64_t)table->size,
	                            (uint64_t)table->modified.tv_sec, (uint64_t)table->modified.tv_nsec, settings->results};
	struct buffer fields = {0};

	buffer_add(&fields, numbers, sizeof numbers);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		add_field(&fields, environment_find(exchange->environment, names[i]));
	asset_write_address(&fields, "style.css");
	asset_write_address(&fields, "script.js");
	add_field(&fields, PACKAGE_VERSION);
	add_field(&fields, settings->name);
	add_field(&fields, settings->url);
	snprintf(exchange->response.tag, RESPONSE_TAG, "W/\"%016llx\"",
	         (unsigned long long)term_hash(fields.bytes, fields.length));
	buffer_release(&fields);
}

static const char *query_of(const struct exchange *exchange)
{
	const char *query = environment_find(exchange->environment, "QUERY_STRING");

	return query ? query : "";
}

static bool is_known(struct exchange *exchange)
{
	const char *known = environment_find(exchange->environment, "HTTP_IF_NONE_MATCH");

	return known && strstr(known, exchange->response.tag + 2); /* servers that compress may have dropped the W/ */
}

static void answer_from_index(struct exchange *exchange)
{
	static void (*const answers[])(struct exchange *) = {
		[REQUEST_SEARCH] = answer_search, [REQUEST_ARTICLE] = answer_article, [REQUEST_SUGGEST] = answer_suggest};

	if (!responder_refresh(exchange->responder)) {
		answer_wrong(exchange, 503, "No answer at the moment", "There is no index to search right now. Please try again in a moment.");
		return;
	}
	exchange->page.updated = exchange->responder->stamp.modified.tv_sec;
	make_tag(exchange);
	exchange->answered = !is_known(exchange) && !exchange->request.head &&
	                     cache_find(&exchange->responder->cache, exchange->response.tag, query_of(exchange), exchange->out);
	if (is_known(exchange))
		exchange->response.status = 304;
	else if (!exchange->answered)
		answers[exchange->request.kind](exchange);
}

/* What was wrong or cut short has no tag, and is not kept. */
static void send_response(struct exchange *exchange)
{
	const struct response *response = &exchange->response;
	size_t before = exchange->out->length;

	if (exchange->answered)
		return;
	response_write(exchange->out, response, exchange->request.head);
	if (response->status == 200 && response->tag[0] && !exchange->request.head)
		cache_keep(&exchange->responder->cache, response->tag, query_of(exchange), exchange->out->bytes + before,
		           exchange->out->length - before);
}

void responder_answer(struct responder *responder, char **environment, struct buffer *out)
{
	struct search_options defaults = {.limit = (uint32_t)responder->settings->results,
	                                  .passages = 1,
	                                  .count = true,
	                                  .timeout = (double)responder->settings->timeout / 1e3};
	struct exchange exchange = {.responder = responder, .environment = environment, .out = out, .response = {.status = 200}};

	request_parse(&exchange.request, environment_find(environment, "REQUEST_METHOD"), environment_find(environment, "PATH_INFO"),
	              environment_find(environment, "QUERY_STRING"), &defaults);
	responder_last_words = exchange.request.format == REQUEST_JSON ? last_words_json : last_words;
	begin_page(&exchange);
	if (exchange.request.status != 200)
		answer_refused(&exchange);
	else if (exchange.request.kind == REQUEST_ASSET)
		answer_asset(&exchange);
	else if (exchange.request.kind == REQUEST_DESCRIPTION)
		answer_description(&exchange);
	else
		answer_from_index(&exchange);
	send_response(&exchange);
	response_release(&exchange.response);
	buffer_release(&exchange.base);
	request_release(&exchange.request);
}
