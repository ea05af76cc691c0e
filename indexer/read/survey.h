/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What repeats over the pages of one site, and so belongs to the site and not to
 * its articles: "Our standards", "Sign up for the morning letter", "© 2025 The Quay".
 *
 * Before the first page of a run is parsed, some pages of each site that the
 * sources hold are read, of directories a sample (sample.h), and the paragraphs of
 * their articles compared (furniture.h). The table depends on the sources alone,
 * not on who parses what when, and is only read afterwards.
 *
 * What is read for it is bounded (survey.c); files that are no pages, pipes and
 * standard input are not read.
 */
#ifndef DATELINE_INDEXER_READ_SURVEY_H
#define DATELINE_INDEXER_READ_SURVEY_H

#include "indexer/read/source.h"

struct survey;

/* Reads of the sources what is needed, without a message. Of options only format and avoid count. */
struct survey *survey_new(const char *const *paths, size_t count, const struct source_options *options);
void survey_free(struct survey *survey); /* NULL is allowed */

/* Takes the site's paragraphs out of an article's text, unless nothing would be left. Thread-safe. */
void survey_clean(const struct survey *survey, const struct document *document, struct article *article);

#endif
