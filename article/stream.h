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

/* How many words begin in the packed bytes [at, end), where one begins at `at`. */
size_t stream_count_words(const unsigned char *at, const unsigned char *end);

/*
 * Behind the next *words words of a packed stream, of which *words counts those that
 * are not there: then it is the end, or a byte behind it where a word is cut.
 */
static inline const unsigned char *stream_skip(const unsigned char *at, const unsigned char *end, uint64_t *words)
{
	for (; *words > 0 && at < end; --*words)
		at += *at < 0x80 ? 1 : 2;
	return at;
}

/* A word as streams tell it from others: the code of a frequent term, else STREAM_RARE and 15 bits of its hash. */
#define STREAM_RARE 0x8000u
uint16_t stream_word(uint64_t hash);

/* Articles up to this many bytes of words, nearly all, are unpacked without asking for memory. */
#define STREAM_WORDS_ON_STACK 4096

struct stream_words {
	uint16_t *list;      /* into near or heap: not to be copied */
	size_t count, title; /* all words, and how many of them, the first, are the title's */
	uint16_t *heap;
	uint16_t near[STREAM_WORDS_ON_STACK];
};

/* 0, or -1 when the stream is damaged: then there is nothing to release. */
int stream_unpack(struct stream_words *out, const void *stream, size_t length);
void stream_words_release(struct stream_words *words);

#endif
