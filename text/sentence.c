/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/sentence.h"

#include "text/lexicon.h"
#include "text/utf8.h"

#include <stdbool.h>
#include <string.h>
#include <utf8proc.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* What an abbreviation's full stop says of the sentence. */
enum closing {
	CLOSES,           /* it is none */
	CLOSES_NEVER,     /* a name follows */
	CLOSES_NO_NUMBER, /* a number follows, or else it is the word itself: "no", "mar" */
	CLOSES_BEFORE_FUNCTION_WORD /* "in the U.S. The", "the U.S. Senate" */
};

static const struct {
	char word[7]; /* lower case, without the full stop */
	char closing; /* enum closing */
} abbreviations[] = {
	{"adm", CLOSES_NEVER}, {"brig", CLOSES_NEVER}, {"capt", CLOSES_NEVER}, {"cmdr", CLOSES_NEVER},
	{"col", CLOSES_NEVER}, {"dr", CLOSES_NEVER}, {"e.g", CLOSES_NEVER}, {"fr", CLOSES_NEVER}, {"ft", CLOSES_NEVER},
	{"gen", CLOSES_NEVER}, {"gov", CLOSES_NEVER}, {"hon", CLOSES_NEVER}, {"i.e", CLOSES_NEVER}, {"lt", CLOSES_NEVER},
	{"maj", CLOSES_NEVER}, {"messrs", CLOSES_NEVER}, {"mr", CLOSES_NEVER}, {"mrs", CLOSES_NEVER},
	{"ms", CLOSES_NEVER}, {"mt", CLOSES_NEVER}, {"prof", CLOSES_NEVER}, {"rep", CLOSES_NEVER}, {"rev", CLOSES_NEVER},
	{"sen", CLOSES_NEVER}, {"sgt", CLOSES_NEVER}, {"sra", CLOSES_NEVER}, {"st", CLOSES_NEVER}, {"v", CLOSES_NEVER},
	{"vs", CLOSES_NEVER}, {"apr", CLOSES_NO_NUMBER}, {"art", CLOSES_NO_NUMBER}, {"aug", CLOSES_NO_NUMBER},
	{"dec", CLOSES_NO_NUMBER}, {"feb", CLOSES_NO_NUMBER}, {"fig", CLOSES_NO_NUMBER}, {"jan", CLOSES_NO_NUMBER},
	{"jul", CLOSES_NO_NUMBER}, {"jun", CLOSES_NO_NUMBER}, {"mar", CLOSES_NO_NUMBER}, {"no", CLOSES_NO_NUMBER},
	{"nos", CLOSES_NO_NUMBER}, {"nov", CLOSES_NO_NUMBER}, {"nr", CLOSES_NO_NUMBER}, {"oct", CLOSES_NO_NUMBER},
	{"p", CLOSES_NO_NUMBER}, {"pp", CLOSES_NO_NUMBER}, {"sep", CLOSES_NO_NUMBER}, {"sept", CLOSES_NO_NUMBER},
	{"vol", CLOSES_NO_NUMBER}, {"co", CLOSES_BEFORE_FUNCTION_WORD}, {"corp", CLOSES_BEFORE_FUNCTION_WORD},
	{"dept", CLOSES_BEFORE_FUNCTION_WORD}, {"etc", CLOSES_BEFORE_FUNCTION_WORD},
	{"inc", CLOSES_BEFORE_FUNCTION_WORD}, {"jr", CLOSES_BEFORE_FUNCTION_WORD},
	{"ltd", CLOSES_BEFORE_FUNCTION_WORD}, {"sr", CLOSES_BEFORE_FUNCTION_WORD}};

/* No abbreviation is longer: what is looked at around a full stop has a bound. */
#define ABBREVIATION_MAX 8

/* What ends a sentence. In the scripts that put spaces between sentences, only with white space behind it. */
static const struct {
	char bytes[4];
	bool spaced;
} marks[] = {
	{".", true}, {"!", true}, {"?", true},
	{"\xE2\x80\xA6", true},  /* ellipsis */
	{"\xD8\x9F", true},      /* Arabic question mark, full stop */
	{"\xDB\x94", true},
	{"\xD6\x89", true},      /* Armenian */
	{"\xE0\xA5\xA4", true},  /* danda, double danda */
	{"\xE0\xA5\xA5", true},
	{"\xE1\x8D\xA2", true},  /* Ethiopic */
	{"\xE1\x81\x8B", false}, /* Myanmar, Khmer */
	{"\xE1\x9F\x94", false},
	{"\xE3\x80\x82", false}, /* ideographic full stop, its half width, full-width ! and ? */
	{"\xEF\xBD\xA1", false},
	{"\xEF\xBC\x81", false},
	{"\xEF\xBC\x9F", false}};

