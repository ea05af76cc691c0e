/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/read/saved_from.h"

#include "text/buffer.h"

#include <string.h>

#define LOOKED_AT ((size_t)4 << 10) /* a page's beginning, in which the comment stands */
#define ADDRESS_MAX 2048

/* Behind white space. */
static const char *pass_blank(const char *at, const char *end)
{
	while (at < end && memchr(" \t\r\n", *at, 4))
		at++;
	return at;
}

/* Behind a mark in the comment, and the length that Internet Explorer wrote before the address. NULL where it is not there. */
static const char *behind(const char *at, const char *end, const char *mark)
{
	const char *found = memmem(at, (size_t)(end - at), mark, strlen(mark));

	if (!found)
		return NULL;
	found = pass_blank(found + strlen(mark), end);
	if (found < end && *found == '(') {
		found = memchr(found, ')', (size_t)(end - found));
		found = found ? found + 1 : end;
	}
	return found;
}

/* The address of the web that begins at at, behind this scheme or none, and ends where white space does. */
static char *address_at(const char *at, const char *end, const char *scheme)
{
	struct buffer address = {0};
	const char *stop = at;

	while (stop < end && (unsigned char)*stop > ' ' && !memchr("<>\"", *stop, 3))
		stop++;
	buffer_add_string(&address, scheme);
	buffer_add(&address, at, (size_t)(stop - at));
	if (address.length < 10 || address.length > ADDRESS_MAX ||
	    (memcmp(address.bytes, "http://", 7) != 0 && memcmp(address.bytes, "https://", 8) != 0))
		buffer_release(&address);
	return address.length ? buffer_detach(&address) : NULL;
}

/* HTTrack leaves the scheme out. */
static char *address_in(const char *comment, const char *end)
{
	const char *at = behind(comment, end, "saved from url=");

	if (!at && memmem(comment, (size_t)(end - comment), "SingleFile", 10))
		at = behind(comment, end, "url:");
	if (at)
		return address_at(at, end, "");
	if (!memmem(comment, (size_t)(end - comment), " by HTTrack", 11))
		return NULL;
	at = behind(comment, end, "Mirrored from ");
	return at ? address_at(at, end, "http://") : NULL;
}

char *saved_from(const char *page, size_t length)
{
	const char *at = page, *end = page + (length < LOOKED_AT ? length : LOOKED_AT), *close;
	char *address = NULL;

	while (!address && (at = memmem(at, (size_t)(end - at), "<!--", 4))) {
		at += 4;
		close = memmem(at, (size_t)(end - at), "-->", 3);
		if (!close)
			return NULL;
		address = address_in(at, close);
		at = close;
	}
	return address;
}
