/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * FastCGI (the specification 1.0, by libfcgi): several processes that take
 * connections from one socket, and one that looks after them.
 *
 * A process answers one request at a time. One that goes beyond its bounds
 * ends, and a new one takes its place; the others never notice.
 */
#ifndef DATELINE_SEARCHER_ENDPOINT_FASTCGI_H
#define DATELINE_SEARCHER_ENDPOINT_FASTCGI_H

#include "searcher/endpoint/settings.h"

/* Serves the socket on standard input until SIGTERM or SIGINT; what runs then is finished. The exit status. */
int fastcgi_serve(const struct settings *settings);

#endif
