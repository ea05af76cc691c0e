/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/extract/fragment.h"

#include "indexer/extract/class_words.h"
#include "indexer/extract/html_text.h"
#include "indexer/extract/markup.h"
#include "indexer/extract/measure.h"
#include "indexer/extract/phrases.h"
#include "text/memory.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define LINKED_ALL 80  /* % of a line that is nothing but a link */
#define LINKED_MOST 50 /* % of one with several */
#define LINE_WORDS 40  /* a longer line is text */

/* What a program of blogs writes below each entry of its feed: the entry's title stands between the two. */
static const struct {
	const char *begin, *middle;
} signatures[] = {
	{"The post ", " appeared first on "},     {"The post ", " first appeared on "},
	{"Der Beitrag ", " erschien zuerst auf "}, {"L’article ", " est apparu en premier sur "},
	{"Cet article ", " est apparu en premier sur "}, {"La entrada ", " se publicó primero en "},
	{"La entrada ", " apareció primero en "}, {"O post ", " apareceu primeiro em "},
	{"L'articolo ", " proviene da "},         {"Het bericht ", " verscheen eerst op "},
	{"Сообщение ", " появились сначала на "}, {"Artykuł ", " pochodzi z serwisu "},
	{"Inlägget ", " dök först upp på "},      {"Příspěvek ", " pochází z "}};

static bool is_signature(const char *text, size_t length)
{
	for (size_t i = 0; i < sizeof signatures / sizeof *signatures; i++) {
		size_t begin = strlen(signatures[i].begin);

		if (length > begin && !strncasecmp(text, signatures[i].begin, begin) &&
		    memmem(text + begin, length - begin, signatures[i].middle, strlen(signatures[i].middle)))
			return true;
	}
	return false;
}

/* What is no article's wherever it stands: media, bars, boxes. */
static bool is_apart(const struct block_measure *block)
{
	const uint32_t tags = 1u << TAG_FIGURE | 1u << TAG_ASIDE | 1u << TAG_NAV | 1u << TAG_HEADER | 1u << TAG_FOOTER | 1u << TAG_FORM;
	const uint32_t classes = UINT32_C(1) << CLASS_SHARE | UINT32_C(1) << CLASS_RELATED | UINT32_C(1) << CLASS_SIGN_UP |
	                         UINT32_C(1) << CLASS_ADVERT | UINT32_C(1) << CLASS_COMMENT;

	return block->ancestors & tags || block->classes_near & classes || block->hits.kinds & 1u << PHRASE_SHARE;
}

/* What ends a feed's entry and is none of its text. */
static bool is_ending(const struct block_measure *block, const struct markup_block *markup, const char *text)
{
	const unsigned kinds = 1u << PHRASE_TEASER | 1u << PHRASE_TAIL | 1u << PHRASE_COPYRIGHT | 1u << PHRASE_KEYWORDS;

	if (is_signature(text, markup->length))
		return true;
	if (block->words > LINE_WORDS)
		return false;
	return block->hits.kinds & kinds || block->hits.notices >= PHRASE_APPEAL_WEIGHT || block->link_share >= LINKED_ALL ||
	       (markup->links > 1 && block->link_share >= LINKED_MOST);
}

/* A flag for each block. Returns how many are text. */
static size_t choose(const struct measures *measures, bool *chosen)
{
	const struct markup *markup = measures->markup;
	size_t count = 0, end = markup->block_count;

	for (size_t i = 0; i < markup->block_count; i++)
		chosen[i] = !is_apart(&measures->blocks[i]);
	while (end > 0 && (!chosen[end - 1] ||
	                   is_ending(&measures->blocks[end - 1], &markup->blocks[end - 1], markup_text(markup, &markup->blocks[end - 1]))))
		chosen[--end] = false;
	for (size_t i = 0; i < end; i++)
		count += chosen[i];
	return count;
}

static void write_blocks(struct buffer *out, const struct markup *markup, bool keep_boilerplate)
{
	struct phrases phrases;
	struct measures measures;
	bool *chosen = memory_new((markup->block_count + 1) * sizeof *chosen);

	phrases_init(&phrases);
	measures_init(&measures, markup, &phrases, NULL);
	if (keep_boilerplate || !choose(&measures, chosen))
		html_write(out, &measures, NULL);
	else
		html_write(out, &measures, chosen);
	measures_release(&measures);
	free(chosen);
}

bool fragment_write(struct buffer *out, const char *html, size_t length, bool keep_boilerplate)
{
	struct markup markup;
	char *copy = memory_copy(html, length); /* reading changes it */

	markup_read(&markup, copy, length);
	if (markup.block_count)
		write_blocks(out, &markup, keep_boilerplate);
	markup_release(&markup);
	free(copy);
	return out->length > 0;
}

bool fragment_has_blocks(const char *html)
{
	static const char *const names[] = {"<p", "<div", "<br", "<li", "<h1", "<h2", "<h3", "<h4", "<blockquote", "<table", "<section", "<article"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		size_t length = strlen(names[i]);

		for (const char *at = html; (at = strcasestr(at, names[i])) != NULL; at++)
			if (strchr(" >/\t\r\n", at[length]))
				return true;
	}
	return false;
}
