/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/entities.h"

#include "article/schema.h"
#include "searcher/show/show.h"
#include "searcher/show/wrap.h"
#include "text/json_writer.h"
#include "text/memory.h"

#include <stdlib.h>
#include <string.h>

static const char *const headings[ENTITY_KINDS] = {"People", "Organisations", "Places"};

static bool begins(struct analyzer *analyzer, const char *text, const char *prefix, size_t length)
{
	char folded[FOLDED_MAX];

	return analyzer_fold(analyzer, text, strlen(text), folded, sizeof folded) >= length && !memcmp(folded, prefix, length);
}

static bool wanted(struct analyzer *analyzer, const struct facet_value *value, const char *prefix, size_t length)
{
	if (length == 0 || begins(analyzer, value->value, prefix, length))
		return true;
	for (char **form = value->forms; form && *form; form++)
		if (begins(analyzer, *form, prefix, length))
			return true;
	return false;
}

/* What the list shows of a facet, in its order; returns how many. The array is the caller's to free. */
static size_t choose(struct analyzer *analyzer, const struct facet *facet, const struct entities_request *request,
                     const struct facet_value ***chosen)
{
	char prefix[FOLDED_MAX];
	size_t length = 0, count = 0, passed = 0;

	if (request->prefix)
		length = analyzer_fold(analyzer, request->prefix, strlen(request->prefix), prefix, sizeof prefix);
	*chosen = memory_resize(NULL, facet->count, sizeof **chosen);
	for (size_t i = 0; i < facet->count && count < request->limit; i++)
		if (wanted(analyzer, &facet->list[i], prefix, length) && passed++ >= request->offset)
			(*chosen)[count++] = &facet->list[i];
	return count;
}

/* Without control characters. */
static void write_string(struct buffer *out, const char *string)
{
	struct wrap wrap = {.out = out};

	wrap_string(&wrap, string);
}

static void write_text(struct buffer *out, const struct facet_value *value)
{
	bool first = true;

	buffer_add_format(out, "%7u  ", (unsigned)value->count);
	write_string(out, value->value);
	for (char **form = value->forms; form && *form; form++) {
		if (!strcmp(*form, value->value))
			continue;
		buffer_add_string(out, first ? " (" : ", ");
		write_string(out, *form);
		first = false;
	}
	buffer_add_string(out, first ? "\n" : ")\n");
}

static void write_tsv(struct buffer *out, enum facet_kind kind, const struct facet_value *value)
{
	buffer_add_format(out, "%s\t%u\t", facet_name(kind), (unsigned)value->count);
	show_field(out, value->value, strlen(value->value));
	for (char **form = value->forms; form && *form; form++) {
		buffer_add_byte(out, '\t');
		show_field(out, *form, strlen(*form));
	}
	buffer_add_byte(out, '\n');
}

/* line: one that says of which kind it is. */
static void write_json(struct json_writer *writer, enum facet_kind kind, const struct facet_value *value, bool line)
{
	json_write_open(writer, NULL, '{');
	if (line)
		json_write_string(writer, "kind", facet_name(kind));
	json_write_string(writer, "value", value->value);
	json_write_integer(writer, "count", value->count);
	json_write_open(writer, "forms", '[');
	for (char **form = value->forms; form && *form; form++)
		json_write_string(writer, NULL, *form);
	json_write_close(writer, ']');
	json_write_close(writer, '}');
}

static void write_line(struct buffer *out, enum facet_kind kind, const struct facet_value *value)
{
	struct json_writer writer = {.out = out, .one_line = true};

	write_json(&writer, kind, value, true);
	buffer_add_byte(out, '\n');
}

static void write_value(struct json_writer *writer, enum entities_format format, enum facet_kind kind, const struct facet_value *value)
{
	switch (format) {
	case ENTITIES_JSON: write_json(writer, kind, value, false); break;
	case ENTITIES_JSONL: write_line(writer->out, kind, value); break;
	case ENTITIES_TSV: write_tsv(writer->out, kind, value); break;
	default: write_text(writer->out, value);
	}
}

/* Returns how many there are. */
static size_t write_kind(struct searcher *searcher, struct json_writer *writer, const struct entities_request *request,
                         enum facet_kind kind, const struct facet *facet)
{
	const struct facet_value **chosen;
	size_t count = choose(searcher_analyzer(searcher), facet, request, &chosen);

	if (request->format == ENTITIES_JSON)
		json_write_open(writer, facet_name(kind), '[');
	if (request->format == ENTITIES_TEXT && count > 0)
		buffer_add_format(writer->out, "%s%s:\n", writer->out->length > 0 ? "\n" : "", headings[kind]);
	for (size_t i = 0; i < count; i++)
		write_value(writer, request->format, kind, chosen[i]);
	if (request->format == ENTITIES_JSON)
		json_write_close(writer, ']');
	free(chosen);
	return count;
}

static size_t write_all(struct searcher *searcher, const struct entities_request *request, const struct results *results,
                        struct buffer *out)
{
	struct json_writer writer = {.out = out, .one_line = request->format != ENTITIES_JSON};
	bool json = request->format == ENTITIES_JSON;
	size_t found = 0;

	if (json) {
		json_write_open(&writer, NULL, '{');
		json_write_integer(&writer, "version", 1);
		json_write_open(&writer, "entities", '{');
	}
	for (int kind = 0; kind < ENTITY_KINDS; kind++)
		if (request->kinds & 1u << kind)
			found += write_kind(searcher, &writer, request, (enum facet_kind)kind, &results->facets[kind]);
	if (json) {
		json_write_close(&writer, '}');
		json_write_close(&writer, '}');
		buffer_add_byte(out, '\n');
	}
	return found;
}

enum shim_status entities_list(struct searcher *searcher, const struct search_options *options,
                               const struct entities_request *request, struct buffer *out, size_t *found,
                               struct shim_failure *failure)
{
	struct search_options all = *options;
	struct results results = {0};
	enum shim_status status;

	*found = 0;
	all.facets = request->kinds;
	all.facet_size = request->prefix || request->limit > SIZE_MAX - request->offset ? SIZE_MAX : request->limit + request->offset;
	status = search_facets(searcher, &all, &results, failure);
	if (status == SHIM_OK)
		*found = write_all(searcher, request, &results, out);
	results_release(&results);
	return status;
}
