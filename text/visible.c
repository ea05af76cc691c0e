/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/visible.h"

#include "text/utf8.h"

#include <stdbool.h>

enum effect character_effect(uint32_t code)
{
	if (code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x2028 || code == 0x2029)
		return EFFECT_CONTROL;
	if ((code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069))
		return EFFECT_DIRECTION;
	return EFFECT_NONE;
}

/* Most of most texts, and never replaced. */
static bool is_harmless(char byte)
{
	return ((unsigned char)byte | 0x20u) - 'a' < 26u || (unsigned)((unsigned char)byte - '0') < 10u || byte == ' ';
}

void buffer_add_replaced(struct buffer *out, const char *text, size_t length, replacement *replace)
{
	const char *at = text, *end = text + length, *plain = text;
	char room[8];

	while (at < end) {
		const char *start = at, *instead;
		uint32_t code;

		if (is_harmless(*at)) {
			at++;
			continue;
		}
		code = utf8_next(&at, end);
		instead = replace(code, room);
		if (!instead && code == UTF8_REPLACEMENT)
			instead = "\xEF\xBF\xBD"; /* its bytes may have been broken ones */
		if (!instead)
			continue;
		buffer_add(out, plain, (size_t)(start - plain));
		buffer_add_string(out, instead);
		plain = at;
	}
	buffer_add(out, plain, (size_t)(end - plain));
}
