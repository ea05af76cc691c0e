/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * dateline-search: what its command line asks for.
 */
#include "program/report.h"
#include "searcher/batch.h"
#include "searcher/command.h"
#include "searcher/endpoint/endpoint.h"
#include "searcher/entities.h"
#include "searcher/search.h"
#include "searcher/show/page.h"
#include "searcher/show/show.h"
#include "text/buffer.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* ---- output ---- */

static bool wants_color(enum option_when color)
{
	const char *none = getenv("NO_COLOR"), *terminal = getenv("TERM");

	if (color != WHEN_AUTO)
		return color == WHEN_ALWAYS;
	return isatty(STDOUT_FILENO) && !(none && *none) && !(terminal && !strcmp(terminal, "dumb"));
}

/* The terminal's columns; what is not a terminal gets lines as long as they are. */
static size_t terminal_width(void)
{
	const char *columns = getenv("COLUMNS");
	struct winsize size;
	long number = columns ? strtol(columns, NULL, 10) : 0;

	if (!isatty(STDOUT_FILENO))
		return 0;
	if (number > 0 && number < 10000)
		return (size_t)number;
	return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

static void show_batch_text(struct buffer *out, const struct results *results)
{
	show_text(out, results, &(struct terminal){0});
}

static void show_line(struct buffer *out, const struct results *results)
{
	show_json(out, results, true);
}

static void print(struct buffer *out)
{
	if (out->length > 0)
		fwrite(out->bytes, 1, out->length, stdout);
	buffer_release(out);
}

static void print_results(const struct command *command, const struct results *results)
{
	struct buffer out = {0};
	struct terminal terminal = {.color = wants_color(command->color), .width = terminal_width()};
	static const struct page page = {.name = "Dateline"};

	switch (command->format) {
	case FORMAT_JSON: show_json(&out, results, false); break;
	case FORMAT_JSONL: show_json(&out, results, true); break;
	case FORMAT_TSV: show_tsv(&out, results); break;
	case FORMAT_TREC: show_trec(&out, results); break;
	case FORMAT_HTML: show_html(&out, results, &page); break;
	case FORMAT_ATOM: show_atom(&out, results, &page); break;
	default: show_text(&out, results, &terminal);
	}
	print(&out);
}

/* JSON has its own place for them. */
static bool says_warnings(const struct command *command)
{
	return command->qrels || (command->format != FORMAT_JSON && command->format != FORMAT_JSONL);
}

static void print_warnings(const struct command *command, const struct results *results)
{
	if (!says_warnings(command))
		return;
	for (size_t i = 0; i < results->warning_count; i++)
		report(results->warnings[i].column ? "query" : NULL, results->warnings[i].column, NULL, "%s",
		       results->warnings[i].message);
}

/* ---- the query ---- */

static int fail(const char *index, const struct shim_failure *failure)
{
	report(index, 0, failure->hint[0] ? failure->hint : NULL, "%s", failure->message);
	return EXIT_TROUBLE;
}

static int run_show(const struct command *command)
{
	struct terminal terminal = {.color = wants_color(command->color), .width = terminal_width()};
	struct searcher *searcher;
	struct result result = {0};
	struct shim_failure failure;
	struct buffer out = {0};
	enum shim_status status = searcher_open(&searcher, command->index, &failure);

	if (status != SHIM_OK)
		return fail(command->index, &failure);
	status = searcher_show(searcher, command->show, command->query, &command->search, &result, &failure);
	if (status != SHIM_OK)
		fail(command->index, &failure);
	else if (command->format == FORMAT_TEXT)
		show_article_text(&out, &result, &terminal);
	else if (command->format == FORMAT_HTML)
		show_html_article(&out, &result, NULL, &(struct page){.name = "Dateline"});
	else
		show_article_json(&out, &result);
	print(&out);
	result_release(&result);
	searcher_close(searcher);
	return status == SHIM_OK ? EXIT_FOUND : status == SHIM_NOT_FOUND ? EXIT_NOTHING : EXIT_TROUBLE;
}

static enum shim_status ask(const struct command *command, struct searcher *searcher,
                            struct results *results, struct shim_failure *failure)
{
	if (command->similar)
		return search_similar(searcher, command->similar, &command->search, results, failure);
	return search(searcher, command->query, &command->search, results, failure);
}

static int run_query(const struct command *command)
{
	struct searcher *searcher;
	struct results results = {0};
	struct shim_failure failure;
	enum shim_status asked;
	int status;

	if (searcher_open(&searcher, command->index, &failure) != SHIM_OK)
		return fail(command->index, &failure);
	asked = ask(command, searcher, &results, &failure);
	if (asked != SHIM_OK) {
		fail(command->index, &failure);
		status = asked == SHIM_NOT_FOUND ? EXIT_NOTHING : EXIT_TROUBLE;
	} else {
		print_warnings(command, &results);
		print_results(command, &results);
		status = results_found(&results) ? EXIT_FOUND : EXIT_NOTHING;
	}
	results_release(&results);
	searcher_close(searcher);
	return status;
}

static int run_batch(const struct command *command)
{
	static void (*const shows[])(struct buffer *, const struct results *) = {
		[FORMAT_TEXT] = show_batch_text, [FORMAT_JSON] = show_line, [FORMAT_JSONL] = show_line,
		[FORMAT_TSV] = show_tsv,         [FORMAT_TREC] = show_trec};
	struct batch_options batch = {.index = command->index,
	                              .file = command->batch,
	                              .jobs = command->jobs,
	                              .search = command->search,
	                              .topic_fields = command->topic_fields,
	                              .qrels = command->qrels,
	                              .warns = says_warnings(command),
	                              .show = shows[command->format]};
	struct shim_failure failure;
	size_t found;

	if (batch_run(&batch, &found, &failure) != SHIM_OK)
		return fail(command->index, &failure);
	return found > 0 ? EXIT_FOUND : EXIT_NOTHING;
}

static int run_entities(const struct command *command)
{
	static const enum entities_format formats[] = {[FORMAT_TEXT] = ENTITIES_TEXT,
	                                               [FORMAT_JSON] = ENTITIES_JSON,
	                                               [FORMAT_JSONL] = ENTITIES_JSONL,
	                                               [FORMAT_TSV] = ENTITIES_TSV};
	struct entities_request request = {.kinds = command->entities,
	                                   .prefix = command->prefix,
	                                   .limit = command->limited ? command->search.limit : SIZE_MAX,
	                                   .offset = command->search.offset,
	                                   .format = formats[command->format]};
	struct searcher *searcher;
	struct shim_failure failure;
	struct buffer out = {0};
	size_t found = 0;
	enum shim_status status = searcher_open(&searcher, command->index, &failure);

	if (status != SHIM_OK)
		return fail(command->index, &failure);
	status = entities_list(searcher, &command->search, &request, &out, &found, &failure);
	if (status != SHIM_OK)
		fail(command->index, &failure);
	print(&out);
	searcher_close(searcher);
	return status != SHIM_OK ? EXIT_TROUBLE : found > 0 ? EXIT_FOUND : EXIT_NOTHING;
}

static int run(const struct command *command)
{
	if (command->batch)
		return run_batch(command);
	if (command->show)
		return run_show(command);
	if (command->entities)
		return run_entities(command);
	return run_query(command);
}

int main(int argc, char **argv)
{
	struct command command;
	int status, written;

	report_program("dateline-search");
	report_lost_files();
	signal(SIGPIPE, SIG_IGN); /* a reader that is gone is a write error, said like any other */
	if (endpoint_is_called())
		return endpoint_main();
	status = command_read(&command, argc, argv);
	if (status == COMMAND_RUN) {
		status = run(&command);
		written = report_close_stdout();
		status = written != 0 ? EXIT_TROUBLE : status;
	}
	command_release(&command);
	return status;
}
