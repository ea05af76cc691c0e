/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/lexicon.h"

#include <pthread.h>
#include <stdint.h>
#include <string.h>

/*
 * data/english-words.txt as one string, a word a line: one string needs no relocation at start. Beside it a table of the
 * places of the words + 1, by their hash: every word of every text is asked for that the stemmer does not remember.
 * tools/word-table.awk makes it, and knows this hash too.
 */
static const char words[] =
#include "text/english-words.inc"
	;
static const uint32_t places[] = {
#include "text/english-table.inc"
};
#define PLACES (sizeof places / sizeof *places) /* a power of two, several times as many as there are words */

static size_t place_of(const char *word, size_t length)
{
	uint32_t hash = 0;

	for (size_t i = 0; i < length; i++)
		hash = (hash * 31 + (unsigned char)word[i]) & 0xFFFFFF;
	return (hash + (hash >> 8)) % PLACES;
}

static bool listed(const char *word, size_t length)
{
	for (size_t at = place_of(word, length); places[at]; at = (at + 1) % PLACES) {
		const char *line = words + places[at] - 1;

		if (!strncmp(line, word, length) && line[length] == '\n')
			return true;
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

/* The first line that is not before the text: they are in the order of their bytes. */
static const char *first_line(const char *text, size_t length)
{
	size_t low = 0, high = sizeof words - 1;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		while (middle > low && words[middle - 1] != '\n')
			middle--;
		if (strncmp(words + middle, text, length) < 0)
			low = middle + strcspn(words + middle, "\n") + 1;
		else
			high = middle;
	}
	return words + low;
}

void lexicon_begins(const char *text, size_t length, void (*visit)(void *context, const char *word, size_t length), void *context)
{
	for (const char *line = first_line(text, length); *line && !strncmp(line, text, length);) {
		size_t size = strcspn(line, "\n");

		visit(context, line, size);
		line += size + 1;
	}
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

#define SLOTS 4096 /* more than twice as many as there are words */

/* Small, for a program that asks one query touches no more pages than it must. */
static struct stop_word {
	uint32_t place;        /* in stop_words; 0: free */
	uint32_t language : 24;
	uint32_t length : 8;
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
	for (at = (hash ^ hash >> 15) % SLOTS; table[at].place; at = (at + 1) % SLOTS)
		if (table[at].language == language && table[at].length == length && !memcmp(stop_words + table[at].place, word, length))
			break;
	return &table[at];
}

static void add_stop_word(void *context, const char *language, const char *word, size_t length)
{
	uint32_t number = language_number(language);

	(void)context;
	*slot_of(number, word, length) = (struct stop_word){(uint32_t)(word - stop_words), number & 0xFFFFFF, length & 0xFF};
}

static void fill_table(void)
{
	lexicon_stop_words(add_stop_word, NULL);
}

bool lexicon_stop_word(const char *language, const char *word, size_t length)
{
	pthread_once(&once, fill_table);
	return language && slot_of(language_number(language), word, length)->place > 0;
}

bool lexicon_stop_word_of_any(const char *word, size_t length)
{
	for (const char *line = stop_words + 1; *line; line += strcspn(line, "\n") + 1) {
		size_t code = strcspn(line, " ");
		char language[4] = "";

		memcpy(language, line, code < sizeof language ? code : sizeof language - 1);
		if (lexicon_stop_word(language, word, length))
			return true;
	}
	return false;
}
