/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/read/header.h"

#include <string.h>
#include <strings.h>

static bool is_blank(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\r';
}

static struct span trimmed(const char *begin, const char *end)
{
	while (begin < end && is_blank(*begin))
		begin++;
	while (end > begin && is_blank(end[-1]))
		end--;
	return (struct span){begin, (size_t)(end - begin)};
}

/* The line at *at, which moves behind its end. */
static struct span take_line(const char **at, const char *end)
{
	const char *begin = *at;
	const char *feed = memchr(begin, '\n', (size_t)(end - begin));

	*at = feed ? feed + 1 : end;
	return (struct span){begin, (size_t)((feed ? feed : end) - begin)};
}

size_t header_end(const char *bytes, size_t length)
{
	const char *at = bytes, *end = bytes + length;

	while (at < end) {
		struct span line = take_line(&at, end);

		if (at[-1] == '\n' && (line.length == 0 || (line.length == 1 && *line.bytes == '\r')))
			return (size_t)(at - bytes);
	}
	return 0;
}

bool header_find(struct span header, const char *name, struct span *value)
{
	const char *at = header.bytes, *end = header.bytes + header.length;
	size_t length = strlen(name);

	while (at < end) {
		struct span line = take_line(&at, end);

		if (line.length > length && line.bytes[length] == ':' && !strncasecmp(line.bytes, name, length)) {
			*value = trimmed(line.bytes + length + 1, line.bytes + line.length);
			return true;
		}
	}
	return false;
}

bool header_is(struct span value, const char *word)
{
	const char *semicolon = memchr(value.bytes, ';', value.length);
	struct span plain = trimmed(value.bytes, semicolon ? semicolon : value.bytes + value.length);

	return plain.length == strlen(word) && !strncasecmp(plain.bytes, word, plain.length);
}

/* Text from at to the next semicolon or the end; *at moves behind it. */
static struct span take_parameter(const char **at, const char *end)
{
	const char *begin = *at;
	const char *semicolon = memchr(begin, ';', (size_t)(end - begin));

	*at = semicolon ? semicolon + 1 : end;
	return trimmed(begin, semicolon ? semicolon : end);
}

bool header_parameter(struct span value, const char *name, struct span *parameter)
{
	const char *at = value.bytes, *end = value.bytes + value.length;
	size_t length = strlen(name);

	take_parameter(&at, end);
	while (at < end) {
		struct span one = take_parameter(&at, end);

		if (one.length <= length || one.bytes[length] != '=' || strncasecmp(one.bytes, name, length) != 0)
			continue;
		*parameter = trimmed(one.bytes + length + 1, one.bytes + one.length);
		if (parameter->length >= 2 && (*parameter->bytes == '"' || *parameter->bytes == '\''))
			*parameter = trimmed(parameter->bytes + 1, parameter->bytes + parameter->length - 1);
		return parameter->length > 0;
	}
	return false;
}

bool header_number(struct span value, unsigned long long *number)
{
	*number = 0;
	for (size_t i = 0; i < value.length; i++) {
		if (value.bytes[i] < '0' || value.bytes[i] > '9' || *number > (1ull << 62) / 10 - 1)
			return false;
		*number = *number * 10 + (unsigned)(value.bytes[i] - '0');
	}
	return value.length > 0;
}
