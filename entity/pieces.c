/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "entity/pieces.h"

#include "text/utf8.h"

#include <string.h>
#include <utf8proc.h>

enum sort {
	SORT_SIGN,   /* a piece of its own */
	SORT_LETTER,
	SORT_DIGIT,
	SORT_JOINER, /* part of a word when it stands inside one: - ' . & , : / _ */
	SORT_SPACE
};

#define LETTERS(first) \
	[first] = SORT_LETTER, [first + 1] = SORT_LETTER, [first + 2] = SORT_LETTER, [first + 3] = SORT_LETTER, \
	[first + 4] = SORT_LETTER, [first + 5] = SORT_LETTER, [first + 6] = SORT_LETTER, [first + 7] = SORT_LETTER, \
	[first + 8] = SORT_LETTER, [first + 9] = SORT_LETTER, [first + 10] = SORT_LETTER, [first + 11] = SORT_LETTER, \
	[first + 12] = SORT_LETTER

#define SPACES(first) \
	[first] = SORT_SPACE, [first + 1] = SORT_SPACE, [first + 2] = SORT_SPACE, [first + 3] = SORT_SPACE, \
	[first + 4] = SORT_SPACE, [first + 5] = SORT_SPACE, [first + 6] = SORT_SPACE, [first + 7] = SORT_SPACE

/* Of ASCII. */
static const uint8_t ascii_sorts[128] = {
	SPACES(0), SPACES(8), SPACES(16), SPACES(24), [' '] = SORT_SPACE, [0x7F] = SORT_SPACE,
	LETTERS('A'), LETTERS('N'), LETTERS('a'), LETTERS('n'), ['0'] = SORT_DIGIT, ['1'] = SORT_DIGIT, ['2'] = SORT_DIGIT,
	['3'] = SORT_DIGIT, ['4'] = SORT_DIGIT, ['5'] = SORT_DIGIT, ['6'] = SORT_DIGIT, ['7'] = SORT_DIGIT,
	['8'] = SORT_DIGIT, ['9'] = SORT_DIGIT, ['-'] = SORT_JOINER, ['\''] = SORT_JOINER, ['.'] = SORT_JOINER,
	['&'] = SORT_JOINER, [','] = SORT_JOINER, [':'] = SORT_JOINER, ['/'] = SORT_JOINER, ['_'] = SORT_JOINER};

static bool is_ascii(char byte)
{
	return (signed char)byte >= 0;
}

static enum sort sort_ascii(char byte)
{
	return (enum sort)ascii_sorts[(unsigned char)byte];
}

static enum sort sort_code(uint32_t code)
{
	switch (utf8proc_category((utf8proc_int32_t)code)) {
	case UTF8PROC_CATEGORY_ZS:
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP:
	case UTF8PROC_CATEGORY_CC:
		return SORT_SPACE;
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ME:
	case UTF8PROC_CATEGORY_CF:
		return SORT_LETTER;
	case UTF8PROC_CATEGORY_ND:
	case UTF8PROC_CATEGORY_NL:
	case UTF8PROC_CATEGORY_NO:
		return SORT_DIGIT;
	default:
		return code == 0x2019 || code == 0x2010 || code == 0x2011 ? SORT_JOINER : SORT_SIGN;
	}
}

/* What stands at `at`, which is before end, and where the next character does. */
static enum sort look(const char *at, const char *end, const char **next)
{
	if (is_ascii(*at)) {
		*next = at + 1;
		return sort_ascii(*at);
	}
	*next = at;
	return sort_code(utf8_next(next, end));
}

static bool is_word(enum sort sort)
{
	return sort == SORT_LETTER || sort == SORT_DIGIT;
}

/* Whether the joiner at `at`, with `next` behind it, holds together what stands before it and what follows. */
static bool joins(const char *at, const char *next, enum sort before, enum sort after)
{
	switch (*at) {
	case ',':
	case ':':
	case '/':
		return before == SORT_DIGIT && after == SORT_DIGIT && next - at == 1;
	default:
		return true;
	}
}

/* Abbreviations that keep their full stop, without it. */
static const char *const abbreviations[] = {
	"Adm", "Ala", "Apr", "Ariz", "Ark", "Assn", "Aug", "Ave", "Bros", "Calif", "Capt", "Cmdr", "Co", "Col", "Colo",
	"Conn", "Corp", "Cos", "Cpl", "Dec", "Del", "Dept", "Dr", "Feb", "Fla", "Ft", "Ga", "Gen", "Gov", "Hon", "Ill",
	"Inc", "Ind", "Insp", "Jan", "Jr", "Jul", "Jun", "Kan", "Ky", "Lt", "Ltd", "Maj", "Mar", "Mass", "Md", "Messrs",
	"Mich", "Minn", "Miss", "Mo", "Mont", "Mr", "Mrs", "Ms", "Mt", "Neb", "Nev", "No", "Nov", "Oct", "Okla", "Ore",
	"Pa", "Pres", "Prof", "Rep", "Rev", "Sen", "Sep", "Sept", "Sgt", "Sr", "St", "Supt", "Tenn", "Tex", "Univ", "Va",
	"Vt", "Wash", "Wis", "Wyo", "approx", "dept", "est", "etc", "v", "vs"};

