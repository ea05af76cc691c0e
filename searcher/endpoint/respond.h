/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From a request to the bytes of its response, headers and body, as CGI and
 * FastCGI both send them.
 */
#ifndef DATELINE_SEARCHER_ENDPOINT_RESPOND_H
#define DATELINE_SEARCHER_ENDPOINT_RESPOND_H

#include "searcher/endpoint/cache.h"
#include "searcher/endpoint/settings.h"
#include "searcher/search.h"
#include "text/buffer.h"

#include <stdbool.h>
#include <sys/stat.h>

/* Which publication of the index is open. */
struct stamp {
	dev_t device;
	ino_t inode;
	off_t size;
	struct timespec modified;
};

/* All zero but settings is closed and ready. */
struct responder {
	const struct settings *settings; /* borrowed */
	struct searcher *searcher;       /* NULL: not open */
	struct stamp stamp;
	uint32_t articles;
	bool counted; /* articles is known */
	bool stale;   /* another publication is there and cannot be opened */
	struct cache cache;
	struct shim_failure failure; /* why the index cannot be used, when it cannot */
};

/* Opens the index, or another publication of it than the one that is open. False when there is none to answer from; it was reported. */
bool responder_refresh(struct responder *responder);
void responder_release(struct responder *responder);

/* Seconds after which a request is given up: its search has ended by then, or something is wrong. */
double responder_seconds(const struct settings *settings);

/* environment: the server's variables, "NAME=value", ended by NULL. Appends the whole response. */
void responder_answer(struct responder *responder, char **environment, struct buffer *out);

/* A whole response for what can no longer be answered, built without memory of its own: 503 with Retry-After. */
extern const char responder_last_words[];

#endif
