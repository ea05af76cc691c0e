/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From the words of an article as they stand in it to its tokens.
 *
 * Words are first noted down as they are, and looked up in the stemmer only
 * when all of them are known: what each becomes may depend on the others, and
 * the look-ups can be asked for ahead.
 */
#ifndef DATELINE_TEXT_READINGS_H
#define DATELINE_TEXT_READINGS_H

#include "text/stem.h"
#include "text/tokens.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum reading {
	READ_FORM,  /* the form is the term: numbers, acronyms, ideographs */
	READ_STEM,  /* the form beside it where the stem misleads */
	READ_NAME,  /* capitals inside a sentence: a name, if the stemmer would change it and it is no English word */
	READ_EITHER /* capitals that prove nothing: if it may be a name, both readings wait for the whole article */
};

struct draft {
	uint64_t hash; /* term_hash of the form */
	uint32_t start, end, position, form;
	uint8_t form_length, width, kind, field; /* as in struct token */
	uint8_t reading;                         /* enum reading */
	bool stop, ideograph;
};

/* Hashes of the forms that stood as names inside sentences. */
struct name_set {
	uint64_t *hashes; /* 0: free; size a power of two */
	size_t size, count;
};

/* All zero is empty and ready. */
struct readings {
	struct draft *list;
	size_t count, capacity;
	struct name_set names;
	bool ambiguous; /* some second reading waits for what the whole article says */
};

void readings_release(struct readings *readings);
void readings_clear(struct readings *readings); /* for the next article */

/* Adds a word, whose memory is not cleared. */
static inline struct draft *readings_add(struct readings *readings);

/* Room for more bytes of a form or a term at the end of the tokens' arena. */
static inline char *tokens_room(struct tokens *tokens, size_t more);

/* Adds what the words are read as to the tokens, in order, and clears the list of words. */
void readings_settle(struct readings *readings, struct stemmer *stemmer, struct tokens *tokens);

/* ---- inline: once for each word of the corpus ---- */

void readings_grow(struct readings *readings);
void tokens_grow(struct tokens *tokens, size_t more);

static inline struct draft *readings_add(struct readings *readings)
{
	if (readings->count == readings->capacity)
		readings_grow(readings);
	return &readings->list[readings->count++];
}

static inline char *tokens_room(struct tokens *tokens, size_t more)
{
	if (tokens->arena_length + more > tokens->arena_capacity)
		tokens_grow(tokens, more);
	return tokens->arena + tokens->arena_length;
}

#endif
