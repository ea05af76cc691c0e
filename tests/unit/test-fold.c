/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/fold.h"

#include "text/buffer.h"
#include "text/memory.h"
#include "text/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include <cmocka.h>

#define UNICODE_END 0x110000u

static const struct {
	const char *intent;
	uint32_t code;
	enum character_class class;
	unsigned upper;
	const char *folded;
} cases[] = {
	{"ASCII", 'q', CLASS_LETTER, 0, "q"},
	{"ASCII in capitals", 'Q', CLASS_LETTER, 1, "q"},
	{"a digit", '7', CLASS_DIGIT, 0, "7"},
	{"an accent", 0x00C9, CLASS_LETTER, 1, "e"},
	{"two accents", 0x1EA4, CLASS_LETTER, 1, "a"},
	{"dotless i", 0x0131, CLASS_LETTER, 0, "i"},
	{"dotted I", 0x0130, CLASS_LETTER, 1, "i"},
	{"Polish", 0x0141, CLASS_LETTER, 1, "l"},
	{"Danish", 0x00D8, CLASS_LETTER, 1, "o"},
	{"Croatian", 0x0110, CLASS_LETTER, 1, "d"},
	{"German, two letters", 0x00DF, CLASS_LETTER, 0, "ss"},
	{"German, its capital", 0x1E9E, CLASS_LETTER, 1, "ss"},
	{"Icelandic", 0x00DE, CLASS_LETTER, 1, "th"},
	{"Faroese", 0x00F0, CLASS_LETTER, 0, "d"},
	{"French", 0x0152, CLASS_LETTER, 1, "oe"},
	{"Norwegian", 0x00C6, CLASS_LETTER, 1, "ae"},
	{"Azerbaijani", 0x018F, CLASS_LETTER, 1, "e"},
	{"Hausa", 0x0198, CLASS_LETTER, 1, "k"},
	{"Ewe", 0x0186, CLASS_LETTER, 1, "o"},
	{"a digraph in title case", 0x01C5, CLASS_LETTER, 1, "dz"},
	{"a ligature", 0xFB03, CLASS_LETTER, 0, "ffi"},
	{"full width", 0xFF21, CLASS_LETTER, 1, "a"},
	{"the Kelvin sign", 0x212A, CLASS_LETTER, 1, "k"},
	{"an ordinal", 0x00BA, CLASS_LETTER, 0, "o"},
	{"a superscript", 0x00B2, CLASS_DIGIT, 0, "2"},
	{"a fraction of tenths", 0x00BE, CLASS_DIGIT, 0, ".75"},
	{"another fraction", 0x2153, CLASS_DIGIT, 0, "1/3"},
	{"an Arabic digit", 0x0667, CLASS_DIGIT, 0, "7"},
	{"a Persian zero", 0x06F0, CLASS_DIGIT, 0, "0"},
	{"a mathematical nine", 0x1D7FF, CLASS_DIGIT, 0, "9"},
	{"final sigma", 0x03C2, CLASS_LETTER, 0, "\u03C3"},
	{"a Greek accent", 0x038C, CLASS_LETTER, 1, "\u03BF"},
	{"a Russian ё", 0x0401, CLASS_LETTER, 1, "\u0435"},
	{"a Russian й is a letter", 0x0419, CLASS_LETTER, 1, "\u0439"},
	{"an alef with its hamza", 0x0623, CLASS_LETTER, 0, "\u0627"},
	{"an Arabic presentation form", 0xFEDF, CLASS_LETTER, 0, "\u0644"},
	{"tatweel adds nothing", 0x0640, CLASS_MARK, 0, ""},
	{"a vowel point adds nothing", 0x064E, CLASS_MARK, 0, ""},
	{"niqqud adds nothing", 0x05B8, CLASS_MARK, 0, ""},
	{"an Indic vowel sign is a letter", 0x093F, CLASS_LETTER, 0, "\u093F"},
	{"a virama too", 0x094D, CLASS_LETTER, 0, "\u094D"},
	{"Han", 0x6F22, CLASS_IDEOGRAPH, 0, "\u6F22"},
	{"Han of compatibility", 0xF900, CLASS_IDEOGRAPH, 0, "\u8C48"},
	{"Han beyond the first plane", 0x20000, CLASS_IDEOGRAPH, 0, "\U00020000"},
	{"kana keeps its sound mark", 0x30AC, CLASS_IDEOGRAPH, 0, "\u30AC"},
	{"kana of half width", 0xFF76, CLASS_IDEOGRAPH, 0, "\u30AB"},
	{"a Hangul syllable stays whole", 0xC11C, CLASS_IDEOGRAPH, 0, "\uC11C"},
	{"Thai", 0x0E01, CLASS_IDEOGRAPH, 0, "\u0E01"},
	{"a unit in one character", 0x338F, CLASS_LETTER, 0, "kg"},
	{"an ornament is no letter", 0x2122, CLASS_SEPARATOR, 0, ""},
	{"a soft hyphen", 0x00AD, CLASS_MARK, 0, ""},
	{"a joiner", 0x200D, CLASS_MARK, 0, ""},
	{"a zero-width space", 0x200B, CLASS_SEPARATOR, 0, ""},
	{"a no-break space", 0x00A0, CLASS_SEPARATOR, 0, ""},
	{"a control character", 0x0001, CLASS_SEPARATOR, 0, ""},
	{"a hyphen", '-', CLASS_HYPHEN, 0, ""},
	{"a no-break hyphen", 0x2011, CLASS_HYPHEN, 0, ""},
	{"an en dash", 0x2013, CLASS_HYPHEN, 0, ""},
	{"an em dash", 0x2014, CLASS_OPENING, 0, ""},
	{"a curly apostrophe", 0x2019, CLASS_APOSTROPHE, 0, ""},
	{"a modifier apostrophe", 0x02BC, CLASS_APOSTROPHE, 0, ""},
	{"a full stop", '.', CLASS_FULL_STOP, 0, ""},
	{"a Devanagari full stop", 0x0964, CLASS_FULL_STOP, 0, ""},
	{"a German opening quote", 0x201E, CLASS_OPENING, 0, ""},
	{"a bracket", '(', CLASS_OPENING, 0, ""},
	{"a closing bracket", ')', CLASS_SEPARATOR, 0, ""},
	{"a currency", 0x20B4, CLASS_CURRENCY, 0, ""},
	{"an emoji", 0x1F600, CLASS_SEPARATOR, 0, ""},
	{"not assigned", 0x0378, CLASS_SEPARATOR, 0, ""},
	{"for private use", 0xE000, CLASS_SEPARATOR, 0, ""},
	{"no character", 0xFFFF, CLASS_SEPARATOR, 0, ""},
	{"the last", 0x10FFFF, CLASS_SEPARATOR, 0, ""},
};

