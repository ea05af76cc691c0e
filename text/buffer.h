/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A growing run of bytes.
 *
 * The caller owns the struct; buffer_release frees what it holds. A buffer that
 * is all zero is empty and ready. bytes is NULL or followed by a NUL that is not
 * counted in length.
 */
#ifndef DATELINE_TEXT_BUFFER_H
#define DATELINE_TEXT_BUFFER_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

struct buffer {
	char *bytes;
	size_t length;
	size_t capacity;
};

void buffer_release(struct buffer *buffer);
void buffer_clear(struct buffer *buffer); /* empty again, keeps its memory */

/* Makes room for at least more bytes and the final NUL; returns where they go. */
char *buffer_reserve(struct buffer *buffer, size_t more);

void buffer_add(struct buffer *buffer, const void *bytes, size_t length);
void buffer_add_string(struct buffer *buffer, const char *string);
void buffer_add_byte(struct buffer *buffer, char byte);
void buffer_add_format(struct buffer *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));

/*
 * A number in decimal with at most `decimals` (0 to 9) digits behind the point,
 * no trailing zeros, and a point whatever the locale says: "7.31", "12", "-0.5".
 * What is no number gives "0"; beyond 10^9 it is cut to that.
 */
void buffer_add_decimal(struct buffer *buffer, double number, unsigned decimals);

/* The lowest so many (1 to 8) bytes of a number, the most significant first. */
void buffer_add_number(struct buffer *buffer, uint64_t number, unsigned bytes);

/* An unsigned number in 7-bit groups, lowest first, the high bit set on all but the last (LEB128). */
void buffer_add_varint(struct buffer *buffer, uint64_t number);

/*
 * Reads such a number from *at, which moves behind it. 0, or -1 when the bytes
 * end before the number does or it exceeds 64 bits; *at is then undefined.
 */
int varint_read_long(const unsigned char **at, const unsigned char *end, uint64_t *number); /* of any length */

static inline int varint_read(const unsigned char **at, const unsigned char *end, uint64_t *number)
{
	const unsigned char *byte = *at;

	if (end - byte < 3)
		return varint_read_long(at, end, number);
	if (byte[0] < 0x80) {
		*number = byte[0];
		*at += 1;
	} else if (byte[1] < 0x80) {
		*number = (byte[0] & 0x7Fu) | (uint64_t)byte[1] << 7;
		*at += 2;
	} else if (byte[2] < 0x80) {
		*number = (byte[0] & 0x7Fu) | (byte[1] & 0x7Fu) << 7 | (uint64_t)byte[2] << 14;
		*at += 3;
	} else {
		return varint_read_long(at, end, number);
	}
	return 0;
}

/* Gives the bytes away: the caller frees them. Never NULL. The buffer is empty afterwards. */
char *buffer_detach(struct buffer *buffer);

#endif
