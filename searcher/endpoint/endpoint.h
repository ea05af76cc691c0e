/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * dateline-search under a web server: by CGI (RFC 3875) one request a process,
 * by FastCGI many.
 */
#ifndef DATELINE_SEARCHER_ENDPOINT_ENDPOINT_H
#define DATELINE_SEARCHER_ENDPOINT_ENDPOINT_H

#include <stdbool.h>

/*
 * Whether a web server has started this process: GATEWAY_INTERFACE is set, or
 * standard input is a socket that listens. Arguments then come from the
 * request (RFC 3875, 4.4) and must not be looked at.
 */
bool endpoint_is_called(void);

/* Answers what there is to answer; the exit status. */
int endpoint_main(void);

#endif
