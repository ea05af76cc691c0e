/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/extract/html_text.h"

#include "indexer/extract/judge.h"
#include "text/memory.h"

#include <stdlib.h>
#include <string.h>

/* A refrain may come again; a paragraph or caption of this many characters is the page's doing. */
#define REPEATED_CHARS 40

/* A page whose article is shorter may be no article: a list of headlines, a search. More of it is taken then. */
#define ARTICLE_CHARS 120
#define DOUBTFUL_SCORE (-SCORE_UNIT)

/* A longer cell of a table is a paragraph: the table is there for the page's layout. */
#define CELL_CHARS 100

static size_t choose_above(const struct measures *measures, const int *scores, int least, bool *chosen)
{
	size_t chars = 0;

	for (size_t i = 0; i < measures->markup->block_count; i++) {
		chosen[i] = scores[i] > least;
		chars += chosen[i] ? measures->blocks[i].chars : 0;
	}
	return chars;
}

/* What reads as running text, whatever was thought of it; when there is none, all that is seen. */
static void choose_prose(const struct measures *measures, bool *chosen)
{
	bool any = measures->elements[0].prose > 0;

	for (size_t i = 0; i < measures->markup->block_count; i++)
		chosen[i] = !any || measures->blocks[i].prose;
}

bool *html_choose(const struct measures *measures, const struct head *head)
{
	size_t count = measures->markup->block_count;
	int *scores = memory_new(count * sizeof *scores);
	bool *chosen = memory_new(count * sizeof *chosen);
	struct evidence evidence = {head->description, head->body};

	judge_blocks(&judge_weights, measures, &evidence, scores, NULL);
	if (choose_above(measures, scores, 0, chosen) < ARTICLE_CHARS &&
	    choose_above(measures, scores, DOUBTFUL_SCORE, chosen) == 0)
		choose_prose(measures, chosen);
	free(scores);
	return chosen;
}

/* Whether both are short cells of one row. */
static bool shares_row(const struct measures *measures, size_t one, size_t other)
{
	const struct markup *markup = measures->markup;
	const struct markup_element *elements = markup->elements;
	uint32_t first = markup->blocks[one].element, second = markup->blocks[other].element;

	return elements[first].tag == TAG_CELL && elements[second].tag == TAG_CELL &&
	       elements[first].parent == elements[second].parent && measures->blocks[one].chars < CELL_CHARS &&
	       measures->blocks[other].chars < CELL_CHARS;
}

/* The hashes of the paragraphs that are written; open addressing, 0 is free. */
struct seen {
	uint32_t *hashes;
	size_t mask;
};

/* Whether a hash was there before; it is now. */
static bool seen_add(struct seen *seen, uint32_t hash)
{
	size_t slot;

	hash += !hash;
	for (slot = hash & seen->mask; seen->hashes[slot]; slot = (slot + 1) & seen->mask)
		if (seen->hashes[slot] == hash)
			return true;
	seen->hashes[slot] = hash;
	return false;
}

void html_write(struct buffer *out, const struct measures *measures, const bool *chosen)
{
	const struct markup *markup = measures->markup;
	size_t size = 64, last = markup->block_count;
	struct seen seen;

	while (size < markup->block_count * 2)
		size *= 2;
	seen = (struct seen){memory_zeroed(size, sizeof *seen.hashes), size - 1};
	for (size_t i = 0; i < markup->block_count; i++) {
		const struct block_measure *block = &measures->blocks[i];

		if (chosen && !chosen[i])
			continue;
		if (chosen && block->chars >= REPEATED_CHARS && seen_add(&seen, block->hash))
			continue;
		if (out->length)
			buffer_add_string(out, last < i && shares_row(measures, last, i) ? " " : "\n\n");
		buffer_add(out, markup_text(markup, &markup->blocks[i]), markup->blocks[i].length);
		last = i;
	}
	free(seen.hashes);
}
