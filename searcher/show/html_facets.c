/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What narrows results: filters that are on, facets, and matches over time. */
#include "searcher/show/html.h"
#include "searcher/show/language_name.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Of the timeline's drawing, in units of its own; the style gives it its size. */
#define BAR_STEP 12
#define BAR_WIDTH 10
#define TIMELINE_HEIGHT 60
#define FACET_VALUES_MOST "1000" /* that a page shows: what endpoint/request.h takes */
#define BARS_LEAST 30 /* room for so many: two bars are not as wide as the page */

static const struct {
	const char *name; /* of the parameter */
	const char *one, *many;
} kinds[FACET_KINDS] = {
	[FACET_PERSON] = {"person", "Person", "People"},
	[FACET_ORG] = {"org", "Organisation", "Organisations"},
	[FACET_PLACE] = {"place", "Place", "Places"},
	[FACET_SOURCE] = {"source", "Source", "Sources"},
	[FACET_LANGUAGE] = {"language", "Language", "Languages"},
	[FACET_DATE] = {NULL, "Date", "Dates"},
};

/* What a person calls a filter; NULL: the parameter is none. */
static const char *label_of(const char *name)
{
	for (size_t i = 0; i < FACET_KINDS; i++)
		if (kinds[i].name && !strcmp(kinds[i].name, name))
			return kinds[i].one;
	return !strcmp(name, "from") ? "From" : !strcmp(name, "to") ? "To" : !strcmp(name, "similar") ? "Like" : NULL;
}

/* A value as a person reads it. */
static void write_shown(struct buffer *out, const char *name, const char *value)
{
	html_text(out, name && !strcmp(name, kinds[FACET_LANGUAGE].name) ? language_name(value) : value);
}

static void write_filter(struct buffer *out, const struct page *page, const struct parameter *filter)
{
	const struct change off = {CHANGE_DROP, filter->name, filter->value};

	buffer_add_string(out, "<li>");
	html_link(out, page, "filter", &off, 1);
	buffer_add_format(out, "<span class=\"kind\">%s:</span> <span dir=\"auto\">", label_of(filter->name));
	write_shown(out, filter->name, filter->value);
	buffer_add_string(out, "</span> <span aria-hidden=\"true\">×</span><span class=\"unseen\"> (take off)</span></a></li>\n");
}

void html_filters(struct buffer *out, const struct page *page)
{
	size_t written = 0;

	for (size_t i = 0; page->address && i < page->address->count; i++)
		if (label_of(page->address->list[i].name)) {
			if (written++ == 0)
				buffer_add_string(out, "<ul class=\"filters\" aria-label=\"Narrowed to\">\n");
			write_filter(out, page, &page->address->list[i]);
		}
	if (written > 0)
		buffer_add_string(out, "</ul>\n");
}

/* ---- dates of the timeline ---- */

static void write_iso(char out[DATE_TEXT_MAX], struct date date, int days)
{
	date_add_days(&date, days);
	date_format(&date, out);
}

/* Monday of an ISO week: that of the week with 4 January, moved on. False when the value is no week. */
static bool week_begins(struct date *monday, const char *value)
{
	int year, week, used = 0;
	struct date fourth = {.precision = DATE_DAY, .month = 1, .day = 4};

	if (sscanf(value, "%4d-W%2d%n", &year, &week, &used) != 2 || value[used] || year < 1 || year > 9999 || week < 1 || week > 53)
		return false;
	fourth.year = year;
	*monday = fourth;
	/* 1970-01-01 was a Thursday. */
	date_add_days(monday, 7 * (week - 1) - (int)(((date_seconds(&fourth) / 86400 + 3) % 7 + 7) % 7));
	return true;
}

/* The first and last day of a bar's value, as parameters take them: a month and a year stand for all of their days. */
static bool days_of_bar(const char *value, char first[DATE_TEXT_MAX], char last[DATE_TEXT_MAX])
{
	struct date date;

	if (week_begins(&date, value)) {
		write_iso(first, date, 0);
		write_iso(last, date, 6);
		return true;
	}
	if (!date_parse(&date, value, strlen(value)))
		return false;
	date_format(&date, first);
	date_format(&date, last);
	return true;
}

/* "2 June 2025", "week of 2 June 2025", "June 2025", "2025". */
static void write_when(struct buffer *out, const char *value)
{
	struct date date;

	if (week_begins(&date, value)) {
		buffer_add_string(out, "week of ");
		html_date(out, &date);
	} else if (date_parse(&date, value, strlen(value))) {
		html_date(out, &date);
	} else {
		html_text(out, value);
	}
}

/* ---- facets ---- */

static void write_forms(struct buffer *out, const struct facet_value *value)
{
	bool first = true;

	for (char **form = value->forms; form && *form; form++) {
		if (!strcmp(*form, value->value))
			continue;
		buffer_add_string(out, first ? " title=\"also written " : ", ");
		html_text(out, *form);
		first = false;
	}
	if (!first)
		buffer_add_byte(out, '"');
}

/* A value's link narrows to it, or takes it off again; a day narrows by dates. */
static void open_value(struct buffer *out, const struct page *page, enum facet_kind kind, const char *value, bool on)
{
	char first[DATE_TEXT_MAX], last[DATE_TEXT_MAX];

	if (kind == FACET_DATE && days_of_bar(value, first, last)) {
		const struct change days[] = {{CHANGE_SET, "from", first}, {CHANGE_SET, "to", last}};

		html_link(out, page, NULL, days, 2);
	} else if (kind == FACET_DATE) {
		buffer_add_string(out, "<a>");
	} else {
		const struct change change = {on ? CHANGE_DROP : CHANGE_ADD, kinds[kind].name, value};

		html_link(out, page, on ? "on" : NULL, &change, 1);
	}
}