static void check_cases(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct folded folded = fold_character(cases[i].code);

		if (folded.class != cases[i].class || folded.upper != cases[i].upper ||
		    folded.length != strlen(cases[i].folded) || memcmp(folded.bytes, cases[i].folded, folded.length) != 0)
			fail_msg("%s: class %u, upper %u, \"%.*s\"", cases[i].intent, folded.class, folded.upper, folded.length,
			         folded.bytes);
	}
}

/* What fold_character gives is its own folded form, or a query copied from an index's terms would find nothing. */
static void check_folded(uint32_t code, const struct folded *folded)
{
	const char *at = folded->bytes, *end = folded->bytes + folded->length;

	assert_true(folded->class != CLASS_UNSEEN && folded->length <= FOLD_MAX);
	assert_true(utf8_valid(folded->bytes, folded->length));
	assert_int_equal(folded->length > 0, folded->class == CLASS_LETTER || folded->class == CLASS_DIGIT ||
	                                             folded->class == CLASS_IDEOGRAPH);
	while (at < end) {
		const char *start = at;
		uint32_t part = utf8_next(&at, end);
		struct folded again = fold_character(part);

		if (part == '.' || part == '/') /* of a fraction */
			continue;
		if (again.length != at - start || memcmp(again.bytes, start, again.length) != 0)
			fail_msg("U+%04X gives \"%.*s\", which is not folded", (unsigned)code, folded->length, folded->bytes);
	}
}

