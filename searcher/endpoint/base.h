/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where the endpoint is reached, as far as the server's variables tell.
 */
#ifndef DATELINE_SEARCHER_ENDPOINT_BASE_H
#define DATELINE_SEARCHER_ENDPOINT_BASE_H

#include "text/buffer.h"

/* A variable's value in "NAME=value" strings ended by NULL; NULL when it is not there. */
const char *environment_find(char **environment, const char *name);

/* The absolute address, without a query; url: as the settings have it, or NULL. */
void base_write(struct buffer *out, const char *url, char **environment);

#endif
