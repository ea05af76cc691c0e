/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/show/show.h"

#include "text/visible.h"

#include <stdbool.h>
#include <string.h>

static const char *control_to_space(uint32_t code, char room[8])
{
	(void)room;
	return character_effect(code) == EFFECT_CONTROL ? " " : NULL;
}

/* Folds runs of spaces from `from` to the end of the buffer to single ones, and none at either side. */
static void fold_spaces(struct buffer *out, size_t from)
{
	size_t to = from;

	for (size_t at = from; at < out->length; at++)
		if (out->bytes[at] != ' ' || (to > from && out->bytes[to - 1] != ' '))
			out->bytes[to++] = out->bytes[at];
	if (to > from && out->bytes[to - 1] == ' ')
		to--;
	out->length = to;
	if (out->bytes)
		out->bytes[to] = '\0';
}

void show_field(struct buffer *out, const char *text, size_t length)
{
	size_t from = out->length;

	buffer_add_replaced(out, text, length, control_to_space);
	fold_spaces(out, from);
}

static void add_string(struct buffer *out, const char *string)
{
	if (string)
		show_field(out, string, strlen(string));
	buffer_add_byte(out, '\t');
}

/* Several passages are one field: an ellipsis stands between them. */
static void add_snippets(struct buffer *out, const struct result *result)
{
	struct buffer field = {0};

	for (size_t i = 0; i < result->passage_count; i++) {
		struct passage passage = result->passages[i];

		passage.cut_before = i ? true : passage.cut_before;
		passage.cut_after = i + 1 < result->passage_count ? false : passage.cut_after;
		if (i)
			buffer_add_byte(&field, ' ');
		show_marked(&field, &passage);
	}
	if (field.length)
		show_field(out, field.bytes, field.length);
	buffer_release(&field);
}

static void add_result(struct buffer *out, const struct result *result)
{
	char date[DATE_TEXT_MAX];

	buffer_add_format(out, "%zu\t", result->rank);
	buffer_add_decimal(out, result->score, SHOW_SCORE_DECIMALS);
	buffer_add_byte(out, '\t');
	add_string(out, result->article.id);
	add_string(out, date_format(&result->article.date, date));
	add_string(out, result->article.source);
	add_string(out, result->article.title);
	add_snippets(out, result);
	buffer_add_byte(out, '\n');
}

void show_tsv(struct buffer *out, const struct results *results)
{
	for (size_t i = 0; i < results->count; i++) {
		if (results->qid)
			add_string(out, results->qid);
		add_result(out, &results->list[i]);
	}
}
