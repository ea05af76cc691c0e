/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Addresses of pages that an archive of the web has kept.
 */
#ifndef DATELINE_INDEXER_EXTRACT_ADDRESS_H
#define DATELINE_INDEXER_EXTRACT_ADDRESS_H

/*
 * The address that a page had when it was archived: "https://example.org/a" in
 * "https://web.archive.org/web/20190717140047/https://example.org/a"; any other as it is. Borrowed from url.
 */
const char *address_original(const char *url);

#endif
