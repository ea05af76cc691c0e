/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/endpoint/request.h"

#include "text/buffer.h"
#include "text/memory.h"
#include "text/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool refuse(struct request *request, int status, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* The first thing that is wrong is the one that is told. */
static bool refuse(struct request *request, int status, const char *format, ...)
{
	va_list arguments;

	if (request->status != 200)
		return false;
	request->status = status;
	va_start(arguments, format);
	vsnprintf(request->message, sizeof request->message, format, arguments);
	va_end(arguments);
	return false;
}

/* ---- values ---- */

static bool take_number(struct request *request, const char *name, const char *value, unsigned long least,
                        unsigned long most, unsigned long *number)
{
	size_t digits = strspn(value, "0123456789");

	*number = digits > 0 && digits < 10 ? strtoul(value, NULL, 10) : most + 1;
	if (value[digits] == '\0' && *number >= least && *number <= most)
		return true;
	return refuse(request, 400, "%s must be a number from %lu to %lu.", name, least, most);
}

static bool take_count(struct request *request, const char *name, const char *value)
{
	unsigned long number;
	bool taken = take_number(request, name, value, 0, REQUEST_RESULTS_MAX, &number);

	request->search.limit = (uint32_t)number;
	return taken;
}

static bool take_start(struct request *request, const char *name, const char *value)
{
	unsigned long number;
	bool taken = take_number(request, name, value, 0, REQUEST_START_MAX, &number);

	request->search.offset = (uint32_t)number;
	return taken;
}

static bool take_passages(struct request *request, const char *name, const char *value)
{
	return take_number(request, name, value, 0, REQUEST_PASSAGES_MAX, &request->search.passages);
}

static bool take_facet_size(struct request *request, const char *name, const char *value)
{
	return take_number(request, name, value, 1, REQUEST_FACET_SIZE_MAX, &request->search.facet_size);
}

/* One of names, which end with NULL. */
static bool take_choice(struct request *request, const char *name, const char *value, const char *const *names, int *choice)
{
	char all[120] = "";

	for (*choice = 0; names[*choice]; ++*choice)
		if (!strcmp(value, names[*choice]))
			return true;
	for (size_t i = 0; names[i]; i++)
		snprintf(all + strlen(all), sizeof all - strlen(all), "%s%s", i == 0 ? "" : names[i + 1] ? ", " : " or ", names[i]);
	return refuse(request, 400, "%s must be %s.", name, all);
}

static bool take_sort(struct request *request, const char *name, const char *value)
{
	static const char *const orders[] = {"relevance", "newest", "oldest", NULL};
	int choice;
	bool taken = take_choice(request, name, value, orders, &choice);

	request->search.order = (enum sort_order)choice;
	return taken;
}

static bool take_timeline(struct request *request, const char *name, const char *value)
{
	static const char *const units[] = {"none", "auto", "day", "week", "month", "year", NULL};
	int choice;
	bool taken = take_choice(request, name, value, units, &choice);

	request->search.timeline = (enum timeline_unit)choice;
	return taken;
}

static bool take_format(struct request *request, const char *name, const char *value)
{
	static const char *const formats[] = {"html", "json", "atom", "opensearch", NULL};
	int choice;
	bool taken = take_choice(request, name, value, formats, &choice);

	if (taken && choice == 3)
		request->kind = REQUEST_DESCRIPTION;
	else
		request->format = (enum request_format)choice;
	return taken;
}

static bool take_exact(struct request *request, const char *name, const char *value)
{
	static const char *const truths[] = {"0", "false", "no", "off", "1", "true", "yes", "on", NULL};
	int choice;
	bool taken = take_choice(request, name, value, truths, &choice);

	request->search.exact = choice >= 4;
	return taken;
}

static bool take_stories(struct request *request, const char *name, const char *value)
{
	static const char *const ways[] = {"collapse", "expand", NULL};
	int choice;

	bool taken = take_choice(request, name, value, ways, &choice);

	request->search.expand = choice == 1;
	return taken;
}

static bool take_facets(struct request *request, const char *name, const char *value)
{
	static const char *const kinds[] = {"person", "org", "place", "source", "language", "date", NULL};

	for (const char *at = value; at; at = strchr(at, ',') ? strchr(at, ',') + 1 : NULL) {
		char kind[16] = "";
		int choice;

		snprintf(kind, sizeof kind, "%.*s", (int)strcspn(at, ","), at);
		if (!take_choice(request, name, kind, kinds, &choice))
			return false;
		request->search.facets |= 1u << choice;
	}
	return true;
}

static void write_day(char out[REQUEST_DAY], uint32_t day)
{
	snprintf(out, REQUEST_DAY, "%04u-%02u-%02u", day / 10000 % 10000, day / 100 % 100, day % 100);
}

