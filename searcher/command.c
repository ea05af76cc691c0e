/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/command.h"

#include "program/report.h"
#include "searcher/topics.h"
#include "text/buffer.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RESULTS_MAX 100000
#define OFFSET_MAX 10000000
#define PASSAGES_MAX 20
#define FACET_SIZE_MAX 10000
#define TIMEOUT_MAX 3600000

static const char help[] =
	"Usage: dateline-search [OPTION]... INDEX QUERY...\n"
	"       dateline-search [OPTION]... --batch=FILE INDEX\n"
	"       dateline-search [OPTION]... --similar=ID INDEX\n"
	"       dateline-search [OPTION]... --show=ID INDEX [QUERY]...\n"
	"       dateline-search [OPTION]... --entities[=KINDS] INDEX\n"
	"Search the articles of INDEX, which dateline-index has written.\n"
	"\n"
	"  -n N                   results wanted (10)\n"
	"      --offset=N         results to pass over (0)\n"
	"      --format=FORMAT    text (default), json, jsonl, tsv, trec, html or atom\n"
	"      --color=WHEN       auto (default: on a terminal), always or never\n"
	"      --from=DATE        articles of this day and later: 2025, 2025-06, 2025-06-02, yesterday\n"
	"      --to=DATE          articles up to this day\n"
	"      --sort=ORDER       relevance (default), newest or oldest\n"
	"      --recency=HALFLIFE newer articles higher: 12h, 7d, 4w, 1y; never more than twofold\n"
	"      --snippets=N       passages for each result (1); 0 for none\n"
	"      --stories=WAY      collapse (default): articles that are nearly the same text are one\n"
	"                         result, with its copies; expand: each alone (trec's default)\n"
	"      --facets[=KINDS]   how many of all the articles found have which person, org,\n"
	"                         place, source, language, date: all of these, or a list with commas\n"
	"      --facet-size=N     values of each (10)\n"
	"      --timeline[=UNIT]  the articles found by day, week, month, year, or what fits (auto)\n"
	"      --exact            the words as typed: no other ways of writing them\n"
	"      --explain          how the query was understood, what each term adds to each result\n"
	"      --similar=ID       articles like that one\n"
	"      --show=ID          that article whole, the words of the query marked\n"
	"      --entities[=KINDS] whom and what the index names: person, org, place\n"
	"      --prefix=TEXT      those of them that begin so\n"
	"      --names=FILE       a table of names that are one, and of names that are not\n"
	"      --batch=FILE       queries from FILE (-: standard input), one a line: QID, a tab\n"
	"                         and the query, or the query alone; answers in the same order\n"
	"                         or a file of TREC topics, --topic-fields=title,desc,narr of them (title)\n"
	"      --qrels=FILE       with --batch: nDCG@10, MAP, P@10, recall@100 by these judgements\n"
	"      --jobs=N           threads for --batch (default: the number of cores)\n"
	"      --timeout=MS       after so many milliseconds, what was found so far\n"
	"      --help             print this and exit\n"
	"      --version          print the version and exit\n"
	"\n"
	"Queries:\n"
	"  medinsky ceasefire         articles with either; with both, and the rarer word, first\n"
	"  +medinsky -turkey          must, must not stand there\n"
	"  \"prisoner exchange\"        a phrase\n"
	"  (drone OR missile) AND kyiv NOT crimea\n"
	"  umerov NEAR/5 ceasefire    both, at most so many words apart\n"
	"  cease*  umerof~            words that begin so; that are spelled nearly so\n"
	"  =\"Kiev\"                    these very letters\n"
	"  title:ceasefire            in the headline\n"
	"  source:afp  author:\"jane doe\"  language:en\n"
	"  person:\"keith kellogg\"  person:kellogg  org:nato  place:istanbul\n"
	"  date:2025-06-03  date:2025-06-01..2025-06-03  date:2025-05..  date:\"last week\"\n"
	"A word is found in all its forms: cease-fire for ceasefire, Çırağan for ciragan.\n"
	"\n"
	"Exit status: 0 something found, 1 nothing found, 2 trouble.\n";

