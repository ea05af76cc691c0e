/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Phrases: looked for in word streams, to see which articles hold them, and in
 * the words of a text, to mark them there.
 */
#ifndef DATELINE_ARTICLE_PHRASE_H
#define DATELINE_ARTICLE_PHRASE_H

#include "text/sieve.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One way to write an element of a phrase: words that follow each other. */
struct phrase_form {
	uint64_t *hashes; /* term_hash of each word */
	struct term_head *heads; /* how each begins */
	uint16_t *words;  /* each word as streams have it */
	size_t count;     /* 1 to 63 */
};

/* A place in a phrase, and all ways to fill it: "ceasefire", or "cease" and "fire". */
struct phrase_element {
	struct phrase_form *forms;
	size_t count; /* 0: any one word */
};

enum phrase_field {
	PHRASE_ANYWHERE, /* in the title or in the body, not across */
	PHRASE_IN_TITLE
};

struct phrase {
	struct phrase_element *elements;
	size_t count;
	enum phrase_field field;
	struct phrase_rows *rows; /* phrase_ready's, or NULL */
};

/* Frees what the phrase holds. */
void phrase_release(struct phrase *phrase);

/* Adds a place; returns it. Good until the next is added. */
struct phrase_element *phrase_add(struct phrase *phrase);
void phrase_element_add(struct phrase_element *element, const uint64_t *hashes, const struct term_head *heads, size_t count);

/* Whether two phrases are found in the same places. Their forms in another order make them differ. */
bool phrase_equals(const struct phrase *one, const struct phrase *other);

/* Once the phrase is whole: makes stream_matches several times faster. */
void phrase_ready(struct phrase *phrase);

/*
 * Whether the words of the phrase follow each other in a stream. Of a
 * damaged stream nothing, or what it still holds. Time: words × forms.
 */
bool stream_matches(const struct phrase *phrase, const void *stream, size_t length);

/* The words of a text by their whole hashes. */
struct phrase_words {
	const uint64_t *hashes;
	const uint64_t *also; /* a second reading of each word, 0 where there is none; or NULL */
	size_t count;
};

/*
 * The same at one place: the word behind the longest occurrence that starts at
 * word at (< count), 0 when none starts there.
 */
size_t phrase_end(const struct phrase *phrase, const struct phrase_words *words, size_t at);

/* ---- places of occurrences, for article/near.h ---- */

/* Words in either shape: of a stream, or, where that is NULL, as whole hashes. */
struct word_row {
	const uint16_t *stream;
	const struct phrase_words *whole;
	size_t count;
};

/*
 * Forms of different lengths let several ways lead through a phrase. All are
 * followed at once: bit n of a reach says that the elements so far can end
 * right before word base + n. No phrase can make the ways multiply; ways that
 * are PHRASE_REACH words apart are not told apart from ways that lead nowhere.
 */
#define PHRASE_REACH 64

/* Where the occurrences that start at word at end: bit n is for an end right before word *base + n. 0: none starts there. */
uint64_t phrase_ends(const struct phrase *phrase, const struct word_row *words, size_t at, size_t *base);

/* The same for the first place from *at on, which is set to it, of a row of a stream. 0: there is none. */
uint64_t phrase_next(const struct phrase *phrase, const struct word_row *words, size_t *at, size_t *base);

#endif
