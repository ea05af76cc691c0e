/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "entity/features.h"

#include "text/memory.h"
#include "text/stem.h"

#include <stdlib.h>
#include <string.h>

#define PHRASE_LONGEST 7
#define PHRASE_ALL ((1u << PHRASE_CLASSES) - 1)

/* ---- names of the gazetteer ---- */

void marks_release(struct marks *marks)
{
	free(marks->list);
	*marks = (struct marks){0};
}

/* Lays a phrase of this class and length over the words, unless it lies inside a longer one. */
static void lay(struct mark_row *list, int class, uint32_t length)
{
	if (list[0].classes[class] == MARK_INSIDE || list[0].classes[class] == MARK_END)
		return;
	for (uint32_t i = 0; i < length; i++) {
		list[i].set |= 1u << class;
		list[i].classes[class] = length == 1 ? MARK_ALONE : i == 0 ? MARK_BEGIN : i + 1 == length ? MARK_END : MARK_INSIDE;
	}
}

/* The longest phrase of each class that starts here. */
static void find_from(struct marks *marks, const struct model *model, struct word_type *const *words, uint32_t start, uint32_t count)
{
	uint64_t hash = hash_pair(PHRASE_START, words[start]->lower);
	uint32_t mask = words[start]->phrase, found = 0, longest[32];

	for (uint32_t at = start; mask; mask = model_phrase(model, hash)) {
		if ((words[at]->traits & TRAIT_CAPITAL) || words[at]->casing == CASING_NUMBER)
			for (uint32_t rest = mask & PHRASE_ALL; rest; rest &= rest - 1) {
				longest[__builtin_ctz(rest)] = at - start + 1;
				found |= rest & -rest;
			}
		if (!(mask & PHRASE_GOES_ON) || ++at >= count || at >= start + PHRASE_LONGEST)
			break;
		hash = hash_pair(hash, words[at]->lower);
	}
	for (; found; found &= found - 1)
		lay(marks->list + start, __builtin_ctz(found), longest[__builtin_ctz(found)]);
}

void marks_find(struct marks *marks, const struct model *model, struct word_type *const *words, uint32_t count)
{
	if (marks->capacity < count) {
		marks->capacity = count;
		marks->list = memory_resize(marks->list, count, sizeof *marks->list);
	}
	memset(marks->list, 0, count * sizeof *marks->list);
	for (uint32_t start = 0; start < count; start++)
		if (words[start]->phrase)
			find_from(marks, model, words, start, count);
}

/* A word that is always written in lower case has its capital from the sentence that it begins, unless a name follows. */
static bool begins_sentence(const uint8_t *casings, const uint8_t *traits, uint32_t at, uint32_t count)
{
	return casings[at] == CASING_CAPITAL && (traits[at] & TRAIT_LOWER_CASE) && (at + 1 == count || !(traits[at + 1] & TRAIT_CAPITAL));
}

void candidates_find(uint8_t *candidates, const struct stretch *stretch, const struct sentence *sentence)
{
	const uint8_t *casings = stretch->casings + sentence->first, *traits = stretch->traits + sentence->first;
	uint32_t count = sentence->count, first = count > 1 && casings[0] == CASING_SIGN;

	for (uint32_t i = 0; i < count; i++)
		candidates[i] = traits[i] & TRAIT_CAPITAL ? CANDIDATE_CAPITAL : CANDIDATE_NOT;
	for (uint32_t i = 0; i <= first; i++)
		if (begins_sentence(casings, traits, i, count))
			candidates[i] = CANDIDATE_NOT;
	for (uint32_t i = 1; i + 1 < count; i++) {
		if (candidates[i] || !(traits[i] & TRAIT_JOINS) || candidates[i - 1] != CANDIDATE_CAPITAL)
			continue;
		if (traits[i + 1] & TRAIT_CAPITAL)
			candidates[i] = CANDIDATE_BETWEEN;
		else if (i + 2 < count && (traits[i + 1] & TRAIT_JOINS) && (traits[i + 2] & TRAIT_CAPITAL))
			candidates[i] = candidates[i + 1] = CANDIDATE_BETWEEN;
	}
	for (uint32_t i = 1; i < count; i++)
		if (!candidates[i] && casings[i] == CASING_NUMBER && candidates[i - 1] == CANDIDATE_CAPITAL)
			candidates[i] = CANDIDATE_BETWEEN;
}

/* ---- the word itself ---- */

void features_identity(struct features *features, const struct word_type *word)
{
	features_add(features, 1, word->form);
	features_add(features, 2, word->lower);
}

/* Of so many bytes, from 1. */
static uint64_t prefix(const struct word_type *word, size_t size)
{
	return hash_pair(term_hash(word->head, size), size);
}

