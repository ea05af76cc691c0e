/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/fold.h"

#include "text/utf8.h"

#include <stdbool.h>
#include <string.h>
#include <utf8proc.h>

/* Letters of their own in Unicode that a person without the keyboard for them types in ASCII. Case is folded before. */
static const struct {
	uint16_t code;
	char ascii[4];
} written_out[] = {
	{0x00BC, ".25"}, {0x00BD, ".5"}, {0x00BE, ".75"}, /* 3½ years are 3.5 years */
	{0x00E6, "ae"}, {0x00F0, "d"}, {0x00F8, "o"}, {0x00FE, "th"}, {0x0111, "d"}, {0x0127, "h"},
	{0x0131, "i"},  {0x0138, "k"}, {0x0142, "l"}, {0x014B, "n"},  {0x0153, "oe"}, {0x0167, "t"},
	{0x0180, "b"},  {0x0188, "c"}, {0x0192, "f"}, {0x0199, "k"},  {0x019A, "l"},  {0x01B4, "y"},
	{0x01B6, "z"},  {0x01DD, "e"}, {0x01E5, "g"}, {0x0237, "j"},  {0x023C, "c"},  {0x0247, "e"},
	{0x0249, "j"},  {0x024D, "r"}, {0x024F, "y"}, {0x0253, "b"},  {0x0254, "o"},  {0x0256, "d"},
	{0x0257, "d"},  {0x0259, "e"}, {0x025B, "e"}, {0x0268, "i"},  {0x0272, "n"},  {0x0289, "u"},
	{0x2044, "/"}, /* between the digits of ⅓ */
};

static const char *write_out(uint32_t code)
{
	for (size_t i = 0; i < sizeof written_out / sizeof *written_out; i++)
		if (written_out[i].code == code)
			return written_out[i].ascii;
	return NULL;
}

struct range {
	uint32_t first, last;
};

/*
 * Accents, vowel points and dots inside words that readers leave out when they
 * type (col·lecció, צה״ל); the vowel signs of Indic scripts are none of them,
 * nor is the iota that Greek writes below a letter (U+0345).
 */
static const struct range dropped[] = {
	{0x00AD, 0x00AD}, {0x00B7, 0x00B7}, {0x0300, 0x0344}, {0x0346, 0x036F}, {0x0387, 0x0387}, {0x0483, 0x0489},
	{0x0591, 0x05BD}, {0x05BF, 0x05C7}, {0x05F3, 0x05F4}, {0x0610, 0x061A}, {0x0640, 0x0640}, {0x064B, 0x065F},
	{0x0670, 0x0670}, {0x06D6, 0x06ED}, {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x20D0, 0x20FF}, {0x3099, 0x309A},
	{0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xFF9E, 0xFF9F}, {0xE0100, 0xE01EF}};

/* Scripts written without spaces: Thai, Lao, Myanmar, Khmer, kana, bopomofo, Han, Hangul. */
static const struct range ideographs[] = {
	{0x0E00, 0x0EFF}, {0x1000, 0x109F}, {0x1780, 0x17FF}, {0x3005, 0x3007}, {0x3040, 0x312F}, {0x31A0, 0x31FF},
	{0x3400, 0x9FFF}, {0xAC00, 0xD7A3}, {0xF900, 0xFAFF}, {0xFF66, 0xFF9D}, {0x20000, 0x3FFFF}};

static bool within(const struct range *ranges, size_t count, uint32_t code)
{
	for (size_t i = 0; i < count; i++)
		if (code >= ranges[i].first && code <= ranges[i].last)
			return true;
	return false;
}

static bool dropped_mark(uint32_t code)
{
	return within(dropped, sizeof dropped / sizeof *dropped, code);
}

static bool ideograph(uint32_t code)
{
	return within(ideographs, sizeof ideographs / sizeof *ideographs, code);
}

static enum character_class punctuation_class(uint32_t code, utf8proc_category_t category)
{
	switch (code) {
	case '-': case 0x058A: case 0x05BE: case 0x2010: case 0x2011: case 0x2012: case 0x2013: case 0xFE63: case 0xFF0D:
		return CLASS_HYPHEN;
	case '\'': case '`': case 0x00B4: case 0x02B9: case 0x02BB: case 0x02BC: case 0x2018: case 0x2019: case 0xFF07:
		return CLASS_APOSTROPHE;
	case '.': case '!': case '?': case ':': case ';': case 0x2026: case 0x3002: case 0xFF01: case 0xFF1F:
	case 0x2022: case 0x06D4: case 0x061F: case 0x0964:
		return CLASS_FULL_STOP;
	case '"': case 0x201C: case 0x201E: case 0x00AB: case 0x00BB: case 0x201F:
		return CLASS_OPENING;
	default:
		break;
	}
	if (category == UTF8PROC_CATEGORY_PS || category == UTF8PROC_CATEGORY_PI || category == UTF8PROC_CATEGORY_PD)
		return CLASS_OPENING;
	return category == UTF8PROC_CATEGORY_SC ? CLASS_CURRENCY : CLASS_SEPARATOR;
}

