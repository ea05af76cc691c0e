/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where a page was saved from, as browsers, extensions and mirrors write it into a comment at the page's beginning:
 *
 *	<!-- saved from url=(0031)https://quay.example/2025/ferry -->     the browsers, since Internet Explorer 4
 *	<!-- Page saved with SingleFile  url: https://quay.example/ ... -->
 *	<!-- Mirrored from quay.example/2025/ferry by HTTrack Website Copier/3.x ... -->
 */
#ifndef DATELINE_INDEXER_READ_SAVED_FROM_H
#define DATELINE_INDEXER_READ_SAVED_FROM_H

#include <stddef.h>

/* The address, owned by the caller; NULL where the page, in UTF-8, does not name one of the web. */
char *saved_from(const char *page, size_t length);

#endif
