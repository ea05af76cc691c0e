/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/read/charset_guess.h"

#include "text/buffer.h"
#include "text/language.h"
#include "text/utf8.h"

#include <iconv.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <uchardet.h>

#define LOOKED_AT ((size_t)64 << 10) /* bytes that tell an encoding by what stands in them */
#define LANGUAGE_BYTES ((size_t)3 << 10)
#define LANGUAGE_LEAST 200 /* fewer of them are taken with whatever else there is */
#define PROSE_BYTES 100    /* that stand together are no menu's */

/* What libuchardet says, and what is meant. languages: those that are written so in Latin letters; NULL: another script. */
struct guess {
	const char *said;
	const char *name;
	const char *languages;
};

#define CENTRAL_EUROPE " pl cs sk hu hr sl ro bs sr sq "
#define BALTIC " lt lv et "

static const struct guess guesses[] = {
	{"WINDOWS-1251", "CP1251", NULL},
	{"KOI8-R", "KOI8-U", NULL}, /* has the letters of Ukrainian where KOI8-R has lines and corners */
	{"ISO-8859-5", "ISO-8859-5", NULL},
	{"IBM866", "CP866", NULL},
	{"IBM855", "CP855", NULL},
	{"MAC-CYRILLIC", "MAC-CYRILLIC", NULL},
	{"WINDOWS-1253", "CP1253", NULL},
	{"ISO-8859-7", "ISO-8859-7", NULL},
	{"WINDOWS-1255", "CP1255", NULL},
	{"ISO-8859-8", "CP1255", NULL},
	{"WINDOWS-1256", "CP1256", NULL},
	{"ISO-8859-6", "ISO-8859-6", NULL},
	{"TIS-620", "CP874", NULL},
	{"ISO-8859-11", "CP874", NULL},
	{"GB18030", "GB18030", NULL},
	{"BIG5", "BIG5-HKSCS", NULL},
	{"EUC-TW", "EUC-TW", NULL},
	{"SHIFT_JIS", "CP932", NULL},
	{"EUC-JP", "EUC-JP", NULL},
	{"UHC", "CP949", NULL},
	{"EUC-KR", "CP949", NULL},
	{"ISO-8859-9", "CP1254", " tr "},
	{"ISO-8859-3", "CP1254", " tr "},
	{"WINDOWS-1250", "CP1250", CENTRAL_EUROPE},
	{"ISO-8859-2", "ISO-8859-2", CENTRAL_EUROPE},
	{"ISO-8859-16", "ISO-8859-16", CENTRAL_EUROPE},
	{"WINDOWS-1257", "CP1257", BALTIC},
	{"ISO-8859-13", "CP1257", BALTIC},
	{"ISO-8859-4", "ISO-8859-4", BALTIC},
	{"WINDOWS-1258", "CP1258", " vi "},
	{"VISCII", "VISCII", " vi "}};

static const struct guess *ask_uchardet(const char *bytes, size_t length)
{
	uchardet_t guesser = uchardet_new();
	const struct guess *found = NULL;

	if (!guesser)
		return NULL;
	if (uchardet_handle_data(guesser, bytes, length) == 0) {
		uchardet_data_end(guesser);
		for (size_t i = 0; i < sizeof guesses / sizeof *guesses && !found; i++)
			if (!strcmp(uchardet_get_charset(guesser), guesses[i].said))
				found = &guesses[i];
	}
	uchardet_delete(guesser);
	return found;
}

static bool is_high(char byte)
{
	return (unsigned char)byte >= 0x80;
}

/* Whether most of what is no ASCII stands beside its like. */
static bool stands_in_runs(const char *bytes, size_t length)
{
	size_t high = 0, beside = 0;

	for (size_t i = 0; i < length; i++)
		if (is_high(bytes[i])) {
			high++;
			beside += (i > 0 && is_high(bytes[i - 1])) || (i + 1 < length && is_high(bytes[i + 1]));
		}
	return beside * 2 > high;
}

