/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the tagger looks at: each feature of a word in its place is hashed to a
 * row of the model, which has a score of it for each label (Weinberger et al.
 * 2009, "Feature Hashing"). The trainer and the tagger share this code: a
 * change here makes every model that was trained before it useless.
 */
#ifndef DATELINE_ENTITY_FEATURES_H
#define DATELINE_ENTITY_FEATURES_H

#include "entity/stretch.h"

#include <stdint.h>

/* Of a place; with those of five words, so many rows of int8 cannot overflow an int16. */
#define FEATURES_MAX 180

struct features {
	uint32_t rows[FEATURES_MAX];
	unsigned count;
	uint32_t row_count; /* of the model */
	const int8_t *fetch; /* the model's rows, which are fetched ahead; or NULL */
};

/* Where names of the gazetteer lie over the words of a sentence: for each word and class one of these. */
enum mark {
	MARK_NONE,
	MARK_BEGIN,
	MARK_INSIDE,
	MARK_END,
	MARK_ALONE
};

struct mark_row {
	uint8_t classes[24]; /* PHRASE_CLASSES of them */
	uint32_t set;        /* bit n: class n is not MARK_NONE */
};

struct marks {
	struct mark_row *list; /* of each word of the sentence */
	size_t capacity;
};

void marks_release(struct marks *marks); /* all zero is empty and ready */
void marks_find(struct marks *marks, const struct model *model, struct word_type *const *words, uint32_t count);

/* Which words may belong to a name: those with a capital of their own, what joins two of them, a number behind one. */
enum candidate {
	CANDIDATE_NOT,
	CANDIDATE_CAPITAL,
	CANDIDATE_BETWEEN
};

void candidates_find(uint8_t *candidates, const struct stretch *stretch, const struct sentence *sentence);

/* The features of a word itself, which are the same wherever it stands: who it is, apart from what it is like. */
void features_identity(struct features *features, const struct word_type *word);
/* What it is like, for the word `offset` (-2 to 2) behind it; with the offset 0 for itself. */
void features_word(struct features *features, const struct word_type *word, int offset);

/* Those of its place: with its neighbours themselves, and all the others. */
void features_neighbours(struct features *features, const struct stretch *stretch, uint32_t at, struct word_type *edges[2]);
void features_place(struct features *features, const struct stretch *stretch, uint32_t at, const struct marks *marks,
                    struct word_type *edges[2]);

/* One feature more; for the trainer's own too. */
static inline void features_add(struct features *features, uint32_t kind, uint64_t value)
{
	uint32_t row = model_slot(hash_pair(kind, value), features->row_count);

	if (features->count == FEATURES_MAX)
		return;
	features->rows[features->count++] = row;
	if (features->fetch)
		__builtin_prefetch(features->fetch + (size_t)row * MODEL_ROW);
}

#endif
