/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define FFFD "\xEF\xBF\xBD"

/* Bytes that hold no NUL; in each encoding what becomes of them, and how many sequences were broken. */
static const struct {
	const char *intent;
	enum encoding encoding;
	const char *bytes, *expected;
	size_t broken;
} cases[] = {
	{"nothing", ENCODING_UTF8, "", "", 0},
	{"one to four bytes", ENCODING_UTF8, "aé漢😀", "aé漢😀", 0},
	{"the last of each length", ENCODING_UTF8, "\x7E\xDF\xBF\xEF\xBF\xBE\xF4\x8F\xBF\xBF", "~\u07FF\xEF\xBF\xBE\U0010FFFF", 0},
	{"a replacement character that was there is not broken", ENCODING_UTF8, FFFD, FFFD, 0},
	{"a continuation without a lead", ENCODING_UTF8, "a\x80z", "a" FFFD "z", 1},
	{"each alone", ENCODING_UTF8, "\x80\xBF", FFFD FFFD, 2},
	{"a sequence that breaks off is one", ENCODING_UTF8, "\xE6\xBCz", FFFD "z", 1},
	{"at the end too", ENCODING_UTF8, "z\xF0\x9F\x98", "z" FFFD, 1},
	{"an overlong slash", ENCODING_UTF8, "\xC0\xAF", FFFD FFFD, 2},
	{"an overlong form of three", ENCODING_UTF8, "\xE0\x80\xAF", FFFD FFFD FFFD, 3},
	{"an overlong form of four", ENCODING_UTF8, "\xF0\x8F\xBF\xBF", FFFD FFFD FFFD FFFD, 4},
	{"a surrogate", ENCODING_UTF8, "\xED\xA0\x80", FFFD FFFD FFFD, 3},
	{"beyond Unicode", ENCODING_UTF8, "\xF4\x90\x80\x80", FFFD FFFD FFFD FFFD, 4},
	{"bytes that never occur", ENCODING_UTF8, "\xFE\xFF\xF5", FFFD FFFD FFFD, 3},
	{"Unicode's own example of maximal parts", ENCODING_UTF8, "\x61\xF1\x80\x80\xE1\x80\xC2\x62\x80\x63\x80\xBF\x64",
	 "a" FFFD FFFD FFFD "b" FFFD "c" FFFD FFFD "d", 6},
	{"a byte order mark is left out", ENCODING_UTF8, "\xEF\xBB\xBFz", "z", 0},
	{"inside the text it stays", ENCODING_UTF8, "a\uFEFFz", "a\uFEFFz", 0},
	{"line ends", ENCODING_UTF8, "a\r\nb\rc\nd\r\r\ne\n\rf", "a\nb\nc\nd\n\ne\n\nf", 0},
	{"control characters become spaces, tabs stay", ENCODING_UTF8, "a\001b\tc\x7F" "d\xC2\x85" "e\033f", "a b\tc d e f", 0},
	{"Latin-1", ENCODING_WINDOWS_1252, "caf\xE9 \xDFt", "café ßt", 0},
	{"what Windows added to it", ENCODING_WINDOWS_1252, "\x80 \x93q\x94 it\x92s \x85", "€ “q” it’s …", 0},
	{"places that Windows left free are control characters", ENCODING_WINDOWS_1252, "a\x81\x9D" "b", "a  b", 0},
};

static void check_cases(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buffer out = {0};
		size_t broken = utf8_from(&out, cases[i].encoding, cases[i].bytes, strlen(cases[i].bytes));

		if (strcmp(out.bytes, cases[i].expected) != 0 || out.length != strlen(cases[i].expected) || broken != cases[i].broken)
			fail_msg("%s: %zu broken, \"%s\"", cases[i].intent, broken, out.bytes);
		assert_true(utf8_valid(out.bytes, out.length));
		buffer_release(&out);
	}
}