static bool is_blank(char byte)
{
	return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

/* Behind the tag at tag, with what stands in a script or style. */
static const char *pass_tag(const char *tag, const char *end)
{
	const char *close = NULL;

	if (end - tag > 8 && !strncasecmp(tag, "<script", 7))
		close = "</script";
	else if (end - tag > 8 && !strncasecmp(tag, "<style", 6))
		close = "</style";
	if (close)
		tag = memmem(tag, (size_t)(end - tag), close, strlen(close));
	tag = tag ? memchr(tag, '>', (size_t)(end - tag)) : NULL;
	return tag ? tag + 1 : end;
}

/*
 * Of the bytes between tags LANGUAGE_BYTES at the most, in pieces of so many at the least: those of prose are long, and
 * those of menus, which are words of no sentence and often of no language, short. A text is one piece.
 */
static void add_between_tags(struct buffer *out, const char *bytes, size_t length, size_t least)
{
	const char *at = bytes, *end = bytes + length;

	while (at < end && out->length < LANGUAGE_BYTES) {
		const char *tag = memchr(at, '<', (size_t)(end - at)), *stop = tag ? tag : end;
		size_t piece, room = LANGUAGE_BYTES - out->length;

		while (at < stop && is_blank(*at))
			at++;
		while (at < stop && is_blank(stop[-1]))
			stop--;
		piece = (size_t)(stop - at);
		if (piece >= least) {
			buffer_add(out, at, piece < room ? piece : room);
			buffer_add_byte(out, ' ');
		}
		at = tag ? pass_tag(tag, end) : end;
	}
}

/* The language of the bytes' text in this encoding, " pl " for instance; "" where the C library cannot read it. */
static void language_as(char said[LANGUAGE_CODE_MAX + 2], const char *name, const char *bytes, size_t length)
{
	struct language_detector *detector;
	struct buffer text = {0};
	char read[LANGUAGE_BYTES * 3], *from, *to = read;
	size_t left, room = sizeof read;
	iconv_t converter = iconv_open("UTF-8", name);

	*said = '\0';
	if (converter == (iconv_t)-1)
		return;
	add_between_tags(&text, bytes, length, PROSE_BYTES);
	if (text.length < LANGUAGE_LEAST)
		add_between_tags(&text, bytes, length, 1);
	from = text.bytes ? text.bytes : "";
	left = text.length < LANGUAGE_BYTES ? text.length : LANGUAGE_BYTES;
	iconv(converter, &from, &left, &to, &room); /* what it does not know, one byte in a thousand, ends the sample */
	iconv_close(converter);
	detector = language_detector_new();
	snprintf(said, LANGUAGE_CODE_MAX + 2, " %s ", language_detect(detector, read, (size_t)(to - read), NULL));
	language_detector_free(detector);
	buffer_release(&text);
}

static bool has_controls(const char *bytes, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if ((unsigned char)bytes[i] >= 0x80 && (unsigned char)bytes[i] < 0xA0)
			return true;
	return false;
}

/* Windows' siblings of the ISO encodings have quotes and dashes where those have controls, which no text uses. */
static const char *sibling(const char *name, const char *bytes, size_t length)
{
	bool windows = has_controls(bytes, length);

	if (!strcmp(name, "ISO-8859-7")) /* a capital with its accent stands where the other has a pilcrow */
		return windows || !memchr(bytes, 0xB6, length) ? "CP1253" : name;
	if (windows && (!strcmp(name, "ISO-8859-2") || !strcmp(name, "ISO-8859-16")))
		return "CP1250";
	return name;
}

/* The first byte beyond ASCII: before it there may be a great deal of script. */
static size_t first_high(const char *bytes, size_t length)
{
	size_t at = 0;

	while (at < length && !is_high(bytes[at]))
		at++;
	return at;
}

const char *charset_guess(const char *bytes, size_t length)
{
	size_t start = first_high(bytes, length), looked_at = length - start < LOOKED_AT ? length - start : LOOKED_AT;
	char language[LANGUAGE_CODE_MAX + 2];
	const struct guess *guess;
	const char *name;

	if (memmem(bytes, length, "\x1B$B", 3) || memmem(bytes, length, "\x1B$@", 3))
		return "ISO-2022-JP";
	if (encoding_guess(bytes, length) == ENCODING_UTF8)
		return NULL; /* all of it, or damaged */
	guess = ask_uchardet(bytes + start, looked_at);
	if (!guess)
		return NULL;
	name = sibling(guess->name, bytes, length);
	if (!guess->languages)
		return stands_in_runs(bytes + start, looked_at) ? name : NULL;
	language_as(language, name, bytes, length);
	return *language && strstr(guess->languages, language) ? name : NULL;
}
