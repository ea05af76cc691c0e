/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/json_writer.h"

#include "text/visible.h"

#include <inttypes.h>
#include <string.h>

static void line_break(struct json_writer *writer)
{
	buffer_add_byte(writer->out, '\n');
	for (unsigned i = 0; i < writer->depth; i++)
		buffer_add(writer->out, "  ", 2);
}

static const char *escape(uint32_t code, char room[8])
{
	static const char hex[] = "0123456789abcdef";

	if (code == '"')
		return "\\\"";
	if (code == '\\')
		return "\\\\";
	if (code == '\n')
		return "\\n";
	if (code == '\t')
		return "\\t";
	if (character_effect(code) == EFFECT_NONE)
		return NULL;
	/* All of them lie in the first plane. */
	memcpy(room, "\\u", 2);
	for (int i = 0; i < 4; i++)
		room[2 + i] = hex[code >> (12 - 4 * i) & 0xF];
	room[6] = '\0';
	return room;
}

static void quote(struct buffer *out, const char *bytes, size_t length)
{
	buffer_add_byte(out, '"');
	buffer_add_replaced(out, bytes, length, escape);
	buffer_add_byte(out, '"');
}

/* Everything that stands before a value. */
static void lead(struct json_writer *writer, const char *key)
{
	if (writer->follows)
		buffer_add_byte(writer->out, ',');
	if (writer->depth && !writer->one_line)
		line_break(writer);
	else if (writer->follows)
		buffer_add_byte(writer->out, ' ');
	if (key) {
		quote(writer->out, key, strlen(key));
		buffer_add(writer->out, ": ", 2);
	}
	writer->follows = true;
}

void json_write_open(struct json_writer *writer, const char *key, char bracket)
{
	lead(writer, key);
	buffer_add_byte(writer->out, bracket);
	writer->depth++;
	writer->follows = false;
}

void json_write_close(struct json_writer *writer, char bracket)
{
	writer->depth--;
	if (writer->follows && !writer->one_line)
		line_break(writer);
	buffer_add_byte(writer->out, bracket);
	writer->follows = true;
}

void json_write_bytes(struct json_writer *writer, const char *key, const char *bytes, size_t length)
{
	lead(writer, key);
	quote(writer->out, bytes, length);
}

void json_write_string(struct json_writer *writer, const char *key, const char *string)
{
	if (string) {
		json_write_bytes(writer, key, string, strlen(string));
	} else {
		lead(writer, key);
		buffer_add_string(writer->out, "null");
	}
}

void json_write_decimal(struct json_writer *writer, const char *key, double number, unsigned decimals)
{
	lead(writer, key);
	buffer_add_decimal(writer->out, number, decimals);
}

void json_write_integer(struct json_writer *writer, const char *key, uint64_t number)
{
	lead(writer, key);
	buffer_add_format(writer->out, "%" PRIu64, number);
}

void json_write_boolean(struct json_writer *writer, const char *key, bool truth)
{
	lead(writer, key);
	buffer_add_string(writer->out, truth ? "true" : "false");
}
