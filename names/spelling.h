/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How names are compared when they are not spelled alike.
 *
 * A name's key is its folded words with single spaces between them: what two
 * writers of one spelling agree on ("The U.N." and "UN", "Jong-un" and "Jong
 * Un"). A word's skeleton is what is left when the letters that vary between
 * transliterations are made one (Zelensky, Zelenskyy, Zelenskiy; Gaddafi,
 * Gadhafi).
 */
#ifndef DATELINE_NAMES_SPELLING_H
#define DATELINE_NAMES_SPELLING_H

#include "text/fold.h"

#include <stdbool.h>
#include <stddef.h>

#define NAME_KEY_MAX 192 /* bytes of a key; what is longer is cut at a word's border */

/*
 * Writes the key of a name; returns its length, 0 when it holds no letter or
 * digit. Letters parted by full stops alone are one word; "the" in front goes,
 * & is "and", "St" in front of the name or "St." in front of a word is "saint".
 */
size_t name_key(struct folder *folder, const char *name, size_t length, char key[NAME_KEY_MAX]);

/* The skeleton of a folded word, never longer than the word; out has room for length bytes. Letters that are not ASCII stay. */
size_t name_skeleton(const char *word, size_t length, char *out);

/* Takes the vowels out of a skeleton, but not a first letter; returns what is left. */
size_t name_consonants(char *skeleton, size_t length);

/* Whether one letter too many, one too few, one other or two neighbours swapped make a of b. Not when they are equal. */
bool name_slip(const char *a, size_t a_length, const char *b, size_t b_length);

/* Whether one is the other and a woman's ending: Ivanov and Ivanova, Zelensky and Zelenska. */
bool name_gendered(const char *a, size_t a_length, const char *b, size_t b_length);

#endif
