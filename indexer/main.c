/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * dateline-index: options, and what they ask for.
 */
#include "article/state.h"
#include "indexer/entity/find.h"
#include "indexer/language.h"
#include "indexer/maintain/commands.h"
#include "indexer/print.h"
#include "indexer/run.h"
#include "program/options.h"
#include "program/report.h"
#include "text/buffer.h"

#include <errno.h>
#include <getopt.h>
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum exit_status {
	EXIT_DONE = 0,
	EXIT_SKIPPED = 1,
	EXIT_TROUBLE = 2
};

enum mode {
	MODE_INDEX,
	MODE_EXTRACT,
	MODE_CHECK,
	MODE_COMPACT,
	MODE_RECOVER,
	MODE_STATS
};

struct settings {
	struct run_options run;
	enum mode mode;
	enum option_when progress;
	bool quiet, json, no_entities;
	char language[LANGUAGE_CODE_MAX]; /* what run.language points to */
};

static const char help[] =
	"Usage: dateline-index [OPTION]... INDEX SOURCE...\n"
	"       dateline-index --extract [OPTION]... SOURCE...\n"
	"       dateline-index --check|--stats|--compact|--recover [--json] INDEX\n"
	"Bring the directory INDEX up to date with the articles of each SOURCE: a file, a\n"
	"directory (walked with all below it), or - for standard input.\n"
	"\n"
	"      --format=FORMAT    auto (default: by content, then by name), text, html,\n"
	"                         jsonl, warc, nitf, newsml or feed; any of them gzipped\n"
	"      --jobs=N           workers (default: the number of cores)\n"
	"      --language=CODE    the articles' language where they do not say, such as en;\n"
	"                         auto (default): told from each article's text\n"
	"      --no-boilerplate   do not look for the article in a page: take all of its text\n"
	"      --no-entities      do not look for persons, organisations and places (all of them in\n"
	"                         English, well-known ones in other languages)\n"
	"      --names=FILE       a table of names that are one, and of names that are not\n"
	"      --keep             keep articles that have vanished from a directory SOURCE\n"
	"      --progress=WHEN    a live line on stderr: auto (default: on a terminal),\n"
	"                         always or never\n"
	"      --quiet            say nothing at the end\n"
	"      --verbose          name each article that is new or has changed\n"
	"      --json             print what was done as one JSON object\n"
	"      --extract          no index: print each article as a line of JSON, which can\n"
	"                         be indexed\n"
	"      --check            verify every structure of INDEX and say what is wrong\n"
	"      --stats            print the figures of INDEX\n"
	"      --compact          rewrite INDEX small, in this program's format\n"
	"      --recover          bring a damaged INDEX back as far as it can be read\n"
	"      --help             print this and exit\n"
	"      --version          print the version and exit\n"
	"\n"
	"Run again, it takes only what changed. Exit status: 0 all done; 1 done, but some\n"
	"inputs were skipped, each named on stderr, or --check found faults, or --recover\n"
	"lost articles; 2 trouble.\n"
	"\n"
	"Example: dateline-index news.index ~/articles && dateline-search news.index ceasefire\n";

enum option_code {
	OPTION_FORMAT = 256,
	OPTION_JOBS,
	OPTION_LANGUAGE,
	OPTION_NO_BOILERPLATE,
	OPTION_NO_ENTITIES,
	OPTION_NAMES,
	OPTION_KEEP,
	OPTION_PROGRESS,
	OPTION_QUIET,
	OPTION_VERBOSE,
	OPTION_JSON,
	OPTION_EXTRACT,
	OPTION_CHECK,
	OPTION_STATS,
	OPTION_COMPACT,
	OPTION_RECOVER,
	OPTION_HELP,
	OPTION_VERSION
};

