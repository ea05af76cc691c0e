/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "entity/stretch.h"

#include "text/memory.h"
#include "text/sentence.h"

#include <stdlib.h>
#include <string.h>

void stretch_release(struct stretch *stretch)
{
	free(stretch->words);
	free(stretch->casings);
	free(stretch->traits);
	free(stretch->lowers);
	free(stretch->pieces);
	free(stretch->habits);
	free(stretch->sentence_of);
	free(stretch->runs);
	free(stretch->sentences);
	free(stretch->habit_list);
	free(stretch->slots);
	*stretch = (struct stretch){0};
}

void stretch_clear(struct stretch *stretch)
{
	stretch->word_count = stretch->sentence_count = stretch->habit_count = 0;
	stretch->capital_count = stretch->sport_count = 0;
}

static void make_room(struct stretch *stretch)
{
	size_t capacity = stretch->word_capacity ? stretch->word_capacity * 2 : 1024;

	stretch->words = memory_resize(stretch->words, capacity, sizeof *stretch->words);
	stretch->casings = memory_resize(stretch->casings, capacity, sizeof *stretch->casings);
	stretch->traits = memory_resize(stretch->traits, capacity, sizeof *stretch->traits);
	stretch->lowers = memory_resize(stretch->lowers, capacity, sizeof *stretch->lowers);
	stretch->pieces = memory_resize(stretch->pieces, capacity, sizeof *stretch->pieces);
	stretch->habits = memory_resize(stretch->habits, capacity, sizeof *stretch->habits);
	stretch->sentence_of = memory_resize(stretch->sentence_of, capacity, sizeof *stretch->sentence_of);
	stretch->runs = memory_resize(stretch->runs, capacity, sizeof *stretch->runs);
	stretch->word_capacity = capacity;
}

void stretch_sentence(struct stretch *stretch, bool title)
{
	struct sentence *last = stretch->sentence_count ? &stretch->sentences[stretch->sentence_count - 1] : NULL;

	if (last && last->count == 0) {
		last->title = title;
		return;
	}
	if (stretch->sentence_count == stretch->sentence_capacity) {
		stretch->sentence_capacity = stretch->sentence_capacity ? stretch->sentence_capacity * 2 : 64;
		stretch->sentences = memory_resize(stretch->sentences, stretch->sentence_capacity, sizeof *stretch->sentences);
	}
	stretch->sentences[stretch->sentence_count++] =
		(struct sentence){.first = (uint32_t)stretch->word_count, .title = title};
}

/* Takes so many words more, which stand in `words` and `pieces` already, into the last sentence. */
static void take_words(struct stretch *stretch, size_t count)
{
	uint32_t sentence = (uint32_t)stretch->sentence_count - 1;

	stretch->sentences[sentence].count += (uint32_t)count;
	for (size_t at = stretch->word_count, end = at + count; at < end; at++) {
		const struct word_type *word = stretch->words[at];

		stretch->casings[at] = word->casing;
		stretch->traits[at] = word->traits;
		stretch->lowers[at] = (uint32_t)(word->lower >> 32);
		stretch->sentence_of[at] = sentence;
		stretch->capital_count += word->traits & TRAIT_CAPITAL;
		stretch->sport_count += (word->traits & TRAIT_SPORT) != 0;
	}
	stretch->word_count += count;
}

/* The same, and where the last sentence is full starts another. */
static void take_all(struct stretch *stretch, size_t count)
{
	while (count > 0) {
		struct sentence *last = &stretch->sentences[stretch->sentence_count - 1];
		size_t room = SENTENCE_WORDS - last->count, some = count < room ? count : room;

		if (some > 0)
			take_words(stretch, some);
		else
			stretch_sentence(stretch, last->title);
		count -= some;
	}
}

void stretch_add(struct stretch *stretch, struct word_type *word, struct piece piece)
{
	if (stretch->word_count == stretch->word_capacity)
		make_room(stretch);
	stretch->words[stretch->word_count] = word;
	stretch->pieces[stretch->word_count] = piece;
	take_all(stretch, 1);
}

void stretch_cut(struct stretch *stretch, struct vocabulary *vocabulary, const char *text, size_t start, size_t end, bool title)
{
	while (start < end) {
		size_t behind = sentence_end(text, end, start), first = stretch->word_count, count = 0;
		struct piece piece;

		while (piece_next(text, behind, &start, &piece)) {
			if (first + count == stretch->word_capacity)
				make_room(stretch);
			stretch->pieces[first + count++] = piece;
		}
		vocabulary_words(vocabulary, text, stretch->pieces + first, count, stretch->words + first);
		stretch_sentence(stretch, title);
		take_all(stretch, count);
		start = behind;
	}
}

/* ---- lines ---- */

static enum line_kind kind_of(const uint8_t *casings, size_t count)
{
	size_t lower = 0, capital = 0, upper = 0, numbers = 0;

	for (size_t i = 0; i < count; i++) {
		lower += casings[i] == CASING_LOWER;
		capital += casings[i] == CASING_CAPITAL || casings[i] == CASING_MIXED;
		upper += casings[i] == CASING_UPPER;
		numbers += casings[i] == CASING_NUMBER;
	}
	if (numbers >= 2 && numbers * 4 >= count && lower <= numbers)
		return LINE_TABLE;
	if (lower == 0 && upper >= 2 && capital <= upper / 3)
		return LINE_CAPITALS;
	if (capital + upper >= 3 && lower <= (capital + upper) / 4)
		return LINE_TITLE;
	return LINE_PROSE;
}

