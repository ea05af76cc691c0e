/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/buffer.h"

#include "text/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void buffer_release(struct buffer *buffer)
{
	free(buffer->bytes);
	*buffer = (struct buffer){0};
}

void buffer_clear(struct buffer *buffer)
{
	buffer->length = 0;
	if (buffer->bytes)
		buffer->bytes[0] = '\0';
}

char *buffer_reserve(struct buffer *buffer, size_t more)
{
	size_t wanted = buffer->length + more + 1;

	if (wanted <= more)
		return memory_resize(NULL, SIZE_MAX, 2); /* overflow: ends the program */
	if (wanted > buffer->capacity) {
		size_t capacity = buffer->capacity + buffer->capacity / 2;

		if (capacity < wanted)
			capacity = wanted < 32 ? 32 : wanted;
		buffer->bytes = memory_resize(buffer->bytes, capacity, 1);
		buffer->capacity = capacity;
	}
	return buffer->bytes + buffer->length;
}

void buffer_add(struct buffer *buffer, const void *bytes, size_t length)
{
	char *to = buffer_reserve(buffer, length);

	if (length)
		memcpy(to, bytes, length);
	to[length] = '\0';
	buffer->length += length;
}

void buffer_add_string(struct buffer *buffer, const char *string)
{
	buffer_add(buffer, string, strlen(string));
}

void buffer_add_byte(struct buffer *buffer, char byte)
{
	buffer_add(buffer, &byte, 1);
}

void buffer_add_format(struct buffer *buffer, const char *format, ...)
{
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = vsnprintf(NULL, 0, format, arguments);
	va_end(arguments);
	if (length <= 0)
		return;
	buffer_reserve(buffer, (size_t)length);
	va_start(arguments, format);
	vsnprintf(buffer->bytes + buffer->length, (size_t)length + 1, format, arguments);
	va_end(arguments);
	buffer->length += (size_t)length;
}

void buffer_add_decimal(struct buffer *buffer, double number, unsigned decimals)
{
	static const uint32_t scales[] = {1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000};
	const uint32_t scale = scales[decimals < 9 ? decimals : 9];
	double size = number < 0 ? -number : number;
	uint64_t scaled, fraction;
	char digits[24];
	size_t at = sizeof digits;

	if (!(size <= 1e9))
		size = size > 1e9 ? 1e9 : 0;
	scaled = (uint64_t)(size * scale + 0.5);
	fraction = scaled % scale;
	for (uint32_t rest = scale; rest > 1; rest /= 10, fraction /= 10)
		if (fraction % 10 || at < sizeof digits)
			digits[--at] = (char)('0' + fraction % 10);
	if (at < sizeof digits)
		digits[--at] = '.';
	fraction = scaled / scale;
	do
		digits[--at] = (char)('0' + fraction % 10);
	while (fraction /= 10);
	if (number < 0 && scaled)
		digits[--at] = '-';
	buffer_add(buffer, digits + at, sizeof digits - at);
}

void buffer_add_number(struct buffer *buffer, uint64_t number, unsigned bytes)
{
	while (bytes-- > 0)
		buffer_add_byte(buffer, (char)(number >> 8 * bytes));
}

void buffer_add_varint(struct buffer *buffer, uint64_t number)
{
	unsigned char bytes[10];
	size_t length = 0;

	while (number >= 0x80) {
		bytes[length++] = (unsigned char)(number | 0x80);
		number >>= 7;
	}
	bytes[length++] = (unsigned char)number;
	buffer_add(buffer, bytes, length);
}

int varint_read_long(const unsigned char **at, const unsigned char *end, uint64_t *number)
{
	uint64_t value = 0;

	for (unsigned shift = 0; *at < end && shift < 64; shift += 7) {
		unsigned char byte = *(*at)++;

		if (shift == 63 && byte > 1)
			return -1;
		value |= (uint64_t)(byte & 0x7f) << shift;
		if (!(byte & 0x80)) {
			*number = value;
			return 0;
		}
	}
	return -1;
}

char *buffer_detach(struct buffer *buffer)
{
	char *bytes = buffer->bytes ? buffer->bytes : memory_copy("", 0);

	*buffer = (struct buffer){0};
	return bytes;
}
