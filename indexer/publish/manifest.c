/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/publish/manifest.h"

#include "indexer/publish/files.h"
#include "text/memory.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* No run leaves more shards than fit in this; what is larger is no manifest. */
#define MANIFEST_MAX ((size_t)1 << 20)

void manifest_release(struct manifest *manifest)
{
	buffer_release(&manifest->text);
	free(manifest->serials);
	*manifest = (struct manifest){0};
}

static int read_file(struct buffer *out, const char *path)
{
	FILE *file = fopen(path, "re");
	int result = 0;

	if (!file)
		return -1;
	while (out->length < MANIFEST_MAX && !feof(file)) {
		char *to = buffer_reserve(out, 4096);

		errno = 0;
		out->length += fread(to, 1, 4096, file);
		if (ferror(file)) {
			result = -1;
			break;
		}
	}
	fclose(file);
	return result;
}

static void take_line(struct manifest *manifest, size_t number, const char *line, size_t length)
{
	char name[SHARD_NAME_MAX];
	uint32_t serial;

	if (length > 5 && length - 5 < sizeof name && !memcmp(line, "auto ", 5)) {
		memcpy(name, line + 5, length - 5);
		name[length - 5] = '\0';
		if (state_shard_serial(name, &serial)) {
			manifest->serials = memory_resize(manifest->serials, manifest->count + 1, sizeof *manifest->serials);
			manifest->serials[manifest->count++] = serial;
			return;
		}
	}
	if (manifest->strange == 0)
		manifest->strange = number;
}

int manifest_read(struct manifest *manifest, const char *index)
{
	char *path = path_join(index, INDEX_MANIFEST);
	int result = read_file(&manifest->text, path);
	size_t number = 0;

	free(path);
	for (size_t at = 0; result == 0 && at < manifest->text.length;) {
		const char *line = manifest->text.bytes + at;
		const char *end = memchr(line, '\n', manifest->text.length - at);
		size_t length = end ? (size_t)(end - line) : manifest->text.length - at;

		take_line(manifest, ++number, line, end ? length : 0); /* a line without an end was cut off */
		at += length + 1;
	}
	return result;
}

enum shim_status manifest_write(const char *index, const struct index_state *state, struct shim_failure *failure)
{
	struct buffer text = {0};
	char name[SHARD_NAME_MAX];
	enum shim_status status;

	for (size_t i = 0; i < state->shard_count; i++)
		buffer_add_format(&text, "auto %s\n", state_shard_name(state->shards[i].serial, name));
	status = file_replace(index, INDEX_MANIFEST, text.bytes, text.length, failure);
	buffer_release(&text);
	return status;
}

bool manifest_names(const struct manifest *manifest, uint32_t serial)
{
	for (size_t i = 0; i < manifest->count; i++)
		if (manifest->serials[i] == serial)
			return true;
	return false;
}
