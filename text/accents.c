/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/accents.h"

#include <stdbool.h>
#include <string.h>

/* ---- Turkish ---- */

/*
 * The vowels of a Turkish word are all of the front of the mouth (e i ö ü) or all of its
 * back (a ı o u), those of its endings like the last one before them. Folding leaves e and a,
 * which say of the others what they were; where there are none, what is left is in harmony with itself.
 */
static char vowel_beside(const char *word, size_t length, size_t at)
{
	for (size_t i = at + 1; i < length; i++)
		if (word[i] == 'e' || word[i] == 'a')
			return word[i];
	for (size_t i = at; i-- > 0;)
		if (word[i] == 'e' || word[i] == 'a')
			return word[i];
	return '\0';
}

static bool is_vowel(char letter)
{
	return letter && strchr("aeiou", letter);
}

/* The letter that word[at] was: NULL when it was that one. */
static const char *turkish_letter(const char *word, size_t length, size_t at)
{
	switch (word[at]) {
	case 'i':
		return vowel_beside(word, length, at) == 'a' ? "ı" : NULL;
	case 'o':
		return vowel_beside(word, length, at) == 'e' ? "ö" : NULL;
	case 'u':
		return vowel_beside(word, length, at) == 'e' ? "ü" : NULL;
	case 'g': /* between vowels it has become soft: ayağı, of ayak */
		return at > 0 && at + 1 < length && is_vowel(word[at - 1]) && is_vowel(word[at + 1]) ? "ğ" : NULL;
	case 's': /* -miş */
		return at + 1 == length && length > 4 && word[at - 2] == 'm' && (word[at - 1] == 'i' || word[at - 1] == 'u') ? "ş" : NULL;
	default:
		return NULL;
	}
}

static size_t restore_turkish(const char *word, size_t length, char out[ACCENTED_MAX])
{
	size_t used = 0;
	bool changed = false;

	for (size_t i = 0; i < length; i++) {
		const char *letter = turkish_letter(word, length, i);

		if (letter) {
			memcpy(out + used, letter, 2);
			used += 2;
			changed = true;
		} else {
			out[used++] = word[i];
		}
	}
	return changed ? used : 0;
}

/* ---- endings of others ---- */

struct accented_ending {
	const char *plain, *accented;
};

/* Longer ones before those that they end with; the last is empty. */
static const struct accented_ending spanish[] = {{"cion", "ción"},   {"sion", "sión"},       {"abamos", "ábamos"},
                                        {"iamos", "íamos"}, {"ieramos", "iéramos"}, {NULL, NULL}};
static const struct accented_ending catalan[] = {{"cio", "ció"}, {"sio", "sió"}, {NULL, NULL}};
static const struct accented_ending french[] = {{"iere", "ière"}, {"ieres", "ières"}, {"ee", "ée"}, {"ees", "ées"},
                                       {"ite", "ité"},   {"ites", "ités"},   {NULL, NULL}};
static const struct accented_ending portuguese[] = {
	{"cao", "ção"}, {"coes", "ções"}, {"sao", "são"}, {"soes", "sões"}, {NULL, NULL}};
static const struct accented_ending italian[] = {{"ita", "ità"}, {NULL, NULL}};
static const struct accented_ending hungarian[] = {{"nal", "nál"}, {"nel", "nél"},   {"bol", "ból"}, {"rol", "ról"},
                                          {"tol", "tól"}, {"kent", "ként"}, {"ert", "ért"}, {NULL, NULL}};

static size_t restore_ending(const struct accented_ending *endings, const char *word, size_t length, char out[ACCENTED_MAX])
{
	for (const struct accented_ending *ending = endings; ending->plain; ending++) {
		size_t size = strlen(ending->plain), accented = strlen(ending->accented);

		if (length < size + 2 || memcmp(word + length - size, ending->plain, size) != 0)
			continue;
		memcpy(out, word, length - size);
		memcpy(out + length - size, ending->accented, accented);
		return length - size + accented;
	}
	return 0;
}

/* ---- which language has what ---- */

struct accents {
	char language[3];
	const struct accented_ending *endings; /* NULL: Turkish harmony */
};

const struct accents *accents_of(const char *language)
{
	static const struct accents all[] = {{"ca", catalan}, {"es", spanish},    {"fr", french}, {"hu", hungarian},
	                                     {"it", italian}, {"pt", portuguese}, {"tr", NULL}};

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (!strcmp(all[i].language, language))
			return &all[i];
	return NULL;
}

size_t accents_restore(const struct accents *accents, const char *word, size_t length, char out[ACCENTED_MAX])
{
	return accents->endings ? restore_ending(accents->endings, word, length, out) : restore_turkish(word, length, out);
}
