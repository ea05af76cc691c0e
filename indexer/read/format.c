/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/read/format.h"

#include "program/report.h"

#include <string.h>
#include <strings.h>

/* Asked in this order: what looks like many things (text looks like all) comes last. */
static const struct format *const formats[] = {&format_warc, &format_html,   &format_json_feed, &format_jsonl, &format_nitf,
                                              &format_unread, &format_feed, &format_newsml, &format_text};

#define FORMAT_COUNT (sizeof formats / sizeof *formats)

void input_skip(struct input *input, size_t line, const char *hint, const char *reason)
{
	input->skips++;
	if (input->silent)
		return;
	report(input->file, line, hint, "%s", reason);
	if (input->skipped)
		input->skipped(input->context);
}

bool format_no_article(const struct document *document, const char **out, const char *hint, const char *reason)
{
	*out = reason;
	if (document->silent)
		return false;
	if (!document->alone && document->id)
		report(document->file, document->line, hint, "%.500s: %s", document->id, reason);
	else
		report(document->file, document->line, hint, "%s", reason);
	return false;
}

const struct format *format_find(enum source_format format)
{
	for (size_t i = 0; i < FORMAT_COUNT; i++)
		if (formats[i]->format == format)
			return formats[i];
	return &format_text;
}

size_t format_unpacked_name(const char *file)
{
	size_t length = strlen(file);

	if (length > 3 && file[length - 4] != '/' && !strcasecmp(file + length - 3, ".gz"))
		return length - 3;
	return length;
}

bool format_name_ends(const char *name, const char *suffix)
{
	size_t length = format_unpacked_name(name), ending = strlen(suffix);

	return length > ending && !strncasecmp(name + length - ending, suffix, ending);
}

static bool named_so(const struct format *format, const char *name)
{
	for (const char *const *suffix = format->suffixes; *suffix; suffix++)
		if (format_name_ends(name, *suffix))
			return true;
	return false;
}

const struct format *format_detect(const char *head, size_t length, const char *name)
{
	if (length >= 3 && !memcmp(head, "\xEF\xBB\xBF", 3)) {
		head += 3;
		length -= 3;
	}
	for (size_t i = 0; i < FORMAT_COUNT; i++)
		if (formats[i]->claims(head, length))
			return formats[i];
	for (size_t i = 0; i < FORMAT_COUNT; i++)
		if (named_so(formats[i], name))
			return formats[i];
	return &format_text;
}