static void write_value(struct buffer *out, const struct page *page, enum facet_kind kind, const struct facet_value *value)
{
	bool on = page->address && kinds[kind].name && address_has(page->address, kinds[kind].name, value->value);

	buffer_add_string(out, "<li>");
	if (page->address)
		open_value(out, page, kind, value->value, on);
	buffer_add_string(out, "<span class=\"value\" dir=\"auto\"");
	write_forms(out, value);
	buffer_add_string(out, ">");
	if (kind == FACET_DATE)
		write_when(out, value->value);
	else
		write_shown(out, kinds[kind].name, value->value);
	buffer_add_string(out, "</span>");
	if (on)
		buffer_add_string(out, "<span class=\"unseen\"> (take off)</span>");
	buffer_add_string(out, page->address ? "</a> <span class=\"number\">" : " <span class=\"number\">");
	html_number(out, value->count);
	buffer_add_string(out, "</span></li>\n");
}

/* How many values are not shown; a link to all of them, as far as they are shown at all. */
static void write_rest(struct buffer *out, const struct page *page, enum facet_kind kind, const struct facet *facet)
{
	static const char most[] = FACET_VALUES_MOST;
	const struct change all[] = {{CHANGE_SET, "facets", kinds[kind].name}, {CHANGE_SET, "facet-size", most}};
	bool linked = page->address && kinds[kind].name && facet->count < strtoul(most, NULL, 10);

	buffer_add_string(out, "<p class=\"rest\">");
	if (linked)
		html_link(out, page, NULL, all, sizeof all / sizeof *all);
	buffer_add_string(out, "and ");
	html_number(out, facet->distinct - facet->count);
	buffer_add_string(out, linked ? " more</a></p>\n" : " more</p>\n");
}

void html_facets(struct buffer *out, const struct results *results, const struct page *page)
{
	for (size_t kind = 0; kind < FACET_KINDS; kind++) {
		const struct facet *facet = &results->facets[kind];

		if (facet->count == 0)
			continue;
		buffer_add_format(out, "<section>\n<h2>%s</h2>\n<ul>\n", kinds[kind].many);
		for (size_t i = 0; i < facet->count; i++)
			write_value(out, page, (enum facet_kind)kind, &facet->list[i]);
		buffer_add_string(out, "</ul>\n");
		if (facet->distinct > facet->count)
			write_rest(out, page, (enum facet_kind)kind, facet);
		buffer_add_string(out, "</section>\n");
	}
}

/* ---- timeline ---- */

static uint32_t highest(const struct facet *timeline)
{
	uint32_t most = 1;

	for (size_t i = 0; i < timeline->count; i++)
		if (timeline->list[i].count > most)
			most = timeline->list[i].count;
	return most;
}

static void write_bar(struct buffer *out, const struct page *page, const struct facet_value *bar, size_t index, uint32_t most)
{
	/* What is there at all can be seen. */
	unsigned height = bar->count == 0 ? 0 : 2 + (unsigned)((uint64_t)bar->count * (TIMELINE_HEIGHT - 2) / most);
	char first[DATE_TEXT_MAX], last[DATE_TEXT_MAX];
	bool linked = page->address && bar->count > 0 && days_of_bar(bar->value, first, last);

	if (linked) {
		const struct change days[] = {{CHANGE_SET, "from", first}, {CHANGE_SET, "to", last}};

		html_link(out, page, NULL, days, 2);
	}
	buffer_add_format(out, "<g><title>");
	write_when(out, bar->value);
	buffer_add_string(out, ": ");
	html_number(out, bar->count);
	buffer_add_format(out, "</title><rect class=\"room\" x=\"%zu\" y=\"0\" width=\"%d\" height=\"%d\"/>", index * BAR_STEP, BAR_STEP,
	                  TIMELINE_HEIGHT);
	buffer_add_format(out, "<rect class=\"bar\" x=\"%zu\" y=\"%u\" width=\"%d\" height=\"%u\"/></g>", index * BAR_STEP + 1,
	                  TIMELINE_HEIGHT - height, BAR_WIDTH, height);
	buffer_add_string(out, linked ? "</a>\n" : "\n");
}

void html_timeline(struct buffer *out, const struct results *results, const struct page *page)
{
	const struct facet *timeline = &results->timeline;
	uint32_t most = highest(timeline);

	if (timeline->count < 2)
		return;
	buffer_add_string(out, "<figure class=\"timeline\">\n<figcaption class=\"unseen\">Matches over time</figcaption>\n");
	buffer_add_format(out, "<svg viewBox=\"0 0 %zu %d\" preserveAspectRatio=\"none\" role=\"group\" aria-label=\"Matches over time\">\n",
	                  (timeline->count > BARS_LEAST ? timeline->count : BARS_LEAST) * BAR_STEP, TIMELINE_HEIGHT);
	for (size_t i = 0; i < timeline->count; i++)
		write_bar(out, page, &timeline->list[i], i, most);
	buffer_add_format(out, "</svg>\n<p class=\"axis%s\"><span>", timeline->count < BARS_LEAST ? " few" : "");
	write_when(out, timeline->list[0].value);
	buffer_add_string(out, "</span> <span aria-hidden=\"true\">–</span> <span>");
	write_when(out, timeline->list[timeline->count - 1].value);
	buffer_add_string(out, "</span></p>\n</figure>\n");
}
