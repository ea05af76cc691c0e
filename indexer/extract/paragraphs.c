/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/extract/paragraphs.h"

#include <stdbool.h>
#include <string.h>

#define WRAPPED_LEAST 60
#define WRAPPED_MOST 120
#define CHARACTER_BYTES_MAX 4

struct line {
	const char *bytes;
	size_t length;
};

static bool is_space(char byte)
{
	return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

/* The line at *at without white space around it; *at moves behind its end. */
static struct line next_line(const char **at, const char *end)
{
	const char *start = *at, *feed = memchr(start, '\n', (size_t)(end - start));
	const char *stop = feed ? feed : end;

	*at = feed ? feed + 1 : end;
	while (start < stop && is_space(*start))
		start++;
	while (stop > start && is_space(stop[-1]))
		stop--;
	return (struct line){start, (size_t)(stop - start)};
}

static size_t characters(const char *bytes, size_t length)
{
	size_t count = 0;

	for (size_t i = 0; i < length; i++)
		count += ((unsigned char)bytes[i] & 0xC0) != 0x80;
	return count;
}

/* The width to which the text is wrapped, 0 when it is not. */
static size_t wrapped_width(const char *text, size_t length)
{
	const char *at = text, *end = text + length;
	size_t width = 0;

	while (at < end) {
		struct line line = next_line(&at, end);
		size_t count;

		if (line.length > WRAPPED_MOST * CHARACTER_BYTES_MAX)
			return 0;
		count = characters(line.bytes, line.length);
		width = count > width ? count : width;
	}
	return width >= WRAPPED_LEAST && width <= WRAPPED_MOST ? width : 0;
}

/* Whether the break between two lines is there only because the second one's first word had no room. */
static bool is_wrap(struct line line, struct line next, size_t width)
{
	size_t word = 0;

	while (word < next.length && !is_space(next.bytes[word]))
		word++;
	return characters(line.bytes, line.length) + 1 + characters(next.bytes, word) > width;
}

static void add_lines(struct buffer *out, const char *text, size_t length)
{
	const char *at = text, *end = text + length;
	size_t width = wrapped_width(text, length);
	struct line last = {0};

	*buffer_reserve(out, length + length / 16) = '\0';
	while (at < end) {
		struct line line = next_line(&at, end);

		if (line.length && out->length) {
			bool wrap = width && last.length && is_wrap(last, line, width);

			buffer_add_string(out, wrap ? " " : "\n\n");
		}
		buffer_add(out, line.bytes, line.length);
		last = line;
	}
}

/* CR LF and CR become LF. */
static void add_normalised(struct buffer *out, const char *text, size_t length)
{
	char *to = buffer_reserve(out, length);

	for (size_t i = 0; i < length; i++)
		if (text[i] != '\r')
			*to++ = text[i];
		else if (i + 1 == length || text[i + 1] != '\n')
			*to++ = '\n';
	*to = '\0';
	out->length = (size_t)(to - out->bytes);
}

void paragraphs_add(struct buffer *out, const char *text, size_t length)
{
	struct buffer normal = {0};

	if (!memchr(text, '\r', length)) {
		add_lines(out, text, length);
		return;
	}
	add_normalised(&normal, text, length);
	add_lines(out, normal.bytes, normal.length);
	buffer_release(&normal);
}
