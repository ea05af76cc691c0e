/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What browsers ask of a search engine that they know: OpenSearch 1.1, its
 * description document and its extension for suggestions.
 */
#ifndef DATELINE_SEARCHER_ENDPOINT_OPENSEARCH_H
#define DATELINE_SEARCHER_ENDPOINT_OPENSEARCH_H

#include "searcher/suggest.h"
#include "text/buffer.h"

/* base: the endpoint's absolute address, without "?". */
void opensearch_description(struct buffer *out, const char *name, const char *base);

/* [typed, [completions], [what each is], [its address, relative]] */
void opensearch_suggestions(struct buffer *out, const char *typed, const struct suggestions *suggestions);

#endif