enum option_code {
	OPTION_OFFSET = 256,
	OPTION_FORMAT,
	OPTION_COLOR,
	OPTION_FROM,
	OPTION_TO,
	OPTION_SORT,
	OPTION_SNIPPETS,
	OPTION_STORIES,
	OPTION_FACETS,
	OPTION_FACET_SIZE,
	OPTION_TIMELINE,
	OPTION_EXACT,
	OPTION_EXPLAIN,
	OPTION_RECENCY,
	OPTION_SHOW,
	OPTION_SIMILAR,
	OPTION_ENTITIES,
	OPTION_PREFIX,
	OPTION_NAMES,
	OPTION_BATCH,
	OPTION_JOBS,
	OPTION_QRELS,
	OPTION_TOPIC_FIELDS,
	OPTION_TIMEOUT,
	OPTION_HELP,
	OPTION_VERSION
};

static const struct option options[] = {
	{"offset", required_argument, NULL, OPTION_OFFSET},
	{"format", required_argument, NULL, OPTION_FORMAT},
	{"color", required_argument, NULL, OPTION_COLOR},
	{"from", required_argument, NULL, OPTION_FROM},
	{"to", required_argument, NULL, OPTION_TO},
	{"sort", required_argument, NULL, OPTION_SORT},
	{"snippets", required_argument, NULL, OPTION_SNIPPETS},
	{"stories", required_argument, NULL, OPTION_STORIES},
	{"facets", optional_argument, NULL, OPTION_FACETS},
	{"facet-size", required_argument, NULL, OPTION_FACET_SIZE},
	{"timeline", optional_argument, NULL, OPTION_TIMELINE},
	{"exact", no_argument, NULL, OPTION_EXACT},
	{"explain", no_argument, NULL, OPTION_EXPLAIN},
	{"recency", required_argument, NULL, OPTION_RECENCY},
	{"show", required_argument, NULL, OPTION_SHOW},
	{"similar", required_argument, NULL, OPTION_SIMILAR},
	{"entities", optional_argument, NULL, OPTION_ENTITIES},
	{"prefix", required_argument, NULL, OPTION_PREFIX},
	{"names", required_argument, NULL, OPTION_NAMES},
	{"batch", required_argument, NULL, OPTION_BATCH},
	{"jobs", required_argument, NULL, OPTION_JOBS},
	{"qrels", required_argument, NULL, OPTION_QRELS},
	{"topic-fields", required_argument, NULL, OPTION_TOPIC_FIELDS},
	{"timeout", required_argument, NULL, OPTION_TIMEOUT},
	{"help", no_argument, NULL, OPTION_HELP},
	{"version", no_argument, NULL, OPTION_VERSION},
	{NULL, 0, NULL, 0}};

/* ---- options ---- */

static bool take_date(const char *option, const char *word, uint32_t *day, bool last)
{
	struct period period;

	if (!period_of_date(&period, word)) {
		report(NULL, 0, "write 2025, 2025-06, 2025-06-02 or yesterday", "%s is no date: \"%s\"", option, word);
		return false;
	}
	*day = last ? period.last : period.first;
	return true;
}

/* "7d": a number, and hours, days, weeks or years. */
static bool take_half_life(const char *word, double *seconds)
{
	static const struct {
		char letter;
		double seconds;
	} units[] = {{'h', 3600}, {'d', 86400}, {'w', 7 * 86400}, {'y', 365.25 * 86400}};
	char *end;
	unsigned long number = strtoul(word, &end, 10);

	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (word[0] >= '0' && word[0] <= '9' && end[0] == units[i].letter && !end[1] && number >= 1 && number <= 100000) {
			*seconds = (double)number * units[i].seconds;
			return true;
		}
	report(NULL, 0, "write 12h, 7d, 4w or 1y", "--recency is no time: \"%s\"", word);
	return false;
}

/* "person,date"; NULL: all kinds. */
static bool take_kinds(const char *option, const char *list, int all, const char *hint, unsigned *kinds)
{
	enum facet_kind kind;

	*kinds = list ? 0 : (1u << all) - 1;
	while (list && *list) {
		size_t length = strcspn(list, ",");

		if (!facet_of_name(list, length, &kind) || (int)kind >= all) {
			report(NULL, 0, hint, "%s does not know \"%.*s\"", option, (int)length, list);
			return false;
		}
		*kinds |= 1u << kind;
		list += length + (list[length] == ',');
	}
	return true;
}