static enum character_class class_of(uint32_t code)
{
	utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code);

	if (dropped_mark(code))
		return CLASS_MARK;
	switch (category) {
	case UTF8PROC_CATEGORY_LM:
		if (punctuation_class(code, category) == CLASS_APOSTROPHE)
			return CLASS_APOSTROPHE;
		return ideograph(code) ? CLASS_IDEOGRAPH : CLASS_LETTER;
	case UTF8PROC_CATEGORY_LU: case UTF8PROC_CATEGORY_LL: case UTF8PROC_CATEGORY_LT: case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_MN: case UTF8PROC_CATEGORY_MC: case UTF8PROC_CATEGORY_ME:
		return ideograph(code) ? CLASS_IDEOGRAPH : CLASS_LETTER;
	case UTF8PROC_CATEGORY_ND:
		return CLASS_DIGIT;
	case UTF8PROC_CATEGORY_NL: case UTF8PROC_CATEGORY_NO:
		return ideograph(code) ? CLASS_IDEOGRAPH : CLASS_DIGIT;
	case UTF8PROC_CATEGORY_SO:
		return code >= 0x3300 && code <= 0x33FF ? CLASS_LETTER : CLASS_SEPARATOR; /* ㎞ */
	case UTF8PROC_CATEGORY_CF:
		return code == 0x200B ? CLASS_SEPARATOR : CLASS_MARK;
	default:
		return punctuation_class(code, category);
	}
}

/* Adds one character of a decomposition to what is kept, when it fits. */
static void add(struct folded *folded, uint32_t code)
{
	const char *ascii = write_out(code);
	char bytes[4];
	size_t length = ascii ? strlen(ascii) : utf8_write(bytes, code);

	if (folded->length + length > FOLD_MAX)
		return;
	memcpy(folded->bytes + folded->length, ascii ? ascii : bytes, length);
	folded->length = (uint8_t)(folded->length + length);
}

/* The digits of a script stand in a row from 0 to 9, and no two scripts' rows touch. */
static uint32_t ascii_digit(uint32_t code)
{
	uint32_t zero = code;

	while (code - zero < 9 && utf8proc_category((utf8proc_int32_t)zero - 1) == UTF8PROC_CATEGORY_ND)
		zero--;
	return '0' + code - zero;
}

/*
 * Decomposed, so that accents come off. Not taken apart: Hangul syllables and
 * kana, whose parts are not accents, and й, which is a letter to a Russian
 * reader and to the Russian stemmer.
 */
static void fold_into(struct folded *folded, uint32_t code)
{
	utf8proc_int32_t parts[32];
	utf8proc_ssize_t count;
	int options = UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_DECOMPOSE;
	int boundary = 0;

	if ((code >= 0xAC00 && code <= 0xD7A3) || (code >= 0x3040 && code <= 0x30FF) || code == 0x0439 || code == 0x0419) {
		add(folded, code == 0x0419 ? 0x0439 : code);
		return;
	}
	if (write_out(code)) {
		add(folded, code);
		return;
	}
	count = utf8proc_decompose_char((utf8proc_int32_t)code, parts, 32, (utf8proc_option_t)options, &boundary);
	for (utf8proc_ssize_t i = 0; i < count && count <= 32; i++) {
		enum character_class class = class_of((uint32_t)parts[i]);

		if (utf8proc_category(parts[i]) == UTF8PROC_CATEGORY_ND)
			add(folded, ascii_digit((uint32_t)parts[i]));
		else if (class == CLASS_LETTER || class == CLASS_DIGIT || class == CLASS_IDEOGRAPH || parts[i] == 0x2044)
			add(folded, (uint32_t)parts[i]);
	}
}

struct folded fold_character(uint32_t code)
{
	struct folded folded = {.class = (uint8_t)class_of(code)};

	if (folded.class != CLASS_LETTER && folded.class != CLASS_DIGIT && folded.class != CLASS_IDEOGRAPH)
		return folded;
	folded.upper = utf8proc_category((utf8proc_int32_t)code) == UTF8PROC_CATEGORY_LU ||
	               utf8proc_category((utf8proc_int32_t)code) == UTF8PROC_CATEGORY_LT;
	fold_into(&folded, code);
	if (folded.length == 0)
		folded.class = CLASS_SEPARATOR;
	return folded;
}

const struct folded *folder_look_up(struct folder *folder, uint32_t code, struct folded *scratch)
{
	if (code >= FOLDER_CODES) {
		*scratch = fold_character(code);
		return scratch;
	}
	if (folder->known[code].class == CLASS_UNSEEN)
		folder->known[code] = fold_character(code);
	return &folder->known[code];
}

/* Whether fold_into keeps the character whole where a decomposed text may follow it with its other part. */
static bool composes(uint32_t code)
{
	return code == 0x0418 || code == 0x0438 || (code >= 0x1100 && code <= 0x1112) || (code >= 0x3040 && code <= 0x30FF) ||
	       (code >= 0xAC00 && code <= 0xD7A3) || (code >= 0xFF66 && code <= 0xFF9D);
}

static bool second_part(uint32_t code)
{
	return code == 0x0306 || (code >= 0x1161 && code <= 0x1175) || (code >= 0x11A8 && code <= 0x11C2) ||
	       code == 0x3099 || code == 0x309A || code == 0xFF9E || code == 0xFF9F;
}

/* The one character that two make, 0 when they make none; kana and its sound mark may be of half width. */
static uint32_t composed(uint32_t code, uint32_t second)
{
	utf8proc_int32_t pair[2] = {(utf8proc_int32_t)code, (utf8proc_int32_t)second};
	int boundary = 0;

	if (!second_part(second))
		return 0;
	if (second >= 0xFF9E)
		pair[1] = second == 0xFF9E ? 0x3099 : 0x309A;
	if (code >= 0xFF66)
		utf8proc_decompose_char((utf8proc_int32_t)code, pair, 1, UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE, &boundary);
	return utf8proc_normalize_utf32(pair, 2, UTF8PROC_COMPOSE | UTF8PROC_STABLE) == 1 ? (uint32_t)pair[0] : 0;
}

uint32_t fold_next(const char **at, const char *end)
{
	uint32_t code = utf8_next(at, end);

	while (composes(code) && *at < end) {
		const char *behind = *at;
		uint32_t whole = composed(code, utf8_next(&behind, end));

		if (!whole)
			break;
		code = whole;
		*at = behind;
	}
	return code;
}
