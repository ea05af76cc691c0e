/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/read/unpack.h"

#include "text/memory.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#define PACKED_WINDOW ((size_t)64 << 10)
#define GZIP_HEADER 10 /* bytes of a member's header without its optional parts */
#define REWINDS_MAX 1000 /* past so much damage in one file, no byte of it is looked at twice */
#define GZIP_ONLY (16 + MAX_WBITS) /* how zlib is told to expect a gzip header */

enum packing {
	PACKING_UNKNOWN, /* nothing read yet */
	PACKING_NONE,
	PACKING_MEMBER,  /* inside a gzip member */
	PACKING_BETWEEN, /* behind one: another, padding or garbage follows */
	PACKING_OVER
};

struct unpack {
	int descriptor;
	_Atomic uint64_t *packed;
	enum packing packing;
	bool ended; /* the descriptor gives no more */
	bool garbage;
	const char *fault;
	z_stream zlib; /* next_in, avail_in: what of input is not yet unpacked */
	unsigned char *input;
	unsigned rewinds;
	size_t member; /* where in input the member begins; 0 when its beginning has been moved out */
	size_t unpacked; /* bytes of the member so far */
	char *window;
	size_t start, end; /* what of window is not yet taken */
};

struct unpack *unpack_open(int descriptor, _Atomic uint64_t *packed)
{
	struct unpack *unpack = memory_zeroed(1, sizeof *unpack);

	unpack->descriptor = descriptor;
	unpack->packed = packed;
	unpack->window = memory_new(2 * UNPACK_WINDOW);
	return unpack;
}

void unpack_close(struct unpack *unpack)
{
	if (!unpack)
		return;
	if (unpack->input)
		inflateEnd(&unpack->zlib);
	close(unpack->descriptor);
	free(unpack->input);
	free(unpack->window);
	free(unpack);
}

const char *unpack_fault(const struct unpack *unpack)
{
	return unpack->fault;
}

bool unpack_fault_taken(const struct unpack *unpack)
{
	return unpack->fault && (!unpack->input || unpack->unpacked > unpack->end - unpack->start);
}

bool unpack_trailing_garbage(const struct unpack *unpack)
{
	return unpack->garbage;
}

/* The first fault counts; nothing is read behind it. */
static void fail(struct unpack *unpack, const char *fault)
{
	if (!unpack->fault)
		unpack->fault = fault;
	unpack->packing = PACKING_OVER;
}

static size_t read_bytes(struct unpack *unpack, void *to, size_t room)
{
	ssize_t got;

	if (unpack->ended)
		return 0;
	do
		got = read(unpack->descriptor, to, room);
	while (got < 0 && errno == EINTR);
	if (got <= 0)
		unpack->ended = true;
	if (got < 0)
		fail(unpack, strerror(errno));
	if (got > 0)
		atomic_fetch_add_explicit(unpack->packed, (uint64_t)got, memory_order_relaxed);
	return got > 0 ? (size_t)got : 0;
}

/* Makes zlib's input at least wanted bytes long, if the file has them. */
static void fill_input(struct unpack *unpack, size_t wanted)
{
	z_stream *zlib = &unpack->zlib;

	while (zlib->avail_in < wanted && !unpack->ended) {
		size_t used = (size_t)(zlib->next_in - unpack->input);

		memmove(unpack->input, zlib->next_in, zlib->avail_in);
		unpack->member -= unpack->member < used ? unpack->member : used;
		zlib->next_in = unpack->input;
		zlib->avail_in += (uInt)read_bytes(unpack, unpack->input + zlib->avail_in,
		                                   PACKED_WINDOW - zlib->avail_in);
	}
}

static bool gzip_magic(const void *bytes, size_t length)
{
	return length >= 3 && !memcmp(bytes, "\x1f\x8b\x08", 3);
}

/* The first bytes have come straight into the window; they move to zlib when they are gzip. */
static void tell_packing(struct unpack *unpack)
{
	size_t length = unpack->end - unpack->start;

	if (length == 2 && !memcmp(unpack->window + unpack->start, "\x1f\x8b", 2)) {
		unpack->start = unpack->end; /* the file is no longer */
		fail(unpack, "gzip data breaks off");
		return;
	}
	if (!gzip_magic(unpack->window + unpack->start, length)) {
		unpack->packing = PACKING_NONE;
		return;
	}
	unpack->input = memory_new(PACKED_WINDOW);
	memcpy(unpack->input, unpack->window + unpack->start, length);
	unpack->zlib.next_in = unpack->input;
	unpack->zlib.avail_in = (uInt)length;
	unpack->start = unpack->end = 0;
	unpack->packing = PACKING_MEMBER;
	if (inflateInit2(&unpack->zlib, GZIP_ONLY) != Z_OK)
		fail(unpack, "zlib cannot be started");
}

static void read_first(struct unpack *unpack)
{
	size_t got;

	do {
		got = read_bytes(unpack, unpack->window + unpack->end, PACKED_WINDOW - unpack->end);
		unpack->end += got;
	} while (got && unpack->end < 3); /* a pipe may give single bytes */
	if (unpack->packing == PACKING_UNKNOWN)
		tell_packing(unpack);
}

