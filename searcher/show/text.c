/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/show/counts.h"
#include "searcher/show/show.h"
#include "searcher/show/wrap.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

/* Parameters of SGR. A mark looks as grep's does. */
#define STYLE_STRONG "1"
#define STYLE_FAINT "36"
#define STYLE_MARK "1;31"

/* A query may be 100 kB long; its echo is not. */
#define QUERY_BYTES 200

static bool known(const char *string)
{
	return string && *string;
}

static void add_styled(struct wrap *wrap, const char *style, const char *string)
{
	wrap->style = style;
	wrap_string(wrap, string);
	wrap->style = NULL;
}

static void add_query(struct wrap *wrap, const char *query)
{
	size_t length = strlen(query), shown = length;

	if (length > QUERY_BYTES)
		for (shown = QUERY_BYTES; shown > 0 && ((unsigned char)query[shown] & 0xC0) == 0x80;)
			shown--;
	wrap->style = STYLE_STRONG;
	wrap_text(wrap, query, shown);
	wrap->style = NULL;
	if (shown < length)
		wrap_string(wrap, "…");
}

/* "5 articles", "Results 11-20 of at least 40 articles", "Nothing found". */
static void add_count(struct buffer *line, const struct results *results)
{
	const size_t first = results->offset + 1, last = results->offset + results->count;
	/* Or none were wanted. */
	bool all = results->offset == 0 && (results->last || results->count >= results->total || results->count == 0);

	if (results->total == 0) {
		buffer_add_string(line, "Nothing found");
		return;
	}
	if (results->count == 0 && results->offset > 0)
		buffer_add_format(line, "No results from %zu on of ", first);
	else if (!all && results->count == 1)
		buffer_add_format(line, "Result %zu of ", first);
	else if (!all)
		buffer_add_format(line, "Results %zu-%zu of ", first, last);
	if (!results->total_exact)
		buffer_add_string(line, all ? "At least " : "at least ");
	buffer_add_format(line, "%zu %s", (size_t)results->total, results->total == 1 ? "article" : "articles");
	if (all && results->folded > 0)
		buffer_add_format(line, ", %zu without copies", results->count);
}

static void add_heading(struct wrap *wrap, const struct results *results)
{
	const char *query = results->similar ? results->similar : known(results->query) ? results->query : results->understood;
	struct buffer line = {0};

	if (results->qid)
		buffer_add_format(&line, "Query %s: ", results->qid);
	add_count(&line, results);
	wrap_text(wrap, line.bytes, line.length);
	if (known(query)) {
		wrap_string(wrap, results->similar ? " like " : " for ");
		add_query(wrap, query);
	}
	buffer_clear(&line);
	buffer_add_string(&line, " (");
	buffer_add_decimal(&line, results->took_ms, 1);
	buffer_add_string(&line, results->partial ? " ms; time ran out, more may match)" : " ms)");
	wrap_text(wrap, line.bytes, line.length);
	wrap_end(wrap);
	buffer_release(&line);
}

static void add_suggestion(struct wrap *wrap, const char *suggestion)
{
	wrap_string(wrap, "Did you mean: ");
	add_query(wrap, suggestion);
	wrap_end(wrap);
}

/* "Also searched: zelenskyy, zelenskiy (zelensky)". */
static void add_also_searched(struct wrap *wrap, const struct also_searched *also)
{
	if (!also->variants || !also->variants[0])
		return;
	wrap->style = STYLE_FAINT;
	wrap_string(wrap, "Also searched: ");
	for (char **variant = also->variants; *variant; variant++) {
		wrap_string(wrap, *variant);
		wrap_string(wrap, variant[1] ? ", " : " (");
	}
	wrap_string(wrap, also->word);
	wrap_string(wrap, ")");
	wrap->style = NULL;
	wrap_end(wrap);
}

/* "Left out: of, the (function words; +of asks for one)". */
static void add_left_out(struct wrap *wrap, char **words)
{
	if (!words || !*words)
		return;
	wrap_string(wrap, "Left out: ");
	for (char **word = words; *word; word++) {
		wrap_string(wrap, word == words ? "" : ", ");
		wrap_string(wrap, *word);
	}
	wrap_string(wrap, " (function words; +");
	wrap_string(wrap, *words);
	wrap_string(wrap, " asks for one)");
	wrap_end(wrap);
}

static void add_explanation(struct wrap *wrap, const struct results *results)
{
	wrap_string(wrap, "Understood: ");
	add_query(wrap, known(results->understood) ? results->understood : "nothing");
	wrap_end(wrap);
	add_left_out(wrap, results->left_out);
	for (size_t i = 0; i < results->term_count; i++) {
		const struct explained_term *term = &results->terms[i];

		if (!term->counted)
			continue;
		buffer_add_format(wrap->out, "%9u %s  %s", (unsigned)term->articles, term->articles == 1 ? "article " : "articles",
		                  term->denied ? "without " : "");
		wrap->column = 20;
		wrap_string(wrap, term->text);
		wrap_end(wrap);
	}
	if (results->to_blame) {
		wrap_string(wrap, "Why nothing is found: ");
		wrap_string(wrap, results->to_blame);
		wrap_end(wrap);
	}
}

