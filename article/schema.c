/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "article/schema.h"

#include "text/stem.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define TEXT_KEPT (TERM_TEXT_MAX - 33) /* of a longer text, before its hashes */

/*
 * A zero byte counts twice in a term, and none is in our texts, so 180 bytes, a
 * prefix and two hashes fit. Two hashes of 64 bits, one of them of the part
 * that is cut off alone, so that two long ids do not meet by chance.
 */
size_t schema_term(char *out, const char *prefix, const char *text, size_t length)
{
	size_t used = strlen(prefix);

	memcpy(out, prefix, used);
	if (length <= TERM_TEXT_MAX) {
		memcpy(out + used, text, length);
		return used + length;
	}
	memcpy(out + used, text, TEXT_KEPT);
	used += TEXT_KEPT;
	snprintf(out + used, 34, "#%016" PRIx64 "%016" PRIx64, term_hash(text, length),
	         term_hash(text + TEXT_KEPT, length - TEXT_KEPT));
	return used + 33;
}

bool schema_term_is(const char *term, const char *text)
{
	char cut[TERM_TEXT_MAX + 1]; /* with snprintf's zero */
	size_t length = schema_term(cut, "", text, strlen(text));

	return strlen(term) == length && !memcmp(term, cut, length);
}

size_t schema_file_term(char *out, const char *path, uint64_t stamp)
{
	size_t used = schema_term(out, PREFIX_FILE, path, strlen(path));

	snprintf(out + used, FILE_STAMP_LENGTH + 1, "/%016" PRIx64, stamp);
	return used + FILE_STAMP_LENGTH;
}

size_t schema_file_prefix(char *out, const char *path)
{
	size_t length = strlen(path);

	if (length >= TEXT_KEPT) /* of the files' paths no more may be left */
		return schema_term(out, PREFIX_FILE, path, TEXT_KEPT);
	length = schema_term(out, PREFIX_FILE, path, length);
	out[length++] = '/';
	return length;
}

size_t schema_name_term(char *out, const char *prefix, struct analyzer *analyzer, const char *name)
{
	char folded[FOLDED_MAX];
	size_t length = analyzer_fold(analyzer, name, strlen(name), folded, sizeof folded);

	return length > 0 ? schema_term(out, prefix, folded, length) : 0;
}

#define DATE_OFFSET ((int64_t)1 << 40)

void schema_date(unsigned char out[DATE_LENGTH], const struct date *date)
{
	uint64_t number = (uint64_t)(date_seconds(date) + DATE_OFFSET);

	for (int i = 0; i < DATE_LENGTH; i++)
		out[i] = (unsigned char)(number >> 8 * (DATE_LENGTH - 1 - i));
}

int64_t schema_date_seconds(const void *bytes)
{
	const unsigned char *date = bytes;
	int64_t number = 0;

	for (int i = 0; i < DATE_LENGTH; i++)
		number = number << 8 | date[i];
	return number - DATE_OFFSET;
}
