/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Any bytes as a query, read: nothing breaks, and tree and warnings keep the
 * promises of parse.h.
 */
#include "searcher/query/parse.h"
#include "text/utf8.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void demand(bool kept)
{
	if (!kept)
		abort();
}

/* Returns the leaves below. */
static size_t check_node(const struct node *node, size_t depth, size_t length)
{
	size_t leaves = 0;

	demand(depth <= QUERY_DEPTH_MAX * 2 + 2 && node->column >= 1 && node->column <= length + 1);
	demand(node_is_inner(node) == (node->text == NULL));
	demand(node_is_inner(node) || (node->count == 0 && utf8_valid(node->text, strlen(node->text))));
	for (size_t i = 0; i < node->count; i++)
		leaves += check_node(node->children[i], depth + 1, length);
	return leaves + !node_is_inner(node);
}

static void count_warning(void *context, size_t column, const char *message)
{
	demand(message && *message && column <= QUERY_BYTES_MAX + 1);
	++*(size_t *)context;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	/* as large as the input, so that a sanitizer sees a step beyond it */
	char *copy = malloc(length ? length : 1);
	size_t warnings = 0;
	struct node *tree;

	if (!copy)
		return 0;
	if (length)
		memcpy(copy, bytes, length);
	tree = query_parse(copy, length, count_warning, &warnings);
	free(copy);
	demand(warnings <= 10 && check_node(tree, 1, 3 * length) <= QUERY_LEAVES_MAX);
	node_free(tree);
	return 0;
}
