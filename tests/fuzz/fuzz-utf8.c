/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whatever the bytes, in whatever encoding: what comes out is valid UTF-8. */
#include "text/utf8.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	static const enum encoding encodings[] = {ENCODING_UTF8, ENCODING_UTF16LE, ENCODING_UTF16BE, ENCODING_WINDOWS_1252};
	struct buffer text = {0};

	encoding_guess((const char *)bytes, length);
	for (size_t i = 0; i < sizeof encodings / sizeof *encodings; i++) {
		buffer_clear(&text);
		utf8_from(&text, encodings[i], (const char *)bytes, length);
		if (!utf8_valid(text.bytes, text.length))
			abort();
	}
	buffer_release(&text);
	return 0;
}