static bool take_date(struct request *request, const char *name, const char *value)
{
	bool last = !strcmp(name, "to");
	struct period period;

	if (!period_of_date(&period, value))
		return refuse(request, 400, "%s must be a date such as 2025-06-02, 2025-06 or 2025.", name);
	if (last) {
		request->search.period.last = period.last;
		write_day(request->last_day, period.last);
	} else {
		request->search.period.first = period.first;
		write_day(request->first_day, period.first);
	}
	request->narrowed = true;
	return true;
}

static bool take_filter(struct request *request, const char *name, const char *value)
{
	static const struct {
		const char *name;
		enum node_field field;
	} fields[] = {{"person", QUERY_PERSON},
	              {"org", QUERY_ORG},
	              {"place", QUERY_PLACE},
	              {"source", QUERY_SOURCE},
	              {"language", QUERY_LANGUAGE}};
	size_t field = 0;

	if (request->search.filter_count == REQUEST_FILTERS_MAX)
		return refuse(request, 400, "No more than %d filters, please.", REQUEST_FILTERS_MAX);
	while (strcmp(fields[field].name, name) != 0)
		field++;
	request->filters[request->search.filter_count++] = (struct search_filter){fields[field].field, value};
	request->narrowed = true;
	return true;
}

static bool take_text(struct request *request, const char *name, const char *value)
{
	const char **to = !strcmp(name, "q")        ? &request->query
	                  : !strcmp(name, "id")      ? &request->id
	                  : !strcmp(name, "similar") ? &request->similar
	                  : !strcmp(name, "suggest") ? &request->prefix
	                                             : &request->asset;

	*to = value;
	return true;
}

static bool take_any(struct request *request, const char *name, const char *value)
{
	(void)request;
	(void)name;
	(void)value;
	return true;
}

/* ---- parameters ---- */

/* In the order of canonical addresses. */
static const struct {
	const char *name;
	bool (*take)(struct request *request, const char *name, const char *value);
	bool repeatable;
	bool kept; /* belongs to the address of what is found, so that links keep it */
} parameters[] = {
	{"q", take_text, false, true},
	{"similar", take_text, false, true},
	{"person", take_filter, true, true},
	{"org", take_filter, true, true},
	{"place", take_filter, true, true},
	{"source", take_filter, true, true},
	{"language", take_filter, true, true},
	{"from", take_date, false, true},
	{"to", take_date, false, true},
	{"sort", take_sort, false, true},
	{"exact", take_exact, false, true},
	{"stories", take_stories, false, true},
	{"n", take_count, false, true},
	{"start", take_start, false, true},
	{"id", take_text, false, true},
	{"format", take_format, false, false},
	{"snippets", take_passages, false, false},
	{"facets", take_facets, false, false},
	{"facet-size", take_facet_size, false, false},
	{"timeline", take_timeline, false, false},
	{"suggest", take_text, false, false},
	{"asset", take_text, false, false},
	{"v", take_any, false, false}, /* the version of an asset: for caches alone */
};

#define PARAMETER_NAMES (sizeof parameters / sizeof *parameters)

static int hexadecimal(char digit)
{
	static const char digits[] = "0123456789abcdef";
	const char *found = digit ? strchr(digits, digit | (digit >= 'A' ? 0x20 : 0)) : NULL;

	return found ? (int)(found - digits) : -1;
}

/* application/x-www-form-urlencoded, as WHATWG's URL standard reads it. *out has room: request_parse sees to it. */
static const char *decode(struct buffer *out, struct buffer *raw, const char *text, size_t length)
{
	const char *value = out->bytes + out->length;

	buffer_clear(raw);
	for (size_t i = 0; i < length; i++) {
		int high = text[i] == '%' && i + 2 < length ? hexadecimal(text[i + 1]) : -1;
		int low = high >= 0 ? hexadecimal(text[i + 2]) : -1;

		if (low >= 0) {
			buffer_add_byte(raw, (char)(high * 16 + low));
			i += 2;
		} else {
			buffer_add_byte(raw, text[i]);
			if (text[i] == '+')
				raw->bytes[raw->length - 1] = ' ';
		}
	}
	if (raw->length > 0)
		utf8_from(out, ENCODING_UTF8, raw->bytes, raw->length);
	buffer_add_byte(out, '\0');
	return value;
}

static size_t index_of(const char *name)
{
	size_t index = 0;

	while (index < PARAMETER_NAMES && strcmp(parameters[index].name, name) != 0)
		index++;
	return index;
}

/* What others hang on to links that they pass on; it changes nothing here. */
static bool is_foreign(const char *name)
{
	size_t length = strlen(name);

	return !strncmp(name, "utm_", 4) || (length > 4 && !strcmp(name + length - 4, "clid"));
}