static const struct option options[] = {
	{"format", required_argument, NULL, OPTION_FORMAT},
	{"jobs", required_argument, NULL, OPTION_JOBS},
	{"language", required_argument, NULL, OPTION_LANGUAGE},
	{"no-boilerplate", no_argument, NULL, OPTION_NO_BOILERPLATE},
	{"no-entities", no_argument, NULL, OPTION_NO_ENTITIES},
	{"names", required_argument, NULL, OPTION_NAMES},
	{"keep", no_argument, NULL, OPTION_KEEP},
	{"progress", required_argument, NULL, OPTION_PROGRESS},
	{"quiet", no_argument, NULL, OPTION_QUIET},
	{"verbose", no_argument, NULL, OPTION_VERBOSE},
	{"json", no_argument, NULL, OPTION_JSON},
	{"extract", no_argument, NULL, OPTION_EXTRACT},
	{"check", no_argument, NULL, OPTION_CHECK},
	{"stats", no_argument, NULL, OPTION_STATS},
	{"compact", no_argument, NULL, OPTION_COMPACT},
	{"recover", no_argument, NULL, OPTION_RECOVER},
	{"help", no_argument, NULL, OPTION_HELP},
	{"version", no_argument, NULL, OPTION_VERSION},
	{NULL, 0, NULL, 0}};

static bool take_language(struct settings *settings, const char *word)
{
	settings->run.language = NULL;
	if (!strcmp(word, "auto"))
		return true;
	if (!language_given(settings->language, word)) {
		report(NULL, 0, "auto, or a code of ISO 639 such as en, de or pt-BR", "--language cannot be \"%s\"", word);
		return false;
	}
	settings->run.language = settings->language;
	return true;
}

/* One option; false when the program is to end with EXIT_TROUBLE. */
static bool take_option(struct settings *settings, int code, const char *argument)
{
	static const char *const formats[] = {"auto", "text", "html", "jsonl", "warc", "nitf", "newsml", "feed", NULL};
	unsigned long number;
	int found = 0;

	switch (code) {
	case OPTION_FORMAT:
		if (!option_choice("--format", argument, formats, &found))
			return false;
		settings->run.format = (enum source_format)found;
		return true;
	case OPTION_JOBS:
		if (!option_number("--jobs", argument, 1, OPTION_JOBS_MAX, &number))
			return false;
		settings->run.jobs = (unsigned)number;
		return true;
	case OPTION_LANGUAGE:
		return take_language(settings, argument);
	case OPTION_NO_BOILERPLATE:
		settings->run.keep_boilerplate = true;
		return true;
	case OPTION_NAMES:
		settings->run.names = argument;
		return true;
	case OPTION_NO_ENTITIES:
		settings->no_entities = true;
		return true;
	case OPTION_KEEP:
		settings->run.keep_vanished = true;
		return true;
	case OPTION_PROGRESS:
		return option_when("--progress", argument, &settings->progress);
	case OPTION_QUIET:
		settings->quiet = true;
		return true;
	case OPTION_VERBOSE:
		settings->run.verbose = true;
		return true;
	case OPTION_JSON:
		settings->json = true;
		return true;
	case OPTION_EXTRACT:
		settings->mode = MODE_EXTRACT;
		return true;
	case OPTION_CHECK:
		settings->mode = MODE_CHECK;
		return true;
	case OPTION_STATS:
		settings->mode = MODE_STATS;
		return true;
	case OPTION_COMPACT:
		settings->mode = MODE_COMPACT;
		return true;
	case OPTION_RECOVER:
		settings->mode = MODE_RECOVER;
		return true;
	default: /* getopt_long has said what is wrong */
		fputs("Try 'dateline-index --help'.\n", stderr);
		return false;
	}
}

static int fail(const char *file, const struct shim_failure *failure)
{
	report(file, 0, failure->hint[0] ? failure->hint : NULL, "%s", failure->message);
	return EXIT_TROUBLE;
}

static int usage(const char *what)
{
	report(NULL, 0, "see --help", "%s", what);
	return EXIT_TROUBLE;
}

static int extract(struct settings *settings)
{
	struct run_summary summary;
	int status = print_articles(&settings->run, &summary);

	if (status != 0)
		return EXIT_TROUBLE;
	if (summary.added == 0)
		return EXIT_TROUBLE;
	return summary.skipped > 0 ? EXIT_SKIPPED : EXIT_DONE;
}

