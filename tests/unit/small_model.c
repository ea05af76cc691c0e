/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/unit/small_model.h"

#include "entity/features.h"
#include "text/stem.h"

#include <string.h>

#define ROWS 65536

static int8_t rows[ROWS * MODEL_ROW + 4];
static int16_t transitions[LABELS * LABELS];
static uint32_t phrases[4];
static const uint32_t masks[] = {0, 1, PHRASE_GOES_ON};
static struct form_entry forms[2];
static struct lower_entry lowers[2];

static struct model model = {.transitions = transitions, .masks = masks, .phrases = phrases, .forms = forms, .lowers = lowers,
                             .rows = rows, .mask_count = 3, .phrase_slots = 4, .form_slots = 2, .lower_slots = 2, .row_count = ROWS};

/* The score of a label for a word in lower case. */
static void learn(const char *word, enum entity_kind kind, enum place_in_name place, int8_t score)
{
	struct features features = {.row_count = ROWS};

	features_add(&features, 2, term_hash(word, strlen(word)));
	rows[features.rows[0] * MODEL_ROW + label_of(kind, place) - 1] = score;
}

static void add_phrase(uint64_t hash, uint32_t mask)
{
	uint32_t slot = model_slot(hash, 4);

	while (phrases[slot])
		slot = (slot + 1) % 4;
	phrases[slot] = (uint32_t)hash >> 12 << 12 | mask;
}

const struct model *small_model(void)
{
	uint64_t john = term_hash("john", 4), doe = term_hash("doe", 3), form = term_hash("Doe", 3);

	if (forms[0].check || forms[1].check)
		return &model;
	learn("paris", ENTITY_PLACE, NAME_ALONE, 100);
	learn("john", ENTITY_PERSON, NAME_BEGIN, 50);
	learn("john", ENTITY_ORG, NAME_ALONE, 60);
	learn("doe", ENTITY_PERSON, NAME_END, 50);
	add_phrase(hash_pair(PHRASE_START, john), 2);
	add_phrase(hash_pair(hash_pair(PHRASE_START, john), doe), 1);
	forms[model_slot(form, 2)] = (struct form_entry){(uint32_t)form, {7, 0, 0}, 0};
	lowers[model_slot(doe, 2)] = (struct lower_entry){(uint32_t)doe, 1};
	return &model;
}
