/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/stamp.h"

#include "indexer/run.h"
#include "text/buffer.h"
#include "text/stem.h"

#include <stdio.h>

/* The user's table of names: another one stores other names. What cannot be read has been said where it is used. */
static void add_file(struct buffer *out, const char *file)
{
	FILE *stream = file ? fopen(file, "re") : NULL;
	char bytes[4096];
	size_t length;

	while (stream && (length = fread(bytes, 1, sizeof bytes, stream)) > 0)
		buffer_add(out, bytes, length);
	if (stream)
		fclose(stream);
}

uint64_t stamp_manner_of(const struct run_options *options)
{
	struct buffer manner = {0};
	uint64_t hash;

	buffer_add_format(&manner, "%d %s %d %d\n", (int)options->format, options->language ? options->language : "auto",
	                  options->keep_boilerplate, options->knowledge != NULL);
	add_file(&manner, options->names);
	hash = term_hash(manner.bytes, manner.length);
	buffer_release(&manner);
	return (hash ^ hash >> 24 ^ hash >> 48) & STAMP_MANNER_MASK;
}
