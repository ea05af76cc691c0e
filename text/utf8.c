/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/utf8.h"

#include <string.h>

static bool continues(const char *at, const char *end, unsigned low, unsigned high)
{
	return at < end && (unsigned char)*at >= low && (unsigned char)*at <= high;
}

uint32_t utf8_next(const char **at, const char *end)
{
	unsigned char lead = (unsigned char)*(*at)++;
	unsigned low = 0x80, high = 0xBF; /* what the second byte may be: excludes overlong forms and surrogates */
	int more;
	uint32_t code;

	if (lead < 0x80)
		return lead;
	if (lead >= 0xC2 && lead <= 0xDF) {
		more = 1;
		code = lead & 0x1Fu;
	} else if ((lead & 0xF0) == 0xE0) {
		more = 2;
		code = lead & 0x0Fu;
		low = lead == 0xE0 ? 0xA0 : low;
		high = lead == 0xED ? 0x9F : high;
	} else if (lead >= 0xF0 && lead <= 0xF4) {
		more = 3;
		code = lead & 0x07u;
		low = lead == 0xF0 ? 0x90 : low;
		high = lead == 0xF4 ? 0x8F : high;
	} else {
		return UTF8_REPLACEMENT;
	}
	while (more--) {
		if (!continues(*at, end, low, high))
			return UTF8_REPLACEMENT;
		code = code << 6 | ((unsigned char)*(*at)++ & 0x3Fu);
		low = 0x80;
		high = 0xBF;
	}
	return code;
}

size_t utf8_write(char out[4], uint32_t code)
{
	if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
		code = UTF8_REPLACEMENT;
	if (code < 0x80) {
		out[0] = (char)code;
		return 1;
	}
	if (code < 0x800) {
		out[0] = (char)(0xC0 | code >> 6);
		out[1] = (char)(0x80 | (code & 0x3F));
		return 2;
	}
	if (code < 0x10000) {
		out[0] = (char)(0xE0 | code >> 12);
		out[1] = (char)(0x80 | (code >> 6 & 0x3F));
		out[2] = (char)(0x80 | (code & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | code >> 18);
	out[1] = (char)(0x80 | (code >> 12 & 0x3F));
	out[2] = (char)(0x80 | (code >> 6 & 0x3F));
	out[3] = (char)(0x80 | (code & 0x3F));
	return 4;
}

/* Whether the code point at start came out of sound bytes: U+FFFD itself is EF BF BD. */
static bool sound(uint32_t code, const char *start, const char *at)
{
	return code != UTF8_REPLACEMENT || (at - start == 3 && !memcmp(start, "\xEF\xBF\xBD", 3));
}

/* How many bytes at at are printable ASCII, tabs or line feeds, eight at a time: pages are full of them. */
static size_t plain_run(const char *at, const char *end)
{
	const char *start = at;

	for (; end - at >= 8; at += 8) {
		uint64_t word;

		memcpy(&word, at, sizeof word);
		/* none below 0x20, none above 0x7E (Bit Twiddling Hacks' hasless and hasmore) */
		if (((word - UINT64_C(0x2020202020202020)) | (word + UINT64_C(0x0101010101010101)) | word) &
		    UINT64_C(0x8080808080808080))
			break;
	}
	while (at < end && ((*at >= 0x20 && *at < 0x7F) || *at == '\t' || *at == '\n'))
		at++;
	return (size_t)(at - start);
}

static void count_sequences(const char *bytes, size_t length, size_t *good, size_t *broken)
{
	const char *at = bytes, *end = bytes + length;

	*good = *broken = 0;
	while (at < end) {
		const char *start = at += plain_run(at, end);
		uint32_t code;

		if (at == end)
			break;
		code = utf8_next(&at, end);
		if (!sound(code, start, at))
			++*broken;
		else if (code >= 0x80)
			++*good;
	}
}

bool utf8_valid(const char *bytes, size_t length)
{
	size_t good, broken;

	count_sequences(bytes, length, &good, &broken);
	return broken == 0;
}

enum encoding encoding_guess(const char *bytes, size_t length)
{
	size_t good, broken;

	if (length >= 2 && !memcmp(bytes, "\xFF\xFE", 2))
		return ENCODING_UTF16LE;
	if (length >= 2 && !memcmp(bytes, "\xFE\xFF", 2))
		return ENCODING_UTF16BE;
	if (length >= 3 && !memcmp(bytes, "\xEF\xBB\xBF", 3))
		return ENCODING_UTF8;
	count_sequences(bytes, length, &good, &broken);
	return broken <= good / 4 ? ENCODING_UTF8 : ENCODING_WINDOWS_1252;
}

/* The 27 places where Windows-1252 is not Latin-1; the five unused bytes read as the C1 controls that they are in Latin-1. */
static uint32_t from_windows_1252(unsigned char byte)
{
	static const uint16_t high[32] = {
		0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
		0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
		0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

	return byte >= 0x80 && byte < 0xA0 ? high[byte - 0x80] : byte;
}

static uint32_t utf16_unit(const char *at, enum encoding encoding)
{
	unsigned first = (unsigned char)at[0], second = (unsigned char)at[1];

	return encoding == ENCODING_UTF16LE ? second << 8 | first : first << 8 | second;
}

/* As utf8_next; a broken unit counts in *broken. */
static uint32_t utf16_next(const char **at, const char *end, enum encoding encoding, size_t *broken)
{
	uint32_t unit, low;

	if (end - *at < 2) {
		*at = end;
		++*broken;
		return UTF8_REPLACEMENT;
	}
	unit = utf16_unit(*at, encoding);
	*at += 2;
	if (unit < 0xD800 || unit > 0xDFFF)
		return unit;
	low = end - *at < 2 ? 0 : utf16_unit(*at, encoding);
	if (unit > 0xDBFF || low < 0xDC00 || low > 0xDFFF) {
		++*broken;
		return UTF8_REPLACEMENT;
	}
	*at += 2;
	return 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
}

static void add_code(struct buffer *out, uint32_t code)
{
	char *to = buffer_reserve(out, 4);

	if ((code < 0x20 && code != '\t' && code != '\n') || (code >= 0x7F && code < 0xA0))
		code = ' ';
	out->length += utf8_write(to, code);
}

size_t utf8_from(struct buffer *out, enum encoding encoding, const char *bytes, size_t length)
{
	const char *at = bytes, *end = bytes + length;
	size_t broken = 0;
	bool first = true, carriage = false;

	buffer_reserve(out, length);
	while (at < end) {
		const char *start = at;
		size_t run = encoding == ENCODING_UTF8 || encoding == ENCODING_WINDOWS_1252 ? plain_run(at, end) : 0;
		uint32_t code;

		if (run && !(carriage && *at == '\n')) {
			buffer_add(out, at, run);
			at += run;
			carriage = first = false;
			continue;
		}
		if (encoding == ENCODING_UTF8) {
			code = utf8_next(&at, end);
			broken += !sound(code, start, at);
		} else if (encoding == ENCODING_WINDOWS_1252) {
			code = from_windows_1252((unsigned char)*at++);
		} else {
			code = utf16_next(&at, end, encoding, &broken);
		}
		if (!(code == '\n' && carriage) && !(code == 0xFEFF && first))
			add_code(out, code == '\r' ? '\n' : code);
		carriage = code == '\r';
		first = false;
	}
	buffer_reserve(out, 0)[0] = '\0';
	return broken;
}
