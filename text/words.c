/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/scan.h"

#include <string.h>
#include <strings.h>

enum character_class scan_class(const struct scan *scan, const char *at)
{
	struct folded scratch;
	const char *next;

	return at < scan->end ? (enum character_class)scan_peek(scan, at, &next, &scratch)->class : CLASS_SEPARATOR;
}

void word_append(struct word *word, const char *bytes, size_t length)
{
	if (word->full)
		return;
	if (word->length + length > WORD_MAX) {
		word->full = true; /* the rest belongs to the word, but is not compared */
		length = WORD_MAX - word->length;
		while (length > 0 && ((unsigned char)bytes[length] & 0xC0) == 0x80)
			length--;
	}
	memcpy(word->form + word->length, bytes, length);
	word->length += length;
}

/* "6,000" and "1.5": a mark between digits that does not end the number. The comma is left out, the point kept. */
static bool number_goes_on(const struct scan *scan, const char *at, const struct word *word)
{
	if (word->letters > 0 || scan->end - at < 2 || !ascii_digit(at[1]) || !ascii_digit(at[-1]))
		return false;
	if (*at == '.')
		return true;
	return *at == ',' && scan->end - at >= 4 && ascii_digit(at[2]) && ascii_digit(at[3]) &&
	       (scan->end - at == 4 || !ascii_digit(at[4]));
}

/* ASCII letters and digits in lower case, 0 for all other bytes. */
static const char ascii_folded[256] = {
	['0'] = '0', ['1'] = '1', ['2'] = '2', ['3'] = '3', ['4'] = '4', ['5'] = '5', ['6'] = '6', ['7'] = '7',
	['8'] = '8', ['9'] = '9', ['A'] = 'a', ['B'] = 'b', ['C'] = 'c', ['D'] = 'd', ['E'] = 'e', ['F'] = 'f',
	['G'] = 'g', ['H'] = 'h', ['I'] = 'i', ['J'] = 'j', ['K'] = 'k', ['L'] = 'l', ['M'] = 'm', ['N'] = 'n',
	['O'] = 'o', ['P'] = 'p', ['Q'] = 'q', ['R'] = 'r', ['S'] = 's', ['T'] = 't', ['U'] = 'u', ['V'] = 'v',
	['W'] = 'w', ['X'] = 'x', ['Y'] = 'y', ['Z'] = 'z', ['a'] = 'a', ['b'] = 'b', ['c'] = 'c', ['d'] = 'd',
	['e'] = 'e', ['f'] = 'f', ['g'] = 'g', ['h'] = 'h', ['i'] = 'i', ['j'] = 'j', ['k'] = 'k', ['l'] = 'l',
	['m'] = 'm', ['n'] = 'n', ['o'] = 'o', ['p'] = 'p', ['q'] = 'q', ['r'] = 'r', ['s'] = 's', ['t'] = 't',
	['u'] = 'u', ['v'] = 'v', ['w'] = 'w', ['x'] = 'x', ['y'] = 'y', ['z'] = 'z'};

/* The letters and digits of ASCII at scan->at: nearly all of most news. */
static void read_ascii(struct scan *scan, struct word *word)
{
	const char *at = scan->at;
	unsigned upper = 0, digits = 0;
	size_t length = word->length;
	char folded;

	word->capital |= at < scan->end && word->letters + word->digits == 0 && ascii_upper(*at);
	for (; at < scan->end && (folded = ascii_folded[(unsigned char)*at]) != 0; at++) {
		upper += folded != *at;
		digits += folded <= '9';
		if (length < WORD_MAX && !word->full)
			word->form[length++] = folded;
		else
			word->full = true; /* the rest belongs to the word, but is not compared */
	}
	word->length = length;
	word->upper += upper;
	word->digits += digits;
	word->letters += (unsigned)(at - scan->at) - digits;
	scan->at = at;
}

