/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the address of a page tells of where it is from.
 */
#ifndef DATELINE_INDEXER_EXTRACT_ADDRESS_H
#define DATELINE_INDEXER_EXTRACT_ADDRESS_H

#include <stdbool.h>

/*
 * The address that a page had when it was archived: "https://example.org/a" in
 * "https://web.archive.org/web/20190717140047/https://example.org/a"; any other as it is. Borrowed from url.
 */
const char *address_original(const char *url);

#define ADDRESS_HOST_MAX 100

/* The host without "www.": "example.org" of "https://www.example.org/a"; of the original, where it is archived. False for none. */
bool address_host(char host[ADDRESS_HOST_MAX], const char *url);

#endif
