/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/show/show.h"

#include "text/visible.h"

#include <string.h>

/* Tab and line ends pass; other control characters and noncharacters are in no HTML or XML, not even escaped. */
static const char *escape(uint32_t code, char room[8])
{
	(void)room;
	switch (code) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	case '\t':
	case '\n':
		return NULL;
	case 0xFFFE:
	case 0xFFFF:
		return "\xEF\xBF\xBD";
	default:
		return character_effect(code) == EFFECT_CONTROL ? " " : NULL;
	}
}

void show_escaped(struct buffer *out, const char *text, size_t length)
{
	buffer_add_replaced(out, text, length, escape);
}

void show_marked(struct buffer *out, const struct passage *passage)
{
	const char *text = passage->text ? passage->text : "";
	size_t done = 0;

	if (passage->cut_before)
		buffer_add_string(out, "… ");
	for (size_t i = 0; i < passage->mark_count; i++) {
		const struct mark *mark = &passage->marks[i];

		show_escaped(out, text + done, mark->start - done);
		buffer_add_string(out, "<mark>");
		show_escaped(out, text + mark->start, mark->end - mark->start);
		buffer_add_string(out, "</mark>");
		done = mark->end;
	}
	show_escaped(out, text + done, strlen(text + done));
	if (passage->cut_after)
		buffer_add_string(out, " …");
}
