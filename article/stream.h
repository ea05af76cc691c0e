/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The words of an article in their order, small: what phrases are checked
 * against in place of Xapian's position table, which costs a B-tree entry for
 * each word of each document and more than doubles an index.
 *
 * Stream (SLOT_STREAM):
 *     title    varint: how many words are the title's
 *     words    a term of article/frequent.h: its code, 1 byte below 0x80;
 *              any other: 2 bytes, 0x80 and the upper 15 bits of its hash,
 *              high byte first
 * Two rare terms in 32,768 look alike; a phrase's words are also asked of the
 * postings, so that a false match needs the same document to hold them all.
 */
#ifndef DATELINE_ARTICLE_STREAM_H
#define DATELINE_ARTICLE_STREAM_H

#include "text/buffer.h"
#include "text/tokens.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

void stream_encode(struct buffer *out, const struct tokens *tokens);

/* How many words a stream has, and how many of these are the title's. 0, or -1 when it is damaged. */
int stream_count(const void *stream, size_t length, size_t *words, size_t *title);

/* One way to write an element of a phrase: words that follow each other. */
struct phrase_form {
	uint64_t *hashes; /* term_hash of each word */
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
};

/* Frees what the phrase holds. */
void phrase_release(struct phrase *phrase);

/* Adds a place; returns it. Good until the next is added. */
struct phrase_element *phrase_add(struct phrase *phrase);
void phrase_element_add(struct phrase_element *element, const uint64_t *hashes, size_t count);

/*
 * Whether the words of the phrase follow each other in a stream. A damaged
 * stream matches nothing. Time: words × forms.
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

#endif