static bool take_parameter(struct request *request, const char *name, const char *value)
{
	size_t index = index_of(name);

	if (is_foreign(name))
		return true;
	if (index == PARAMETER_NAMES)
		return refuse(request, 400, "There is no parameter \"%.40s\".", name);
	if (*value == '\0')
		return true; /* a field of a form that was left empty */
	for (size_t i = 0; i < request->given_count && !parameters[index].repeatable; i++)
		if (!strcmp(request->given[i].name, name))
			return refuse(request, 400, "%s is given twice.", name);
	if (request->given_count == REQUEST_PARAMETERS_MAX)
		return refuse(request, 400, "No more than %d parameters, please.", REQUEST_PARAMETERS_MAX);
	request->given[request->given_count++] = (struct parameter){parameters[index].name, value};
	return parameters[index].take(request, name, value);
}

/* The format first, and by itself: what is refused is refused in the format asked for, wherever that stands. */
static void look_for_format(struct request *request, const char *query)
{
	static const char *const formats[] = {[REQUEST_JSON] = "format=json", [REQUEST_ATOM] = "format=atom"};

	while (*query) {
		size_t length = strcspn(query, "&");

		for (enum request_format format = REQUEST_JSON; format <= REQUEST_ATOM; format++)
			if (length == strlen(formats[format]) && !strncmp(query, formats[format], length))
				request->format = format;
		query += length + (query[length] == '&');
	}
}

static void parse_parameters(struct request *request, const char *query)
{
	struct buffer decoded = {0}, raw = {0};

	/* A byte becomes a character of three at most, and each name and value ends with a NUL: it never grows. */
	buffer_reserve(&decoded, 4 * strlen(query) + 16);
	while (*query && request->status == 200) {
		size_t length = strcspn(query, "&"), name_length = strcspn(query, "=&");
		const char *name = decode(&decoded, &raw, query, name_length);
		const char *value = "";

		if (name_length < length)
			value = decode(&decoded, &raw, query + name_length + 1, length - name_length - 1);
		if (length > 0)
			take_parameter(request, name, value);
		query += length + (query[length] == '&');
	}
	buffer_release(&raw);
	request->decoded = buffer_detach(&decoded);
}

/* ---- the whole ---- */

static const char *canonical_value(const struct request *request, const struct parameter *given)
{
	if (!strcmp(given->name, "from"))
		return request->first_day;
	if (!strcmp(given->name, "to"))
		return request->last_day;
	if (!strcmp(given->name, "exact"))
		return request->search.exact ? "1" : NULL;
	if (!strcmp(given->name, "start"))
		return request->search.offset > 0 ? given->value : NULL;
	if (!strcmp(given->name, "sort"))
		return request->search.order != SORT_RELEVANCE ? given->value : NULL;
	return given->value;
}

static void make_canonical(struct request *request)
{
	for (size_t index = 0; index < PARAMETER_NAMES; index++)
		for (size_t i = 0; i < request->given_count && parameters[index].kept; i++) {
			const struct parameter *given = &request->given[i];
			const char *value;

			if (strcmp(given->name, parameters[index].name) != 0)
				continue;
			value = canonical_value(request, given);
			if (value)
				request->canonical[request->canonical_count++] = (struct parameter){given->name, value};
		}
}

static void choose_kind(struct request *request)
{
	if (request->asset)
		request->kind = REQUEST_ASSET;
	else if (request->prefix)
		request->kind = REQUEST_SUGGEST;
	else if (request->id && request->kind == REQUEST_SEARCH)
		request->kind = REQUEST_ARTICLE;
	if (request->kind == REQUEST_ARTICLE && request->format == REQUEST_ATOM)
		refuse(request, 400, "An article comes as html or json.");
	if (request->format == REQUEST_HTML && strlen(request->query) > REQUEST_PAGE_QUERY_MAX)
		refuse(request, 414, "The query is too long: a page takes up to %d bytes, format=json more.", REQUEST_PAGE_QUERY_MAX);
}

void request_parse(struct request *request, const char *method, const char *path, const char *query,
                   const struct search_options *defaults)
{
	*request = (struct request){.status = 200, .query = "", .search = *defaults};
	request->search.filters = request->filters;
	request->search.filter_count = 0;
	request->head = method && !strcmp(method, "HEAD");
	query = query ? query : "";
	look_for_format(request, query);
	if (method && strcmp(method, "GET") != 0 && !request->head)
		refuse(request, 405, "Only GET and HEAD are answered here.");
	else if (path && *path && strcmp(path, "/") != 0)
		refuse(request, 404, "There is nothing at this address.");
	else if (strnlen(query, REQUEST_BYTES_MAX + 1) > REQUEST_BYTES_MAX)
		refuse(request, 414, "The address is too long: a query may have up to %d characters.", REQUEST_BYTES_MAX);
	else
		parse_parameters(request, query);
	choose_kind(request);
	if (request->status == 200)
		make_canonical(request);
}

void request_release(struct request *request)
{
	free(request->decoded);
	*request = (struct request){0};
}
