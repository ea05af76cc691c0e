/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/show/counts.h"

#include "searcher/facets/timeline.h"
#include "searcher/show/wrap.h"

#include <stdio.h>
#include <string.h>

#define STYLE_HEADING "1"
#define STYLE_BAR "36"

#define INDENT 2
#define WIDTH_OF_FILES 80 /* what is no terminal has no width */
#define NAME_WIDTH_MAX 40
#define BAR_WIDTH_MIN 4   /* a shorter bar says nothing */
#define BAR_WIDTH_MAX 40
#define EIGHTHS 8

/* The columns of one list. */
struct layout {
	size_t name, count, bar;
	uint32_t most;
};

static size_t digits_of(uint32_t number)
{
	return (size_t)snprintf(NULL, 0, "%u", (unsigned)number);
}

/* A name without control characters, and the columns that it takes. */
static size_t add_name(struct buffer *out, const char *name)
{
	size_t start = out->length;
	struct wrap wrap = {.out = out};

	wrap_string(&wrap, name);
	return out->length > start ? wrap.column : 0;
}

static size_t width_of(const char *name)
{
	struct buffer scratch = {0};
	size_t width = add_name(&scratch, name);

	buffer_release(&scratch);
	return width;
}

/* Names stand in a column as wide as the widest, within bounds; bars take what is left of the line. */
static struct layout lay_out(const struct facet *facet, const struct terminal *terminal)
{
	size_t width = terminal->width > 0 ? terminal->width : WIDTH_OF_FILES, used;
	struct layout layout = {0};

	for (size_t i = 0; i < facet->count; i++) {
		size_t name = width_of(facet->list[i].value);

		layout.name = name > layout.name ? name : layout.name;
		layout.most = facet->list[i].count > layout.most ? facet->list[i].count : layout.most;
	}
	if (layout.name > NAME_WIDTH_MAX)
		layout.name = NAME_WIDTH_MAX;
	layout.count = digits_of(layout.most);
	used = INDENT + layout.name + 2 + layout.count + 2;
	if (width > used && width - used >= BAR_WIDTH_MIN)
		layout.bar = width - used < BAR_WIDTH_MAX ? width - used : BAR_WIDTH_MAX;
	return layout;
}

/* In eighths of a column, of which the smallest count has one. */
static void add_bar(struct buffer *out, const struct layout *layout, uint32_t count, bool color)
{
	static const char *const parts[EIGHTHS] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
	uint64_t length = layout->most > 0 ? (uint64_t)count * layout->bar * EIGHTHS / layout->most : 0;

	if (count > 0 && length == 0)
		length = 1;
	if (layout->bar == 0 || length == 0)
		return;
	buffer_add_string(out, color ? "  \033[" STYLE_BAR "m" : "  ");
	for (uint64_t i = 0; i < length / EIGHTHS; i++)
		buffer_add_string(out, "█");
	buffer_add_string(out, parts[length % EIGHTHS]);
	if (color)
		buffer_add_string(out, "\033[m");
}

/* A name that is wider than its column has the line for itself. */
static void add_line(struct buffer *out, const struct facet_value *value, const struct layout *layout, const struct terminal *terminal)
{
	struct wrap wrap = {.out = out, .width = terminal->width, .indent = INDENT, .column = INDENT};
	size_t width = width_of(value->value);

	buffer_add_format(out, "%*s", INDENT, "");
	wrap_string(&wrap, value->value);
	if (width > layout->name) {
		wrap_end(&wrap);
		buffer_add_format(out, "%*s", INDENT, "");
		width = 0;
	}
	buffer_add_format(out, "%*s  %*u", (int)(layout->name - width), "", (int)layout->count, (unsigned)value->count);
	add_bar(out, layout, value->count, terminal->color);
	buffer_add_byte(out, '\n');
}

static void add_list(struct buffer *out, const char *heading, const struct facet *facet, const struct terminal *terminal)
{
	struct layout layout = lay_out(facet, terminal);

	if (facet->count == 0)
		return;
	buffer_add_format(out, terminal->color ? "\n\033[" STYLE_HEADING "m%s\033[m" : "\n%s", heading);
	if (facet->distinct > facet->count)
		buffer_add_format(out, " (%zu of %zu)", facet->count, facet->distinct);
	buffer_add_byte(out, '\n');
	for (size_t i = 0; i < facet->count; i++)
		add_line(out, &facet->list[i], &layout, terminal);
}

void show_counts(struct buffer *out, const struct results *results, const struct terminal *terminal)
{
	static const char *const headings[FACET_KINDS] = {"People", "Organisations", "Places", "Sources", "Languages", "Days"};
	char heading[32];

	for (int kind = 0; kind < FACET_KINDS; kind++)
		add_list(out, headings[kind], &results->facets[kind], terminal);
	snprintf(heading, sizeof heading, "By %s", timeline_unit_name(results->timeline_unit));
	add_list(out, heading, &results->timeline, terminal);
}
