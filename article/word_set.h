/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A few words, looked for in word streams (article/stream.h) all at once, and
 * without unpacking these: at 16 places at a time, where the processor can.
 */
#ifndef DATELINE_ARTICLE_WORD_SET_H
#define DATELINE_ARTICLE_WORD_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct word_set_entry {
	uint16_t word;   /* stream_word's */
	uint16_t number; /* the caller's */
};

/* All zero is empty. */
struct word_set {
	struct word_set_entry *list; /* heap; ascending by word, each once */
	size_t count;
	/*
	 * By the halves of a byte: bit n where a word whose bucket is n has such a
	 * half of its first byte (low, high) and of its second one. What has a
	 * bucket in common at all four may be one of the words.
	 */
	uint8_t halves[4][16];
};

void word_set_release(struct word_set *set);

/* A word that is there already keeps its number. */
void word_set_add(struct word_set *set, uint16_t word, uint16_t number);

/*
 * Calls visit for each of the words that stands in [start, end), packed, in
 * order: where its first byte is. A last word that is cut off is none.
 */
void word_set_find(const struct word_set *set, const unsigned char *start, const unsigned char *end,
                   void (*visit)(void *context, const unsigned char *at, unsigned number), void *context);

#endif
