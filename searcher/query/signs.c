/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/query/signs.h"

#include "text/fold.h"
#include "text/utf8.h"

uint32_t sign_at(const char *at, const char *end, const char **next)
{
	*next = at;
	return at < end ? utf8_next(next, end) : 0;
}

static bool gives_direction(uint32_t code)
{
	return code == 0x200E || code == 0x200F || code == 0x061C || (code >= 0x202A && code <= 0x202E) ||
	       (code >= 0x2066 && code <= 0x2069);
}

bool sign_is_space(uint32_t code)
{
	return code == ' ' || code == '\t' || code == '\n' || code == 0xA0 || code == 0x1680 ||
	       (code >= 0x2000 && code <= 0x200B) || code == 0x2028 || code == 0x2029 || code == 0x202F ||
	       code == 0x205F || code == 0x3000 || code == 0xFEFF || gives_direction(code);
}

bool sign_is_minus(uint32_t code)
{
	return code == '-' || code == 0x2212 || (code >= 0x2010 && code <= 0x2013) || code == 0xFE63;
}

bool sign_is_open(uint32_t code)
{
	return code == '(';
}

bool sign_is_close(uint32_t code)
{
	return code == ')';
}

unsigned sign_quote_family(uint32_t code)
{
	switch (code) {
	case '"':
	case 0x201C:
	case 0x201D:
	case 0x201E:
	case 0x201F:
	case 0x301D:
	case 0x301E:
	case 0x301F:
		return 1;
	case 0xAB:
	case 0xBB:
		return 2;
	case 0x300C:
	case 0x300D:
		return 3;
	case 0x300E:
	case 0x300F:
		return 4;
	default:
		return 0;
	}
}

bool sign_is_quote(uint32_t code)
{
	return sign_quote_family(code) != 0;
}

bool sign_all_capitals(const char *text, const char *end)
{
	bool some = false;

	while (text < end) {
		uint32_t code = utf8_next(&text, end);
		struct folded letter;

		if (code >= 'a' && code <= 'z')
			return false;
		some |= code >= 'A' && code <= 'Z';
		if (code < 0x80)
			continue;
		letter = fold_character(code);
		if (letter.class == CLASS_IDEOGRAPH || (letter.class == CLASS_LETTER && !letter.upper))
			return false;
		some |= letter.class == CLASS_LETTER;
	}
	return some;
}