static void check_every_character(void **state)
{
	struct folder *folder = memory_zeroed(1, sizeof *folder);

	(void)state;
	for (uint32_t code = 0; code < UNICODE_END; code++) {
		struct folded folded, scratch;
		const struct folded *kept;

		if (code >= 0xD800 && code <= 0xDFFF)
			continue;
		folded = fold_character(code);
		check_folded(code, &folded);
		folder_look_up(folder, code, &scratch); /* from the second time on it is remembered */
		kept = folder_look_up(folder, code, &scratch);
		assert_int_equal(kept->class, folded.class);
		assert_int_equal(kept->length, folded.length);
		assert_memory_equal(kept->bytes, folded.bytes, folded.length);
	}
	free(folder);
}

/* A text that was taken apart (NFD) folds as the same text composed. */
static void check_every_decomposition(void **state)
{
	(void)state;
	for (uint32_t code = 0x80; code < UNICODE_END; code++) {
		utf8proc_int32_t parts[32];
		int boundary = 0;
		utf8proc_ssize_t count =
			utf8proc_decompose_char((utf8proc_int32_t)code, parts, 32, UTF8PROC_DECOMPOSE, &boundary);
		struct folded whole = fold_character(code);
		struct buffer apart = {0}, folded = {0};
		const char *at, *end;

		for (utf8proc_ssize_t i = 0; i < count && count > 1; i++)
			apart.length += utf8_write(buffer_reserve(&apart, 4), (uint32_t)parts[i]);
		at = apart.bytes;
		end = at + apart.length;
		while (at < end) {
			struct folded part = fold_character(fold_next(&at, end));

			buffer_add(&folded, part.bytes, part.length);
		}
		if (count > 1 && whole.length > 0 && (folded.length != whole.length || memcmp(folded.bytes, whole.bytes, whole.length) != 0))
			fail_msg("U+%04X in parts gives \"%s\"", (unsigned)code, folded.bytes);
		buffer_release(&apart);
		buffer_release(&folded);
	}
}

static const struct {
	const char *intent, *text;
	uint32_t first;
	size_t taken;
} pairs[] = {
	{"a letter", "ab", 'a', 1},
	{"an accent that folding removes stays apart", "e\u0301", 'e', 1},
	{"й", "\u0438\u0306", 0x0439, 4},
	{"Й", "\u0418\u0306", 0x0419, 4},
	{"и with another accent", "\u0438\u0301", 0x0438, 2},
	{"и at the end", "\u0438", 0x0438, 2},
	{"и before a broken byte", "\u0438\xCC", 0x0438, 2},
	{"Hangul of two parts", "\u1109\u1165", 0xC11C, 6},
	{"Hangul of three", "\u110B\u116E\u11AF", 0xC6B8, 9},
	{"a syllable and its last part", "\uC6B0\u11AF", 0xC6B8, 6},
	{"a syllable that is complete", "\uC6B8\u11AF", 0xC6B8, 3},
	{"a lone consonant", "\u1109\u1109", 0x1109, 3},
	{"voiced kana", "\u30AB\u3099", 0x30AC, 6},
	{"kana of half voice", "\u306F\u309A", 0x3071, 6},
	{"kana that has no voiced form", "\u30A2\u3099", 0x30A2, 3},
	{"kana of half width", "\uFF76\uFF9E", 0x30AC, 6},
	{"kana of half width alone", "\uFF76\uFF76", 0xFF76, 3},
};

static void check_pairs(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		const char *at = pairs[i].text;
		uint32_t code = fold_next(&at, pairs[i].text + strlen(pairs[i].text));

		if (code != pairs[i].first || (size_t)(at - pairs[i].text) != pairs[i].taken)
			fail_msg("%s: U+%04X of %td bytes", pairs[i].intent, (unsigned)code, at - pairs[i].text);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(check_cases),
		cmocka_unit_test(check_every_character),
		cmocka_unit_test(check_every_decomposition),
		cmocka_unit_test(check_pairs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
