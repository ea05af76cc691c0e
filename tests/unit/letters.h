/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Texts and phrases in which every letter is a word.
 */
#ifndef DATELINE_TESTS_UNIT_LETTERS_H
#define DATELINE_TESTS_UNIT_LETTERS_H

#include "article/phrase.h"
#include "text/buffer.h"

uint64_t letter_hash(char letter);

/* A form of so many letters. */
void add_letters(struct phrase_element *element, const char *form, size_t length);

/* "a bc|d *" is a, then "b c" or d, then any word. */
struct phrase phrase_of(const char *pattern);

/* The stream of the words of title and body. */
struct buffer stream_of(const char *title, const char *body);

#endif
