/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/show/show.h"

/* An id with white space in it would break the line into other columns. */
static void add_id(struct buffer *out, const char *id)
{
	size_t start = out->length;

	buffer_add_string(out, id);
	for (size_t i = start; i < out->length; i++)
		if ((unsigned char)out->bytes[i] <= ' ')
			out->bytes[i] = '_';
}

void show_trec(struct buffer *out, const struct results *results)
{
	for (size_t i = 0; i < results->count; i++) {
		const struct result *result = &results->list[i];

		add_id(out, results->qid ? results->qid : "1");
		buffer_add_string(out, " Q0 ");
		add_id(out, result->article.id);
		buffer_add_format(out, " %zu ", result->rank);
		buffer_add_decimal(out, result->score, SHOW_SCORE_DECIMALS);
		buffer_add_string(out, " dateline\n");
	}
}
