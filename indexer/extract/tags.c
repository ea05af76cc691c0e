/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/extract/tags.h"

#include <stdlib.h>
#include <string.h>

struct entry {
	const char *name;
	struct tag_traits traits;
};

#define LINE(kind) {.tag = TAG_##kind}

/* In the order of names. What is not here is inline. */
static const struct entry entries[] = {
	{"a", {.link = true}},
	{"address", LINE(ADDRESS)},
	{"article", LINE(ARTICLE)},
	{"aside", LINE(ASIDE)},
	{"audio", {.skip = true}},
	{"b", {.flags = MARKUP_BOLD}},
	{"blockquote", LINE(QUOTE)},
	{"body", LINE(BODY)},
	{"br", {.breaks = 1}},
	{"button", {.flags = MARKUP_BUTTON}},
	{"canvas", {.skip = true}},
	{"caption", LINE(CAPTION)},
	{"center", LINE(DIV)},
	{"code", {.flags = MARKUP_CODE}},
	{"datalist", {.skip = true}},
	{"dd", LINE(TERM)},
	{"details", LINE(DIV)},
	{"dialog", LINE(ASIDE)},
	{"div", LINE(DIV)},
	{"dl", LINE(LIST)},
	{"dt", LINE(TERM)},
	{"fieldset", LINE(FORM)},
	{"figcaption", LINE(CAPTION)},
	{"figure", LINE(FIGURE)},
	{"footer", LINE(FOOTER)},
	{"form", LINE(FORM)},
	{"h1", LINE(HEADING_1)},
	{"h2", LINE(HEADING_2)},
	{"h3", LINE(HEADING_3)},
	{"h4", LINE(HEADING_4)},
	{"h5", LINE(HEADING_4)},
	{"h6", LINE(HEADING_4)},
	{"header", LINE(HEADER)},
	{"hgroup", LINE(HEADER)},
	{"hr", {.breaks = 2}},
	{"iframe", {.skip = true}},
	{"label", {.flags = MARKUP_BUTTON}},
	{"legend", LINE(CAPTION)},
	{"li", LINE(ITEM)},
	{"main", LINE(MAIN)},
	{"map", {.skip = true}},
	{"math", {.skip = true}},
	{"menu", LINE(LIST)},
	{"nav", LINE(NAV)},
	{"noframes", {.skip = true}},
	{"noscript", {.skip = true}},
	{"object", {.skip = true}},
	{"ol", LINE(LIST)},
	{"optgroup", {.skip = true}},
	{"option", {.skip = true}},
	{"p", LINE(PARAGRAPH)},
	{"pre", LINE(PREFORMATTED)},
	{"script", {.skip = true}},
	{"section", LINE(SECTION)},
	{"select", {.skip = true}},
	{"strong", {.flags = MARKUP_BOLD}},
	{"style", {.skip = true}},
	{"summary", LINE(CAPTION)},
	{"svg", {.skip = true}},
	{"table", LINE(TABLE)},
	{"tbody", {0}},
	{"td", LINE(CELL)},
	{"template", {.skip = true}},
	{"textarea", {.skip = true}},
	{"tfoot", {0}},
	{"th", LINE(CELL)},
	{"thead", {0}},
	{"time", {.flags = MARKUP_TIME}},
	{"title", {.skip = true}},
	{"tr", LINE(ROW)},
	{"ul", LINE(LIST)},
	{"video", {.skip = true}},
};

static int compare(const void *name, const void *entry)
{
	return strcmp(name, ((const struct entry *)entry)->name);
}

const struct tag_traits *tag_find(const char *name)
{
	static const struct tag_traits inline_traits = {0}, custom = LINE(CUSTOM);
	const struct entry *found = bsearch(name, entries, sizeof entries / sizeof *entries, sizeof *entries, compare);

	if (found)
		return &found->traits;
	return strchr(name, '-') ? &custom : &inline_traits;
}
