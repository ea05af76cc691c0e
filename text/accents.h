/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Folded words with the accents back that a stemmer looks for.
 *
 * A reader types kopru or köprü, and both must find köprülerin: so words are folded
 * before they are stemmed, and what is stemmed is the folded word with those accents that
 * its language's stemmer needs. They are told by the folded letters alone, so that however
 * a word is typed, its stem is the same.
 */
#ifndef DATELINE_TEXT_ACCENTS_H
#define DATELINE_TEXT_ACCENTS_H

#include "text/stem.h"

#include <stddef.h>

#define ACCENTED_MAX (2 * WORD_MAX)

/* What a language's stemmer needs; static. */
struct accents;

/* NULL: nothing, as English. */
const struct accents *accents_of(const char *language);

/* Writes the word with its accents; returns its length, 0 when there are none to add. word: folded, at most WORD_MAX bytes. */
size_t accents_restore(const struct accents *accents, const char *word, size_t length, char out[ACCENTED_MAX]);

#endif
