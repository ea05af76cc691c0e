/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/read/charset.h"

#include "indexer/read/charset_guess.h"
#include "text/utf8.h"

#include <errno.h>
#include <iconv.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

/* A declaration stands in the first 1024 bytes by the standard; some pages have scripts before it. */
#define DECLARED_WITHIN ((size_t)8 << 10)
#define NAME_MAX_BYTES 32
#define ESCAPE 0x1B /* ISO-2022-JP shifts by it, all in ASCII */

struct label {
	const char *label; /* what pages call it */
	const char *name;  /* what iconv calls it; NULL: it is UTF-8, whatever else was meant */
};

static const struct label labels[] = {
	{"utf-8", NULL}, {"utf8", NULL}, {"unicode-1-1-utf-8", NULL}, {"utf-16", NULL}, {"utf-16le", NULL},
	{"utf-16be", NULL}, {"unicode", NULL},
	{"us-ascii", "CP1252"}, {"ascii", "CP1252"}, {"iso-8859-1", "CP1252"}, {"iso8859-1", "CP1252"},
	{"iso_8859-1", "CP1252"}, {"latin1", "CP1252"}, {"latin-1", "CP1252"}, {"l1", "CP1252"},
	{"windows-1252", "CP1252"}, {"cp1252", "CP1252"}, {"x-cp1252", "CP1252"}, {"ansi", "CP1252"},
	{"iso-8859-2", "ISO-8859-2"}, {"latin2", "ISO-8859-2"}, {"iso-8859-3", "ISO-8859-3"},
	{"iso-8859-4", "ISO-8859-4"}, {"iso-8859-5", "ISO-8859-5"}, {"iso-8859-6", "ISO-8859-6"},
	{"iso-8859-7", "ISO-8859-7"}, {"greek", "ISO-8859-7"}, {"iso-8859-8", "ISO-8859-8"},
	{"iso-8859-8-i", "ISO-8859-8"}, {"iso-8859-9", "CP1254"}, {"latin5", "CP1254"},
	{"iso-8859-10", "ISO-8859-10"}, {"iso-8859-11", "CP874"}, {"tis-620", "CP874"}, {"windows-874", "CP874"},
	{"iso-8859-13", "ISO-8859-13"}, {"iso-8859-14", "ISO-8859-14"}, {"iso-8859-15", "ISO-8859-15"},
	{"latin-9", "ISO-8859-15"}, {"iso-8859-16", "ISO-8859-16"},
	{"windows-1250", "CP1250"}, {"cp1250", "CP1250"}, {"windows-1251", "CP1251"}, {"cp1251", "CP1251"},
	{"windows-1253", "CP1253"}, {"windows-1254", "CP1254"}, {"cp1254", "CP1254"}, {"windows-1255", "CP1255"},
	{"windows-1256", "CP1256"}, {"cp1256", "CP1256"}, {"windows-1257", "CP1257"}, {"windows-1258", "CP1258"},
	{"koi8-r", "KOI8-R"}, {"koi8", "KOI8-R"}, {"koi8-u", "KOI8-U"}, {"ibm866", "CP866"}, {"cp866", "CP866"},
	{"macintosh", "MACINTOSH"}, {"x-mac-roman", "MACINTOSH"},
	{"gb2312", "GB18030"}, {"gbk", "GB18030"}, {"gb18030", "GB18030"}, {"gb_2312-80", "GB18030"},
	{"x-gbk", "GB18030"}, {"big5", "BIG5-HKSCS"}, {"big5-hkscs", "BIG5-HKSCS"}, {"x-x-big5", "BIG5-HKSCS"},
	{"shift_jis", "CP932"}, {"shift-jis", "CP932"}, {"sjis", "CP932"}, {"x-sjis", "CP932"},
	{"windows-31j", "CP932"}, {"ms_kanji", "CP932"}, {"euc-jp", "EUC-JP"}, {"x-euc-jp", "EUC-JP"},
	{"iso-2022-jp", "ISO-2022-JP"}, {"euc-kr", "CP949"}, {"ks_c_5601-1987", "CP949"}, {"ksc5601", "CP949"},
	{"korean", "CP949"}, {"windows-949", "CP949"},
};

