/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Results written out: one function a format, all from struct results.
 *
 * Each appends to a buffer, so that a caller may write, send or compare it.
 */
#ifndef DATELINE_SEARCHER_SHOW_SHOW_H
#define DATELINE_SEARCHER_SHOW_SHOW_H

#include "searcher/show/results.h"
#include "text/buffer.h"

/* Digits of a score behind the point, in every output. */
#define SHOW_SCORE_DECIMALS 4

struct terminal {
	bool color;
	size_t width; /* columns to fold to; 0: do not fold */
};

/* What a person reads on a terminal or in a pipe. Control characters of articles and queries never reach it. */
void show_text(struct buffer *out, const struct results *results, const struct terminal *terminal);

/* The JSON object of version 1 with a line feed; with one_line nothing but that one. */
void show_json(struct buffer *out, const struct results *results, bool one_line);

/* One article whole, for --show: its title and paragraphs with their marks. */
void show_article_text(struct buffer *out, const struct result *result, const struct terminal *terminal);

/* The same as a JSON object: the article's fields as they are indexed, and "marked", its paragraphs as snippets are. */
void show_article_json(struct buffer *out, const struct result *result);

/* RANK SCORE ID DATE SOURCE TITLE SNIPPET, with QID before when there is one. */
void show_tsv(struct buffer *out, const struct results *results);

/* A field of such a line: no tab, line end or control character is left in it. */
void show_field(struct buffer *out, const char *text, size_t length);

/* QID Q0 DOCID RANK SCORE dateline: a run for trec_eval. White space within ids becomes _. */
void show_trec(struct buffer *out, const struct results *results);

/*
 * HTML and XML: text with & < > " ' escaped, and no character that they forbid;
 * of a passage, its marks as <mark>, and an ellipsis where it was cut. The one
 * place where markup is made safe.
 */
void show_escaped(struct buffer *out, const char *text, size_t length);
void show_marked(struct buffer *out, const struct passage *passage);

#endif