/* The bytes that a mark or a blank line begins with. */
static const bool leads[256] = {
	['\n'] = true, ['!'] = true, ['.'] = true, ['?'] = true, [0xD6] = true, [0xD8] = true,
	[0xDB] = true, [0xE0] = true, [0xE1] = true, [0xE2] = true, [0xE3] = true, [0xEF] = true};

static const char *const closers[] = {"\"", "'", ")", "]", "\xE2\x80\x9D", "\xE2\x80\x99", "\xC2\xBB",
                                      "\xE3\x80\x8D", "\xE3\x80\x8F", "\xEF\xBC\x89"};
static const char *const openers[] = {"\"", "'", "(", "[", "\xE2\x80\x9C", "\xE2\x80\x98", "\xC2\xAB", "\xE2\x80\x9E"};
static const char *const dashes[] = {"-", "\xE2\x80\x93", "\xE2\x80\x94"};
static const char *const spaces[] = {" ", "\n", "\t", "\r", "\xC2\xA0", "\xE2\x80\xAF", "\xE3\x80\x80"};

static bool upper(char byte)
{
	return byte >= 'A' && byte <= 'Z';
}

static bool lower(char byte)
{
	return byte >= 'a' && byte <= 'z';
}

static bool digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

#define PASS(set, text, length, at) pass(set, sizeof set / sizeof *set, text, length, at)

/* Behind all the strings of a set that follow each other at offset at. */
static size_t pass(const char *const *set, size_t count, const char *text, size_t length, size_t at)
{
	size_t i = 0;

	while (i < count && at < length && !upper(text[at]) && !lower(text[at])) {
		size_t size = text[at] == set[i][0] ? strlen(set[i]) : 0;

		if (size > 0 && length - at >= size && !memcmp(text + at, set[i], size)) {
			at += size;
			i = 0;
		} else {
			i++;
		}
	}
	return at;
}

static utf8proc_category_t category_at(const char *text, size_t length, size_t at)
{
	const char *next = text + at;

	return at < length ? utf8proc_category((utf8proc_int32_t)utf8_next(&next, text + length)) : UTF8PROC_CATEGORY_CN;
}

/* The start of the character that ends right before offset at, which is greater than start. */
static size_t character_before(const char *text, size_t start, size_t at)
{
	size_t least = at - start > 4 ? at - 4 : start;

	for (at--; at > least && ((unsigned char)text[at] & 0xC0) == 0x80;)
		at--;
	return at;
}

static bool letter_before(const char *text, size_t start, size_t at)
{
	utf8proc_category_t category;

	if (at == start)
		return false;
	category = category_at(text, at, character_before(text, start, at));
	return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_ME;
}

/* Whether a capital letter stands alone before offset at: an initial. */
static bool is_initial(const char *text, size_t start, size_t at)
{
	size_t begin;

	if (at == start)
		return false;
	begin = character_before(text, start, at);
	return category_at(text, at, begin) == UTF8PROC_CATEGORY_LU && !letter_before(text, start, begin);
}

static enum closing closing_of(const char *word, size_t length)
{
	for (size_t i = 0; i < sizeof abbreviations / sizeof *abbreviations; i++)
		if (word[0] == abbreviations[i].word[0] && !strcmp(word, abbreviations[i].word))
			return (enum closing)abbreviations[i].closing;
	return length >= 3 && word[length - 2] == '.' ? CLOSES_BEFORE_FUNCTION_WORD : CLOSES; /* "u.s", "p.m" */
}

/* What the word before the full stop at offset at is. */
static enum closing abbreviation(const char *text, size_t start, size_t at)
{
	char word[ABBREVIATION_MAX];
	size_t begin = at, length;