/* A letter, digit or mark beyond ASCII at scan->at; false when it is none. */
static bool read_other(struct scan *scan, struct word *word)
{
	struct folded scratch;
	const char *next;
	const struct folded *folded = scan_peek(scan, scan->at, &next, &scratch);

	if (folded->class == CLASS_LETTER) {
		word->capital |= folded->upper && word->letters + word->digits == 0;
		word->letters++;
		word->upper += folded->upper;
	} else if (folded->class == CLASS_DIGIT) {
		word->digits++;
	} else if (folded->class != CLASS_MARK) {
		return false;
	}
	word_append(word, folded->bytes, folded->length);
	scan->at = next;
	return true;
}

/* Takes the letters, digits and marks at scan->at; false when there is none. */
static bool read_run(struct scan *scan, struct word *word)
{
	const char *begin = scan->at;

	while (scan->at < scan->end) {
		char byte = *scan->at;

		if (ascii_folded[(unsigned char)byte]) {
			read_ascii(scan, word);
		} else if ((byte == ',' || byte == '.') && scan->at > begin && number_goes_on(scan, scan->at, word)) {
			if (byte == '.')
				word_append(word, &byte, 1);
			scan->at++;
		} else if ((signed char)byte >= 0 || !read_other(scan, word)) {
			break;
		}
	}
	word->end = scan->at;
	return scan->at > begin && word->length > 0;
}

void word_begin(struct word *word, const char *start)
{
	word->length = 0;
	word->start = word->end = start;
	word->letters = word->upper = word->digits = 0;
	word->capital = word->acronym = word->full = false;
}

/* "U.S." and "a.m.": single letters, each followed by a full stop. scan->at stands behind the first letter. */
static void read_acronym(struct scan *scan, struct word *word)
{
	while (scan->end - scan->at >= 2 && scan->at[0] == '.' && word_class(scan_class(scan, scan->at + 1))) {
		struct folded scratch;
		const char *next;
		const struct folded *folded = scan_peek(scan, scan->at + 1, &next, &scratch);

		if (folded->class != CLASS_LETTER || word_class(scan_class(scan, next)))
			break;
		word_append(word, folded->bytes, folded->length);
		word->letters++;
		word->upper += folded->upper;
		word->acronym = true;
		scan->at = word->end = next;
	}
	if (word->acronym && scan->at < scan->end && *scan->at == '.')
		word->end = ++scan->at;
}

bool word_elides(const struct scan *scan, const struct word *word)
{
	if (scan->apostrophe != APOSTROPHE_ELISION || word->digits > 0)
		return false;
	if (word->length == 1)
		return *word->form != 'o';
	return word->length <= 5 || !memcmp(word->form + word->length - 2, "qu", 2);
}

/*
 * The length of what comes off behind an apostrophe, or 0: the possessive 's,
 * or a verb that leans on its subject (she'll is no shell).
 */
static size_t ending_length(struct scan *scan, const char *at)
{
	static const char endings[][3] = {"s", "ll", "re", "ve", "d", "m"};

	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		size_t length = strlen(endings[i]);

		if ((size_t)(scan->end - at) >= length && !strncasecmp(at, endings[i], length) &&
		    !word_class(scan_class(scan, at + length)))
			return length;
	}
	return 0;
}

/* What follows the apostrophe at scan->at, which stands behind letters. True when it was dealt with and the word goes on. */
static bool read_apostrophe(struct scan *scan, struct word *word)
{
	struct folded scratch;
	const char *behind, *stop;

	if (scan->at >= scan->end || scan_peek(scan, scan->at, &behind, &scratch)->class != CLASS_APOSTROPHE ||
	    !word_class(scan_class(scan, behind)))
		return false;
	if (word_elides(scan, word))
		return false;
	stop = behind + ending_length(scan, behind);
	if (stop > behind) {
		scan->at = stop; /* word->end stays before the apostrophe */
		return false;
	}
	if (scan->apostrophe == APOSTROPHE_SUFFIX) {
		struct word suffix;

		word_begin(&suffix, behind);
		scan->at = behind;
		read_run(scan, &suffix);
		return false;
	}
	scan->at = behind;
	return read_run(scan, word);
}

bool word_read(struct scan *scan, struct word *word)
{
	word_begin(word, scan->at);
	if (!read_run(scan, word))
		return false;
	if (word->letters == 1 && word->digits == 0)
		read_acronym(scan, word);
	while (read_apostrophe(scan, word))
		;
	return true;
}
