/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the tagger has learned: the file data/entities.model, mapped as it is.
 *
 * All numbers little-endian; sections in this order, each at the next multiple
 * of 64:
 *     header       struct model_header (64 bytes)
 *     transitions  LABELS * LABELS int16: score of the second label behind the first
 *     masks        mask_count uint32: sets of phrase classes, bit 31: longer phrases begin so; mask 0 is empty
 *     phrases      phrase_slots uint32: 20 bits of the phrase's hash, 12 bits the number of its mask; 0: empty slot
 *     forms        form_slots struct form_entry
 *     lowers       lower_slots struct lower_entry
 *     rows         row_count * MODEL_ROW int8: a feature's score for each label but LABEL_OUTSIDE; then 4 bytes of nothing
 * Slots are found by the high 32 bits of a hash, scaled, and the ones behind.
 *
 * History: 1, the first. A file of another version is refused.
 */
#ifndef DATELINE_ENTITY_MODEL_H
#define DATELINE_ENTITY_MODEL_H

#include "entity/label.h"
#include "text/buffer.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MODEL_FILE "entities.model"
#define MODEL_MAGIC "DLentity"
#define MODEL_VERSION 1
#define MODEL_ROW (LABELS - 1)
#define MODEL_CLUSTERS 3
#define MODEL_UNIT 128 /* scores are log odds in units of 1/128 */
#define MODEL_PROBES 256 /* slots looked at before a key counts as missing */

struct model_header {
	char magic[8];
	uint32_t version, reserved;
	uint64_t checksum; /* model_checksum of all that follows */
	uint64_t size;     /* of the file */
	uint32_t mask_count, phrase_slots, form_slots, lower_slots, row_count;
	uint32_t more_reserved[3]; /* 0 */
};

/* A word as it is written, digits as 0. */
struct form_entry {
	uint32_t check; /* low half of its hash; 0: empty slot */
	uint16_t clusters[MODEL_CLUSTERS]; /* and 1; 0: none */
	uint16_t reserved;
};

/* A word in lower case. */
struct lower_entry {
	uint32_t check;
	uint32_t flags; /* bit n: word flag n */
};

/* Classes of phrases and flags of words, by the names that the gazetteer's files have for them; order is part of the format. */
#define PHRASE_CLASSES 20
#define WORD_FLAGS 16
extern const char *const model_phrase_classes[PHRASE_CLASSES];
extern const char *const model_word_flags[WORD_FLAGS];
#define PHRASE_GOES_ON 0x80000000u
#define WORD_FLAG_SPORT 0x8000u
#define WORD_FLAG_NAMES 0x00FFu  /* forename and surname flags */
#define WORD_FLAG_CASES 0x7F00u  /* lower-0 to lower-6 */
#define WORD_FLAG_LOWER 0x4000u  /* lower-6 */

/* The tables; in a file or, while one is made, in memory. */
struct model {
	const int16_t *transitions;
	const uint32_t *masks, *phrases;
	const struct form_entry *forms;
	const struct lower_entry *lowers;
	const int8_t *rows;
	uint32_t mask_count, phrase_slots, form_slots, lower_slots, row_count;
	void *mapped; /* NULL: not from a file */
	size_t mapped_size;
};

/*
 * Maps a file. 0, or -1 with what is wrong in *reason (a constant string): it
 * is no model, of another version, or damaged; NULL when it cannot be read, and
 * errno says why.
 */
int model_open(struct model *model, const char *path, const char **reason);
void model_close(struct model *model);

/* The file of these tables, appended to out. */
void model_write(struct buffer *out, const struct model *model);

/*
 * Of megabytes at every start, so it takes eight bytes at a time, in lanes of
 * their own: each step can be reversed, so no change of a single lane is lost.
 */
uint64_t model_checksum(const unsigned char *bytes, size_t size);

/* What is known of hashes, which are those of entity/vocabulary.h. */
const struct form_entry *model_form(const struct model *model, uint64_t hash); /* NULL: nothing */
uint32_t model_lower(const struct model *model, uint64_t hash);                /* 0: nothing */
uint32_t model_phrase(const struct model *model, uint64_t hash);               /* a mask; 0: nothing */

/* Where a key's probing starts in a table of so many slots. */
static inline uint32_t model_slot(uint64_t hash, uint32_t slots)
{
	return (uint32_t)((hash >> 32) * slots >> 32);
}

#endif