	if (is_initial(text, start, at))
		return CLOSES_BEFORE_FUNCTION_WORD;
	while (begin > start && at - begin < sizeof word && (upper(text[begin - 1]) || lower(text[begin - 1]) || text[begin - 1] == '.'))
		begin--;
	length = at - begin;
	if (length == 0 || length == sizeof word || letter_before(text, start, begin))
		return CLOSES;
	for (size_t i = 0; i < length; i++)
		word[i] = (char)(upper(text[begin + i]) ? text[begin + i] | 0x20 : text[begin + i]);
	word[length] = '\0';
	return closing_of(word, length);
}

/* Whether a sentence that begins with a capitalised function word starts at offset at: "The", "He"; not the initial "A.". */
static bool function_word(const char *text, size_t length, size_t at)
{
	char word[ABBREVIATION_MAX];
	size_t size = 0;

	at = PASS(openers, text, length, at);
	if (at >= length || !upper(text[at]))
		return false;
	while (at < length && size < sizeof word && (upper(text[at]) || lower(text[at])))
		word[size++] = text[at++] | 0x20;
	if (at < length && (text[at] == '.' || (signed char)text[at] < 0) && size == 1)
		return false;
	return size < sizeof word && lexicon_stop_word("en", word, size);
}

/* Whether nothing but a number stands before the full stop at offset at: "1. First". */
static bool list_number(const char *text, size_t start, size_t at)
{
	size_t begin = at;

	while (begin > start && at - begin < ABBREVIATION_MAX && digit(text[begin - 1]))
		begin--;
	return begin == start && begin < at;
}

/* Whether the full stop at offset at ends the sentence when the next word starts at offset next. */
static bool full_stop_closes(const char *text, size_t length, size_t start, size_t at, size_t next)
{
	if (next == length)
		return true;
	if (list_number(text, start, at))
		return false;
	switch (abbreviation(text, start, at)) {
	case CLOSES_NEVER:
		return false;
	case CLOSES_NO_NUMBER:
		return !digit(text[next]);
	case CLOSES_BEFORE_FUNCTION_WORD:
		return function_word(text, length, next);
	default:
		return true;
	}
}

/* Whether what follows is the same sentence: "Stop!" he said; "Stop!" - he said. */
static bool goes_on(const char *text, size_t length, size_t next)
{
	size_t behind = PASS(dashes, text, length, next);

	if (behind > next)
		next = PASS(spaces, text, length, behind);
	return category_at(text, length, next) == UTF8PROC_CATEGORY_LL;
}

/* The end of the sentence when the mark at offset at closes one; 0 when it closes none. */
static size_t closed(const char *text, size_t length, size_t start, size_t at)
{
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		size_t size, behind, next;

		if (text[at] != marks[i].bytes[0])
			continue;
		size = strlen(marks[i].bytes);
		if (length - at < size || memcmp(text + at, marks[i].bytes, size) != 0)
			continue;
		behind = PASS(closers, text, length, at + size);
		next = PASS(spaces, text, length, behind);
		if (!marks[i].spaced)
			return next;
		if (next == behind && next < length)
			return 0; /* 1.5, example.com */
		if (goes_on(text, length, next) || (text[at] == '.' && !full_stop_closes(text, length, start, at, next)))
			return 0;
		return next;
	}
	return 0;
}

/* The next byte at or behind offset at that a mark or a blank line begins with; length when there is none. */
static size_t next_lead(const char *text, size_t length, size_t at)
{
#ifdef __SSE2__
	while (length - at >= 16) {
		__m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(text + at));
		__m128i found = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('.')), _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\n')));
		size_t end = at + 16;

		found = _mm_or_si128(found, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('!')));
		found = _mm_or_si128(found, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('?')));
		at += (unsigned)__builtin_ctz((unsigned)_mm_movemask_epi8(_mm_or_si128(found, bytes)) | 1u << 16);
		for (; at < end; at++)
			if (leads[(unsigned char)text[at]])
				return at;
	}
#endif
	while (at < length && !leads[(unsigned char)text[at]])
		at++;
	return at;
}

size_t sentence_end(const char *text, size_t length, size_t start)
{
	for (size_t at = start; (at = next_lead(text, length, at)) < length; at++) {
		size_t end = 0;

		if (text[at] != '\n')
			end = closed(text, length, start, at);
		else if (at + 1 < length && text[at + 1] == '\n')
			end = PASS(spaces, text, length, at);
		if (end > start)
			return end;
	}
	return length;
}
