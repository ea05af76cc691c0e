/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * dateline-search: options, and what they ask for.
 */
#include "program/options.h"
#include "program/report.h"
#include "searcher/batch.h"
#include "searcher/endpoint/endpoint.h"
#include "searcher/entities.h"
#include "searcher/search.h"
#include "searcher/show/page.h"
#include "searcher/show/show.h"
#include "searcher/topics.h"
#include "text/buffer.h"

#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define RESULTS_MAX 100000
#define OFFSET_MAX 10000000
#define PASSAGES_MAX 20
#define FACET_SIZE_MAX 10000
#define TIMEOUT_MAX 3600000

/* As grep. */
enum exit_status {
	EXIT_FOUND = 0,
	EXIT_NOTHING = 1,
	EXIT_TROUBLE = 2
};

enum format {
	FORMAT_TEXT,
	FORMAT_JSON,
	FORMAT_JSONL,
	FORMAT_TSV,
	FORMAT_TREC,
	FORMAT_HTML,
	FORMAT_ATOM
};

struct settings {
	struct search_options search;
	enum format format;
	enum option_when color;
	const char *batch; /* file of queries, or NULL */
	const char *qrels; /* file of judgements, or NULL */
	unsigned topic_fields;
	const char *show, *similar; /* ids, or NULL */
	unsigned entities;  /* kinds to be listed; 0: none */
	const char *prefix; /* of what is listed, or NULL */
	bool limited;       /* -n was given */
	enum { STORIES_UNSAID, STORIES_COLLAPSE, STORIES_EXPAND } stories;
	unsigned jobs;
};

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
	"      --from=DATE        articles of this day and later: 2025, 2025-06, 2025-06-02\n"
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
		report(NULL, 0, "write 2025, 2025-06 or 2025-06-02", "%s is no date: \"%s\"", option, word);
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

