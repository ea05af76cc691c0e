/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/lexicon.h"

#include <stdlib.h>
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

/* Folded, so without apostrophes; in bytewise order. */
static const char english[][8] = {
	"a", "about", "after", "all", "also", "am", "an", "and", "any", "are", "arent", "as", "at", "be", "because",
	"been", "before", "being", "but", "by", "can", "cant", "could", "couldnt", "did", "didnt", "do", "does",
	"doesnt", "dont", "for", "from", "had", "hadnt", "has", "hasnt", "have", "havent", "he", "her", "here", "hers",
	"him", "his", "how", "i", "if", "in", "into", "is", "isnt", "it", "its", "itself", "just", "may", "me", "might",
	"more", "most", "must", "my", "no", "nor", "not", "of", "on", "only", "or", "other", "our", "out", "over",
	"own", "shall", "she", "should", "so", "some", "such", "than", "that", "the", "their", "them", "then", "there",
	"these", "they", "this", "those", "to", "too", "under", "until", "up", "us", "very", "was", "wasnt", "we",
	"were", "werent", "what", "when", "where", "which", "while", "who", "whom", "whose", "why", "will", "with",
	"wont", "would", "wouldnt", "you", "your", "yours"};

static int compare_stop_words(const void *word, const void *listed_word)
{
	return strcmp(word, listed_word);
}

bool lexicon_stop_word(const char *language, const char *word, size_t length)
{
	char key[8] = "";

	if (!language || strcmp(language, "en") != 0 || length >= sizeof key)
		return false;
	memcpy(key, word, length);
	return bsearch(key, english, sizeof english / sizeof *english, sizeof *english, compare_stop_words) != NULL;
}
