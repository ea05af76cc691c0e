/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Bytes to Unicode text.
 *
 * Everything inside Dateline is valid UTF-8 (RFC 3629); this is where bytes
 * from outside become so.
 */
#ifndef DATELINE_TEXT_UTF8_H
#define DATELINE_TEXT_UTF8_H

#include "text/buffer.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define UTF8_REPLACEMENT 0xFFFDu

/*
 * The code point at *at, which must be before end, and moves *at behind it. A
 * broken sequence gives UTF8_REPLACEMENT and is passed over by its maximal
 * valid part (Unicode 15, 3.9, "U+FFFD Substitution of Maximal Subparts"); at
 * least one byte is always taken.
 */
uint32_t utf8_next(const char **at, const char *end);

/* Writes code (a scalar value, else U+FFFD) to out; returns the bytes written, 1 to 4. */
size_t utf8_write(char out[4], uint32_t code);

bool utf8_valid(const char *bytes, size_t length);

enum encoding {
	ENCODING_UTF8,
	ENCODING_UTF16LE,
	ENCODING_UTF16BE,
	ENCODING_WINDOWS_1252 /* holds Latin-1 and ASCII */
};

/*
 * Which encoding the bytes are in: a byte order mark decides; without one,
 * UTF-8 when the bytes are valid or their broken sequences are few beside the
 * sound ones (a damaged UTF-8 page), else Windows-1252.
 */
enum encoding encoding_guess(const char *bytes, size_t length);

/*
 * Adds the bytes to out as valid UTF-8, without byte order mark; NUL and other
 * control characters but tab and line ends become spaces, CR LF and CR become
 * LF. Returns how many broken sequences were replaced by U+FFFD.
 */
size_t utf8_from(struct buffer *out, enum encoding encoding, const char *bytes, size_t length);

#endif