static void inflate_more(struct unpack *unpack, size_t room)
{
	z_stream *zlib = &unpack->zlib;
	int status;

	fill_input(unpack, 1);
	zlib->next_out = (unsigned char *)unpack->window + unpack->end;
	zlib->avail_out = (uInt)room;
	status = inflate(zlib, Z_NO_FLUSH);
	unpack->end += room - zlib->avail_out;
	unpack->unpacked += room - zlib->avail_out;
	if (status == Z_STREAM_END)
		unpack->packing = PACKING_BETWEEN;
	else if (status == Z_BUF_ERROR && unpack->ended)
		fail(unpack, "gzip data breaks off");
	else if (status != Z_OK && status != Z_BUF_ERROR)
		fail(unpack, "gzip data is damaged");
}

/* Tapes and some programs pad with zero bytes: no garbage, as gzip(1) has it. */
static void pass_padding(struct unpack *unpack)
{
	z_stream *zlib = &unpack->zlib;

	fill_input(unpack, 1);
	while (zlib->avail_in && *zlib->next_in == 0) {
		zlib->next_in++;
		zlib->avail_in--;
		fill_input(unpack, 1);
	}
}

static void begin_member(struct unpack *unpack)
{
	unpack->member = (size_t)(unpack->zlib.next_in - unpack->input);
	unpack->unpacked = 0;
	unpack->packing = PACKING_MEMBER;
}

static void next_member(struct unpack *unpack)
{
	z_stream *zlib = &unpack->zlib;

	pass_padding(unpack);
	fill_input(unpack, 3);
	if (gzip_magic(zlib->next_in, zlib->avail_in) && inflateReset(zlib) == Z_OK) {
		begin_member(unpack);
		return;
	}
	unpack->garbage = zlib->avail_in > 0;
	unpack->packing = PACKING_OVER;
}

/* A member's header with nothing in it that RFC 1952 leaves to the future: compressed bytes show one by chance every few gigabytes. */
static bool gzip_header(const unsigned char *bytes)
{
	return gzip_magic(bytes, 3) && bytes[3] <= 0x1F && (bytes[8] == 0 || bytes[8] == 2 || bytes[8] == 4) &&
	       (bytes[9] <= 13 || bytes[9] == 255);
}

/* zlib's input moved on to the next member's header; false when none follows. */
static bool seek_member(struct unpack *unpack)
{
	z_stream *zlib = &unpack->zlib;

	for (;;) {
		const unsigned char *found;

		fill_input(unpack, GZIP_HEADER);
		if (zlib->avail_in < GZIP_HEADER)
			return false;
		if (gzip_header(zlib->next_in))
			return true;
		found = memchr(zlib->next_in + 1, 0x1F, zlib->avail_in - 1);
		zlib->avail_in -= (uInt)(found ? (size_t)(found - zlib->next_in) : zlib->avail_in);
		zlib->next_in += found ? (size_t)(found - zlib->next_in) : 0;
	}
}

/* What was damaged may have been read as if it went on into the next member, so the search begins where it began itself. */
bool unpack_recover(struct unpack *unpack)
{
	z_stream *zlib = &unpack->zlib;
	unsigned char *again = unpack->input + unpack->member + 1;

	unpack->start = unpack->end = 0;
	if (unpack->packing != PACKING_OVER || !unpack->input)
		return false;
	if (!unpack->garbage && again < zlib->next_in && unpack->rewinds++ < REWINDS_MAX) {
		zlib->avail_in += (uInt)(zlib->next_in - again);
		zlib->next_in = again;
	}
	if (!seek_member(unpack) || inflateReset(zlib) != Z_OK)
		return false;
	begin_member(unpack);
	unpack->fault = NULL;
	return true;
}

static void fill_window(struct unpack *unpack)
{
	size_t room = 2 * UNPACK_WINDOW - unpack->end;
	size_t got;

	switch (unpack->packing) {
	case PACKING_UNKNOWN:
		read_first(unpack);
		break;
	case PACKING_NONE:
		got = read_bytes(unpack, unpack->window + unpack->end, room);
		unpack->end += got;
		if (!got)
			unpack->packing = PACKING_OVER;
		break;
	case PACKING_MEMBER:
		inflate_more(unpack, room);
		break;
	case PACKING_BETWEEN:
		next_member(unpack);
		break;
	case PACKING_OVER:
		break;
	}
}

size_t unpack_look(struct unpack *unpack, size_t wanted, const char **bytes)
{
	size_t length = unpack->end - unpack->start;

	if (length < wanted && unpack->start) {
		memmove(unpack->window, unpack->window + unpack->start, length);
		unpack->start = 0;
		unpack->end = length;
	}
	while (unpack->end - unpack->start < wanted && unpack->packing != PACKING_OVER)
		fill_window(unpack);
	*bytes = unpack->window + unpack->start;
	return unpack->end - unpack->start;
}

void unpack_take(struct unpack *unpack, size_t length)
{
	unpack->start += length;
}
