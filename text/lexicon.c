/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/lexicon.h"

#include <pthread.h>
#include <stdint.h>
#include <string.h>

/* data/english-words.txt as one string literal, a word a line, in bytewise order; made by the Makefile. One string needs no relocation at start. */
static const char words[] =
#include "text/english-words.inc"
	;

/* Orders the line that starts at line against the word. */
static int compare_line(const char *line, const char *word, size_t length)
{
	size_t i = 0;

	while (i < length && line[i] == word[i] && line[i] != '\n')
		i++;
	if (i == length)
		return line[i] == '\n' ? 0 : 1;
	return line[i] == '\n' ? -1 : (unsigned char)line[i] < (unsigned char)word[i] ? -1 : 1;
}

static bool listed(const char *word, size_t length)
{
	size_t low = 0, high = sizeof words - 1;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order;

		while (middle > low && words[middle - 1] != '\n')
			middle--;
		order = compare_line(words + middle, word, length);
		if (order == 0)
			return true;
		if (order > 0) {
			high = middle;
			continue;
		}
		low = (size_t)((const char *)memchr(words + middle, '\n', sizeof words - middle) - words) + 1;
	}
	return false;
}

static bool ends_with(const char *word, size_t length, const char *ending)
{
	size_t size = strlen(ending);

	return length > size && !memcmp(word + length - size, ending, size);
}

/*
 * Endings that names of persons do not have. At least four letters stand before
 * "ans" and "is" in the names of peoples: Germans, Pakistanis; not in Evans,
 * Davis, Harris.
 */
static bool regular(const char *word, size_t length)
{
	return ends_with(word, length, "ians") || ends_with(word, length, "icans") || ends_with(word, length, "eans") ||
	       ends_with(word, length, "ists") || ends_with(word, length, "crats") || ends_with(word, length, "ators") ||
	       (length >= 7 && (ends_with(word, length, "ans") || ends_with(word, length, "is")) &&
	        !ends_with(word, length, "polis"));
}

bool lexicon_holds(const char *word, size_t length)
{
	/* The plural is rarer than the word: ceasefires. Shorter ones are names too often: Gates. */
	return listed(word, length) || regular(word, length) ||
	       (length >= 7 && word[length - 1] == 's' && listed(word, length - 1));
}

/*
 * data/stop-words.txt as one string literal: a line a language, its code first,
 * a space behind each word. Folded, so without accents and apostrophes.
 */
static const char stop_words[] =
	"\n"
#include "text/stop-words.inc"
	;

void lexicon_stop_words(void (*visit)(void *context, const char *language, const char *word, size_t length), void *context)
{
	for (const char *line = stop_words + 1; *line; line += strcspn(line, "\n") + 1) {
		size_t code = strcspn(line, " ");
		char language[4] = "";

		memcpy(language, line, code < sizeof language ? code : sizeof language - 1);
		for (const char *word = line + code + 1; *word != '\n'; word += strcspn(word, " ") + 1)
			visit(context, language, word, strcspn(word, " "));
	}
}

/* ---- all of them by what they are: asked of every new word of every article ---- */

#define SLOTS 8192 /* several times as many as there are words */

static struct stop_word {
	const char *word; /* NULL: free */
	uint32_t language;
	uint32_t length;
} table[SLOTS];

static pthread_once_t once = PTHREAD_ONCE_INIT;

/* "en" as a number; 0 where it is too long to have a list. */
static uint32_t language_number(const char *language)
{
	uint32_t number = 0;

	for (size_t i = 0; language[i]; i++) {
		if (i == 3)
			return 0;
		number = number << 8 | (unsigned char)language[i];
	}
	return number;
}

/* Where the word is, or would be: FNV-1a, Fowler, Noll and Vo 1991. */
static struct stop_word *slot_of(uint32_t language, const char *word, size_t length)
{
	uint32_t hash = 2166136261u ^ language;
	size_t at;

	for (size_t i = 0; i < length; i++)
		hash = (hash ^ (unsigned char)word[i]) * 16777619u;
	for (at = (hash ^ hash >> 15) % SLOTS; table[at].word; at = (at + 1) % SLOTS)
		if (table[at].language == language && table[at].length == length && !memcmp(table[at].word, word, length))
			break;
	return &table[at];
}

static void add_stop_word(void *context, const char *language, const char *word, size_t length)
{
	uint32_t number = language_number(language);

	(void)context;
	*slot_of(number, word, length) = (struct stop_word){word, number, (uint32_t)length};
}

static void fill_table(void)
{
	lexicon_stop_words(add_stop_word, NULL);
}

bool lexicon_stop_word(const char *language, const char *word, size_t length)
{
	pthread_once(&once, fill_table);
	return language && slot_of(language_number(language), word, length)->word != NULL;
}