static void add_title(struct wrap *wrap, const struct result *result)
{
	wrap->style = STYLE_STRONG;
	if (known(result->title.text))
		wrap_passage(wrap, &result->title);
	else
		wrap_string(wrap, known(result->article.title) ? result->article.title : "(no title)");
	wrap->style = NULL;
	wrap_end(wrap);
}

static void begin_line(struct wrap *wrap)
{
	for (; wrap->column < wrap->indent; wrap->column++)
		buffer_add_byte(wrap->out, ' ');
}

/* Date, source and id, as far as they are known. */
static void add_origin(struct wrap *wrap, const struct article *article)
{
	char date[DATE_TEXT_MAX];
	const char *parts[] = {date_format(&article->date, date), article->source, article->id};
	const char *between = "";

	begin_line(wrap);
	wrap->whole_words = true;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		if (!known(parts[i]))
			continue;
		add_styled(wrap, STYLE_FAINT, between);
		add_styled(wrap, STYLE_FAINT, parts[i]);
		between = " · ";
	}
	wrap->whole_words = false;
	wrap_end(wrap);
}

/* Writes what is said beside a result, and frees it. */
static void end_remark(struct wrap *wrap, struct buffer *line)
{
	begin_line(wrap);
	wrap->style = STYLE_FAINT;
	wrap_text(wrap, line->bytes, line->length);
	wrap->style = NULL;
	wrap_end(wrap);
	buffer_release(line);
}

/* "The same in Reuters, DW and 2 more" */
static void add_copies(struct wrap *wrap, const struct result *result)
{
	struct buffer line = {0};

	if (result->copy_count == 0)
		return;
	for (size_t i = 0; i < result->copy_count; i++)
		buffer_add_format(&line, "%s%s", i == 0 ? "The same in " : ", ", article_outlet(&result->copies[i]));
	if (result->copies_found > result->copy_count)
		buffer_add_format(&line, " and %zu more", result->copies_found - result->copy_count);
	end_remark(wrap, &line);
}

static void add_passage(struct wrap *wrap, const struct passage *passage)
{
	begin_line(wrap);
	if (passage->cut_before)
		wrap_string(wrap, "… ");
	wrap_passage(wrap, passage);
	if (passage->cut_after)
		wrap_string(wrap, " …");
	wrap_end(wrap);
}

/* "7.31 = 4.2 ceasefir + 2.71 medinsky + 0.4 nearness" */
static void add_weights(struct wrap *wrap, const struct results *results, const struct result *result)
{
	struct buffer line = {0};
	const char *between = " = ";

	if (!result->weights)
		return;
	buffer_add_decimal(&line, result->score, SHOW_SCORE_DECIMALS);
	for (size_t i = 0; i < results->term_count; i++) {
		if (result->weights[i] == 0)
			continue;
		buffer_add_string(&line, results->terms[i].factor ? ", times " : between);
		buffer_add_decimal(&line, result->weights[i], SHOW_SCORE_DECIMALS);
		buffer_add_format(&line, " %s", results->terms[i].text);
		between = " + ";
	}
	if (date_is_future(&result->article.date, time(NULL)))
		buffer_add_string(&line, "; its date lies in the future");
	end_remark(wrap, &line);
}

static void add_result(struct wrap *wrap, const struct results *results, const struct result *result, int rank_digits)
{
	buffer_add_format(wrap->out, "\n%*zu. ", rank_digits, result->rank);
	wrap->column = (size_t)rank_digits + 2;
	add_title(wrap, result);
	add_origin(wrap, &result->article);
	add_weights(wrap, results, result);
	for (size_t i = 0; i < result->passage_count; i++)
		add_passage(wrap, &result->passages[i]);
	add_copies(wrap, result);
}

void show_text(struct buffer *out, const struct results *results, const struct terminal *terminal)
{
	struct wrap wrap = {.out = out, .width = terminal->width, .color = terminal->color, .mark_style = STYLE_MARK};
	int rank_digits = snprintf(NULL, 0, "%zu", results->offset + results->count);

	add_heading(&wrap, results);
	if (known(results->suggestion))
		add_suggestion(&wrap, results->suggestion);
	for (size_t i = 0; i < results->also_count; i++)
		add_also_searched(&wrap, &results->also[i]);
	if (results->term_count > 0 || results->to_blame)
		add_explanation(&wrap, results);
	wrap.indent = (size_t)rank_digits + 2;
	if (wrap.width && wrap.indent > wrap.width / 4)
		wrap.indent = wrap.width / 4;
	for (size_t i = 0; i < results->count; i++)
		add_result(&wrap, results, &results->list[i], rank_digits);
	show_counts(out, results, terminal);
	if (results->qid)
		buffer_add_byte(out, '\n'); /* between the queries of a batch */
}