static uint64_t suffix(const struct word_type *word, size_t size)
{
	return hash_pair(term_hash(word->tail + AFFIXES - size, size), size);
}

static void add_own(struct features *features, const struct word_type *word)
{
	features_add(features, 3, word->shape);
	features_add(features, 4, word->brief);
	features_add(features, 5, word->casing);
	for (size_t size = 1; size <= word->affix_count; size++) {
		features_add(features, 6, prefix(word, size));
		features_add(features, 7, suffix(word, size));
	}
	features_add(features, 8, word->flags);
	features_add(features, 9, hash_pair(word->flags & WORD_FLAG_CASES, word->casing));
	for (uint32_t rest = word->flags; rest; rest &= rest - 1)
		features_add(features, 10, (uint64_t)__builtin_ctz(rest));
}

void features_word(struct features *features, const struct word_type *word, int offset)
{
	uint32_t kind = 100 + (uint32_t)(offset + 2) * 20;

	if (offset == 0) {
		add_own(features, word);
	} else {
		features_add(features, kind, word->lower);
		features_add(features, kind + 1, word->casing);
	}
	if (offset == 1 || offset == -1) {
		features_add(features, kind + 2, word->brief);
		features_add(features, kind + 3, word->flags);
		if (word->affix_count >= 3)
			features_add(features, kind + 4, suffix(word, 3));
	}
	for (unsigned i = 0; i < MODEL_CLUSTERS; i++)
		if (word->clusters[i])
			features_add(features, kind + 5, word_cluster(word, i));
}

/* ---- its place ---- */

/* A word and those beside it. */
struct around {
	const struct word_type *before, *word, *behind;
};

static struct around look_around(const struct stretch *stretch, uint32_t at, struct word_type *edges[2])
{
	const struct sentence *sentence = &stretch->sentences[stretch->sentence_of[at]];
	uint32_t first = sentence->first, last = first + sentence->count - 1;

	return (struct around){.before = at > first ? stretch->words[at - 1] : edges[0],
	                       .word = stretch->words[at],
	                       .behind = at < last ? stretch->words[at + 1] : edges[1]};
}

void features_neighbours(struct features *features, const struct stretch *stretch, uint32_t at, struct word_type *edges[2])
{
	struct around around = look_around(stretch, at, edges);

	features_add(features, 201, hash_pair(around.before->lower, around.word->lower));
	features_add(features, 202, hash_pair(around.word->lower, around.behind->lower));
}

static void add_shapes(struct features *features, const struct around *around)
{
	const struct word_type *before = around->before, *word = around->word, *behind = around->behind;

	features_add(features, 203, hash_pair(before->brief, word->brief));
	features_add(features, 204, hash_pair(word->brief, behind->brief));
	features_add(features, 205, hash_pair(before->lower, word->casing));
	features_add(features, 206, hash_pair(behind->lower, word->casing));
	features_add(features, 207, hash_pair(hash_pair(before->flags, before->casing), hash_pair(word->flags, word->casing)));
	features_add(features, 208, hash_pair(hash_pair(behind->flags, behind->casing), hash_pair(word->flags, word->casing)));
	features_add(features, 209, hash_pair(before->cluster, word->cluster));
	features_add(features, 210, hash_pair(word->cluster, behind->cluster));
}

/* What the line and the article look like. */
static void add_line(struct features *features, const struct stretch *stretch, uint32_t at, const struct around *around)
{
	const struct sentence *sentence = &stretch->sentences[stretch->sentence_of[at]];
	uint64_t first = at == sentence->first, kind = sentence->kind, line = hash_pair(stretch->topic, kind);

	features_add(features, 220, hash_pair(hash_pair(first, kind), around->word->brief));
	features_add(features, 221, hash_pair(line, around->word->brief));
	if (kind != LINE_PROSE)
		features_add(features, 222, hash_pair(line, hash_pair(around->before->casing, around->behind->casing)));
}

/* In a headline, a table or a text about sport names are others: the line's place among the lines, the word's in the line. */
static void add_table(struct features *features, const struct stretch *stretch, uint32_t at, const struct around *around)
{
	uint32_t number = stretch->sentence_of[at];
	const struct sentence *sentence = &stretch->sentences[number];
	const struct word_type *word = around->word;
	uint64_t kind = sentence->kind, before = number ? stretch->sentences[number - 1].kind : 9;
	uint64_t behind = number + 1 < stretch->sentence_count ? stretch->sentences[number + 1].kind : 9;
	uint64_t where = hash_pair(at == sentence->first, kind), last = at + 1 == sentence->first + sentence->count;

	features_add(features, 223, hash_pair(where, word->cluster));
	features_add(features, 224, hash_pair(hash_pair(kind, last), word->casing));
	features_add(features, 225, hash_pair(stretch->topic, word->cluster));
	features_add(features, 226, hash_pair(hash_pair(before, kind), hash_pair(behind, word->casing)));
	if (kind == LINE_PROSE)
		return;
	features_add(features, 227, hash_pair(stretch->words[sentence->first]->lower, word->casing));
	features_add(features, 228, hash_pair(hash_pair(kind, at - sentence->first), sentence->count));
}

