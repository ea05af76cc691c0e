/* SPDX-License-Identifier: GPL-2.0-or-later */
/* JSON, version 1. Every key is always there (but what explains, which is asked for, modified and date_in_future), so that a program need not ask; keys are added to it, never taken away. */
#include "searcher/facets/timeline.h"
#include "searcher/show/show.h"

#include "text/json_writer.h"

#include <time.h>

#define JSON_VERSION 1
#define TIME_DECIMALS 3

/* "" and NULL both mean not known. */
static const char *known(const char *string)
{
	return string && *string ? string : NULL;
}

static void write_empty(struct json_writer *writer, const char *key, char open, char close)
{
	json_write_open(writer, key, open);
	json_write_close(writer, close);
}

static void write_warnings(struct json_writer *writer, const struct results *results)
{
	json_write_open(writer, "warnings", '[');
	for (size_t i = 0; i < results->warning_count; i++) {
		json_write_open(writer, NULL, '{');
		json_write_integer(writer, "column", results->warnings[i].column);
		json_write_string(writer, "message", results->warnings[i].message);
		json_write_close(writer, '}');
	}
	json_write_close(writer, ']');
}

static void write_left_out(struct json_writer *writer, const struct results *results)
{
	json_write_open(writer, "left_out", '[');
	for (char **word = results->left_out; word && *word; word++)
		json_write_string(writer, NULL, *word);
	json_write_close(writer, ']');
}

static void write_also_searched(struct json_writer *writer, const struct results *results)
{
	json_write_open(writer, "also_searched", '[');
	for (size_t i = 0; i < results->also_count; i++) {
		json_write_open(writer, NULL, '{');
		json_write_string(writer, "word", results->also[i].word);
		json_write_open(writer, "variants", '[');
		for (char **variant = results->also[i].variants; variant && *variant; variant++)
			json_write_string(writer, NULL, *variant);
		json_write_close(writer, ']');
		json_write_close(writer, '}');
	}
	json_write_close(writer, ']');
}

static void write_article(struct json_writer *writer, const struct article *article)
{
	char date[DATE_TEXT_MAX];

	json_write_string(writer, "id", article->id);
	json_write_string(writer, "title", known(article->title));
	json_write_string(writer, "url", known(article->url));
	json_write_string(writer, "date", known(date_format(&article->date, date)));
	if (date_is_future(&article->date, time(NULL)))
		json_write_boolean(writer, "date_in_future", true);
	if (article->modified.precision != DATE_UNKNOWN)
		json_write_string(writer, "modified", date_format(&article->modified, date));
	json_write_string(writer, "source", known(article->source));
	json_write_string(writer, "language", known(article->language));
}

static void write_snippets(struct json_writer *writer, const struct result *result, struct buffer *scratch)
{
	json_write_open(writer, "snippets", '[');
	for (size_t i = 0; i < result->passage_count; i++) {
		buffer_clear(scratch);
		show_marked(scratch, &result->passages[i]);
		json_write_bytes(writer, NULL, scratch->bytes, scratch->length);
	}
	json_write_close(writer, ']');
}

static void write_entities(struct json_writer *writer, const struct article *article)
{
	json_write_open(writer, "entities", '{');
	for (int kind = 0; kind < ENTITY_KINDS; kind++) {
		json_write_open(writer, facet_name((enum facet_kind)kind), '[');
		for (size_t i = 0; i < article->entity_count; i++)
			if ((int)article->entities[i].kind == kind)
				json_write_string(writer, NULL, article->entities[i].name);
		json_write_close(writer, ']');
	}
	json_write_close(writer, '}');
}

static void write_value(struct json_writer *writer, const struct facet_value *value)
{
	json_write_open(writer, NULL, '{');
	json_write_string(writer, "value", value->value);
	json_write_integer(writer, "count", value->count);
	if (value->forms) {
		json_write_open(writer, "forms", '[');
		for (char **form = value->forms; *form; form++)
			json_write_string(writer, NULL, *form);
		json_write_close(writer, ']');
	}
	json_write_close(writer, '}');
}

static void write_facet(struct json_writer *writer, const char *key, const struct facet *facet)
{
	json_write_open(writer, key, '[');
	for (size_t i = 0; i < facet->count; i++)
		write_value(writer, &facet->list[i]);
	json_write_close(writer, ']');
}