static bool listed(const char *word, size_t length)
{
	size_t low = 0, high = sizeof abbreviations / sizeof *abbreviations;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strncmp(abbreviations[middle], word, length);

		if (order == 0 && abbreviations[middle][length] == '\0')
			return true;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

/* Whether the full stop behind the word belongs to it: "Mr.", "J.", "U.S.". */
static bool keeps_full_stop(const char *word, size_t length)
{
	if (length == 1)
		return word[0] >= 'A' && word[0] <= 'Z';
	return listed(word, length) || (length <= 9 && word[length - 2] == '.' && sort_ascii(word[length - 1]) == SORT_LETTER);
}

/* The bytes of the apostrophe at `at`, or 0. */
static size_t apostrophe(const char *at, const char *end)
{
	if (*at == '\'')
		return 1;
	return end - at >= 3 && !memcmp(at, "\xE2\x80\x99", 3) ? 3 : 0;
}

/* The bytes of the clitic at `at`, with its apostrophe ("'s", "'ll"), or 0: it goes on to the end of its word. */
static size_t clitic_size(const char *at, const char *end)
{
	static const char *const clitics[] = {"s", "S", "re", "ve", "ll", "d", "m"};
	size_t size = apostrophe(at, end);
	const char *next;

	for (size_t i = 0; size > 0 && i < sizeof clitics / sizeof *clitics; i++) {
		size_t whole = size + strlen(clitics[i]);

		if ((size_t)(end - at) >= whole && !memcmp(at + size, clitics[i], whole - size) &&
		    (at + whole == end || !is_word(look(at + whole, end, &next))))
			return whole;
	}
	return 0;
}

/* Where the word that is cut off as a piece of its own starts in the word [start, end): "'s", "n't", "'ll"; end when there is none. */
static const char *clitic(const char *start, const char *end)
{
	for (const char *at = end - 1; at > start && end - at <= 5; at--) {
		size_t size;

		if (*at != '\'' && *at != '\xE2')
			continue;
		size = apostrophe(at, end);
		if (size > 0 && end - at == (ptrdiff_t)size + 1 && at[size] == 't' && at - start >= 2 && at[-1] == 'n')
			return at - 1;
		if (clitic_size(at, end) == (size_t)(end - at))
			return at;
	}
	return end;
}

/* Behind the letters and digits of ASCII, which most words are made of. */
static const char *pass_letters(const char *at, const char *end)
{
	while (at < end && is_ascii(*at) && is_word(sort_ascii(*at)))
		at++;
	return at;
}

/* Behind the word that starts at `at`, which is a letter or digit (or what leads one). */
static const char *word_end(const char *at, const char *end)
{
	const char *start = at, *next, *behind;
	bool apostrophes = false;
	enum sort before = look(at, end, &next), sort, after;

	for (at = next; at < end; at = next) {
		const char *letters = at;

		at = pass_letters(at, end);
		if (at == end)
			break;
		if (at > letters)
			before = sort_ascii(at[-1]);
		sort = look(at, end, &next);
		if (is_word(sort)) {
			before = sort;
			continue;
		}
		if (sort != SORT_JOINER || next == end)
			break;
		after = look(next, end, &behind);
		if (!is_word(after) || !joins(at, next, before, after))
			break;
		apostrophes |= *at == '\'' || !is_ascii(*at);
	}
	if (at < end && *at == '.' && keeps_full_stop(start, (size_t)(at - start)))
		at++;
	return apostrophes ? clitic(start, at) : at;
}

/* Behind the address of a page or mail that starts at `at`, or NULL when none does. */
static const char *address_end(const char *at, const char *end)
{
	const char *stop = at;

	if (end - at < 8 || (memcmp(at, "http", 4) != 0 && memcmp(at, "www.", 4) != 0))
		return NULL;
	while (stop < end && is_ascii(*stop) && sort_ascii(*stop) != SORT_SPACE && !strchr("<>\"()", *stop))
		stop++;
	while (stop > at + 1 && strchr(".,;:!?'", stop[-1]))
		stop--;
	return stop;
}

/* Behind the word or address that starts at `at`; most are letters with a space, a comma or a bracket behind them. */
static const char *word_or_address_end(const char *at, const char *end)
{
	const char *stop = pass_letters(at, end), *address;

	if (stop == end || *stop == ' ')
		return stop;
	if ((*at == 'h' || *at == 'w') && (address = address_end(at, end)))
		return address;
	if ((is_ascii(*stop) && sort_ascii(*stop) != SORT_JOINER) || (*stop == ',' && end - stop > 1 && stop[1] == ' '))
		return stop;
	return word_end(at, end);
}

/* Behind the sign at `at`: dots and hyphens run together, "'s" and its like are one, "@name" and "#tag" too. */
static const char *sign_end(const char *at, const char *end)
{
	const char *next, *behind;
	enum sort after;

	if (*at == ',' || *at == '(' || *at == ')' || *at == '"')
		return at + 1;
	look(at, end, &next);
	if (*at == '.' || *at == '-')
		while (next < end && *next == *at)
			next++;
	if (next == end)
		return next;
	after = look(next, end, &behind);
	if ((*at == '@' || *at == '#') && is_word(after))
		return word_end(next, end);
	return clitic_size(at, end) > 0 ? at + clitic_size(at, end) : next;
}

bool piece_next(const char *text, size_t length, size_t *at, struct piece *piece)
{
	const char *start = text + *at, *end = text + length, *next, *stop;
	enum sort sort = SORT_SPACE;

	while (start < end && *start == ' ')
		start++;
	while (start < end && (sort = look(start, end, &next)) == SORT_SPACE)
		start = next;
	if (start == end) {
		*at = length;
		return false;
	}
	stop = is_word(sort) ? word_or_address_end(start, end) : sign_end(start, end);
	*piece = (struct piece){(uint32_t)(start - text), (uint32_t)(stop - text)};
	*at = (size_t)(stop - text);
	return true;
}
