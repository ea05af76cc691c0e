/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/show/wrap.h"

#include "text/utf8.h"
#include "text/visible.h"

#include <string.h>
#include <utf8proc.h>

#define SOFT_HYPHEN 0xADu
#define EMOJI_PRESENTATION 0xFE0Fu

/* What a reader sees as one character. */
struct cluster {
	const char *start, *end;
	uint32_t first;
	size_t columns;
	bool space;
};

/* A reader of the text, and the marks that do not lie behind it. */
struct cursor {
	const char *text, *at, *end;
	const struct mark *marks;
	size_t mark_count;
};

static bool is_hidden(uint32_t code)
{
	return character_effect(code) == EFFECT_DIRECTION || code == SOFT_HYPHEN;
}

static bool is_space(uint32_t code)
{
	return code == ' ' || character_effect(code) == EFFECT_CONTROL;
}

static size_t columns_of(uint32_t code, size_t before)
{
	/* A narrow sign that is asked to show as emoji is drawn two columns wide. */
	if (code == EMOJI_PRESENTATION)
		return before == 1;
	return is_hidden(code) ? 0 : (size_t)utf8proc_charwidth((utf8proc_int32_t)code);
}

/* Printable ASCII, which nothing joins to ASCII. */
static bool is_plain(char byte)
{
	return byte > ' ' && byte < 0x7F;
}

static struct cluster cluster_at(const char *at, const char *end)
{
	struct cluster cluster = {.start = at};
	utf8proc_int32_t state = 0;
	uint32_t code;

	if (is_plain(*at) && (at + 1 == end || is_plain(at[1])))
		return (struct cluster){.start = at, .end = at + 1, .first = (unsigned char)*at, .columns = 1};
	code = utf8_next(&at, end);
	cluster.first = code;
	cluster.space = is_space(code);
	cluster.columns = cluster.space ? 1 : columns_of(code, 0);
	cluster.end = at;
	while (at < end && !cluster.space) {
		uint32_t next = utf8_next(&at, end);

		if (utf8proc_grapheme_break_stateful((utf8proc_int32_t)code, (utf8proc_int32_t)next, &state) || is_space(next))
			break;
		cluster.columns += columns_of(next, cluster.columns);
		cluster.end = at;
		code = next;
	}
	return cluster;
}

/* Whether a line may not begin with the character: closing and ending punctuation, 々 and ー. */
static bool holds_to_left(uint32_t code)
{
	switch (utf8proc_category((utf8proc_int32_t)code)) {
	case UTF8PROC_CATEGORY_PE:
	case UTF8PROC_CATEGORY_PF:
	case UTF8PROC_CATEGORY_PO:
	case UTF8PROC_CATEGORY_LM:
		return true;
	default:
		return false;
	}
}

static bool holds_to_right(uint32_t code)
{
	utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code);

	return category == UTF8PROC_CATEGORY_PS || category == UTF8PROC_CATEGORY_PI;
}

static bool may_break(const struct cluster *left, const struct cluster *right)
{
	return (left->columns > 1 || right->columns > 1) && !holds_to_right(left->first) && !holds_to_left(right->first);
}

/* The end of what stays together from at, which is no space, and how wide it is. */
static const char *piece_end(const char *at, const char *end, size_t *columns)
{
	struct cluster cluster = cluster_at(at, end);

	*columns = cluster.columns;
	while (cluster.end < end) {
		struct cluster next = cluster_at(cluster.end, end);

		if (next.space || may_break(&cluster, &next))
			break;
		*columns += next.columns;
		cluster = next;
	}
	return cluster.end;
}

static void wear(struct wrap *wrap, const char *style)
{
	if (!wrap->color || wrap->worn == style)
		return;
	if (wrap->worn)
		buffer_add_string(wrap->out, "\033[m");
	if (style)
		buffer_add_format(wrap->out, "\033[%sm", style);
	wrap->worn = style;
}

static void new_line(struct wrap *wrap)
{
	wear(wrap, NULL);
	buffer_add_byte(wrap->out, '\n');
	for (size_t i = 0; i < wrap->indent; i++)
		buffer_add_byte(wrap->out, ' ');
	wrap->column = wrap->indent;
	wrap->space = false;
}

static bool fits(const struct wrap *wrap, size_t columns)
{
	return wrap->width == 0 || wrap->column + columns <= wrap->width || wrap->column <= wrap->indent;
}

static void add_space(struct wrap *wrap)
{
	if (wrap->space) {
		wear(wrap, wrap->space_style);
		buffer_add_byte(wrap->out, ' ');
		wrap->column++;
	}
	wrap->space = false;
}

static void add_cluster(struct wrap *wrap, const struct cluster *cluster)
{
	for (const char *at = cluster->start; at < cluster->end;) {
		char bytes[4];
		uint32_t code = utf8_next(&at, cluster->end);

		if (!is_hidden(code))
			buffer_add(wrap->out, bytes, utf8_write(bytes, code));
	}
	wrap->column += cluster->columns;
}

static const char *style_at(const struct wrap *wrap, struct cursor *cursor)
{
	size_t at = (size_t)(cursor->at - cursor->text);

	while (cursor->mark_count && cursor->marks->end <= at) {
		cursor->marks++;
		cursor->mark_count--;
	}
	return cursor->mark_count && cursor->marks->start <= at ? wrap->mark_style : wrap->style;
}

static void add_piece(struct wrap *wrap, struct cursor *cursor)
{
	size_t columns;
	const char *end = piece_end(cursor->at, cursor->end, &columns);

	if (!fits(wrap, columns + wrap->space))
		new_line(wrap);
	add_space(wrap);
	while (cursor->at < end) {
		struct cluster cluster = cluster_at(cursor->at, end);

		if (!wrap->whole_words && !fits(wrap, cluster.columns))
			new_line(wrap);
		wear(wrap, style_at(wrap, cursor));
		add_cluster(wrap, &cluster);
		cursor->at = cluster.end;
	}
}

static void wrap_marked(struct wrap *wrap, struct cursor *cursor)
{
	while (cursor->at < cursor->end) {
		const char *next = cursor->at;
		uint32_t code = utf8_next(&next, cursor->end);

		if (!is_space(code) && !is_hidden(code)) {
			add_piece(wrap, cursor);
			continue;
		}
		if (is_space(code)) {
			wrap->space = wrap->column > wrap->indent;
			wrap->space_style = style_at(wrap, cursor);
		}
		cursor->at = next;
	}
}

void wrap_passage(struct wrap *wrap, const struct passage *passage)
{
	const char *text = passage->text ? passage->text : "";
	struct cursor cursor = {text, text, text + strlen(text), passage->marks, passage->mark_count};

	wrap_marked(wrap, &cursor);
}

void wrap_text(struct wrap *wrap, const char *text, size_t length)
{
	struct cursor cursor = {.text = text, .at = text, .end = text + length};

	wrap_marked(wrap, &cursor);
}

void wrap_string(struct wrap *wrap, const char *string)
{
	wrap_text(wrap, string, strlen(string));
}

void wrap_end(struct wrap *wrap)
{
	wear(wrap, NULL);
	buffer_add_byte(wrap->out, '\n');
	wrap->column = 0;
	wrap->space = false;
}
