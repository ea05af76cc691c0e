/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Any bytes as a query string: it is taken or refused with a reason, and what
 * was taken, written as an address and read again, is the same.
 */
#include "searcher/endpoint/request.h"
#include "text/memory.h"
#include "text/utf8.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static const struct search_options defaults = {.limit = 10, .passages = 1};

static void demand(bool kept)
{
	if (!kept)
		abort();
}

/* The address without its "?" and with & for what stands in an attribute. */
static char *as_query(const struct request *request)
{
	const struct address address = {"", request->canonical, request->canonical_count};
	struct buffer out = {0};
	char *query, *to;

	address_write(&out, &address, NULL, 0);
	query = to = buffer_detach(&out);
	for (const char *at = query + 1; *at; at += !strncmp(at, "&amp;", 5) ? 5 : 1)
		*to++ = *at;
	*to = '\0';
	return query;
}

static void check_again(const struct request *request)
{
	struct request again;
	char *query = as_query(request);

	if (strlen(query) <= REQUEST_BYTES_MAX) { /* escapes make it longer */
		request_parse(&again, "GET", NULL, query, &defaults);
		demand(again.status == 200 && again.canonical_count == request->canonical_count);
		for (size_t i = 0; i < again.canonical_count; i++)
			demand(!strcmp(again.canonical[i].value, request->canonical[i].value));
		request_release(&again);
	}
	free(query);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	char *query = memory_copy((const char *)bytes, length);
	struct request request;

	request_parse(&request, "GET", NULL, query, &defaults);
	free(query);
	demand(request.status == 200 || ((request.status == 400 || request.status == 414) && request.message[0]));
	demand(request.canonical_count <= REQUEST_PARAMETERS_MAX && request.search.filter_count <= REQUEST_FILTERS_MAX);
	demand(request.search.limit <= REQUEST_RESULTS_MAX || request.status != 200);
	for (size_t i = 0; i < request.canonical_count; i++)
		demand(utf8_valid(request.canonical[i].value, strlen(request.canonical[i].value)));
	if (request.status == 200 && !request.id)
		check_again(&request);
	request_release(&request);
	return 0;
}
