/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A response and its headers.
 */
#ifndef DATELINE_SEARCHER_ENDPOINT_RESPONSE_H
#define DATELINE_SEARCHER_ENDPOINT_RESPONSE_H

#include "text/buffer.h"

#include <stdbool.h>

#define RESPONSE_TAG 40

struct response {
	int status;
	const char *type;   /* Content-Type */
	struct buffer body; /* owned */
	bool lasting;       /* never changes at its address */
	bool indexable;     /* a search engine may list it */
	char tag[RESPONSE_TAG]; /* ETag; "" for none */
};

/* Seconds after which a server that could not answer may be asked again. */
#define RESPONSE_RETRY "10"

/*
 * Headers and body as a CGI response (RFC 3875, 6). without_body: for HEAD, with
 * the headers that GET would get. Nothing of a request is ever in a header.
 */
void response_write(struct buffer *out, const struct response *response, bool without_body);
void response_release(struct response *response);

#endif
