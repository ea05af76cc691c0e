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

/* Longer ones before those that they end with. */
static const struct {
	char language[3];
	const char *plain, *accented;
} endings[] = {
	{"es", "cion", "ción"},     {"es", "sion", "sión"},     {"es", "abamos", "ábamos"}, {"es", "iamos", "íamos"},
	{"es", "ieramos", "iéramos"},
	{"ca", "cio", "ció"},       {"ca", "sio", "sió"},
	{"fr", "iere", "ière"},     {"fr", "ieres", "ières"},   {"fr", "ee", "ée"},         {"fr", "ees", "ées"},
	{"fr", "ite", "ité"},       {"fr", "ites", "ités"},
	{"pt", "cao", "ção"},       {"pt", "coes", "ções"},     {"pt", "sao", "são"},       {"pt", "soes", "sões"},
	{"it", "ita", "ità"},
	{"hu", "nal", "nál"},       {"hu", "nel", "nél"},       {"hu", "bol", "ból"},       {"hu", "rol", "ról"},
	{"hu", "tol", "tól"},       {"hu", "kent", "ként"},     {"hu", "ert", "ért"},
};

static size_t restore_ending(const char *language, const char *word, size_t length, char out[ACCENTED_MAX])
{
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		size_t size = strlen(endings[i].plain), accented = strlen(endings[i].accented);

		if (length < size + 2 || strcmp(endings[i].language, language) != 0 ||
		    memcmp(word + length - size, endings[i].plain, size) != 0)
			continue;
		memcpy(out, word, length - size);
		memcpy(out + length - size, endings[i].accented, accented);
		return length - size + accented;
	}
	return 0;
}

size_t accents_restore(const char *language, const char *word, size_t length, char out[ACCENTED_MAX])
{
	return !strcmp(language, "tr") ? restore_turkish(word, length, out) : restore_ending(language, word, length, out);
}
