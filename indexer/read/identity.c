/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/read/identity.h"

#include "indexer/read/format.h"
#include "text/buffer.h"
#include "text/memory.h"
#include "text/utf8.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/*
 * A path is bytes, an id is text. A path that is no valid UTF-8 is written as
 * in a URL, its broken bytes and percent signs as %XX: U+FFFD for them would
 * give two files one id. The "./" in front, which no path below a SOURCE has,
 * keeps it apart from a file whose valid name happens to be "%FF".
 */
static char *encode(const char *path, size_t length)
{
	const char *at = path, *end = path + length;
	struct buffer id = {0};

	buffer_add_string(&id, "./");
	while (at < end) {
		const char *start = at;

		utf8_next(&at, end);
		if (*start != '%' && utf8_valid(start, (size_t)(at - start)))
			buffer_add(&id, start, (size_t)(at - start));
		else
			for (; start < at; start++)
				buffer_add_format(&id, "%%%02X", (unsigned)(unsigned char)*start);
	}
	return buffer_detach(&id);
}

char *identity_of_path(const char *below)
{
	size_t length = format_unpacked_name(below);

	return utf8_valid(below, length) ? memory_copy(below, length) : encode(below, length);
}

static bool begins_below(const char *id, const char *directory)
{
	size_t length = strlen(directory);

	return !strncmp(id, directory, length) && id[length] == '/';
}

const char *path_below(const char *path, const char *directory)
{
	size_t length = strcmp(directory, "/") != 0 ? strlen(directory) : 0;

	if (strncmp(path, directory, length) != 0 || (path[length] != '/' && path[length] != '\0'))
		return NULL;
	return path[length] == '/' ? path + length + 1 : path + length;
}

bool identity_below(const char *id, const char *directory)
{
	char *encoded;
	bool found;

	if (strncmp(id, "./", 2) != 0)
		return begins_below(id, directory);
	encoded = encode(directory, strlen(directory));
	found = begins_below(id, encoded);
	free(encoded);
	return found;
}

/* splitmix64's finaliser (Steele, Lea & Flood 2014): each bit of number turns over half of the result's. */
static uint64_t mix(uint64_t hash, uint64_t number)
{
	hash ^= number + UINT64_C(0x9E3779B97F4A7C15);
	hash = (hash ^ hash >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	hash = (hash ^ hash >> 27) * UINT64_C(0x94D049BB133111EB);
	return hash ^ hash >> 31;
}

/* The change time, not the modification time: tools set the latter back (cp -p, tar), and an edit would go unseen. */
uint64_t identity_stamp(const struct stat *status)
{
	uint64_t hash = mix(0, (uint64_t)status->st_dev);

	hash = mix(hash, (uint64_t)status->st_ino);
	hash = mix(hash, (uint64_t)status->st_size);
	hash = mix(hash, (uint64_t)status->st_ctim.tv_sec);
	hash = mix(hash, (uint64_t)status->st_ctim.tv_nsec);
	return hash ? hash : 1;
}