static bool take_facets(const char *list, unsigned *kinds)
{
	return take_kinds("--facets", list, FACET_KINDS, "the kinds are person, org, place, source, language and date", kinds);
}

static bool take_entities(const char *list, unsigned *kinds)
{
	return take_kinds("--entities", list && *list ? list : NULL, ENTITY_KINDS, "the kinds are person, org and place", kinds);
}

static bool take_timeline(const char *unit, enum timeline_unit *timeline)
{
	static const char *const units[] = {"auto", "day", "week", "month", "year", NULL};
	int choice = 0;
	bool taken = !unit || option_choice("--timeline", unit, units, &choice);

	*timeline = (enum timeline_unit)(TIMELINE_AUTO + choice);
	return taken;
}

static bool take_option(struct command *command, int code, const char *argument)
{
	static const char *const formats[] = {"text", "json", "jsonl", "tsv", "trec", "html", "atom", NULL};
	static const char *const orders[] = {"relevance", "newest", "oldest", NULL};
	static const char *const stories[] = {"collapse", "expand", NULL};
	struct search_options *search = &command->search;
	unsigned long number = 0;
	int choice = 0;
	bool taken = true;

	switch (code) {
	case 'n':
		taken = option_number("-n", argument, 0, RESULTS_MAX, &number);
		search->limit = (uint32_t)number;
		command->limited = true;
		break;
	case OPTION_OFFSET:
		taken = option_number("--offset", argument, 0, OFFSET_MAX, &number);
		search->offset = (uint32_t)number;
		break;
	case OPTION_SNIPPETS:
		taken = option_number("--snippets", argument, 0, PASSAGES_MAX, &number);
		search->passages = number;
		break;
	case OPTION_STORIES:
		taken = option_choice("--stories", argument, stories, &choice);
		command->stories = choice == 0 ? STORIES_COLLAPSE : STORIES_EXPAND;
		break;
	case OPTION_BATCH:
		command->batch = argument;
		break;
	case OPTION_JOBS:
		taken = option_number("--jobs", argument, 1, OPTION_JOBS_MAX, &number);
		command->jobs = (unsigned)number;
		break;
	case OPTION_TIMEOUT:
		taken = option_number("--timeout", argument, 0, TIMEOUT_MAX, &number);
		search->timeout = (double)number / 1e3;
		break;
	case OPTION_FORMAT:
		taken = option_choice("--format", argument, formats, &choice);
		command->format = (enum format)choice;
		break;
	case OPTION_COLOR:
		return option_when("--color", argument, &command->color);
	case OPTION_SORT:
		taken = option_choice("--sort", argument, orders, &choice);
		search->order = (enum sort_order)choice;
		break;
	case OPTION_FROM:
		return take_date("--from", argument, &search->period.first, false);
	case OPTION_TO:
		return take_date("--to", argument, &search->period.last, true);
	case OPTION_FACETS:
		return take_facets(argument, &search->facets);
	case OPTION_FACET_SIZE:
		taken = option_number("--facet-size", argument, 0, FACET_SIZE_MAX, &number);
		search->facet_size = number;
		break;
	case OPTION_TIMELINE:
		return take_timeline(argument, &search->timeline);
	case OPTION_EXACT:
		search->exact = true;
		break;
	case OPTION_EXPLAIN:
		search->explain = true;
		break;
	case OPTION_RECENCY:
		return take_half_life(argument, &search->half_life);
	case OPTION_SHOW:
		command->show = argument;
		break;
	case OPTION_QRELS:
		command->qrels = argument;
		break;
	case OPTION_TOPIC_FIELDS:
		taken = topic_fields(argument, &command->topic_fields);
		if (!taken)
			report(NULL, 0, "the fields are title, desc and narr", "--topic-fields does not know \"%s\"", argument);
		break;
	case OPTION_SIMILAR:
		command->similar = argument;
		break;
	case OPTION_ENTITIES:
		return take_entities(argument, &command->entities);
	case OPTION_PREFIX:
		command->prefix = argument;
		break;
	case OPTION_NAMES:
		search->names = argument;
		break;
	default: /* getopt_long has said what is wrong */
		fputs("Try 'dateline-search --help'; a query that begins with - goes behind --.\n", stderr);
		return false;
	}
	return taken;
}

