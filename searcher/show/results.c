/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/show/results.h"

#include "text/memory.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void result_release(struct result *result)
{
	article_release(&result->article);
	passage_release(&result->title);
	for (size_t i = 0; i < result->passage_count; i++)
		passage_release(&result->passages[i]);
	free(result->passages);
	for (size_t i = 0; i < result->copy_count; i++)
		article_release(&result->copies[i]);
	free(result->copies);
	free(result->weights);
	*result = (struct result){0};
}

void strings_free(char **strings)
{
	for (char **string = strings; string && *string; string++)
		free(*string);
	free(strings);
}

static void also_searched_release(struct also_searched *also)
{
	free(also->word);
	strings_free(also->variants);
}

static void facet_release(struct facet *facet)
{
	for (size_t i = 0; i < facet->count; i++) {
		free(facet->list[i].value);
		strings_free(facet->list[i].forms);
	}
	free(facet->list);
}

void results_release(struct results *results)
{
	for (size_t i = 0; i < results->count; i++)
		result_release(&results->list[i]);
	for (size_t i = 0; i < results->also_count; i++)
		also_searched_release(&results->also[i]);
	strings_free(results->left_out);
	for (size_t i = 0; i < results->warning_count; i++)
		free(results->warnings[i].message);
	for (size_t i = 0; i < FACET_KINDS; i++)
		facet_release(&results->facets[i]);
	facet_release(&results->timeline);
	for (size_t i = 0; i < results->term_count; i++)
		free(results->terms[i].text);
	free(results->terms);
	free(results->to_blame);
	free(results->list);
	free(results->also);
	free(results->warnings);
	free(results->qid);
	free(results->query);
	free(results->understood);
	free(results->similar);
	free(results->suggestion);
	*results = (struct results){0};
}

bool results_found(const struct results *results)
{
	return results->total > 0 && (results->count > 0 || results->offset == 0);
}

void results_warn(struct results *results, size_t column, const char *format, ...)
{
	struct warning *warning;
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = vsnprintf(NULL, 0, format, arguments);
	va_end(arguments);
	if (length < 0)
		return;
	results->warnings = memory_resize(results->warnings, results->warning_count + 1, sizeof *results->warnings);
	warning = &results->warnings[results->warning_count++];
	*warning = (struct warning){column, memory_new((size_t)length + 1)};
	va_start(arguments, format);
	vsnprintf(warning->message, (size_t)length + 1, format, arguments);
	va_end(arguments);
}
