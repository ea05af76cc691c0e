/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Stands in for libFuzzer where the build has none: runs a fuzz target once on
 * each FILE named, as libFuzzer's main does, so that what was found stays found.
 */
#include "text/buffer.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static int replay(const char *path)
{
	struct buffer bytes = {0};
	FILE *file = fopen(path, "rb");
	int byte;

	fprintf(stderr, "%s\n", path); /* before a crash: the last line is its cause */
	if (!file) {
		fprintf(stderr, "cannot be read: %s\n", strerror(errno));
		return 1;
	}
	while ((byte = getc(file)) != EOF)
		buffer_add_byte(&bytes, (char)byte);
	fclose(file);
	LLVMFuzzerTestOneInput((const uint8_t *)bytes.bytes, bytes.length);
	buffer_release(&bytes);
	return 0;
}

int main(int argc, char **argv)
{
	int failed = 0;

	for (int i = 1; i < argc; i++)
		failed |= replay(argv[i]);
	return failed;
}
