/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/read/json_line.h"

#include "text/utf8.h"

#include <stdint.h>
#include <string.h>

#define EACH_BYTE(byte) (UINT64_C(0x0101010101010101) * (byte))

/* False always, so that the caller can return it. The first fault counts. */
static bool fail(struct json_scanner *scanner, const char *fault)
{
	if (!scanner->fault)
		scanner->fault = scanner->at >= scanner->end ? "it breaks off" : fault;
	return false;
}

static void pass_space(struct json_scanner *scanner)
{
	while (scanner->at < scanner->end &&
	       (*scanner->at == ' ' || *scanner->at == '\n' || *scanner->at == '\r' || *scanner->at == '\t'))
		scanner->at++;
}

static bool take(struct json_scanner *scanner, char wanted)
{
	if (scanner->at >= scanner->end || *scanner->at != wanted)
		return false;
	scanner->at++;
	return true;
}

static bool is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

/* The value of a hexadecimal digit, or -1. */
static int hex_digit(char byte)
{
	if (is_digit(byte))
		return byte - '0';
	byte |= 0x20;
	return byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : -1;
}

/* Whether eight bytes are inner bytes of a string as they are: no quote, backslash or control (Bit Twiddling Hacks' haszero and hasless). */
static bool eight_plain(const char *at)
{
	uint64_t word, quote, slash;

	memcpy(&word, at, sizeof word);
	quote = word ^ EACH_BYTE('"');
	slash = word ^ EACH_BYTE('\\');
	return !((((quote - EACH_BYTE(1)) & ~quote) | ((slash - EACH_BYTE(1)) & ~slash) |
	          ((word - EACH_BYTE(0x20)) & ~word)) &
	         EACH_BYTE(0x80));
}

static bool scan_escape(struct json_scanner *scanner)
{
	scanner->at++;
	if (scanner->at < scanner->end && *scanner->at && strchr("\"\\/bfnrt", *scanner->at)) {
		scanner->at++;
		return true;
	}
	if (!take(scanner, 'u'))
		return fail(scanner, "no such escape");
	for (int i = 0; i < 4; i++, scanner->at++)
		if (scanner->at >= scanner->end || hex_digit(*scanner->at) < 0)
			return fail(scanner, "four hexadecimal digits are wanted here");
	return true;
}

static bool scan_string(struct json_scanner *scanner, struct json_value *value)
{
	if (!take(scanner, '"'))
		return fail(scanner, "a string in double quotes is wanted here");
	*value = (struct json_value){.kind = JSON_KIND_STRING, .bytes = scanner->at};
	while (scanner->at < scanner->end) {
		if (scanner->end - scanner->at >= 8 && eight_plain(scanner->at)) {
			scanner->at += 8;
		} else if (*scanner->at == '"') {
			value->length = (size_t)(scanner->at++ - value->bytes);
			return true;
		} else if (*scanner->at == '\\') {
			value->escaped = true;
			if (!scan_escape(scanner))
				return false;
		} else if ((unsigned char)*scanner->at < 0x20) {
			return fail(scanner, "a control character must be escaped");
		} else {
			scanner->at++;
		}
	}
	return fail(scanner, NULL);
}

static bool scan_digits(struct json_scanner *scanner)
{
	if (scanner->at >= scanner->end || !is_digit(*scanner->at))
		return fail(scanner, "a digit is wanted here");
	while (scanner->at < scanner->end && is_digit(*scanner->at))
		scanner->at++;
	return true;
}

static bool scan_number(struct json_scanner *scanner)
{
	take(scanner, '-');
	if (!take(scanner, '0') && !scan_digits(scanner))
		return false;
	if (take(scanner, '.') && !scan_digits(scanner))
		return false;
	if (take(scanner, 'e') || take(scanner, 'E')) {
		if (!take(scanner, '+'))
			take(scanner, '-');
		return scan_digits(scanner);
	}
	return true;
}

