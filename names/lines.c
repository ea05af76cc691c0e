/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "names/lines.h"

#include "program/report.h"
#include "text/buffer.h"
#include "text/utf8.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

void lines_complain(const struct lines *lines, const char *hint, const char *what)
{
	report_once(lines->file, lines->number, hint, "%s; the line is passed over", what);
}

static bool blank(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\v' || byte == '\f';
}

/* False when there are more fields than fit. */
static bool add_field(struct lines *lines, const char *start, const char *end)
{
	while (start < end && blank(*start))
		start++;
	while (end > start && blank(end[-1]))
		end--;
	if (start == end)
		return true;
	if (lines->count == LINE_FIELDS)
		return false;
	lines->fields[lines->count++] = (struct line_field){start, (size_t)(end - start)};
	return true;
}

static bool split(struct lines *lines, const char *start, const char *end)
{
	lines->count = 0;
	for (;;) {
		const char *tab = memchr(start, '\t', (size_t)(end - start));

		if (!add_field(lines, start, tab ? tab : end))
			return false;
		if (!tab)
			return true;
		start = tab + 1;
	}
}

bool lines_next(struct lines *lines)
{
	while (lines->at < lines->end) {
		const char *start = lines->at;
		const char *feed = memchr(start, '\n', (size_t)(lines->end - start)), *end = feed ? feed : lines->end;

		lines->at = feed ? feed + 1 : lines->end;
		lines->number++;
		if (*start == '#')
			continue;
		if ((size_t)(end - start) > LINE_BYTES)
			lines_complain(lines, "split it", "a line of more than 8,192 bytes");
		else if (!utf8_valid(start, (size_t)(end - start)) || memchr(start, '\0', (size_t)(end - start)))
			lines_complain(lines, "save the file as UTF-8", "this is no UTF-8 text");
		else if (!split(lines, start, end))
			lines_complain(lines, "split it", "more than 64 fields");
		else if (lines->count > 0)
			return true;
	}
	return false;
}

char *table_read(const char *file, size_t *length)
{
	struct buffer text = {0};
	FILE *stream = fopen(file, "rb");
	size_t got = 0;

	if (!stream) {
		report_once(file, 0, "check the name", "cannot be read: %s", strerror(errno));
		return NULL;
	}
	errno = 0;
	do {
		got = fread(buffer_reserve(&text, 65536), 1, 65536, stream);
		text.length += got;
	} while (got > 0 && text.length <= TABLE_BYTES);
	if (ferror(stream) || text.length > TABLE_BYTES) {
		report_once(file, 0, NULL, "cannot be read: %s", ferror(stream) ? strerror(errno) : "more than 16 MiB");
		buffer_release(&text);
		fclose(stream);
		return NULL;
	}
	fclose(stream);
	*length = text.length;
	return buffer_detach(&text);
}
