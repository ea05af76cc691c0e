/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/maintain/findings.h"

#include "text/buffer.h"
#include "text/memory.h"
#include "text/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void findings_release(struct findings *findings)
{
	for (size_t i = 0; i < findings->count; i++) {
		free(findings->list[i].path);
		free(findings->list[i].what);
	}
	free(findings->list);
	*findings = (struct findings){0};
}

static void add(struct findings *findings, const char *path, const char *advice, bool harmless, const char *format,
                va_list arguments)
{
	char text[1024];
	struct buffer what = {0};

	vsnprintf(text, sizeof text, format, arguments);
	/* Names and ids come from damaged files: nothing in them may act on a terminal, or end the line. */
	utf8_from(&what, ENCODING_UTF8, text, strlen(text));
	for (size_t i = 0; i < what.length; i++)
		if ((unsigned char)what.bytes[i] < ' ' || what.bytes[i] == 0x7F)
			what.bytes[i] = '?';
	if (findings->count == findings->capacity) {
		findings->capacity = findings->capacity * 2 + 16;
		findings->list = memory_resize(findings->list, findings->capacity, sizeof *findings->list);
	}
	findings->list[findings->count++] = (struct finding){memory_string(path), buffer_detach(&what), advice, harmless};
	findings->faults += !harmless;
}

void findings_add(struct findings *findings, const char *path, const char *advice, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	add(findings, path, advice, false, format, arguments);
	va_end(arguments);
}

void findings_note(struct findings *findings, const char *path, const char *advice, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	add(findings, path, advice, true, format, arguments);
	va_end(arguments);
}

void findings_print(const struct findings *findings)
{
	for (size_t i = 0; i < findings->count; i++)
		printf("%s: %s%s (%s)\n", findings->list[i].path, findings->list[i].harmless ? "harmless: " : "",
		       findings->list[i].what, findings->list[i].advice);
}

static void write_list(const struct findings *findings, struct json_writer *writer, const char *key, bool harmless)
{
	json_write_open(writer, key, '[');
	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->list[i];

		if (finding->harmless != harmless)
			continue;
		json_write_open(writer, NULL, '{');
		json_write_string(writer, "path", finding->path);
		json_write_string(writer, "what", finding->what);
		json_write_string(writer, "advice", finding->advice);
		json_write_close(writer, '}');
	}
	json_write_close(writer, ']');
}

void findings_write(const struct findings *findings, struct json_writer *writer)
{
	write_list(findings, writer, "faults", false);
	write_list(findings, writer, "notes", true);
}