static uint8_t topic_of(const struct stretch *stretch)
{
	size_t sport = stretch->sport_count;

	if (sport * 25 >= stretch->word_count && sport >= 3)
		return 2;
	return sport * 50 >= stretch->word_count && sport >= 2;
}

/* ---- habits ---- */

static size_t slot_of(const struct stretch *stretch, uint64_t lower)
{
	size_t at = lower & stretch->slot_mask;

	while (stretch->slots[at] && stretch->habit_list[stretch->slots[at] - 1].lower != lower)
		at = (at + 1) & stretch->slot_mask;
	return at;
}

/* Room for every word, so that nothing has to move while they are added. */
static void clear_slots(struct stretch *stretch)
{
	size_t capitals = stretch->capital_count, size = 64;

	while (size < 2 * capitals)
		size *= 2;
	if (stretch->slot_mask + 1 != size) {
		free(stretch->slots);
		stretch->slots = memory_new(size * sizeof *stretch->slots);
		stretch->slot_mask = size - 1;
	}
	memset(stretch->slots, 0, size * sizeof *stretch->slots);
	memset(stretch->habit_filter, 0, sizeof stretch->habit_filter);
	if (stretch->word_count) {
		memset(stretch->habits, 0, stretch->word_count * sizeof *stretch->habits);
		memset(stretch->runs, 0, stretch->word_count);
	}
	if (stretch->habit_capacity < capitals) {
		stretch->habit_capacity = capitals;
		stretch->habit_list = memory_resize(stretch->habit_list, capitals, sizeof *stretch->habit_list);
	}
}

/* Its place in the filter, by bits that are not those of its slot. */
static uint64_t *filter_word(struct stretch *stretch, uint32_t lower, uint64_t *bit)
{
	*bit = (uint64_t)1 << (lower >> 26);
	return &stretch->habit_filter[lower & (FILTER_WORDS - 1)];
}

static struct habit *habit_of(struct stretch *stretch, uint32_t at)
{
	uint64_t lower = stretch->words[at]->lower;
	size_t slot = slot_of(stretch, lower);

	if (!stretch->slots[slot]) {
		uint64_t bit, *filter = filter_word(stretch, stretch->lowers[at], &bit);

		*filter |= bit;
		stretch->habit_list[stretch->habit_count] = (struct habit){.lower = lower};
		stretch->slots[slot] = (uint32_t)++stretch->habit_count;
	}
	stretch->habits[at] = stretch->slots[slot];
	return &stretch->habit_list[stretch->slots[slot] - 1];
}

static void note_mention(struct habit *habit, uint32_t at, bool inside, uint32_t run_start, uint32_t run)
{
	habit->inside |= inside;
	if (habit->mention_count < MENTIONS_KEPT)
		habit->mentions[habit->mention_count++] = at;
	if (run <= RUN_LONGEST && run > habit->run) {
		habit->run = (uint8_t)run;
		habit->place = (uint8_t)(at - run_start);
		habit->run_start = run_start;
	}
}

/* The runs of capitalised words of a sentence. In a line of capitals each word looks like a name, so it proves nothing. */
static void note_runs(struct stretch *stretch, const struct sentence *sentence)
{
	uint32_t end = sentence->first + sentence->count;
	bool mark_first = stretch->casings[sentence->first] == CASING_SIGN;

	for (uint32_t start = sentence->first, behind; start < end; start = behind) {
		for (behind = start; behind < end && (stretch->traits[behind] & TRAIT_CAPITAL); behind++)
			;
		for (uint32_t at = start; at < behind; at++) {
			struct habit *habit = habit_of(stretch, at);
			bool inside = at > sentence->first + mark_first;

			stretch->runs[at] = (uint8_t)(behind - start > 255 ? 255 : behind - start);
			if (sentence->kind != LINE_CAPITALS && sentence->kind != LINE_TITLE)
				note_mention(habit, at, inside, start, behind - start);
		}
		behind += behind == start;
	}
}

static void note_lower_case(struct stretch *stretch)
{
	for (size_t at = 0; at < stretch->word_count; at++) {
		uint64_t bit;
		uint32_t number;

		if (stretch->casings[at] != CASING_LOWER || !(*filter_word(stretch, stretch->lowers[at], &bit) & bit))
			continue;
		number = stretch->slots[slot_of(stretch, stretch->words[at]->lower)];
		if (number)
			stretch->habit_list[number - 1].lower_case = true;
	}
}

void stretch_study(struct stretch *stretch)
{
	while (stretch->sentence_count && stretch->sentences[stretch->sentence_count - 1].count == 0)
		stretch->sentence_count--;
	for (size_t i = 0; i < stretch->sentence_count; i++) {
		struct sentence *sentence = &stretch->sentences[i];

		sentence->kind = (uint8_t)kind_of(stretch->casings + sentence->first, sentence->count);
	}
	stretch->topic = topic_of(stretch);
	clear_slots(stretch);
	for (size_t i = 0; i < stretch->sentence_count; i++)
		note_runs(stretch, &stretch->sentences[i]);
	note_lower_case(stretch);
}