/* UTF-16, little endian; big endian gives the same from the bytes swapped. */
static const struct {
	const char *intent;
	uint16_t units[6];
	size_t count;
	const char *expected;
	size_t broken;
} wide[] = {
	{"letters, and the byte order mark left out", {0xFEFF, 'a', 0xE9, 0x6F22}, 4, "aé漢", 0},
	{"a pair", {0xD83D, 0xDE00}, 2, "😀", 0},
	{"a first half alone", {0xD83D, 'a'}, 2, FFFD "a", 1},
	{"a first half at the end", {'a', 0xD83D}, 2, "a" FFFD, 1},
	{"a second half alone", {0xDE00, 'a'}, 2, FFFD "a", 1},
	{"a replacement character that was there is not broken", {0xFFFD}, 1, FFFD, 0},
	{"NUL and line ends", {'a', 0, '\r', '\n', 'b'}, 5, "a \nb", 0},
};

static void check_wide_in(enum encoding encoding, size_t i)
{
	char bytes[12];
	struct buffer out = {0};
	size_t broken;

	for (size_t j = 0; j < wide[i].count; j++) {
		bytes[2 * j + (encoding == ENCODING_UTF16BE)] = (char)(wide[i].units[j] & 0xFF);
		bytes[2 * j + (encoding == ENCODING_UTF16LE)] = (char)(wide[i].units[j] >> 8);
	}
	broken = utf8_from(&out, encoding, bytes, 2 * wide[i].count);
	if (strcmp(out.bytes, wide[i].expected) != 0 || broken != wide[i].broken)
		fail_msg("%s: %zu broken, \"%s\"", wide[i].intent, broken, out.bytes);
	buffer_release(&out);
}

static void check_wide(void **state)
{
	struct buffer out = {0};

	(void)state;
	for (size_t i = 0; i < sizeof wide / sizeof *wide; i++) {
		check_wide_in(ENCODING_UTF16LE, i);
		check_wide_in(ENCODING_UTF16BE, i);
	}
	assert_int_equal(utf8_from(&out, ENCODING_UTF16LE, "a\0b", 3), 1); /* half a unit at the end */
	assert_string_equal(out.bytes, "a" FFFD);
	buffer_release(&out);
}

static const struct {
	const char *intent, *bytes;
	enum encoding expected;
} guesses[] = {
	{"nothing", "", ENCODING_UTF8},
	{"ASCII", "plain", ENCODING_UTF8},
	{"UTF-8", "Çırağan", ENCODING_UTF8},
	{"UTF-8 by its mark, whatever follows", "\xEF\xBB\xBF\xE9", ENCODING_UTF8},
	{"a damaged UTF-8 page", "Çırağan Palace, Türkiye \xE2\x80", ENCODING_UTF8},
	{"Latin-1", "caf\xE9", ENCODING_WINDOWS_1252},
	{"Latin-1 with a pair that happens to be sound", "na\xEFve \xC3\xA9 caf\xE9 \xFC", ENCODING_WINDOWS_1252},
	{"one broken sequence in three is more than damage", "\xC3\xA9 \xC3\xA8 caf\xE9", ENCODING_WINDOWS_1252},
	{"UTF-16 by its mark", "\xFF\xFE" "a", ENCODING_UTF16LE},
	{"the other way round", "\xFE\xFF" "a", ENCODING_UTF16BE},
	{"half a mark", "\xFF", ENCODING_WINDOWS_1252},
};

static void check_guesses(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof guesses / sizeof *guesses; i++)
		if (encoding_guess(guesses[i].bytes, strlen(guesses[i].bytes)) != guesses[i].expected)
			fail_msg("%s", guesses[i].intent);
}

/* Written and read again, each is itself; what is no scalar value becomes U+FFFD. */
static void check_every_code(void **state)
{
	(void)state;
	for (uint32_t code = 0; code < 0x120000; code++) {
		char bytes[4];
		const char *at = bytes;
		size_t length = utf8_write(bytes, code);
		bool scalar = code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);

		assert_int_equal(length, !scalar ? 3 : code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4);
		assert_int_equal(utf8_next(&at, bytes + length), scalar ? code : UTF8_REPLACEMENT);
		assert_ptr_equal(at, bytes + length);
		assert_true(utf8_valid(bytes, length));
		assert_int_equal(length > 1 && utf8_valid(bytes, length - 1), 0);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(check_cases),
		cmocka_unit_test(check_wide),
		cmocka_unit_test(check_guesses),
		cmocka_unit_test(check_every_code),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
