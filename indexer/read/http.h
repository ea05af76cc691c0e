/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A response of a web server as an archive keeps it.
 *
 * Archives disagree about what they keep: some hold the bytes of the wire, some
 * have undone chunks and compression and left the header as it was. So the
 * header is believed where the body bears it out, and its Content-Length never.
 */
#ifndef DATELINE_INDEXER_READ_HTTP_H
#define DATELINE_INDEXER_READ_HTTP_H

#include "indexer/read/header.h"
#include "text/buffer.h"

#include <stdbool.h>
#include <stddef.h>

struct http_response {
	unsigned status; /* 200; 0: the first line does not say */
	struct span header; /* behind the first line */
	struct span body;   /* as it stands there */
};

/* Borrows the bytes. False when they do not begin with a response's header. */
bool http_parse(struct http_response *response, const char *bytes, size_t length);

/*
 * Adds the body to out, which is empty, with its chunks joined and unpacked
 * (gzip, deflate, brotli, zstd). NULL, or why that cannot be done; nothing that a
 * body unpacks to is longer than most.
 */
const char *http_body(const struct http_response *response, struct buffer *out, size_t most);

#endif
