/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/extract/title/title_candidates.h"

#include "indexer/extract/class_words.h"
#include "indexer/extract/title/headline.h"

#include <limits.h>
#include <string.h>

#define PIECES_MAX 5
#define BLOCK_BYTES_MAX 400 /* no title is longer */
#define CUT_BYTES_MIN 60 /* a shorter text is cut by none */
#define OTHER_RANK 4
#define HIDDEN_RANK 10

unsigned title_rank(const struct block_measure *block)
{
	for (unsigned rank = 1; rank < OTHER_RANK; rank++)
		if (block->ancestors & 1u << (TAG_HEADING_1 + rank - 1))
			return rank;
	return OTHER_RANK;
}

static unsigned rank_of(const struct measures *measures, size_t block)
{
	if (block == NO_TITLE_BLOCK)
		return UINT_MAX;
	return title_rank(&measures->blocks[block]) + (measures->blocks[block].flags & MARKUP_HIDDEN ? HIDDEN_RANK : 0);
}

struct gathering {
	struct title_candidates *candidates;
	const struct measures *measures;
	enum title_place place;
	size_t block;
	enum title_kicker kicker;
};

static void add(const struct gathering *from, const char *text, size_t length, enum title_part part)
{
	struct title_candidates *all = from->candidates;
	struct title_key key;
	size_t i = 0;

	while (length && text[length - 1] == ' ')
		length--;
	key = title_key_of(text, length);
	if (!key.length)
		return;
	while (i < all->count && !title_key_same(&all->at[i].key, &key))
		i++;
	if (i == all->count) {
		if (all->count == TITLE_CANDIDATES_MAX)
			return;
		all->at[all->count++] = (struct title_candidate){text, length, key, NO_TITLE_BLOCK, {0}, (uint8_t)from->kicker};
	}
	if (!all->at[i].parts[from->place] || all->at[i].parts[from->place] > part)
		all->at[i].parts[from->place] = (uint8_t)part;
	if (rank_of(from->measures, from->block) < rank_of(from->measures, all->at[i].block)) {
		all->at[i].block = from->block;
		all->at[i].kicker = (uint8_t)from->kicker;
	}
}

/* The text, and each run of the pieces that bars and dashes cut it into. */
static void add_runs(const struct gathering *from, const char *text, size_t length)
{
	struct headline_part pieces[PIECES_MAX];
	size_t count;

	add(from, text, length, TITLE_PART_WHOLE);
	count = headline_parts(text, length, pieces, PIECES_MAX);
	for (size_t first = 0; first < count; first++)
		for (size_t last = first; last < count; last++) {
			enum title_part part = first ? (last + 1 == count ? TITLE_PART_END : TITLE_PART_MIDDLE) : TITLE_PART_BEGIN;

			if (first || last + 1 < count)
				add(from, pieces[first].bytes, (size_t)(pieces[last].bytes + pieces[last].length - pieces[first].bytes), part);
		}
}

/* What follows a kicker in a heading: behind it and the sign that parts them. */
static const char *behind_kicker(const char *at, const char *end)
{
	for (;;) {
		if (at < end && strchr(" :|-/", *at))
			at++;
		else if (end - at >= 3 && (!memcmp(at, "–", 3) || !memcmp(at, "—", 3)))
			at += 3;
		else
			return at;
	}
}

static void add_block(struct gathering *from, size_t i)
{
	const struct markup_block *block = &from->measures->markup->blocks[i];
	const char *text = markup_text(from->measures->markup, block), *end = text + block->length, *rest;

	if (block->length > BLOCK_BYTES_MAX)
		return;
	from->block = i;
	from->kicker = TITLE_KICKER_NONE;
	if (block->kicker && block->kicker < block->length) {
		rest = behind_kicker(text + block->kicker, end);
		from->kicker = TITLE_KICKER_BEHIND;
		add(from, rest, (size_t)(end - rest), TITLE_PART_END);
		from->kicker = TITLE_KICKER_ALONE;
		add(from, text, block->kicker, TITLE_PART_BEGIN);
		from->kicker = TITLE_KICKER_WITH;
	}
	add_runs(from, text, block->length);
}

/* Headings by their ranks, since the less likely may find no room. A link to the first page is none. */
static void add_blocks(struct gathering *from)
{
	size_t count = from->measures->markup->block_count;

	for (unsigned rank = 1; rank <= OTHER_RANK; rank++)
		for (size_t i = 0; i < count; i++) {
			const struct block_measure *block = &from->measures->blocks[i];

			if (title_rank(block) == rank && !(block->flags & MARKUP_HOME) &&
			    (rank < OTHER_RANK || block->has_title || block->classes_near >> CLASS_TITLE & 1 || block->flags & MARKUP_NAMED))
				add_block(from, i);
		}
}

/* It is the beginning of the whole and no more. */
static bool is_cut_short(const char *text, const char *whole)
{
	size_t length = strlen(text);

	if (!whole || strncmp(text, whole, length) != 0)
		return false;
	whole += length;
	return *whole && (whole[strspn(whole, " ")] == '"' || (length >= CUT_BYTES_MIN && !strchr(" -|:", *whole)));
}

const char *title_at_place(const struct head *head, enum title_place place)
{
	const char *text = place == TITLE_IN_DATA ? head->data_title : place == TITLE_IN_META ? head->meta_title : head->window_title;

	return text && !is_cut_short(text, head->window_title) ? text : NULL;
}

void title_candidates_find(struct title_candidates *candidates, const struct head *head, const struct measures *measures)
{
	struct gathering from = {candidates, measures, TITLE_IN_DATA, NO_TITLE_BLOCK, TITLE_KICKER_NONE};

	candidates->count = 0;
	for (int place = 0; place < TITLE_IN_HEADING; place++) {
		const char *text = title_at_place(head, (enum title_place)place);

		from.place = (enum title_place)place;
		if (text)
			add_runs(&from, text, strlen(text));
	}
	from.place = TITLE_IN_HEADING;
	add_blocks(&from);
}