/* ---- the whole ---- */

/* The arguments that make the query, as one string; freed by the caller. */
static char *join_arguments(char **arguments, int count)
{
	struct buffer query = {0};

	for (int i = 0; i < count; i++) {
		if (i > 0)
			buffer_add_byte(&query, ' ');
		buffer_add_string(&query, arguments[i]);
	}
	return buffer_detach(&query);
}

/* What is asked for in place of a query; NULL: nothing. */
static const char *instead_of_query(const struct command *command)
{
	return command->batch      ? "--batch"
	       : command->show     ? "--show"
	       : command->similar  ? "--similar"
	       : command->entities ? "--entities"
	                            : NULL;
}

static bool check_options(const struct command *command)
{
	if (!!command->batch + !!command->show + !!command->similar + !!command->entities > 1) {
		report(NULL, 0, "see --help", "--batch, --show, --similar and --entities do not go together");
		return false;
	}
	if (command->qrels && !command->batch) {
		report(NULL, 0, "see --help", "--qrels goes with --batch");
		return false;
	}
	if (command->prefix && !command->entities) {
		report(NULL, 0, "see --help", "--prefix goes with --entities");
		return false;
	}
	if (command->batch && command->format >= FORMAT_HTML) {
		report(NULL, 0, "take json, one object a line", "--batch does not write pages and feeds");
		return false;
	}
	if (command->show && command->format != FORMAT_TEXT && command->format != FORMAT_JSON && command->format != FORMAT_HTML) {
		report(NULL, 0, "take text, json or html", "--show writes no such format");
		return false;
	}
	if (command->entities && command->format >= FORMAT_TREC) {
		report(NULL, 0, "take text, json, jsonl or tsv", "--entities writes no such format");
		return false;
	}
	return true;
}

/* How many arguments what is wanted takes: an index, and a query or none. */
static bool check_arguments(const struct command *command, int count)
{
	const char *what = instead_of_query(command);

	if (count < 1 || (count < 2 && !what)) {
		report(NULL, 0, "see --help", count == 1 ? "no query" : "which INDEX, and what to look for?");
		return false;
	}
	if (count > 1 && what && !command->show) {
		report(NULL, 0, "see --help", "%s takes one INDEX and no query", what);
		return false;
	}
	return true;
}

/* What the format leaves out, and what it is for. */
static void fit_format(struct command *command)
{
	struct search_options *search = &command->search;
	bool judged = command->format == FORMAT_TREC || command->qrels;

	search->count = command->format != FORMAT_TSV && command->format != FORMAT_TREC; /* neither shows a total */
	search->entities = command->format == FORMAT_JSON || command->format == FORMAT_JSONL || command->format == FORMAT_HTML;
	if (command->format == FORMAT_TSV || command->format == FORMAT_TREC) { /* nor facets */
		search->facets = 0;
		search->timeline = TIMELINE_NONE;
	}
	if (judged)
		search->passages = 0;
	/* Judgements are of articles, each by itself. */
	search->expand = command->stories == STORIES_EXPAND || (command->stories == STORIES_UNSAID && judged);
}

int command_read(struct command *command, int argc, char **argv)
{
	int code;

	*command = (struct command){.topic_fields = TOPIC_TITLE,
	                            .search = {.limit = 10, .passages = 1, .facet_size = 10},
	                            .jobs = option_default_jobs()};
	while ((code = getopt_long(argc, argv, "n:", options, NULL)) != -1) {
		if (code == OPTION_HELP || code == OPTION_VERSION) {
			fputs(code == OPTION_HELP ? help : "dateline-search " PACKAGE_VERSION "\n", stdout);
			return report_close_stdout();
		}
		if (!take_option(command, code, optarg))
			return EXIT_TROUBLE;
	}
	fit_format(command);
	if (!check_options(command) || !check_arguments(command, argc - optind))
		return EXIT_TROUBLE;
	command->index = argv[optind];
	command->query = join_arguments(argv + optind + 1, argc - optind - 1);
	return COMMAND_RUN;
}

void command_release(struct command *command)
{
	free(command->query);
	command->query = NULL;
}