static bool take_option(struct settings *settings, int code, const char *argument)
{
	static const char *const formats[] = {"text", "json", "jsonl", "tsv", "trec", "html", "atom", NULL};
	static const char *const orders[] = {"relevance", "newest", "oldest", NULL};
	static const char *const stories[] = {"collapse", "expand", NULL};
	struct search_options *search = &settings->search;
	unsigned long number = 0;
	int choice = 0;
	bool taken = true;

	switch (code) {
	case 'n':
		taken = option_number("-n", argument, 0, RESULTS_MAX, &number);
		search->limit = (uint32_t)number;
		settings->limited = true;
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
		settings->stories = choice == 0 ? STORIES_COLLAPSE : STORIES_EXPAND;
		break;
	case OPTION_BATCH:
		settings->batch = argument;
		break;
	case OPTION_JOBS:
		taken = option_number("--jobs", argument, 1, OPTION_JOBS_MAX, &number);
		settings->jobs = (unsigned)number;
		break;
	case OPTION_TIMEOUT:
		taken = option_number("--timeout", argument, 0, TIMEOUT_MAX, &number);
		search->timeout = (double)number / 1e3;
		break;
	case OPTION_FORMAT:
		taken = option_choice("--format", argument, formats, &choice);
		settings->format = (enum format)choice;
		break;
	case OPTION_COLOR:
		return option_when("--color", argument, &settings->color);
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
		settings->show = argument;
		break;
	case OPTION_QRELS:
		settings->qrels = argument;
		break;
	case OPTION_TOPIC_FIELDS:
		taken = topic_fields(argument, &settings->topic_fields);
		if (!taken)
			report(NULL, 0, "the fields are title, desc and narr", "--topic-fields does not know \"%s\"", argument);
		break;
	case OPTION_SIMILAR:
		settings->similar = argument;
		break;
	case OPTION_ENTITIES:
		return take_entities(argument, &settings->entities);
	case OPTION_PREFIX:
		settings->prefix = argument;
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

static void print_results(const struct settings *settings, const struct results *results)
{
	struct buffer out = {0};
	struct terminal terminal = {.color = wants_color(settings->color), .width = terminal_width()};
	static const struct page page = {.name = "Dateline"};

	switch (settings->format) {
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
static bool says_warnings(const struct settings *settings)
{
	return settings->qrels || (settings->format != FORMAT_JSON && settings->format != FORMAT_JSONL);
}

static void print_warnings(const struct settings *settings, const struct results *results)
{
	if (!says_warnings(settings))
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

static int run_show(const struct settings *settings, const char *index, const char *query)
{
	struct terminal terminal = {.color = wants_color(settings->color), .width = terminal_width()};
	struct searcher *searcher;
	struct result result = {0};
	struct shim_failure failure;
	struct buffer out = {0};
	enum shim_status status = searcher_open(&searcher, index, &failure);

	if (status != SHIM_OK)
		return fail(index, &failure);
	status = searcher_show(searcher, settings->show, query, &settings->search, &result, &failure);
	if (status != SHIM_OK)
		fail(index, &failure);
	else if (settings->format == FORMAT_TEXT)
		show_article_text(&out, &result, &terminal);
	else if (settings->format == FORMAT_HTML)
		show_html_article(&out, &result, NULL, &(struct page){.name = "Dateline"});
	else
		show_article_json(&out, &result);
	print(&out);
	result_release(&result);
	searcher_close(searcher);
	return status == SHIM_OK ? EXIT_FOUND : status == SHIM_NOT_FOUND ? EXIT_NOTHING : EXIT_TROUBLE;
}

static enum shim_status ask(const struct settings *settings, struct searcher *searcher, const char *query,
                            struct results *results, struct shim_failure *failure)
{
	if (settings->similar)
		return search_similar(searcher, settings->similar, &settings->search, results, failure);
	return search(searcher, query, &settings->search, results, failure);
}

static int run_query(const struct settings *settings, const char *index, const char *query)
{
	struct searcher *searcher;
	struct results results = {0};
	struct shim_failure failure;
	enum shim_status asked;
	int status;

	if (searcher_open(&searcher, index, &failure) != SHIM_OK)
		return fail(index, &failure);
	asked = ask(settings, searcher, query, &results, &failure);
	if (asked != SHIM_OK) {
		fail(index, &failure);
		status = asked == SHIM_NOT_FOUND ? EXIT_NOTHING : EXIT_TROUBLE;
	} else {
		print_warnings(settings, &results);
		print_results(settings, &results);
		status = results.total > 0 ? EXIT_FOUND : EXIT_NOTHING;
	}
	results_release(&results);
	searcher_close(searcher);
	return status;
}

static int run_batch(const struct settings *settings, const char *index)
{
	static void (*const shows[])(struct buffer *, const struct results *) = {
		[FORMAT_TEXT] = show_batch_text, [FORMAT_JSON] = show_line, [FORMAT_JSONL] = show_line,
		[FORMAT_TSV] = show_tsv,         [FORMAT_TREC] = show_trec};
	struct batch_options batch = {.index = index,
	                              .file = settings->batch,
	                              .jobs = settings->jobs,
	                              .search = settings->search,
	                              .topic_fields = settings->topic_fields,
	                              .qrels = settings->qrels,
	                              .warns = says_warnings(settings),
	                              .show = shows[settings->format]};
	struct shim_failure failure;
	size_t found;

	if (batch_run(&batch, &found, &failure) != SHIM_OK)
		return fail(index, &failure);
	return found > 0 ? EXIT_FOUND : EXIT_NOTHING;
}

static int run_entities(const struct settings *settings, const char *index)
{
	static const enum entities_format formats[] = {[FORMAT_TEXT] = ENTITIES_TEXT,
	                                               [FORMAT_JSON] = ENTITIES_JSON,
	                                               [FORMAT_JSONL] = ENTITIES_JSONL,
	                                               [FORMAT_TSV] = ENTITIES_TSV};
	struct entities_request request = {.kinds = settings->entities,
	                                   .prefix = settings->prefix,
	                                   .limit = settings->limited ? settings->search.limit : SIZE_MAX,
	                                   .offset = settings->search.offset,
	                                   .format = formats[settings->format]};
	struct searcher *searcher;
	struct shim_failure failure;
	struct buffer out = {0};
	size_t found = 0;
	enum shim_status status = searcher_open(&searcher, index, &failure);

	if (status != SHIM_OK)
		return fail(index, &failure);
	status = entities_list(searcher, &settings->search, &request, &out, &found, &failure);
	if (status != SHIM_OK)
		fail(index, &failure);
	print(&out);
	searcher_close(searcher);
	return status != SHIM_OK ? EXIT_TROUBLE : found > 0 ? EXIT_FOUND : EXIT_NOTHING;
}

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
static const char *instead_of_query(const struct settings *settings)
{
	return settings->batch      ? "--batch"
	       : settings->show     ? "--show"
	       : settings->similar  ? "--similar"
	       : settings->entities ? "--entities"
	                            : NULL;
}

static bool check_options(const struct settings *settings)
{
	if (!!settings->batch + !!settings->show + !!settings->similar + !!settings->entities > 1) {
		report(NULL, 0, "see --help", "--batch, --show, --similar and --entities do not go together");
		return false;
	}
	if (settings->qrels && !settings->batch) {
		report(NULL, 0, "see --help", "--qrels goes with --batch");
		return false;
	}
	if (settings->prefix && !settings->entities) {
		report(NULL, 0, "see --help", "--prefix goes with --entities");
		return false;
	}
	if (settings->batch && settings->format >= FORMAT_HTML) {
		report(NULL, 0, "take json, one object a line", "--batch does not write pages and feeds");
		return false;
	}
	if (settings->show && settings->format != FORMAT_TEXT && settings->format != FORMAT_JSON && settings->format != FORMAT_HTML) {
		report(NULL, 0, "take text, json or html", "--show writes no such format");
		return false;
	}
	if (settings->entities && settings->format >= FORMAT_TREC) {
		report(NULL, 0, "take text, json, jsonl or tsv", "--entities writes no such format");
		return false;
	}
	return true;
}

/* How many arguments what is wanted takes: an index, and a query or none. */
static bool check_arguments(const struct settings *settings, int count)
{
	const char *what = instead_of_query(settings);

	if (count < 1 || (count < 2 && !what)) {
		report(NULL, 0, "see --help", count == 1 ? "no query" : "which INDEX, and what to look for?");
		return false;
	}
	if (count > 1 && what && !settings->show) {
		report(NULL, 0, "see --help", "%s takes one INDEX and no query", what);
		return false;
	}
	return true;
}

static int run(const struct settings *settings, const char *index, const char *query)
{
	if (settings->batch)
		return run_batch(settings, index);
	if (settings->show)
		return run_show(settings, index, query);
	if (settings->entities)
		return run_entities(settings, index);
	return run_query(settings, index, query);
}

int main(int argc, char **argv)
{
	struct settings settings = {.topic_fields = TOPIC_TITLE, .search = {.limit = 10, .passages = 1, .facet_size = 10, .count = true}};
	int code, status, written;
	char *query;

	report_program("dateline-search");
	settings.jobs = option_default_jobs();
	signal(SIGPIPE, SIG_IGN); /* a reader that is gone is a write error, said like any other */
	if (endpoint_is_called())
		return endpoint_main();
	while ((code = getopt_long(argc, argv, "n:", options, NULL)) != -1) {
		if (code == OPTION_HELP || code == OPTION_VERSION) {
			fputs(code == OPTION_HELP ? help : "dateline-search " PACKAGE_VERSION "\n", stdout);
			return report_close_stdout();
		}
		if (!take_option(&settings, code, optarg))
			return EXIT_TROUBLE;
	}
	settings.search.count = settings.format != FORMAT_TSV && settings.format != FORMAT_TREC; /* neither shows a total */
	settings.search.entities = settings.format == FORMAT_JSON || settings.format == FORMAT_JSONL || settings.format == FORMAT_HTML;
	if (settings.format == FORMAT_TSV || settings.format == FORMAT_TREC) { /* nor facets */
		settings.search.facets = 0;
		settings.search.timeline = TIMELINE_NONE;
	}
	if (settings.format == FORMAT_TREC || settings.qrels)
		settings.search.passages = 0;
	/* Judgements are of articles, each by itself. */
	settings.search.expand = settings.stories == STORIES_EXPAND ||
	                         (settings.stories == STORIES_UNSAID && (settings.format == FORMAT_TREC || settings.qrels));
	if (!check_options(&settings) || !check_arguments(&settings, argc - optind))
		return EXIT_TROUBLE;
	query = join_arguments(argv + optind + 1, argc - optind - 1);
	status = run(&settings, argv[optind], query);
	free(query);
	written = report_close_stdout();
	return written != 0 ? EXIT_TROUBLE : status;
}
