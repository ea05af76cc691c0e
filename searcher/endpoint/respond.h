/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From a request to the bytes of its response, headers and body, as CGI and
 * FastCGI both send them.
 */
#ifndef DATELINE_SEARCHER_ENDPOINT_RESPOND_H
#define DATELINE_SEARCHER_ENDPOINT_RESPOND_H

#include "searcher/endpoint/responder.h"
#include "text/buffer.h"

/* Seconds after which a request is given up: its search has ended by then, or something is wrong. */
double responder_seconds(const struct settings *settings);

/* environment: the server's variables, "NAME=value", ended by NULL. Appends the whole response. */
void responder_answer(struct responder *responder, char **environment, struct buffer *out);

/* A whole response for what can no longer be answered, built without memory of its own: 503 with Retry-After. */
extern const char *responder_last_words;

#endif
