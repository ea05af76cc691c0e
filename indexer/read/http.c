/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/read/http.h"

#include <brotli/decode.h>
#include <string.h>
#include <strings.h>
#include <zlib.h>
#include <zstd.h>

#define TOO_LONG "the page is too long"
#define ZSTD_WINDOW_LOG 23 /* RFC 9659: nothing on the web asks for more than 8 MB */
#define DAMAGED "its compressed data is damaged"

bool http_parse(struct http_response *response, const char *bytes, size_t length)
{
	size_t end = header_end(bytes, length);
	const char *feed, *space;

	*response = (struct http_response){0};
	if (end < 5 || strncasecmp(bytes, "HTTP/", 5) != 0)
		return false;
	feed = memchr(bytes, '\n', end);
	space = memchr(bytes, ' ', (size_t)(feed - bytes));
	for (const char *at = space ? space + 1 : feed; at < feed && *at >= '0' && *at <= '9'; at++)
		response->status = response->status < 1000 ? response->status * 10 + (unsigned)(*at - '0') : 1000;
	response->header = (struct span){feed + 1, end - (size_t)(feed + 1 - bytes)};
	response->body = (struct span){bytes + end, length - end};
	return true;
}

/* ---- chunks ---- */

/* The size that begins a chunk; *at moves behind its line. False when there is none. */
static bool chunk_size(const char **at, const char *end, size_t *size)
{
	const char *digit = *at, *feed;

	*size = 0;
	for (; digit < end && *size <= SIZE_MAX >> 8; digit++) {
		static const char digits[] = "0123456789abcdef";
		const char *found = *digit ? memchr(digits, *digit | 0x20, 16) : NULL;

		if (!found)
			break;
		*size = *size * 16 + (size_t)(found - digits);
	}
	feed = memchr(digit, '\n', (size_t)(end - digit));
	if (digit == *at || !feed || (*digit != '\r' && *digit != '\n' && *digit != ';' && *digit != ' '))
		return false;
	*at = feed + 1;
	return true;
}

/*
 * The chunks joined; false where the bytes are none. A body that breaks off
 * within a chunk is taken up to there.
 */
static bool join_chunks(struct span body, struct buffer *out)
{
	const char *at = body.bytes, *end = body.bytes + body.length;
	size_t size;

	while (at < end && chunk_size(&at, end, &size)) {
		if (size == 0)
			return true;
		if (size > (size_t)(end - at))
			size = (size_t)(end - at);
		buffer_add(out, at, size);
		at += size;
		at += at < end && *at == '\r';
		at += at < end && *at == '\n';
	}
	return out->length > 0 && at == end;
}

/* ---- compression ---- */

static const char *inflate_into(struct span packed, int bits, struct buffer *out, size_t most)
{
	z_stream zlib = {.next_in = (unsigned char *)packed.bytes, .avail_in = (uInt)packed.length};
	int status = inflateInit2(&zlib, bits);

	while (status == Z_OK) {
		zlib.next_out = (unsigned char *)buffer_reserve(out, 64 << 10);
		zlib.avail_out = 64 << 10;
		status = inflate(&zlib, Z_NO_FLUSH);
		out->length += (64 << 10) - zlib.avail_out;
		if (out->length > most)
			break;
	}
	inflateEnd(&zlib);
	buffer_add(out, "", 0); /* its NUL */
	return out->length > most ? TOO_LONG : status == Z_STREAM_END ? NULL : DAMAGED;
}

static const char *unpack_gzip(struct span packed, struct buffer *out, size_t most)
{
	if (packed.length < 2 || memcmp(packed.bytes, "\x1f\x8b", 2) != 0)
		return DAMAGED;
	return inflate_into(packed, 16 + MAX_WBITS, out, most);
}

