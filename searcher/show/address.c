/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "searcher/show/address.h"

#include "searcher/show/show.h"

#include <string.h>

static bool is_plain(unsigned char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
	       (byte != '\0' && strchr("-._~:,", byte));
}

void address_encode(struct buffer *out, const char *text)
{
	static const char digits[] = "0123456789ABCDEF";

	for (; *text; text++) {
		unsigned char byte = (unsigned char)*text;

		if (is_plain(byte)) {
			buffer_add_byte(out, *text);
		} else if (byte == ' ') {
			buffer_add_byte(out, '+');
		} else {
			const char encoded[3] = {'%', digits[byte >> 4], digits[byte & 15]};

			buffer_add(out, encoded, sizeof encoded);
		}
	}
}

const char *address_value(const struct address *address, const char *name)
{
	for (size_t i = 0; i < address->count; i++)
		if (!strcmp(address->list[i].name, name))
			return address->list[i].value;
	return NULL;
}

bool address_has(const struct address *address, const char *name, const char *value)
{
	for (size_t i = 0; i < address->count; i++)
		if (!strcmp(address->list[i].name, name) && !strcmp(address->list[i].value, value))
			return true;
	return false;
}

static void write_parameter(struct buffer *out, bool *first, const char *name, const char *value)
{
	buffer_add_string(out, *first ? "?" : "&amp;");
	*first = false;
	address_encode(out, name);
	buffer_add_byte(out, '=');
	address_encode(out, value);
}

/* Whether the changes leave a parameter as it is. */
static bool stays(const struct parameter *parameter, const struct change *changes, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(changes[i].name, parameter->name) != 0)
			continue;
		if (changes[i].kind == CHANGE_SET || (changes[i].kind == CHANGE_DROP && !strcmp(changes[i].value, parameter->value)))
			return false;
	}
	return count == 0 || (strcmp(parameter->name, "start") != 0 && strcmp(parameter->name, "id") != 0);
}

void address_write(struct buffer *out, const struct address *address, const struct change *changes, size_t count)
{
	bool first = true;

	show_escaped(out, address->base, strlen(address->base));
	for (size_t i = 0; i < address->count; i++)
		if (stays(&address->list[i], changes, count))
			write_parameter(out, &first, address->list[i].name, address->list[i].value);
	for (size_t i = 0; i < count; i++)
		if (changes[i].kind != CHANGE_DROP && changes[i].value)
			write_parameter(out, &first, changes[i].name, changes[i].value);
	if (first)
		buffer_add_byte(out, '?');
}