static uint64_t hash_marks(const struct mark_row *row)
{
	uint64_t parts[3];

	memcpy(parts, row->classes, sizeof parts);
	return hash_pair(hash_pair(parts[0], parts[1]), parts[2]);
}

static void add_marks(struct features *features, const struct mark_row *row, const struct word_type *word)
{
	for (uint32_t rest = row->set; rest; rest &= rest - 1) {
		uint32_t class = (uint32_t)__builtin_ctz(rest);
		uint64_t own = hash_pair(class, row->classes[class]);

		features_add(features, 230, own);
		features_add(features, 231, hash_pair(own, word->casing));
	}
	features_add(features, 232, hash_pair(hash_marks(row), word->flags));
}

/* In a headline, a table or a text about sport, where a city may be a club. */
static void add_marks_of_table(struct features *features, const struct mark_row *row, uint64_t line)
{
	for (uint32_t rest = row->set; rest; rest &= rest - 1) {
		uint32_t class = (uint32_t)__builtin_ctz(rest);

		features_add(features, 233, hash_pair(hash_pair(class, row->classes[class]), line));
	}
	features_add(features, 234, hash_pair(hash_marks(row), line));
}

/* ---- how the article writes it elsewhere ---- */

static void add_longest_run(struct features *features, const struct stretch *stretch, const struct habit *habit)
{
	const struct word_type *first = stretch->words[habit->run_start], *last = stretch->words[habit->run_start + habit->run - 1];
	uint64_t place = habit->place == 0 ? 0 : habit->place == habit->run - 1 ? 1 : 2;

	features_add(features, 240, hash_pair(place, habit->run < 4 ? habit->run : 4));
	features_add(features, 241, hash_pair(place, last->lower));
	features_add(features, 242, hash_pair(place, hash_pair(first->cluster, last->cluster)));
}

#define COMPANY_MOST 12

/* What stands beside its other mentions, each once. */
static void add_company(struct features *features, const struct stretch *stretch, uint32_t at, const struct habit *habit,
                        struct word_type *edges[2])
{
	uint64_t seen[COMPANY_MOST];
	unsigned count = 0;

	for (unsigned i = 0; i < habit->mention_count; i++) {
		struct around around;

		if (habit->mentions[i] == at)
			continue;
		around = look_around(stretch, habit->mentions[i], edges);
		for (uint32_t kind = 0; kind < 2; kind++) {
			uint64_t value = kind ? around.behind->lower : around.before->lower;
			unsigned known = 0;

			while (known < count && seen[known] != value + kind)
				known++;
			if (known < count || count == COMPANY_MOST)
				continue;
			seen[count++] = value + kind;
			features_add(features, 250 + kind, value);
		}
	}
}

static void add_habit(struct features *features, const struct stretch *stretch, uint32_t at, struct word_type *edges[2])
{
	const struct habit *habit = &stretch->habit_list[stretch->habits[at] - 1];
	uint8_t kind = stretch->sentences[stretch->sentence_of[at]].kind;

	if (habit->mention_count == 0 && !habit->lower_case) {
		features_add(features, 243, kind);
		return;
	}
	features_add(features, 244, hash_pair(hash_pair(habit->lower_case, habit->inside), stretch->words[at]->brief));
	if (habit->run > stretch->runs[at] || ((kind == LINE_CAPITALS || kind == LINE_TITLE) && habit->run > 0))
		add_longest_run(features, stretch, habit);
	else
		features_add(features, 245, 1);
	add_company(features, stretch, at, habit, edges);
}

void features_place(struct features *features, const struct stretch *stretch, uint32_t at, const struct marks *marks,
                    struct word_type *edges[2])
{
	const struct sentence *sentence = &stretch->sentences[stretch->sentence_of[at]];
	const struct mark_row *row = &marks->list[at - sentence->first];
	struct around around = look_around(stretch, at, edges);

	add_shapes(features, &around);
	add_line(features, stretch, at, &around);
	add_marks(features, row, around.word);
	if (sentence->kind != LINE_PROSE || stretch->topic > 0) {
		add_table(features, stretch, at, &around);
		add_marks_of_table(features, row, hash_pair(stretch->topic, sentence->kind));
	}
	if (stretch->habits[at])
		add_habit(features, stretch, at, edges);
}