/* Servers say deflate for zlib's format, as the standard has it, and for the naked data. */
static const char *unpack_deflate(struct span packed, struct buffer *out, size_t most)
{
	const char *fault = inflate_into(packed, MAX_WBITS, out, most);

	if (!fault || out->length > 0)
		return fault;
	return inflate_into(packed, -MAX_WBITS, out, most);
}

static const char *unpack_brotli(struct span packed, struct buffer *out, size_t most)
{
	BrotliDecoderState *brotli = BrotliDecoderCreateInstance(NULL, NULL, NULL);
	BrotliDecoderResult result = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;
	const uint8_t *in = (const uint8_t *)packed.bytes;
	size_t left = packed.length;

	while (brotli && result == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT && out->length <= most) {
		uint8_t *to = (uint8_t *)buffer_reserve(out, 64 << 10);
		size_t room = 64 << 10;

		result = BrotliDecoderDecompressStream(brotli, &left, &in, &room, &to, NULL);
		out->length += (64 << 10) - room;
	}
	if (brotli)
		BrotliDecoderDestroyInstance(brotli);
	buffer_add(out, "", 0);
	return out->length > most ? TOO_LONG : result == BROTLI_DECODER_RESULT_SUCCESS ? NULL : DAMAGED;
}

/* A body may be several frames. */
static const char *unpack_zstd(struct span packed, struct buffer *out, size_t most)
{
	ZSTD_DStream *zstd = ZSTD_createDStream();
	ZSTD_inBuffer in = {packed.bytes, packed.length, 0};
	size_t left = 1; /* 0: a frame has ended */

	if (zstd)
		ZSTD_DCtx_setParameter(zstd, ZSTD_d_windowLogMax, ZSTD_WINDOW_LOG);
	while (zstd && !ZSTD_isError(left) && out->length <= most) {
		ZSTD_outBuffer to = {buffer_reserve(out, 64 << 10), 64 << 10, 0};
		size_t before = in.pos;

		left = ZSTD_decompressStream(zstd, &to, &in);
		out->length += to.pos;
		if ((to.pos == 0 && in.pos == before) || (left == 0 && in.pos == in.size))
			break;
	}
	ZSTD_freeDStream(zstd);
	buffer_add(out, "", 0);
	return out->length > most ? TOO_LONG : left == 0 ? NULL : DAMAGED;
}

static bool looks_like_markup(struct span body)
{
	size_t at = 0;

	while (at < body.length && strchr(" \t\r\n\xEF\xBB\xBF", body.bytes[at]) && body.bytes[at])
		at++;
	return at < body.length && body.bytes[at] == '<';
}

/* Undoes one coding; what is markup already has been unpacked by the archive. */
static const char *decode(struct span coding, struct span body, struct buffer *out, size_t most)
{
	if (header_is(coding, "identity") || coding.length == 0 || looks_like_markup(body)) {
		buffer_add(out, body.bytes, body.length);
		return NULL;
	}
	if (header_is(coding, "gzip") || header_is(coding, "x-gzip"))
		return unpack_gzip(body, out, most);
	if (header_is(coding, "deflate"))
		return unpack_deflate(body, out, most);
	if (header_is(coding, "br"))
		return unpack_brotli(body, out, most);
	if (header_is(coding, "zstd"))
		return unpack_zstd(body, out, most);
	return "its Content-Encoding is not known";
}

const char *http_body(const struct http_response *response, struct buffer *out, size_t most)
{
	struct buffer joined = {0};
	struct span body = response->body, coding = {"", 0}, transfer;
	const char *fault;

	if (header_find(response->header, "Transfer-Encoding", &transfer) && header_is(transfer, "chunked") &&
	    !looks_like_markup(body) && join_chunks(body, &joined))
		body = (struct span){joined.bytes ? joined.bytes : "", joined.length};
	header_find(response->header, "Content-Encoding", &coding);
	fault = decode(coding, body, out, most);
	if (!fault && out->length > most)
		fault = TOO_LONG;
	buffer_release(&joined);
	return fault;
}