/* --check and its like: one index, no sources. */
static int maintain(const struct settings *settings, char **arguments, int count)
{
	static int (*const commands[])(const char *index, const struct command_output *output) = {
		[MODE_CHECK] = command_check, [MODE_COMPACT] = command_compact, [MODE_RECOVER] = command_recover, [MODE_STATS] = command_stats};
	const struct command_output output = {.json = settings->json, .quiet = settings->quiet};

	if (count != 1)
		return usage("--check, --stats, --compact and --recover need one INDEX and nothing else");
	return commands[settings->mode](arguments[0], &output);
}

/* Without a single source that is there, no index is made for nothing. */
static bool any_source(const struct run_options *run)
{
	struct stat status;

	for (size_t i = 0; i < run->source_count; i++)
		if (!strcmp(run->sources[i], "-") || stat(run->sources[i], &status) == 0)
			return true;
	for (size_t i = 0; i < run->source_count; i++)
		report(run->sources[i], 0, "name a file, a directory, or - for standard input", "cannot be read: %s", strerror(ENOENT));
	return false;
}

static int build(struct settings *settings)
{
	struct run_summary summary;
	struct shim_failure failure;

	settings->run.progress = settings->progress == WHEN_ALWAYS ||
	                         (settings->progress == WHEN_AUTO && !settings->quiet && isatty(STDERR_FILENO));
	if (!any_source(&settings->run))
		return EXIT_TROUBLE;
	if (run_index(&settings->run, &summary, &failure) != SHIM_OK)
		return fail(settings->run.index, &failure);
	if (settings->json)
		print_summary_json(&summary);
	else if (!settings->quiet)
		print_summary(&summary);
	if (summary.added + summary.updated + summary.unchanged + summary.deleted == 0 && summary.skipped > 0)
		return EXIT_TROUBLE;
	return summary.skipped > 0 ? EXIT_SKIPPED : EXIT_DONE;
}

/* Runs the task with what entities are found with, unless the user does without. */
static int with_entities(struct settings *settings, int (*task)(struct settings *settings))
{
	struct entity_knowledge knowledge;
	int status;

	if (settings->no_entities)
		return task(settings);
	if (!entity_knowledge_open(&knowledge, settings->run.names))
		return EXIT_TROUBLE;
	settings->run.knowledge = &knowledge;
	status = task(settings);
	entity_knowledge_close(&knowledge);
	return status;
}

static int carry_out(struct settings *settings, char **arguments, int count)
{
	switch (settings->mode) {
	case MODE_EXTRACT:
		if (count < 1)
			return usage("--extract needs a SOURCE");
		settings->run.sources = (const char *const *)arguments;
		settings->run.source_count = (size_t)count;
		return with_entities(settings, extract);
	case MODE_CHECK:
	case MODE_COMPACT:
	case MODE_RECOVER:
	case MODE_STATS:
		return maintain(settings, arguments, count);
	default:
		if (count < 1)
			return usage("which INDEX, and from which SOURCE?");
		if (count < 2) {
			report(arguments[0], 0, "name a file, a directory, or - for standard input", "nothing to index into it");
			return EXIT_TROUBLE;
		}
		settings->run.index = arguments[0];
		settings->run.sources = (const char *const *)arguments + 1;
		settings->run.source_count = (size_t)count - 1;
		return with_entities(settings, build);
	}
}

/*
 * Large blocks come from the kernel and go back to it. Left alone, glibc raises the bound with every such block that is
 * freed, and after a few batches half of the memory lies in holes between what is left of them.
 */
#define LARGE_BLOCK (1 << 20)

int main(int argc, char **argv)
{
	struct settings settings = {.run = {.jobs = option_default_jobs()}};
	int code, status, written;

	report_program("dateline-index");
	report_lost_files();
	mallopt(M_MMAP_THRESHOLD, LARGE_BLOCK);
	signal(SIGPIPE, SIG_IGN); /* a reader that is gone is a write error, said like any other */
	while ((code = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (code == OPTION_HELP || code == OPTION_VERSION) {
			fputs(code == OPTION_HELP ? help : "dateline-index " PACKAGE_VERSION "\n", stdout);
			return report_close_stdout();
		}
		if (!take_option(&settings, code, optarg))
			return EXIT_TROUBLE;
	}
	status = carry_out(&settings, argv + optind, argc - optind);
	written = report_close_stdout();
	return written != 0 ? EXIT_TROUBLE : status;
}
