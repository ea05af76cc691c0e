/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which encoding the bytes of a page or a text are in, and these in UTF-8.
 *
 * What a page declares is wrong often enough that its bytes are asked too: what
 * is valid UTF-8 throughout and more than ASCII is UTF-8 whatever it says it is.
 * Names of encodings are those of the Encoding Standard (encoding.spec.whatwg.org),
 * which takes Latin-1 for Windows-1252 as every browser does; others are not
 * handed to the C library, which would look for files of their name.
 */
#ifndef DATELINE_INDEXER_READ_CHARSET_H
#define DATELINE_INDEXER_READ_CHARSET_H

#include "text/buffer.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Adds the bytes to out as utf8_from does. A byte order mark decides; then
 * declared (the charset of an HTTP header, NULL for none), then <meta> or the
 * XML declaration in the first kilobytes, then what the bytes are like
 * (charset_guess.h), else encoding_guess. Returns how many broken sequences were
 * replaced by U+FFFD.
 */
size_t charset_decode(struct buffer *out, const char *bytes, size_t length, const char *declared);

/* Whether the bytes are UTF-16, by their mark or by which of them are zero: no sign of binary data then. */
bool charset_is_utf16(const char *bytes, size_t length);

#endif
