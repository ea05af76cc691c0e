/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which words are words of the language, not names.
 *
 * "Nations" in "United Nations" may be stemmed as the plural that it is;
 * "Perthes", "Williams" or "Manning" may not, or they would meet Perth, William
 * and man. The difference is in no rule: it is a list of the words that edited
 * prose writes in lower case (data/english-words.txt).
 */
#ifndef DATELINE_TEXT_LEXICON_H
#define DATELINE_TEXT_LEXICON_H

#include <stdbool.h>
#include <stddef.h>

/* word: folded. True for English words and their plural, and for names of peoples and followers ("ukrainians", "israelis"), whose plural is regular. */
bool lexicon_holds(const char *word, size_t length);

/* Calls visit for each word of the list that begins so; text: folded. */
void lexicon_begins(const char *text, size_t length, void (*visit)(void *context, const char *word, size_t length), void *context);

/*
 * Calls visit for each function word of each language that has a list, a language after the other. word: folded,
 * not ended by a NUL.
 */
void lexicon_stop_words(void (*visit)(void *context, const char *language, const char *word, size_t length), void *context);

/* A function word of the language ("en"), folded. False for languages without a list. */
bool lexicon_stop_word(const char *language, const char *word, size_t length);

/* A function word of any language that has a list. */
bool lexicon_stop_word_of_any(const char *word, size_t length);

#endif