static bool scan_word(struct json_scanner *scanner, const char *word)
{
	for (; *word; word++)
		if (!take(scanner, *word))
			return fail(scanner, "a value is wanted here");
	return true;
}

/* A value that holds no others; its kind is returned, JSON_KIND_NONE at a fault. */
static enum json_kind scan_scalar(struct json_scanner *scanner)
{
	struct json_value string;
	char byte = scanner->at < scanner->end ? *scanner->at : '\0';

	if (byte == '"')
		return scan_string(scanner, &string) ? JSON_KIND_STRING : JSON_KIND_NONE;
	if (byte == '-' || is_digit(byte))
		return scan_number(scanner) ? JSON_KIND_NUMBER : JSON_KIND_NONE;
	if (byte == 'n')
		return scan_word(scanner, "null") ? JSON_KIND_NULL : JSON_KIND_NONE;
	return scan_word(scanner, byte == 't' ? "true" : "false") ? JSON_KIND_BOOLEAN : JSON_KIND_NONE;
}

static bool scan_key(struct json_scanner *scanner, struct json_value *key)
{
	pass_space(scanner);
	if (!scan_string(scanner, key))
		return false;
	pass_space(scanner);
	if (!take(scanner, ':'))
		return fail(scanner, "a colon is wanted here");
	pass_space(scanner);
	return true;
}

/* The arrays and objects around the place, by their closing brackets: no recursion, so that depth costs no stack. */
struct nesting {
	char closing[JSON_DEPTH_MAX];
	size_t depth;
};

/* Before a value: into it when it is an array or object, else over it. *more: a value follows inside. */
static bool scan_inward(struct json_scanner *scanner, struct nesting *nesting, bool *more)
{
	struct json_value key;
	char closing;

	*more = false;
	if (take(scanner, '{'))
		closing = '}';
	else if (take(scanner, '['))
		closing = ']';
	else
		return scan_scalar(scanner) != JSON_KIND_NONE;
	if (nesting->depth + 1 >= JSON_DEPTH_MAX) /* the line's own object is the first */
		return fail(scanner, "too deeply nested");
	pass_space(scanner);
	if (take(scanner, closing))
		return true;
	nesting->closing[nesting->depth++] = closing;
	*more = true;
	return closing == ']' || scan_key(scanner, &key);
}

/* Behind a value: out of what ends here, to the next value or out of all. */
static bool scan_outward(struct json_scanner *scanner, struct nesting *nesting)
{
	struct json_value key;

	while (nesting->depth) {
		char closing = nesting->closing[nesting->depth - 1];

		pass_space(scanner);
		if (take(scanner, ',')) {
			pass_space(scanner);
			return closing == ']' || scan_key(scanner, &key);
		}
		if (!take(scanner, closing))
			return fail(scanner,
			            closing == ']' ? "a comma or ] is wanted here" : "a comma or } is wanted here");
		nesting->depth--;
	}
	return true;
}

static bool scan_nested(struct json_scanner *scanner)
{
	struct nesting nesting;
	bool more;

	nesting.depth = 0;
	do {
		if (!scan_inward(scanner, &nesting, &more))
			return false;
		if (!more && !scan_outward(scanner, &nesting))
			return false;
	} while (nesting.depth);
	return true;
}

static bool scan_value(struct json_scanner *scanner, struct json_value *value)
{
	char byte = scanner->at < scanner->end ? *scanner->at : '\0';

	if (byte == '"')
		return scan_string(scanner, value);
	*value = (struct json_value){.bytes = scanner->at};
	if (byte == '{' || byte == '[')
		value->kind = !scan_nested(scanner) ? JSON_KIND_NONE : byte == '{' ? JSON_KIND_OBJECT : JSON_KIND_ARRAY;
	else
		value->kind = scan_scalar(scanner);
	value->length = (size_t)(scanner->at - value->bytes);
	return value->kind != JSON_KIND_NONE;
}

bool json_begin(struct json_scanner *scanner, const char *bytes, size_t length)
{
	*scanner = (struct json_scanner){.start = bytes, .at = bytes, .end = bytes + length, .first = true};
	pass_space(scanner);
	return take(scanner, '{') || fail(scanner, "an object in { } is wanted");
}

