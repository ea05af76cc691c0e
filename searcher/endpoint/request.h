/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a web server hands over, read into what is asked for: every parameter
 * is decoded, bounded and checked here, and nothing behind this looks at the
 * request again.
 */
#ifndef DATELINE_SEARCHER_ENDPOINT_REQUEST_H
#define DATELINE_SEARCHER_ENDPOINT_REQUEST_H

#include "searcher/search.h"
#include "searcher/show/address.h"

#include <stdbool.h>
#include <stddef.h>

/* Bounds; past them the request is refused. */
#define REQUEST_BYTES_MAX 16384 /* of the query string */
#define REQUEST_PAGE_QUERY_MAX 2048 /* bytes of the query for HTML, where it stands in every link */
#define REQUEST_PARAMETERS_MAX 64
#define REQUEST_FILTERS_MAX 32
#define REQUEST_RESULTS_MAX 100
#define REQUEST_START_MAX 10000
#define REQUEST_PASSAGES_MAX 5
#define REQUEST_FACET_SIZE_MAX 1000

enum request_kind {
	REQUEST_SEARCH,     /* the first page too: nothing is asked yet */
	REQUEST_ARTICLE,    /* id */
	REQUEST_SUGGEST,    /* suggest */
	REQUEST_ASSET,      /* asset */
	REQUEST_DESCRIPTION /* format=opensearch */
};

enum request_format {
	REQUEST_HTML,
	REQUEST_JSON,
	REQUEST_ATOM
};

/* Room for dates written out: "2025-06-02" and its NUL. */
#define REQUEST_DAY 11

/* All zero is empty. Strings live as long as the request. */
struct request {
	int status; /* 200, or 400, 404, 405, 414 with message saying what is wrong, in one plain sentence */
	char message[200];
	bool head; /* no body is wanted */
	enum request_kind kind;
	enum request_format format;
	const char *query; /* "" when none was given */
	const char *id, *similar, *prefix, *asset; /* NULL when not given */
	bool narrowed; /* something narrows: an empty query asks for all that is left */
	struct search_options search; /* its filters are those below */
	struct search_filter filters[REQUEST_FILTERS_MAX];
	struct parameter canonical[REQUEST_PARAMETERS_MAX]; /* what was asked, in one order, defaults left out; no format */
	size_t canonical_count;

	/* Private. */
	char *decoded;
	struct parameter given[REQUEST_PARAMETERS_MAX];
	size_t given_count;
	char first_day[REQUEST_DAY], last_day[REQUEST_DAY];
};

/*
 * method, path (what follows the program's own path) and query are the
 * server's REQUEST_METHOD, PATH_INFO and QUERY_STRING; NULL: not set. Of
 * defaults, the limit, passages and timeout are used. A wrong request sets
 * status and message and nothing else that counts but head and format.
 */
void request_parse(struct request *request, const char *method, const char *path, const char *query,
                   const struct search_options *defaults);
void request_release(struct request *request);

#endif