static bool is_space(char byte)
{
	return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

static const struct label *find_label(const char *name, size_t length)
{
	while (length && (is_space(*name) || *name == '"' || *name == '\'')) {
		name++;
		length--;
	}
	while (length && (is_space(name[length - 1]) || strchr("\"';", name[length - 1])))
		length--;
	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
		if (strlen(labels[i].label) == length && !strncasecmp(labels[i].label, name, length))
			return &labels[i];
	return NULL;
}

static bool is_name_byte(char byte)
{
	return (byte >= '0' && byte <= '9') || ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z') || byte == '-' || byte == '_';
}

/* The name behind a word such as "charset" and its equals sign at at; NULL when none follows. */
static const struct label *label_behind(const char *at, const char *end)
{
	const char *name;

	while (at < end && is_space(*at))
		at++;
	if (at == end || *at++ != '=')
		return NULL;
	while (at < end && (is_space(*at) || *at == '"' || *at == '\''))
		at++;
	for (name = at; at < end && is_name_byte(*at) && at - name < NAME_MAX_BYTES;)
		at++;
	return find_label(name, (size_t)(at - name));
}

/* What the tag at [at, end) declares. */
static const struct label *label_in_tag(const char *at, const char *end, const char *word)
{
	size_t length = strlen(word);

	for (; (size_t)(end - at) > length; at++) {
		const struct label *label;

		if (strncasecmp(at, word, length) || is_name_byte(at[-1]))
			continue;
		label = label_behind(at + length, end);
		if (label)
			return label;
	}
	return NULL;
}

/* <meta charset="...">, <meta ... content="text/html; charset=...">, <?xml encoding="..."?> */
static const struct label *label_in_page(const char *bytes, size_t length)
{
	const char *at = bytes, *end = bytes + (length < DECLARED_WITHIN ? length : DECLARED_WITHIN);

	while ((at = memchr(at, '<', (size_t)(end - at))) != NULL) {
		const char *close = memchr(at, '>', (size_t)(end - at));
		const struct label *label = NULL;

		if (!close)
			return NULL;
		if (close - at > 6 && !strncasecmp(at + 1, "meta", 4))
			label = label_in_tag(at + 5, close, "charset");
		else if (close - at > 6 && !strncmp(at + 1, "?xml", 4))
			label = label_in_tag(at + 5, close, "encoding");
		if (label)
			return label;
		at++;
	}
	return NULL;
}

/* False when the C library does not know the encoding after all. */
static bool convert(struct buffer *out, const char *name, const char *bytes, size_t length, size_t *broken)
{
	iconv_t converter = iconv_open("UTF-8", name);
	char *from = (char *)bytes; /* iconv does not write to it */
	size_t left = length;

	if (converter == (iconv_t)-1)
		return false;
	while (left) {
		char *to = buffer_reserve(out, left + left / 2 + 16);
		size_t room = out->capacity - out->length - 1;
		size_t before = room;
		size_t result = iconv(converter, &from, &left, &to, &room);

		out->length += before - room;
		if (result != (size_t)-1 || errno == E2BIG)
			continue;
		buffer_add(out, "\xEF\xBF\xBD", 3);
		++*broken;
		from++;
		left--;
	}
	iconv_close(converter);
	return true;
}

static bool has_mark(const char *bytes, size_t length)
{
	return (length >= 3 && !memcmp(bytes, "\xEF\xBB\xBF", 3)) ||
	       (length >= 2 && (!memcmp(bytes, "\xFF\xFE", 2) || !memcmp(bytes, "\xFE\xFF", 2)));
}

/* How many of the first bytes at even and odd places are zero; *odd: whether a control that no text has stands beside one. */
static void count_zeros(const char *bytes, size_t length, size_t zeros[2], bool *odd)
{
	*odd = false;
	zeros[0] = zeros[1] = 0;
	for (size_t i = 0; i + 1 < length && i < DECLARED_WITHIN; i += 2) {
		unsigned char other = (unsigned char)(bytes[i] | bytes[i + 1]);

		zeros[0] += !bytes[i];
		zeros[1] += !bytes[i + 1];
		*odd |= (!bytes[i] || !bytes[i + 1]) && (other < '\t' || (other > '\r' && other < ' '));
	}
}

/* UTF-16 without a mark, of a text that is half ASCII at least, as markup is: of its units the same half is zero. */
static bool is_unmarked_utf16(const char *bytes, size_t length, enum encoding *encoding)
{
	size_t zeros[2], units = (length < DECLARED_WITHIN ? length : DECLARED_WITHIN) / 2;
	bool odd;

	if (length < 4 || length % 2 || !memchr(bytes, 0, units * 2))
		return false;
	count_zeros(bytes, length, zeros, &odd);
	*encoding = zeros[1] ? ENCODING_UTF16LE : ENCODING_UTF16BE;
	return !odd && (!zeros[0] || !zeros[1]) && (zeros[0] + zeros[1]) * 2 >= units;
}

bool charset_is_utf16(const char *bytes, size_t length)
{
	enum encoding encoding;

	return (length >= 2 && (!memcmp(bytes, "\xFF\xFE", 2) || !memcmp(bytes, "\xFE\xFF", 2))) ||
	       is_unmarked_utf16(bytes, length, &encoding);
}

static const struct label *declared_label(const char *bytes, size_t length, const char *declared)
{
	const struct label *label = declared ? find_label(declared, strlen(declared)) : NULL;

	return label ? label : label_in_page(bytes, length);
}

size_t charset_decode(struct buffer *out, const char *bytes, size_t length, const char *declared)
{
	struct buffer converted = {0};
	const struct label *label;
	const char *name;
	enum encoding encoding;
	size_t broken = 0;
	bool valid;

	if (has_mark(bytes, length))
		return utf8_from(out, encoding_guess(bytes, length), bytes, length);
	if (is_unmarked_utf16(bytes, length, &encoding))
		return utf8_from(out, encoding, bytes, length);
	valid = utf8_valid(bytes, length);
	if (valid && !memchr(bytes, ESCAPE, length))
		return utf8_from(out, ENCODING_UTF8, bytes, length);
	label = declared_label(bytes, length, declared);
	name = label && label->name ? label->name : charset_guess(bytes, length);
	if (!name || (valid && strcmp(name, "ISO-2022-JP")) || !convert(&converted, name, bytes, length, &broken))
		return utf8_from(out, encoding_guess(bytes, length), bytes, length);
	utf8_from(out, ENCODING_UTF8, converted.bytes, converted.length);
	buffer_release(&converted);
	return broken;
}