/* Whether another member or item comes before closing, which is taken. */
static bool another(struct json_scanner *scanner, char closing, const char *fault)
{
	bool first = scanner->first;

	if (scanner->fault)
		return false;
	scanner->first = false;
	pass_space(scanner);
	if (take(scanner, closing)) {
		pass_space(scanner);
		if (scanner->at < scanner->end)
			fail(scanner, "more stands behind the end of the object");
		return false;
	}
	if (!first && !take(scanner, ','))
		return fail(scanner, fault);
	pass_space(scanner);
	return true;
}

bool json_member(struct json_scanner *scanner, struct json_value *key, struct json_value *value)
{
	return another(scanner, '}', "a comma or } is wanted here") && scan_key(scanner, key) &&
	       scan_value(scanner, value);
}

void json_begin_array(struct json_scanner *scanner, const struct json_value *array)
{
	*scanner = (struct json_scanner){
		.start = array->bytes, .at = array->bytes + 1, .end = array->bytes + array->length, .first = true};
}

bool json_item(struct json_scanner *scanner, struct json_value *item)
{
	return another(scanner, ']', "a comma or ] is wanted here") && scan_value(scanner, item);
}

size_t json_column(const struct json_scanner *scanner)
{
	size_t column = 1;

	for (const char *at = scanner->start; at < scanner->at; at++)
		column += ((unsigned char)*at & 0xC0) != 0x80;
	return column;
}

/* The four digits of a \u escape that has been scanned. */
static uint32_t escaped_unit(const char *digits)
{
	uint32_t unit = 0;

	for (int i = 0; i < 4; i++)
		unit = unit << 4 | (uint32_t)hex_digit(digits[i]);
	return unit;
}

/* The character of a \u escape, or of two that are a surrogate pair; *at is behind the u and moves behind it. */
static uint32_t escaped_code(const char **at, const char *end)
{
	uint32_t unit = escaped_unit(*at), low;

	*at += 4;
	if (unit < 0xD800 || unit > 0xDBFF || end - *at < 6 || (*at)[0] != '\\' || (*at)[1] != 'u')
		return unit;
	low = escaped_unit(*at + 2);
	if (low < 0xDC00 || low > 0xDFFF)
		return unit;
	*at += 6;
	return 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
}

static uint32_t unescape(const char **at, const char *end)
{
	char byte = *++*at;
	uint32_t code;

	++*at;
	switch (byte) {
	case 'n':
		return '\n';
	case 't':
		return '\t';
	case 'r':
		return '\r';
	case 'b':
	case 'f':
		return ' ';
	case 'u':
		code = escaped_code(at, end);
		if (code >= 0x20 && (code < 0x7F || code > 0x9F))
			return code;
		return code == '\n' || code == '\r' || code == '\t' ? code : ' ';
	default:
		return (unsigned char)byte;
	}
}

void json_text(struct buffer *out, const struct json_value *string)
{
	const char *at = string->bytes, *end = at + string->length;
	char *to = buffer_reserve(out, string->length); /* no escape is shorter than what it stands for */

	while (at < end) {
		const char *slash = string->escaped ? memchr(at, '\\', (size_t)(end - at)) : NULL;
		size_t run = (size_t)((slash ? slash : end) - at);

		memcpy(to, at, run);
		to += run;
		at += run;
		while (at < end && *at == '\\')
			to += utf8_write(to, unescape(&at, end));
	}
	*to = '\0';
	out->length = (size_t)(to - out->bytes);
}

bool json_is(const struct json_value *string, const char *what)
{
	struct buffer text = {0};
	bool same;

	if (!string->escaped)
		return strlen(what) == string->length && !memcmp(what, string->bytes, string->length);
	json_text(&text, string);
	same = strlen(what) == text.length && !memcmp(what, text.bytes, text.length);
	buffer_release(&text);
	return same;
}