/* Of what was asked for, all kinds are there, even those without a value. */
static void write_facets(struct json_writer *writer, const struct results *results)
{
	json_write_open(writer, "facets", '{');
	for (int kind = 0; kind < FACET_KINDS; kind++)
		if (results->facet_kinds & 1u << kind)
			write_facet(writer, facet_name((enum facet_kind)kind), &results->facets[kind]);
	json_write_close(writer, '}');
	if (results->timeline_unit == TIMELINE_NONE) {
		json_write_string(writer, "timeline", NULL);
		return;
	}
	json_write_open(writer, "timeline", '{');
	json_write_string(writer, "unit", timeline_unit_name(results->timeline_unit));
	write_facet(writer, "values", &results->timeline);
	json_write_close(writer, '}');
}

/* The copies by their ids. */
static void write_story(struct json_writer *writer, const struct result *result)
{
	json_write_open(writer, "story", '{');
	json_write_string(writer, "id", result->article.id);
	if (result->copy_count == 0)
		write_empty(writer, "copies", '[', ']');
	else
		json_write_open(writer, "copies", '[');
	for (size_t i = 0; i < result->copy_count; i++)
		json_write_string(writer, NULL, result->copies[i].id);
	if (result->copy_count > 0)
		json_write_close(writer, ']');
	json_write_close(writer, '}');
}

static void write_explanation(struct json_writer *writer, const struct results *results)
{
	if (results->term_count == 0 && !results->to_blame)
		return;
	json_write_open(writer, "explanation", '{');
	json_write_open(writer, "terms", '[');
	for (size_t i = 0; i < results->term_count; i++) {
		const struct explained_term *term = &results->terms[i];

		json_write_open(writer, NULL, '{');
		json_write_string(writer, "term", term->text);
		if (term->counted)
			json_write_integer(writer, "articles", term->articles);
		else
			json_write_string(writer, "articles", NULL);
		json_write_boolean(writer, "denied", term->denied);
		json_write_close(writer, '}');
	}
	json_write_close(writer, ']');
	json_write_string(writer, "to_blame", results->to_blame);
	json_write_close(writer, '}');
}

static void write_weights(struct json_writer *writer, const struct results *results, const struct result *result)
{
	if (!result->weights)
		return;
	json_write_open(writer, "weights", '[');
	for (size_t i = 0; i < results->term_count; i++) {
		if (result->weights[i] == 0)
			continue;
		json_write_open(writer, NULL, '{');
		json_write_string(writer, "term", results->terms[i].text);
		json_write_decimal(writer, results->terms[i].factor ? "times" : "adds", result->weights[i], SHOW_SCORE_DECIMALS);
		json_write_close(writer, '}');
	}
	json_write_close(writer, ']');
}

static void write_hits(struct json_writer *writer, const struct results *results)
{
	struct buffer scratch = {0};

	json_write_open(writer, "hits", '[');
	for (size_t i = 0; i < results->count; i++) {
		const struct result *result = &results->list[i];

		json_write_open(writer, NULL, '{');
		json_write_integer(writer, "rank", result->rank);
		json_write_decimal(writer, "score", result->score, SHOW_SCORE_DECIMALS);
		write_weights(writer, results, result);
		write_article(writer, &result->article);
		write_snippets(writer, result, &scratch);
		write_entities(writer, &result->article);
		write_story(writer, result);
		json_write_close(writer, '}');
	}
	json_write_close(writer, ']');
	buffer_release(&scratch);
}

void show_json(struct buffer *out, const struct results *results, bool one_line)
{
	struct json_writer writer = {.out = out, .one_line = one_line};

	json_write_open(&writer, NULL, '{');
	if (results->qid)
		json_write_string(&writer, "qid", results->qid);
	json_write_integer(&writer, "version", JSON_VERSION);
	json_write_string(&writer, "query", results->query);
	json_write_string(&writer, "understood", results->understood);
	write_warnings(&writer, results);
	write_also_searched(&writer, results);
	write_left_out(&writer, results);
	json_write_string(&writer, "suggestion", results->suggestion);
	json_write_integer(&writer, "total", results->total);
	json_write_string(&writer, "total_is", results->total_exact ? "exact" : "at_least");
	json_write_decimal(&writer, "took_ms", results->took_ms, TIME_DECIMALS);
	json_write_boolean(&writer, "partial", results->partial);
	write_explanation(&writer, results);
	write_hits(&writer, results);
	write_facets(&writer, results);
	json_write_close(&writer, '}');
	buffer_add_byte(out, '\n');
}
